import Redaction

/// One finding for a person: where, what, why, and what to do next.
///
/// Its words repeat what stands in files, where somebody may have put a secret: it is taken out here, for all that shows
/// findings.
public struct Diagnostic: Error, Hashable, Sendable {
    /// How much a finding weighs.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        /// Nothing of the file it concerns is published until it is fixed.
        case error
        /// Worth knowing before something is published; stops nothing.
        case warning
    }

    /// Whether it stops anything.
    public let severity: Severity
    /// `nil` where the finding concerns no place in a file.
    public let location: SourceLocation?
    /// What is wrong, in the words of the calendar; no full stop, lower case.
    public let message: String
    /// The rule or fact that makes it wrong.
    public let why: String
    /// The next thing to do.
    public let fix: String

    /// A finding at `location`, which every finding about a file has.
    public init(
        _ location: SourceLocation?, _ message: String, why: String, fix: String, severity: Severity = .error
    ) {
        self.severity = severity
        self.location = location
        (self.message, self.why, self.fix) = (Self.shown(message), Self.shown(why), Self.shown(fix))
    }

    private static let redaction = Redaction()
    private static func shown(_ text: String) -> String { redaction.message(text) }
}

extension Diagnostic: CustomStringConvertible {
    /// One line: `file:line:column: message — why — fix`.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        let label = severity == .warning ? "warning: " : ""
        return "\(place)\(label)\(message) — \(why) — \(fix)"
    }
}

extension Diagnostic: Comparable {
    /// By place, errors before warnings, then by text: the one order in which findings are shown.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.location != right.location {
            guard let leftPlace = left.location else { return true }
            guard let rightPlace = right.location else { return false }
            return leftPlace < rightPlace
        }
        if left.severity != right.severity { return left.severity == .error }
        return (left.message, left.why, left.fix) < (right.message, right.why, right.fix)
    }
}

extension Sequence<Diagnostic> {
    /// Whether any finding is an error.
    @inlinable
    public var containsError: Bool { contains { $0.severity == .error } }
}
