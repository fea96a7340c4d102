public import TimeZones

/// Where the rules of a named time zone come from: the system's zone data in the product, a table in tests.
public struct ZoneClient: Sendable {
    /// The rules of the zone of this IANA name.
    public var rules: @Sendable (_ name: String) -> Result<ZoneRules, ZoneProblem>

    /// Takes rules from wherever `rules` gets them.
    public init(rules: @escaping @Sendable (_ name: String) -> Result<ZoneRules, ZoneProblem>) {
        self.rules = rules
    }
}

/// Why a zone has no rules.
public enum ZoneProblem: Error, Hashable, Sendable {
    /// The system knows no zone of this name.
    case unknown(String, nearest: String?)
    /// The system's data about it cannot be read.
    case unreadable(String, ZoneRulesError)
    /// The system has no zone data at all where it was looked for.
    case noData(folder: String)
}

extension ZoneProblem: Explained {
    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .unknown(let name, _): "unknown time zone '\(name)'"
        case .unreadable(let name, let error): "time zone '\(name)': \(error.what)"
        case .noData(let folder): "there are no time zones in '\(folder)'"
        }
    }

    /// The rule that was broken.
    public var why: String {
        switch self {
        case .unknown: "a zone is named as in the IANA list, like Europe/Paris"
        case .unreadable(_, let error): error.why
        case .noData: "the rules of every zone are read from the system's data"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .unknown(_, let nearest): nearest.map { "write \($0)" } ?? "write a name from that list, or UTC"
        case .unreadable(_, let error): error.fix
        case .noData: "install the package tzdata, or set TZDIR to the folder that has it"
        }
    }
}

extension WallTimeError: Explained {}
