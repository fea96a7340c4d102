/// A place in a file, as an editor names it.
public struct SourceLocation: Hashable, Sendable {
    /// The path from the repository's root, with `/` between its parts.
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// Counted in characters from 1.
    public let column: Int

    /// A place; without line and column, the beginning of the file.
    public init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: Comparable {
    /// By file, then from top to bottom.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line:column`, the form that editors and terminals turn into a link.
    public var description: String { "\(file):\(line):\(column)" }
}
