import ContentModel
import Diagnostics
import Forms
import YAML

/// Reads entries' files into drafts; what they mean, and whether it is allowed, is for the rules of the content model.
///
/// Its table of shapes is made once for all files it reads. Each task has its own, since counting the owners of one table
/// on several cores would slow all of them.
final class EntryDecoder {
    private let entry = EntryDecoder.shape

    /// The draft, as far as `bytes` can be read, and everything wrong with their syntax, keys and types.
    func decode(_ bytes: [UInt8], of source: Publication.Source) -> (draft: EntryDraft?, diagnostics: [Diagnostic]) {
        let reading = entry.read(bytes)
        let draft = reading.value?.value
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
        guard !reading.problems.isEmpty else { return (draft, []) }
        return (draft?.incomplete, reading.problems.map { $0.diagnostic(in: source.path) })
    }

    private static var shape: Shape<EntryDraft> {
        let table = FieldTable()
        let overrideShape = Shape<[Named<EntryFields>]>.dictionary(of: override(table))
        let occurrenceShape = Shape<[Named<EntryFields>]>.dictionary(of: occurrence(table))
        let kindShape = Shape<ContentKind>.word(ContentKind.self)
        let accountsShape = Shape<[Located<String>]>.list(of: .text("an account", example: "bakery"))
        let text = Shape<String>.text
        let (idKey, kindKey, accountsKey) = (MappingKey(.id), MappingKey(.kind), MappingKey(.accounts))
        let (overridesKey, occurrencesKey) = (MappingKey(.overrides), MappingKey(.occurrences))
        return .mapping("an entry") { reader in
            let id = reader.optional(idKey, text)
            let kind = reader.required(kindKey, kindShape)
            let accounts = reader.optional(accountsKey, accountsShape)
            var fields = EntryFields()
            table.read(&reader, into: &fields)
            if let mark = reader.mark(of: accountsKey) { fields.keys[.accounts] = mark }
            let overrides = reader.optional(overridesKey, overrideShape)
            let occurrences = reader.optional(occurrencesKey, occurrenceShape)
            if let mark = reader.mark(of: occurrencesKey) { fields.keys[.occurrences] = mark }
            return EntryDraft(
                id: id, kind: kind, accounts: accounts, fields: consume fields,
                overrides: (overrides?.value ?? []).map {
                    EntryDraft.AccountOverride(account: $0.name, fields: $0.value.value)
                },
                occurrences: (occurrences?.value ?? []).map {
                    EntryDraft.OccurrenceOverride(day: $0.name, fields: $0.value.value)
                })
        }
    }

    private static func override(_ table: FieldTable) -> Shape<EntryFields> {
        .mapping("an override") { reader in
            for key in EntryKey.allCases where EntryKey.sharedByAllAccounts.contains(key) {
                reader.refuse(
                    MappingKey(key), why: "it is the same on every account",
                    fix: "remove it, or write an entry of its own for this account")
            }
            var fields = EntryFields()
            table.read(&reader, into: &fields)
            return fields
        }
    }

    private static func occurrence(_ table: FieldTable) -> Shape<EntryFields> {
        .mapping("an occurrence", example: "{caption: Closed today}") { reader in
            for key in EntryKey.allCases where EntryKey.sharedByAllAccounts.contains(key) || key == .repetition {
                reader.refuse(
                    MappingKey(key), why: "it is said once for all occurrences",
                    fix: "remove it, or write an entry of its own for this day")
            }
            var fields = EntryFields()
            table.read(&reader, into: &fields)
            return fields
        }
    }

    /// What an entry's file may hold.
    static var form: Form { shape.form }
}

/// The fields that both an entry and an override may have, each with its shape.
private struct FieldTable: Sendable {
    /// A key and what stands under it.
    private struct Field<Value>: Sendable {
        let key: EntryKey
        let name: MappingKey
        let shape: Shape<Value>

        init(_ key: EntryKey, _ shape: Shape<Value>) { (self.key, name, self.shape) = (key, MappingKey(key), shape) }
    }

    private let draft = Field(.draft, .bool)
    private let publishAt = Field(.publishAt, .text("a time", example: "2026-12-01 09:00"))
    private let timezone = Field(.timezone, .text("a time zone", example: "Europe/Paris"))
    private let grace = Field(.grace, .text("a span of time", example: "6h"))
    private let repetition = Field(.repetition, FieldShapes.repetition)
    private let onChange = Field(.onChange, .word(ChangePolicy.self))
    private let onRemove = Field(.onRemove, .word(RemovalPolicy.self))
    private let caption = Field(.caption, .text)
    private let media = Field(.media, FieldShapes.media)
    private let location = Field(.location, .text("a location id", example: "\"7640348500\""))
    private let collaborators = Field(.collaborators, FieldShapes.names)
    private let firstComment = Field(.firstComment, .text)
    private let comments = Field(.comments, .onOff)
    private let shareToFeed = Field(.shareToFeed, .bool)
    private let cover = Field(.cover, .text("a path", example: "media/cover.jpg"))
    private let thumbOffset = Field(.thumbOffset, .text("a span of time", example: "1500ms"))
    private let audioName = Field(.audioName, .text)
    private let audio = Field(.audio, FieldShapes.audio)
    private let trial = Field(.trial, FieldShapes.trial)
    private let aiGenerated = Field(.aiGenerated, .bool)
    private let partnership = Field(.partnership, FieldShapes.partnership)
    private let products = Field(.products, FieldShapes.products)
    private let poll = Field(.poll, FieldShapes.poll)
    private let link = Field(.link, .text("a web address", example: "https://bakery.example/stollen"))
    private let targeting = Field(.targeting, FieldShapes.targeting)

    func read(_ reader: inout MappingReader, into fields: inout EntryFields) {
        var keys = KeyPlaces()
        func read<Value>(_ field: Field<Value>, _ place: inout Located<Value>?) {
            guard let (mark, value) = reader.field(field.name, field.shape) else { return }
            (place, keys[field.key]) = (value, mark)
        }
        read(draft, &fields.draft)
        read(publishAt, &fields.publishAt)
        read(timezone, &fields.timezone)
        read(grace, &fields.grace)
        read(repetition, &fields.repetition)
        read(onChange, &fields.onChange)
        read(onRemove, &fields.onRemove)
        read(caption, &fields.caption)
        read(media, &fields.media)
        read(location, &fields.location)
        read(collaborators, &fields.collaborators)
        read(firstComment, &fields.firstComment)
        read(comments, &fields.comments)
        read(shareToFeed, &fields.shareToFeed)
        read(cover, &fields.cover)
        read(thumbOffset, &fields.thumbOffset)
        read(audioName, &fields.audioName)
        read(audio, &fields.audio)
        read(trial, &fields.trial)
        read(aiGenerated, &fields.aiGenerated)
        read(partnership, &fields.partnership)
        read(products, &fields.products)
        read(poll, &fields.poll)
        read(link, &fields.link)
        read(targeting, &fields.targeting)
        fields.keys = keys
    }
}

extension MappingKey {
    fileprivate init(_ key: EntryKey) { self.init(key.rawValue) }
}
