/// Text laid out for a terminal.
public enum Layout {
    /// `text` broken at spaces into lines of at most `columns`.
    public static func wrapped(_ text: String, columns: Int) -> [String] { text.wrapped(toColumns: columns) }
}
