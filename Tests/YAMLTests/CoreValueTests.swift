import Testing
import YAML

@Suite struct CoreValueTests {
    static let plainScalars: [(String, String)] = [
        // Norway and its friends are text.
        ("no", #""no""#), ("NO", #""NO""#), ("yes", #""yes""#), ("on", #""on""#), ("Off", #""Off""#), ("y", #""y""#),
        ("true", "true"), ("True", "true"), ("TRUE", "true"), ("tRUE", #""tRUE""#),
        ("false", "false"), ("False", "false"), ("FALSE", "false"),
        ("~", "null"), ("null", "null"), ("Null", "null"), ("NULL", "null"), ("nULL", #""nULL""#), ("", "null"),
        ("0", "int 0"), ("-0", "int 0"), ("+12", "int 12"), ("-7", "int -7"), ("017", "int 17"), ("0o17", "int 15"),
        ("0x1F", "int 31"), ("0xfg", #""0xfg""#), ("0o8", #""0o8""#), ("0x", #""0x""#), ("-0x1", #""-0x1""#),
        ("0b11", #""0b11""#), ("1_000", #""1_000""#), ("+", #""+""#),
        ("9223372036854775807", "int 9223372036854775807"), ("-9223372036854775808", "int -9223372036854775808"),
        ("9223372036854775808", "int text 9223372036854775808"),
        ("0xFFFFFFFFFFFFFFFFF", "int text 0xFFFFFFFFFFFFFFFFF"),
        ("0o7777777777777777777777777", "int text 0o7777777777777777777777777"),
        ("1e3", "float 1000.0"), ("1.5", "float 1.5"), ("1.", "float 1.0"), (".5", "float 0.5"),
        ("-.5e-1", "float -0.05"),
        ("+1.0E+2", "float 100.0"), ("1e999", "float inf"), ("1e", #""1e""#), (".", #"".""#), ("1.2.3", #""1.2.3""#),
        ("e3", #""e3""#), ("1e3x", #""1e3x""#),
        (".inf", "float inf"), ("-.INF", "float -inf"), ("+.Inf", "float inf"), (".nan", "float nan"),
        ("nan", #""nan""#),
        ("inf", #""inf""#), ("+.nan", #""+.nan""#),
        ("12:30:45", #""12:30:45""#), ("2026-12-01", #""2026-12-01""#), ("2026-12-01 09:00", #""2026-12-01 09:00""#),
        ("1 2", #""1 2""#), ("١٢", #""١٢""#),
    ]

    @Test("Resolves plain scalars by the core schema of YAML 1.2", arguments: plainScalars)
    func plain(text: String, expected: String) {
        let document = parse(Array("a: \(text)\nb: {c: \(text)}".utf8))
        #expect(dump(document.root) == #"{"a": \#(expected), "b": {"c": \#(expected)}}"#)
        #expect(document.problems == [])
    }

    static let taggedNodes: [(String, String)] = [
        ("'12'", #""12""#), ("\"true\"", #""true""#), ("''", #""""#), ("!!str 12", #""12""#), ("! 12", #""12""#),
        ("!!str", #""""#), ("!!int 0x10", "int 16"), ("!!int '7'", "int 7"), ("!!float 1", "float 1.0"),
        ("!!null ''", "null"), ("!!bool TRUE", "true"), ("!<tag:yaml.org,2002:str> no", #""no""#),
        ("!!seq [1]", "[int 1]"), ("!!map {a: 1}", #"{"a": int 1}"#),
    ]

    @Test("Quotes and core tags decide over the look of a text", arguments: taggedNodes)
    func tagged(text: String, expected: String) {
        let document = parse(Array("a: \(text)".utf8))
        #expect(dump(document.root) == "{\"a\": \(expected)}")
        #expect(document.problems == [])
    }

    static let texts: [(String, String)] = [
        ("a: |\n  x\n   y\n\n", "x\n y\n"), ("a: |-\n  x\n\n", "x"), ("a: |+\n  x\n\n", "x\n\n"),
        ("a: |2\n   x\n", " x\n"), ("a: |\n  # kept\n  x", "# kept\nx"),
        ("a: >\n  x\n  y\n\n  z\n", "x y\nz\n"), ("a: >-\n  x\n    more\n  y\n", "x\n  more\ny"),
        ("a: x # comment", "x"), ("a: x#y", "x#y"), ("a: x\n  y\n\n  z", "x y\nz"), ("a: it's", "it's"),
        ("a: 'it''s # no comment'", "it's # no comment"), ("a: \"\\t\\u00e9\\U0001F600\\\\\\/\"", "\té😀\\/"),
        ("a: \"x \\\n   y\"", "x y"), ("a: \"x\n\n  y\"", "x\ny"),
        ("a: http://x.example:80/#y", "http://x.example:80/#y"),
        ("a: x\r\n  y\r\n", "x y"), ("a: |\r\n  x\r\n  y\r\n", "x\ny\n"), ("a: -x", "-x"), ("a: ?x", "?x"),
        ("a: :x", ":x"),
    ]

    @Test("Reads every style of text", arguments: texts)
    func text(source: String, expected: String) throws {
        let document = parse(Array(source.utf8))
        guard case .mapping(let pairs)? = document.root?.content else {
            Issue.record("no mapping in \(source)")
            return
        }
        #expect(pairs.map { $0.value.scalar?.text } == [expected])
        #expect(document.problems == [])
    }
}
