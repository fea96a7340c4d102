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
        return .mapping("an entry") { reader in
            let id = reader.optional(EntryKey.id.rawValue, text)
            let kind = reader.required(EntryKey.kind.rawValue, kindShape)
            let accounts = reader.optional(EntryKey.accounts.rawValue, accountsShape)
            var fields = table.fields(&reader)
            if let mark = reader.mark(of: EntryKey.accounts.rawValue) { fields.keys[.accounts] = mark }
            let overrides = reader.optional(EntryKey.overrides.rawValue, overrideShape)
            let occurrences = reader.optional(EntryKey.occurrences.rawValue, occurrenceShape)
            if let mark = reader.mark(of: EntryKey.occurrences.rawValue) { fields.keys[.occurrences] = mark }
            return EntryDraft(
                id: id, kind: kind, accounts: accounts, fields: fields,
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
                    key.rawValue, why: "it is the same on every account",
                    fix: "remove it, or write an entry of its own for this account")
            }
            return table.fields(&reader)
        }
    }

    private static func occurrence(_ table: FieldTable) -> Shape<EntryFields> {
        .mapping("an occurrence", example: "{caption: Closed today}") { reader in
            for key in EntryKey.allCases where EntryKey.sharedByAllAccounts.contains(key) || key == .repetition {
                reader.refuse(
                    key.rawValue, why: "it is said once for all occurrences",
                    fix: "remove it, or write an entry of its own for this day")
            }
            return table.fields(&reader)
        }
    }

    /// What an entry's file may hold.
    static var form: Form { shape.form }
}

/// The fields that both an entry and an override may have, each with its shape.
private struct FieldTable: Sendable {
    private let time = Shape<String>.text("a time", example: "2026-12-01 09:00")
    private let zone = Shape<String>.text("a time zone", example: "Europe/Paris")
    private let span = Shape<String>.text("a span of time", example: "6h")
    private let shortSpan = Shape<String>.text("a span of time", example: "1500ms")
    private let locationID = Shape<String>.text("a location id", example: "\"7640348500\"")
    private let path = Shape<String>.text("a path", example: "media/cover.jpg")
    private let text = Shape<String>.text
    private let bool = Shape<Bool>.bool
    private let onOff = Shape<Bool>.onOff
    private let changePolicy = Shape<ChangePolicy>.word(ChangePolicy.self)
    private let removalPolicy = Shape<RemovalPolicy>.word(RemovalPolicy.self)
    private let names = FieldShapes.names
    private let repetition = FieldShapes.repetition
    private let media = FieldShapes.media
    private let audio = FieldShapes.audio
    private let trial = FieldShapes.trial
    private let partnership = FieldShapes.partnership
    private let products = FieldShapes.products
    private let poll = FieldShapes.poll
    private let link = Shape<String>.text("a web address", example: "https://bakery.example/stollen")
    private let targeting = FieldShapes.targeting

    func fields(_ reader: inout MappingReader) -> EntryFields {
        var fields = EntryFields()
        var keys = KeyPlaces()
        func read<Value>(
            _ key: EntryKey, _ shape: Shape<Value>, _ field: inout Located<Value>?
        ) {
            guard let (mark, value) = reader.field(key.rawValue, shape) else { return }
            (field, keys[key]) = (value, mark)
        }
        read(.draft, bool, &fields.draft)
        read(.publishAt, time, &fields.publishAt)
        read(.timezone, zone, &fields.timezone)
        read(.grace, span, &fields.grace)
        read(.repetition, repetition, &fields.repetition)
        read(.onChange, changePolicy, &fields.onChange)
        read(.onRemove, removalPolicy, &fields.onRemove)
        read(.caption, text, &fields.caption)
        read(.media, media, &fields.media)
        read(.location, locationID, &fields.location)
        read(.collaborators, names, &fields.collaborators)
        read(.firstComment, text, &fields.firstComment)
        read(.comments, onOff, &fields.comments)
        read(.shareToFeed, bool, &fields.shareToFeed)
        read(.cover, path, &fields.cover)
        read(.thumbOffset, shortSpan, &fields.thumbOffset)
        read(.audioName, text, &fields.audioName)
        read(.audio, audio, &fields.audio)
        read(.trial, trial, &fields.trial)
        read(.aiGenerated, bool, &fields.aiGenerated)
        read(.partnership, partnership, &fields.partnership)
        read(.products, products, &fields.products)
        read(.poll, poll, &fields.poll)
        read(.link, link, &fields.link)
        read(.targeting, targeting, &fields.targeting)
        fields.keys = keys
        return fields
    }
}
