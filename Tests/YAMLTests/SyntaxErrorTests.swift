import Testing
import YAML

@Suite struct SyntaxErrorTests {
    static let tab = "a tab indents this line — YAML indents with spaces only — replace the tab by spaces"
    static let colon = "unexpected ':' — a text that holds ': ' needs quotes — put the text in quotes"
    static let continued =
        "this line cannot be a key — it continues the text above it — "
        + "correct the indentation, write ': ' with a space above, or put the text in quotes"
    static let trailing =
        "unexpected text after a value — a value ends at its closing quote, and *name at the space — "
        + "put the whole text in quotes; between single quotes write '' for '"
    static let column =
        "this line is no key of the mapping begun in line 1 — every key of a mapping begins in the same column — "
        + "correct the indentation"

    static let syntax: [(String, String)] = [
        ("a:\n\tb: 1\n", "2:1: " + tab),
        ("a:\n  b: 1\n\tc: 2\n", "3:1: " + tab),
        ("- \ta: 1", "1:3: " + tab),
        ("a: |\n\tx\n", "2:1: " + tab),
        ("a: b: c", "1:5: " + colon),
        ("a: b c: d", "1:7: " + colon),
        ("a: 1\n b: 2", "2:3: " + continued),
        ("a:1\nb: 2", "2:2: " + continued),
        ("😀: b: c", "1:5: " + colon),
        ("a: 1\r\nb: c: d\r\n", "2:5: " + colon),
        ("\u{FEFF}a: b: c", "1:5: " + colon),
        ("a: 'it's'", "1:8: " + trailing),
        ("a: \"b\" c", "1:8: " + trailing),
        ("a: &x &y z", "1:7: " + trailing),
        ("a: |\n  x\n b\n", "3:2: " + column),
        (
            "a: 1\n- b",
            "2:1: a list item stands among the keys of the mapping begun in line 1 — inside a mapping a line is written "
                + "'key: value' — give the list a key of its own, or correct the indentation"
        ),
        (
            "- a\nb: 1",
            "2:1: this line is no item of the list begun in line 1 — every item of a list begins with '- ' in the same "
                + "column — begin it with '- ', or correct the indentation"
        ),
        (
            "a: 1\nb c\nd: e",
            "2:1: this line has no ': ' — inside a mapping a line is written 'key: value' — "
                + "add ': ', or indent the line if it continues the one above"
        ),
        (
            "a: - b",
            "1:4: a list cannot begin here — '- ' begins a list item, on a line of its own — "
                + "start the list on the next line, or put the text in quotes"
        ),
        ("a: ? b", "1:4: unexpected '?' — '? ' begins a key, on a line of its own — put the text in quotes"),
        (
            "a: [1, 2\nb: 3",
            "2:2: ',' or ']' is missing — the list opened with '[' at 1:4 is not closed yet — "
                + "close it with ']', or put ',' between its parts"
        ),
        (
            "a: {x: 1\nb: 3",
            "2:2: ',' or '}' is missing — the mapping opened with '{' at 1:4 is not closed yet — "
                + "close it with '}', or put ',' between its parts"
        ),
        ("a: ]", "1:4: unexpected ']' — a value is expected here — put the text in quotes, or remove the character"),
        ("a: @b", "1:4: a text cannot begin with '@' — YAML reserves it — put the text in quotes"),
        ("a: `b`", "1:4: a text cannot begin with '`' — YAML reserves it — put the text in quotes"),
        ("a: %b", "1:4: a text cannot begin with '%' — YAML reserves it — put the text in quotes"),
        (
            "a: 'x\nb: 2\n",
            "1:4: a quote is never closed — all that follows was read as one text — close the quote"
        ),
        (
            "a: \"x\n---\nb\"",
            "1:4: a quote is not closed before line 2 — that line, '---' or '...', ends the document — "
                + "close the quote, or indent the line"
        ),
        (
            #"a: "C:\q""#,
            #"1:7: unknown escape '\q' — between double quotes '\' begins an escape — "#
                + #"write '\\' for a backslash, or use single quotes"#
        ),
        (
            #"a: "\x4""#,
            #"1:7: an escape lacks hexadecimal digits — '\x' takes 2 of them, '\u' 4 and '\U' 8 — "#
                + #"write the character itself, or '\\' for a backslash"#
        ),
        (
            #"a: "\ud83d\ude00""#,
            "1:7: an escape stands for no character — YAML knows no surrogate pairs, and Unicode ends at 10FFFF — "
                + #"write the character itself, or '\U' and 8 digits"#
        ),
        (
            "a: |x\n  b",
            "1:5: unexpected 'x' after '|' — the text of a block begins on the next line — "
                + "move the text there, or put it in quotes"
        ),
        (
            "a: >0\n  b",
            "1:5: unexpected '0' after '>' — the digit is an indentation from 1 to 9 — leave the digit out"
        ),
        (
            "a: *b*",
            "1:4: '*' begins no alias — a text that begins with '*' refers to the anchor of that name — "
                + "put the text in quotes"
        ),
        (
            "a: & b",
            "1:4: '&' begins no anchor — a text that begins with '&' gives what follows a name — put the text in quotes"
        ),
        (
            "a: !b!c d",
            "1:4: '!' begins no known tag — a text that begins with '!' names a type — put the text in quotes"
        ),
        (
            "%FOO bar\n---\na",
            "1:1: unknown directive — '%YAML 1.2' is the only line with '%' that is read — "
                + "remove the line, or put the text in quotes"
        ),
        (
            "%YAML 1.3\n---\na",
            "1:1: this file asks for another version of YAML — versions 1.1 and 1.2 are read — "
                + "write '%YAML 1.2', or remove the line"
        ),
        ("%YAML 1.2\n%YAML 1.2\n---\na", "2:1: a second directive of this name — one is enough — remove the line"),
        (
            "%YAML 1.2\na",
            "2:1: '---' is missing before this line — a document begins with it after '%…' or '...' — "
                + "write '---' above, or remove what stands before"
        ),
    ]

    @Test("States each syntax error so that it can be corrected", arguments: syntax)
    func message(text: String, expected: String) {
        let document = parse(Array(text.utf8))
        #expect(document.problems.map(\.description) == [expected])
        #expect(document.root == nil)
    }

    @Test("Accepts both versions of YAML", arguments: ["1.1", "1.2"])
    func version(number: String) {
        let document = parse(Array("%YAML \(number)\n--- a\n...\n".utf8))
        #expect(dump(document.root) == #""a""#)
        #expect(document.problems == [])
    }
}
