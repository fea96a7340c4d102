public import Diagnostics

/// The problems met so far in a file: rules add to it and go on, so that one run reports them all.
public struct Findings: Sendable {
    /// The file they are about, from the repository's root.
    public let file: String
    /// In the order they were met.
    public private(set) var diagnostics: [Diagnostic] = []

    /// Nothing found yet in `file`.
    public init(in file: String) { self.file = file }

    /// Adds an error.
    public mutating func error(_ mark: Mark, _ what: String, why: String, fix: String) {
        diagnostics.append(Diagnostic(SourceLocation(file: file, mark), what, why: why, fix: fix))
    }

    /// Adds a warning.
    public mutating func warning(_ mark: Mark, _ what: String, why: String, fix: String) {
        diagnostics.append(
            Diagnostic(SourceLocation(file: file, mark), what, why: why, fix: fix, severity: .warning))
    }

    /// Adds findings made elsewhere.
    public mutating func add(_ others: some Sequence<Diagnostic>) { diagnostics.append(contentsOf: others) }

    /// Adds why a zone has no rules.
    public mutating func report(_ problem: ZoneProblem, at mark: Mark) { error(mark, problem) }

    /// Adds what a parser refused.
    mutating func error(_ mark: Mark, _ refusal: some Explained, field: String? = nil) {
        error(mark, (field.map { "\($0): " } ?? "") + refusal.what, why: refusal.why, fix: refusal.fix)
    }

    /// Whether anything so far stops the entry.
    public var containsError: Bool { diagnostics.containsError }
}

/// An error that can say of itself what a diagnostic needs.
protocol Explained: Error {
    /// What is wrong, in a few words.
    var what: String { get }
    /// The rule that was broken.
    var why: String { get }
    /// What to do about it.
    var fix: String { get }
}
