import Testing
import YAML

@Suite struct ComposerTests {
    static let empty = "1:1: the file is empty — nothing can be read from it — fill it or remove it"

    static func duplicate(_ key: String, _ first: Int) -> String {
        "key '\(key)' is written twice — the first is in line \(first) — remove one of them"
    }

    static func noAnchor(_ name: String) -> String {
        "alias '*\(name)' has no anchor — no '&\(name)' stands above it — write the value out, or put the text in quotes"
    }

    static func tag(_ tag: String, _ form: String) -> String {
        "tag '\(tag)' on \(form) — only the core tags of YAML are read, each on its own kind — "
            + "remove it, or put a text that begins with '!' in quotes"
    }

    static let key =
        "this key is not a text — a list or mapping cannot be a key — write a word before ':', or put the text in quotes"

    /// A text, what can be read of it, and all problems.
    static let documents: [(String, String, [String])] = [
        ("", "nothing", [empty]),
        ("# only a comment\n", "nothing", [empty]),
        ("---\n...\n", "nothing", [empty]),
        ("\u{FEFF}", "nothing", [empty]),
        ("~", "null", []),
        ("--- a\n...\n", #""a""#, []),
        (
            "--- a\n--- b\n", #""a""#,
            ["2:1: a second document begins here — a file holds one document — move it to a file of its own"]
        ),
        ("a: 1\na: 2\n'a': 3", #"{"a": int 1}"#, ["2:1: " + duplicate("a", 1), "3:1: " + duplicate("a", 1)]),
        (
            "b:\n  c: 1\n  c: 2\nb: 3", #"{"b": {"c": int 1}}"#,
            ["3:3: " + duplicate("c", 2), "4:1: " + duplicate("b", 1)]
        ),
        (
            "caf\u{E9}: 1\ncafe\u{301}: 2\nK: 3\n\u{212A}: 4", "{\"caf\u{E9}\": int 1, \"K\": int 3}",
            ["2:1: " + duplicate("cafe\u{301}", 1), "4:1: " + duplicate("\u{212A}", 3)]
        ),
        ("no: 1\n2: x\ntrue: y", #"{"no": int 1, int 2: "x", true: "y"}"#, []),
        ("? a\n? b\n", #"{"a": null, "b": null}"#, []),
        ("[a]: 1\n? {b: c}\n: 2\nd: 3", #"{"d": int 3}"#, ["1:1: " + key, "2:3: " + key]),
        ("'': 1", "{}", ["1:1: a key is empty — a value needs a name — write a word before ':'"]),
        (
            "<<: {a: 1}\n'<<': 2", #"{"<<": int 2}"#,
            ["1:1: merge key '<<' — YAML 1.2 has no merge keys — write the fields out"]
        ),
        ("[&a {b: 1}, *a, &a 2, *a]", #"[{"b": int 1}, {"b": int 1}, int 2, int 2]"#, []),
        (
            "a: *b\nc: [*d]", #"{"a": unreadable, "c": [unreadable]}"#,
            ["1:4: " + noAnchor("b"), "2:5: " + noAnchor("d")]
        ),
        (
            "a: &a\n  b: [*a]", #"{"a": {"b": [unreadable]}}"#,
            ["2:7: alias '*a' contains itself — it stands inside '&a' of line 1 — write the value out"]
        ),
        (
            "a: &you and me", #"{"a": "and me"}"#,
            [
                "1:4: '&you' is not part of the text — it names the text for an alias, and no '*you' refers to it — "
                    + "put the whole text in quotes, or remove the name"
            ]
        ),
        ("a: &unused [b]", #"{"a": ["b"]}"#, []),
        (
            "a: !wow b\nc: 1\nc: 2", #"{"a": unreadable, "c": int 1}"#,
            ["1:4: " + tag("!wow", "a text"), "3:1: " + duplicate("c", 2)]
        ),
        ("!!set {a}", "unreadable", ["1:1: " + tag("!!set", "a mapping")]),
        (
            "[!!map [a], !!str [b]]", "[unreadable, unreadable]",
            ["1:2: " + tag("!!map", "a list"), "1:13: " + tag("!!str", "a list")]
        ),
        ("!!timestamp 2026-12-01", "unreadable", ["1:1: " + tag("!!timestamp", "a text")]),
        (
            "[!!int x, !!bool no, !!null 0, !!float y]", "[unreadable, unreadable, unreadable, unreadable]",
            [
                "1:2: 'x' is not what its tag says — it reads '!!int' — remove the tag",
                "1:11: 'no' is not what its tag says — it reads '!!bool' — remove the tag",
                "1:22: '0' is not what its tag says — it reads '!!null' — remove the tag",
                "1:32: 'y' is not what its tag says — it reads '!!float' — remove the tag",
            ]
        ),
        (
            "%TAG !e! tag:e,2026:\n---\n!e!x a", "unreadable",
            [
                "1:1: '%TAG' declares tags of its own — only the tags of YAML itself are read — remove the line",
                "3:1: " + tag("tag:e,2026:x", "a text"),
            ]
        ),
        (
            #"["a\0b", "\e[2J", "\t\n"]"#, #"[unreadable, unreadable, "\t\n"]"#,
            [
                "1:2: a text holds the control character U+0000 — texts are printable but for tabs and line breaks — "
                    + "remove its escape",
                "1:10: a text holds the control character U+001B — texts are printable but for tabs and line breaks — "
                    + "remove its escape",
            ]
        ),
        (
            "a: 1\na: *x\nb: @", "nothing",
            [
                "2:1: " + duplicate("a", 1), "2:4: " + noAnchor("x"),
                "3:4: a text cannot begin with '@' — YAML reserves it — put the text in quotes",
            ]
        ),
    ]

    @Test("Reads what can be read and reports all the rest", arguments: documents)
    func document(text: String, expected: String, problems: [String]) {
        let document = parse(Array(text.utf8))
        #expect(dump(document.root) == expected)
        #expect(document.problems.map(\.description) == problems)
    }

    @Test("Finds duplicates among many keys")
    func manyKeys() {
        let lines = (1...100).map { "k\($0): \($0)\n" }.joined()
        #expect(problems(lines) == [])
        #expect(
            problems(lines + "k3: x\nk99: y\n") == [
                "101:1: " + Self.duplicate("k3", 3), "102:1: " + Self.duplicate("k99", 99),
            ])
    }

    @Test("Expands aliases up to the bound, counting what they stand for")
    func laughs() {
        let text = """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            e: [*d, *d]
            """
        let why = "all aliases together may stand for 1000 values — write fewer or smaller aliases"
        let found = problems(text, limits: Limits(maximumAliasExpansion: 1_000))
        // Nine aliases of 10 and nine of 91 fit; of those of 820 none is left room for.
        #expect(found.first == "4:8: alias '*c' makes the file too large — " + why)
        #expect(found.count == 9)
        #expect(problems("[&a [x], *a, *a, *a]", limits: Limits(maximumAliasExpansion: 6)) == [])
        #expect(problems("[&a [x], *a, *a, *a]", limits: Limits(maximumAliasExpansion: 5)).count == 1)
    }

    @Test("Counts the levels an alias brings along")
    func aliasDepth() {
        let limits = Limits(maximumDepth: 3)
        #expect(problems("[&a [x], [*a]]", limits: limits) == [])
        #expect(
            problems("[&a [[x]], [*a]]", limits: limits) == [
                "1:13: alias '*a' nests lists and mappings too deep — at most 3 levels are read — write less deep values"
            ])
    }

    @Test("Says how many problems it does not show")
    func many() {
        #expect(
            problems("[*a, *b, *c, *d]", limits: Limits(maximumProblems: 2)) == [
                "1:2: " + Self.noAnchor("a"), "1:6: " + Self.noAnchor("b"),
                "1:6: 2 more problems are not shown — at most 2 are shown for one file — solve those above first",
            ])
    }

    @Test("A key that Unicode calls equal to another is told among many keys", arguments: [15, 16, 17, 40])
    func equalKeys(count: Int) {
        let others = (0..<count).map { "k\($0): 1\n" }.joined()
        let document = parse(Array("caf\u{E9}: 1\n\(others)cafe\u{301}: 2\nk0: 2\n".utf8))
        #expect(
            document.problems.map(\.description) == [
                "\(count + 2):1: " + Self.duplicate("cafe\u{301}", 1), "\(count + 3):1: " + Self.duplicate("k0", 2),
            ])
    }
}
