/// A place in a file, as an editor names it.
public struct SourceLocation: Hashable, Sendable {
    /// The path from the repository's root, with `/` between its parts.
    public let file: String
    /// Where in the file.
    public let mark: Mark

    /// A place; without a mark, the beginning of the file.
    public init(file: String, _ mark: Mark = .start) {
        self.file = file
        self.mark = mark
    }

    /// A place by its line and its column.
    public init(file: String, line: Int, column: Int = 1) {
        self.init(file: file, Mark(line: line, column: column))
    }

    /// Counted from 1.
    public var line: Int { mark.line }
    /// Counted in characters from 1.
    public var column: Int { mark.column }
}

extension SourceLocation: Comparable {
    /// By file, then from top to bottom.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.mark) < (right.file, right.mark)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line:column`, the form that editors and terminals turn into a link.
    public var description: String { "\(file):\(line):\(column)" }
}
