import Testing

@testable import Views

@Suite struct TerminalTextTests {
    @Test(
        "Counts the columns of a terminal",
        arguments: [
            ("abc", 3), ("é", 1), ("e\u{301}", 1), ("朝", 2), ("🥐", 2), ("👩‍🍳", 2), ("❤️", 2), ("1️⃣", 2), ("🇫🇷", 2), ("한", 2),
            ("ｱ", 1), ("", 0),
        ])
    func columns(text: String, count: Int) { #expect(text.columns == count) }

    @Test(
        "Cuts at columns, not characters",
        arguments: [
            ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("朝朝朝朝", 6, "朝朝…"), ("🥐🥐🥐", 4, "🥐…"), ("ab", 1, "…"),
        ])
    func truncated(text: String, columns: Int, cut: String) { #expect(text.truncated(toColumns: columns) == cut) }

    @Test(
        "Breaks at spaces, and where a word is too long",
        arguments: [
            ("one two three", 7, ["one two", "three"]), ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]), ("", 5, [""]),
            ("a  b", 10, ["a  b"]), ("朝朝朝", 4, ["朝朝", "朝"]), ("abc", 0, ["a", "b", "c"]),
            ("see https://x.example/é, then", 10, ["see", "https://x.example/é,", "then"]),
        ])
    func wrapped(text: String, columns: Int, lines: [String]) { #expect(text.wrapped(toColumns: columns) == lines) }

    @Test(
        "Keeps a command on one line",
        arguments: [
            ("or let it stand with calends accept a@b", 30, ["or let it stand with", "calends accept a@b"]),
            ("run calends auth login --account a before", 32, ["run", "calends auth login --account a", "before"]),
            ("run calends media prepare --into x, commit", 26, ["run calends media prepare", "--into x, commit"]),
            ("calends plan says why", 12, ["calends plan", "says why"]), ("one two", 3, ["one", "two"]),
            ("with calends forget a-long-name@b now", 18, ["with calends", "forget", "a-long-name@b now"]),
        ])
    func aroundCommands(text: String, columns: Int, lines: [String]) {
        #expect(text.wrappedAroundCommands(toColumns: columns) == lines)
    }

    @Test(
        "Shows what could steer a terminal",
        arguments: [
            ("plain é 🥐", "plain é 🥐"), ("\u{1B}[31m", "\\u{1B}[31m"), ("a\u{202E}b", "a\\u{202E}b"),
            ("\u{9B}x", "\\u{9B}x"),
            ("tab\there", "tab\\u{9}here"),
        ])
    func printable(text: String, shown: String) { #expect(text.printable == shown) }

    @Test(
        "Shows the lines that differ, and one around them",
        arguments: [
            ("a\nb\nc\nd\ne", "a\nb\nX\nd\ne", "…|b-c+X|d…"), ("a", "a\nb", "|a+b"), ("", "x", "-+x"),
            ("a\nb\n", "b\n", "-a|b"),
            ("a\nb\nc\nd\ne\nf\ng", "A\nb\nc\nd\ne\nf\nG", "-a+A|b…|f-g+G"),
        ])
    func diff(before: String, after: String, drawn: String) {
        let text = LineDiff(from: before, to: after).lines.map { line in
            switch line {
            case .gap: "…"
            case .common(let text): "|" + text
            case .removed(let text): "-" + text
            case .added(let text): "+" + text
            }
        }.joined()
        #expect(text == drawn)
    }
}
