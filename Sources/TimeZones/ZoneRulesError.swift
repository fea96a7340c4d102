/// Why bytes are not the rules of a time zone.
public enum ZoneRulesError: Error, Hashable, Sendable {
    /// The bytes do not start with `TZif`.
    case notZoneData
    /// The bytes end at `count`, where at least `needed` are.
    case truncated(needed: Int, count: Int)
    /// A count in the header cannot be right, say no local time types at all.
    case impossibleCount(field: String, value: Int)
    /// A transition names a local time type, or a type an abbreviation, that does not exist.
    case danglingIndex(field: String, index: Int)
    /// Transition `index` is not later than the one before it.
    case unsortedTransitions(index: Int)
    /// A local time type lies further from UTC than zone data may.
    case offsetOutOfRange(seconds: Int)
    /// The file counts leap seconds (a `right/` zone), which neither POSIX time nor a schedule does.
    case leapSeconds
    /// The footer is not a POSIX TZ string.
    case malformedRule(String)

    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .notZoneData: "not time zone data: it does not start with 'TZif'"
        case .truncated(let needed, let count):
            "time zone data is cut short: \(count) bytes where at least \(needed) are needed"
        case .impossibleCount(let field, let value): "time zone data is damaged: \(field) is \(value)"
        case .danglingIndex(let field, let index): "time zone data is damaged: \(field) \(index) does not exist"
        case .unsortedTransitions(let index): "time zone data is damaged: transition \(index) is out of order"
        case .offsetOutOfRange(let seconds):
            "time zone data is damaged: an offset of \(seconds) seconds is more than a day"
        case .leapSeconds: "the time zone counts leap seconds"
        case .malformedRule(let rule): "time zone data is damaged: '\(rule)' is not a rule"
        }
    }

    /// What makes that a reason to stop.
    public var why: String {
        switch self {
        case .leapSeconds: "a schedule is kept in POSIX time, which has none"
        default: "a guess could publish an hour early or late"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .leapSeconds: "name the zone without 'right/' before it"
        default: "reinstall the system's tzdata package"
        }
    }
}
