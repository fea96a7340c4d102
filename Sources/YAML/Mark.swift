/// A place in a file as a person counts: the first character is line 1, column 1.
///
/// A column counts Unicode scalars, as compilers do: an accented letter or a simple emoji is one column,
/// whatever its width on screen or its size in bytes. A byte order mark is no column.
public struct Mark: Hashable, Comparable, Sendable {
    /// The line, from 1. LF, CR LF and a lone CR each end a line.
    public var line: Int
    /// The column, from 1, in Unicode scalars.
    public var column: Int

    /// A place; counts start at 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Where every file begins.
    public static let start = Mark(line: 1, column: 1)

    /// Reading order: by line, then by column.
    public static func < (left: Mark, right: Mark) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A value together with the place it was read from, so that later rules can point at it.
public struct Located<Value> {
    /// What was read.
    public var value: Value
    /// Where it begins.
    public var mark: Mark

    /// A value found at `mark`.
    @inlinable
    public init(_ value: Value, at mark: Mark) {
        self.value = value
        self.mark = mark
    }

    /// The converted value, at the same place.
    @inlinable
    public func map<Result, Failure>(
        _ convert: (Value) throws(Failure) -> Result
    ) throws(Failure) -> Located<Result> {
        Located<Result>(try convert(value), at: mark)
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
