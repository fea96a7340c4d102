import ContentModel
import Diagnostics
import Planning
import Publishing

/// JSON Schemas of what commands print with `--format json`: each member named here is always there.
public enum OutputSchemas {
    /// Of `plan`.
    public static let plan = document(
        "Calends plan", "What calends plan --format json prints",
        object([
            ("version", constant(1)), ("commit", optionalText), ("lockfile", text), ("now", time),
            ("summary", counts(Action.Kind.allCases.map(\.rawValue))), ("actions", list(action)),
            ("renames", list(object([("from", text), ("to", text), ("changed_by", optional(origin))]))),
            ("diagnostics", list(diagnostic)),
        ]))

    /// Of `status`; of `calendar` as well.
    public static let status = document(
        "Calends status", "What calends status --format json prints",
        object([
            ("version", constant(1)),
            (
                "publications",
                list(
                    object([
                        ("publication", text), ("state", words(PublicationStatus.State.allCases.map(\.rawValue))),
                        ("at", time), ("published_at", optional(time)), ("media_id", optionalText),
                        ("permalink", optionalText), ("source", optionalText), ("commit", optionalText),
                        ("reason", optionalText), ("fix", optionalText), ("waits_until", optional(time)),
                        ("entry_at", optional(time)), ("scheduled_for", optional(time)),
                    ]))
            ),
        ]))

    /// Of `validate`.
    public static let validate = document(
        "Calends validate", "What calends validate --format json prints",
        object([
            ("version", constant(1)),
            ("summary", object([("errors", count), ("warnings", count), ("entries", count)])),
            ("diagnostics", list(diagnostic)),
        ]))

    /// Of one line of `apply` or `run`.
    public static let apply = document(
        "Calends apply", "One line of what calends apply --format json and calends run --format json print",
        [
            "anyOf": .array(
                publicationEvents.map { name, members in
                    object([("event", constant(.string(name))), ("publication", text), ("at", time)] + members)
                } + [
                    object(
                        [("event", constant("summary"))] + FlowOutcome.Kind.allCases.map { ($0.rawValue, count) } + [
                            ("later", count), ("next", optional(time)), ("needs_person", list(text)),
                            ("exit_status", count),
                        ]),
                    object([("event", constant("log")), ("at", time), ("message", text)]),
                    object([("event", constant("reachable")), ("at", time), ("running", count), ("next", time)]),
                    object([("event", constant("held")), ("at", time), ("account", text), ("holder", text)]),
                    object([
                        ("event", constant("braked")), ("at", time), ("what", words(["publish", "delete"])),
                        ("count", count), ("most", count),
                    ]),
                    object([
                        ("event", constant("trouble")), ("at", time), ("reason", text), ("fix", text), ("next", time),
                    ]),
                ])
        ])

    private typealias Members = [(String, JSON)]

    private static let publicationEvents: [(String, Members)] = steps + ends

    private static let steps: [(String, Members)] = [
        ("started", []), ("hosting", [("files", count)]), ("container_created", [("made", count), ("of", count)]),
        ("uploading", [("file", text), ("sent", count), ("size", count)]),
        ("waiting", [("until", time), ("reason", text)]), ("publishing", [("due", time)]), ("recorded", []),
    ]

    private static let ends: [(String, Members)] = FlowOutcome.Kind.allCases.map { kind in
        let members: Members =
            switch kind {
            case .published:
                [
                    ("media_id", text), ("permalink", optionalText), ("published_at", time), ("warnings", list(text)),
                ]
            case .failed: [("cause", text), ("reason", text), ("fix", text)]
            case .deferred: [("until", time), ("reason", text)]
            case .scheduled: [("scheduled_for", time)]
            default: []
            }
        return (kind.rawValue, members)
    }

    private static let action = object([
        ("publication", text), ("action", words(Action.Kind.allCases.map(\.rawValue))), ("at", time),
        ("due", ["type": "boolean"]), ("local", text), ("zone", text),
        ("kind", ["enum": .array(ContentKind.allCases.map { .string($0.rawValue) } + [.null])]), ("media", list(text)),
        ("prepared", list(object([("file", text), ("changes", list(text))]))),
        ("source", optionalText), ("reason", optionalText), ("fix", optionalText), ("drift", optional(drift)),
        ("choices", list(choice)), ("waits_until", optional(time)), ("waits_for", optionalText),
        ("scheduled_for", optional(time)),
        ("changes", list(object([("field", text), ("before", optionalText), ("after", optionalText)]))),
        ("changed_by", optional(origin)),
    ])

    /// All of it is `null` for what is not committed.
    private static let origin = object([
        ("commit", optionalText), ("author", optionalText), ("at", optional(time)), ("subject", optionalText),
    ])

    private static let drift = object([
        ("kind", words(["deleted", "changed", "unrecorded", "unknown"])),
        ("media", list(object([("media_id", text), ("permalink", optionalText)]))),
    ])

    private static let choice = object([("choice", text), ("how", text)])

    private static let diagnostic = object([
        ("severity", words(["error", "warning"])), ("file", optionalText), ("line", optional(count)),
        ("column", optional(count)), ("message", text), ("why", text), ("fix", text),
    ])

    // MARK: Words of the schema

    private static let text: JSON = ["type": "string"]
    private static let optionalText: JSON = ["type": ["string", "null"]]
    private static let count: JSON = ["type": "integer", "minimum": 0]
    /// In UTC and whole seconds.
    private static let time: JSON = [
        "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    ]

    private static func constant(_ value: JSON) -> JSON { ["const": value] }

    private static func words(_ words: [String]) -> JSON { ["enum": .array(words.map { .string($0) })] }

    private static func list(_ item: JSON) -> JSON { ["type": "array", "items": item] }

    private static func optional(_ value: JSON) -> JSON { ["anyOf": [value, ["type": "null"]]] }

    /// Whose members may be missing where there are none to count.
    private static func counts(_ names: [String]) -> JSON {
        [
            "type": "object", "properties": .object(names.map { JSON.Member($0, count) }),
            "additionalProperties": .bool(false),
        ]
    }

    private static func object(_ members: [(String, JSON)]) -> JSON {
        [
            "type": "object", "properties": .object(members.map { JSON.Member($0.0, $0.1) }),
            "required": .array(members.map { .string($0.0) }),
        ]
    }

    private static func document(_ title: String, _ description: String, _ schema: JSON) -> JSON {
        guard case .object(let members) = schema else { return schema }
        return .object(
            [
                JSON.Member("$schema", "http://json-schema.org/draft-07/schema#"), JSON.Member("title", .string(title)),
                JSON.Member("description", .string(description)),
            ] + members)
    }
}
