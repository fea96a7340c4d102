/// A place in a file as a person counts: the first character is line 1, column 1.
///
/// A column counts Unicode scalars, as compilers do: an accented letter or a simple emoji is one column,
/// whatever its width on screen or its size in bytes. A byte order mark is no column.
public struct Mark: Hashable, Comparable, Sendable {
    // Whatever is read from a file carries its place, so places are small.
    private var (shortLine, shortColumn): (UInt32, UInt32)

    /// A place; counts start at 1.
    public init(line: Int, column: Int) {
        (shortLine, shortColumn) = (UInt32(clamping: line), UInt32(clamping: column))
    }

    /// The line, from 1. LF, CR LF and a lone CR each end a line.
    public var line: Int {
        get { Int(shortLine) }
        set { shortLine = UInt32(clamping: newValue) }
    }

    /// The column, from 1, in Unicode scalars.
    public var column: Int {
        get { Int(shortColumn) }
        set { shortColumn = UInt32(clamping: newValue) }
    }

    /// Where every file begins.
    public static let start = Mark(line: 1, column: 1)

    /// Reading order: by line, then by column.
    public static func < (left: Mark, right: Mark) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
