import Diagnostics
import Forms
import Testing
import YAML

@Suite struct MappingReaderTests {
    enum Kind: String, CaseIterable { case post, story }

    struct Tag: Equatable {
        var user: String?
        var x: Double?
    }

    struct Entry {
        var kind: Located<Kind>?
        var accounts: Located<[Located<String>]>?
        var caption: Located<String>?
        var comments: Located<Bool>?
        var tags: Located<[Located<Tag>]>?
        var overrides: Located<[Named<String?>]>?
    }

    static let tag = Shape.mapping("a tag", example: "{user: flourandco}") { fields in
        Tag(
            user: fields.required("user", .text)?.value,
            x: fields.optional("x", .number(in: 0...1))?.value)
    }

    static let override = Shape<String?>.mapping("an override") { fields in
        fields.refuse("kind", why: "an entry has one kind on all its accounts")
        return .some(fields.optional("caption", .text)?.value)
    }

    static let entry = Shape.mapping("an entry") { fields in
        Entry(
            kind: fields.required("kind", .word(Kind.self)),
            accounts: fields.required("accounts", .oneOrMany(.text("an account", example: "bakery"))),
            caption: fields.optional("caption", .text),
            comments: fields.optional("comments", .onOff),
            tags: fields.optional("tags", .list(of: tag)),
            overrides: fields.optional("overrides", .dictionary(of: override)))
    }

    @Test("Reads a whole entry, each value with its place")
    func reads() throws {
        let text = """
            kind: story
            accounts: bakery
            caption: no
            comments: off
            tags:
              - {user: flour, x: 1}
              - user: 12
            overrides:
              page: {caption: "Hi"}
            """
        let reading = Self.entry.read(Array(text.utf8))
        #expect(reading.problems == [])
        let entry = try #require(reading.value?.value)
        #expect(entry.kind == Located(.story, at: Mark(line: 1, column: 7)))
        #expect(entry.accounts?.value == [Located("bakery", at: Mark(line: 2, column: 11))])
        #expect(entry.caption?.value == "no")
        #expect(entry.comments?.value == false)
        #expect(entry.tags?.value.map(\.value) == [Tag(user: "flour", x: 1), Tag(user: "12", x: nil)])
        #expect(
            entry.overrides?.value == [
                Named(
                    name: Located("page", at: Mark(line: 9, column: 3)),
                    value: Located("Hi", at: Mark(line: 9, column: 9)))
            ])
    }

    @Test("Reports everything wrong with a file at once")
    func reports() {
        let text = """
            kind: pots
            captoin: Hello
            coments: on
            comments: maybe
            caption: &c [x]
            tags:
              - {usr: flour, x: 2}
              - flour
              - *d
            overrides:
              page: {kind: post, knd: 1, capton: x}
            zzz: 1
            kind: post
            """
        #expect(
            Self.entry.read(Array(text.utf8)).problems.map(\.description) == [
                "1:1: accounts is missing — an entry needs it — add 'accounts: bakery'",
                "1:7: kind is 'pots' — post or story is expected — write 'kind: post'",
                "2:1: unknown key 'captoin' — an entry has no such field, and ignoring it could change what is meant — "
                    + "remove it; 'caption' is in line 5",
                "3:1: unknown key 'coments' — an entry has no such field, and ignoring it could change what is meant — "
                    + "remove it; 'comments' is in line 4",
                "4:11: comments is 'maybe' — on or off is expected — write 'comments: on'",
                "5:10: caption is a list — a text is expected — write 'caption: Hello'",
                "7:5: user is missing — a tag needs it — add 'user: Hello'",
                "7:6: unknown key 'usr' — a tag has no such field, and ignoring it could change what is meant — "
                    + "write 'user'",
                "7:21: x is '2' — a number from 0.0 to 1.0 is expected — write 'x: 0.0'",
                "8:5: an item of tags is 'flour' — a mapping is expected — write '- {user: flourandco}'",
                "9:5: alias '*d' has no anchor — no '&d' stands above it — write the value out, or put the text in quotes",
                "11:10: an override cannot have kind — an entry has one kind on all its accounts — remove it",
                "11:22: unknown key 'knd' — an override has no such field, and ignoring it could change what is meant — "
                    + "remove it",
                "11:30: unknown key 'capton' — an override has no such field, and ignoring it could change what is meant — "
                    + "write 'caption'",
                "12:1: unknown key 'zzz' — an entry has no such field, and ignoring it could change what is meant — "
                    + "remove it",
                "13:1: key 'kind' is written twice — the first is in line 1 — remove one of them",
            ])
    }

    static let roots: [(String, [String])] = [
        (
            "[a]",
            [
                "1:1: the file is a list — a mapping is expected — write fields, each as 'name: value' on a line of its own"
            ]
        ),
        (
            "text",
            [
                "1:1: the file is 'text' — a mapping is expected — write fields, each as 'name: value' on a line of its own"
            ]
        ),
        ("", ["1:1: the file is empty — nothing can be read from it — fill it or remove it"]),
        (
            "!x {}",
            [
                "1:1: tag '!x' on a mapping — only the core tags of YAML are read, each on its own kind — "
                    + "remove it, or put a text that begins with '!' in quotes"
            ]
        ),
    ]

    @Test("Says what the file as a whole must be", arguments: roots)
    func root(text: String, expected: [String]) {
        let reading = Self.entry.read(Array(text.utf8))
        #expect(reading.value == nil)
        #expect(reading.problems.map(\.description) == expected)
    }

    @Test("Lets a decoder look at keys and report between fields")
    func between() {
        let shape = Shape.mapping("a box") { fields in
            let (width, height) = (fields.optional("width", .integer), fields.optional("height", .integer))
            if let width, height == nil, !fields.contains("height") {
                fields.report(Problem("no height", at: fields.mark(of: "width") ?? width.mark, why: "w", fix: "f"))
            }
            return true
        }
        #expect(shape.read(Array("{ width: 1}".utf8)).problems.map(\.description) == ["1:3: no height — w — f"])
        #expect(shape.read(Array("{width: 1, height: x}".utf8)).problems.count == 1)
    }

    @Test("Tells every key that a decoder asks for, without a file") func form() {
        let tag = Form.mapping([
            Form.Field("user", .text, isRequired: true, example: "Hello"),
            Form.Field("x", .number(0...1), isRequired: false, example: "0.0"),
        ])
        let override = Form.mapping([Form.Field("caption", .text, isRequired: false, example: "Hello")])
        #expect(
            Self.entry.form
                == .mapping([
                    Form.Field("kind", .words(["post", "story"]), isRequired: true, example: "post"),
                    Form.Field("accounts", .oneOrMany(.text), isRequired: true, example: "bakery"),
                    Form.Field("caption", .text, isRequired: false, example: "Hello"),
                    Form.Field("comments", .onOff, isRequired: false, example: "on"),
                    Form.Field("tags", .list(tag), isRequired: false, example: "[{user: flourandco}]"),
                    Form.Field("overrides", .dictionary(override), isRequired: false, example: "{name: {…}}"),
                ]))
    }

    @Test("Tells the keys of each kind where a word decides") func variants() {
        let shape = Shape<Int>.mapping("a thing") { fields in
            switch fields.choice("kind", .word(Kind.self))?.value {
            case .post?: _ = fields.required("caption", .text)
            case .story?: _ = fields.optional("link", .bool)
            case nil: _ = fields.optional("caption", .node)
            }
            return 1
        }
        #expect(
            shape.form
                == .variants([
                    .mapping([
                        Form.Field("kind", .words(["post"]), isRequired: true, example: "post"),
                        Form.Field("caption", .text, isRequired: true, example: "Hello"),
                    ]),
                    .mapping([
                        Form.Field("kind", .words(["story"]), isRequired: true, example: "story"),
                        Form.Field("link", .bool, isRequired: false, example: "true"),
                    ]),
                ]))
    }
}
