public import Diagnostics

/// What is wrong at one place of a file, in the words of a one-line diagnostic: what — why — fix.
public struct Problem: Error, Hashable, Sendable {
    /// Where.
    public var mark: Mark
    /// What is wrong, without a full stop: `caption is a list`.
    public var message: String
    /// The rule behind it: `a text is expected`.
    public var why: String
    /// What to do: `write 'caption: Hello'`.
    public var fix: String

    /// A problem at `mark`.
    public init(_ message: String, at mark: Mark, why: String, fix: String) {
        self.mark = mark
        self.message = message
        self.why = why
        self.fix = fix
    }
}

extension Problem: CustomStringConvertible {
    /// `line:column: what — why — fix`.
    public var description: String { "\(mark.line):\(mark.column): \(message) — \(why) — \(fix)" }
}

/// Text of a file as it is quoted inside a message: one line, 40 scalars at most.
func excerpt(_ text: some StringProtocol) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(40) { line.append(scalar.value < 0x20 ? " " : scalar) }
    return text.unicodeScalars.dropFirst(40).isEmpty ? String(line) : String(line) + "…"
}
