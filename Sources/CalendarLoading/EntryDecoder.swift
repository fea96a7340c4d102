import ContentModel
import Diagnostics
import Forms
import ObjectIDs
import YAML

/// Reads an entry's file into a draft; what it means, and whether it is allowed, is for the rules of the content model.
struct EntryDecoder {
    let source: Publication.Source
    private var file: String { source.path }

    init(source: Publication.Source) { self.source = source }

    /// The draft, as far as `bytes` can be read, and everything wrong with their syntax, keys and types.
    func decode(_ bytes: [UInt8]) -> (draft: EntryDraft?, diagnostics: [Diagnostic]) {
        let reading = entry.read(bytes)
        var draft = reading.value?.value
        if draft == nil, reading.problems.isEmpty {
            return (
                nil,
                [
                    Diagnostic(
                        source.location, "the file is empty", why: "an entry has at least kind, publish_at and media",
                        fix: "write the entry, or remove the file")
                ]
            )
        }
        draft?.isComplete = reading.problems.isEmpty
        return (draft, reading.problems.map { $0.diagnostic(in: file) })
    }

    private var entry: Shape<EntryDraft> {
        let (source, file) = (source, file)
        let (override, occurrence) = (override, occurrence)
        return .mapping("an entry") { reader in
            let id = reader.optional(EntryKey.id.rawValue, .text)
            let kind = reader.required(EntryKey.kind.rawValue, .word(ContentKind.self))
            let accounts = reader.optional(
                EntryKey.accounts.rawValue, .list(of: .text("an account", example: "bakery")))
            var fields = Self.fields(&reader, file: file)
            if let mark = reader.mark(of: EntryKey.accounts.rawValue) { fields.keys[.accounts] = mark.place(in: file) }
            let overrides = reader.optional(EntryKey.overrides.rawValue, .dictionary(of: override))
            let occurrences = reader.optional(EntryKey.occurrences.rawValue, .dictionary(of: occurrence))
            if let mark = reader.mark(of: EntryKey.occurrences.rawValue) {
                fields.keys[.occurrences] = mark.place(in: file)
            }
            return EntryDraft(
                source: source, id: id?.placed(in: file), kind: kind?.placed(in: file),
                accounts: accounts?.placedItems(in: file), fields: fields,
                overrides: (overrides?.value ?? []).map {
                    EntryDraft.AccountOverride(account: $0.name.placed(in: file), fields: $0.value.value)
                },
                occurrences: (occurrences?.value ?? []).map {
                    EntryDraft.OccurrenceOverride(day: $0.name.placed(in: file), fields: $0.value.value)
                })
        }
    }

    private var override: Shape<EntryFields> {
        let file = file
        return .mapping("an override") { reader in
            for key in EntryKey.allCases where EntryKey.sharedByAllAccounts.contains(key) {
                reader.refuse(
                    key.rawValue, why: "it is the same on every account",
                    fix: "remove it, or write an entry of its own for this account")
            }
            return Self.fields(&reader, file: file)
        }
    }

    private var occurrence: Shape<EntryFields> {
        let file = file
        return .mapping("an occurrence", example: "{caption: Closed today}") { reader in
            for key in EntryKey.allCases where EntryKey.sharedByAllAccounts.contains(key) || key == .repetition {
                reader.refuse(
                    key.rawValue, why: "it is said once for all occurrences",
                    fix: "remove it, or write an entry of its own for this day")
            }
            return Self.fields(&reader, file: file)
        }
    }

    /// What an entry's file may hold.
    static var form: Form {
        // What a decoder asks for is the same for every file.
        let source = Publication.Source(
            path: "calendar/entry.yaml", blob: BlobID(ObjectID(high: 0, middle: 0, low: 0)))
        return EntryDecoder(source: source).entry.form
    }

    /// The fields that both an entry and an override may have.
    private static func fields(_ reader: inout MappingReader, file: String) -> EntryFields {
        var fields = EntryFields()
        let shapes = FieldShapes(file: file)
        func read<Value>(
            _ key: EntryKey, _ shape: Shape<Value>, _ field: WritableKeyPath<EntryFields, ContentModel.Located<Value>?>
        ) {
            fields[keyPath: field] = reader.optional(key.rawValue, shape)?.placed(in: file)
            fields.keys[key] = reader.mark(of: key.rawValue)?.place(in: file)
        }
        read(.draft, .bool, \.draft)
        read(.publishAt, .text("a time", example: "2026-12-01 09:00"), \.publishAt)
        read(.timezone, .text("a time zone", example: "Europe/Paris"), \.timezone)
        read(.grace, .text("a span of time", example: "6h"), \.grace)
        read(.repetition, shapes.repetition, \.repetition)
        read(.onChange, .word(ChangePolicy.self), \.onChange)
        read(.onRemove, .word(RemovalPolicy.self), \.onRemove)
        read(.caption, .text, \.caption)
        read(.media, shapes.media, \.media)
        read(.location, .text("a location id", example: "\"7640348500\""), \.location)
        read(.collaborators, shapes.texts(of: .text("a name", example: "flourandco")), \.collaborators)
        read(.firstComment, .text, \.firstComment)
        read(.comments, .onOff, \.comments)
        read(.shareToFeed, .bool, \.shareToFeed)
        read(.cover, .text("a path", example: "media/cover.jpg"), \.cover)
        read(.thumbOffset, .text("a span of time", example: "1500ms"), \.thumbOffset)
        read(.audioName, .text, \.audioName)
        read(.audio, shapes.audio, \.audio)
        read(.trial, shapes.trial, \.trial)
        read(.aiGenerated, .bool, \.aiGenerated)
        read(.partnership, shapes.partnership, \.partnership)
        read(.products, shapes.products, \.products)
        read(.poll, shapes.poll, \.poll)
        for key in EntryKey.ofPages {
            _ = reader.optional(key.rawValue, .node)
            fields.keys[key] = reader.mark(of: key.rawValue)?.place(in: file)
        }
        return fields
    }
}
