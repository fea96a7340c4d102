import Diagnostics
import Testing
import YAML

@Suite struct EventReaderTests {
    @Test("Streams events, with texts, styles, anchors and tags on request")
    func events() throws {
        var reader = try EventReader(Array("a: &n [1, 'two', *n]\n--- !t {b: \"\\n\"}\n".utf8))
        var seen: [String] = []
        while let event = try reader.next() {
            var words = ["\(event.kind)"]
            if let text = reader.text { words += [text.debugDescription, "\(reader.style)"] }
            if let anchor = reader.anchor { words.append("&" + anchor) }
            if let tag = reader.tag { words.append("tag " + tag) }
            seen.append(words.joined(separator: " "))
        }
        #expect(
            seen == [
                "documentStart", "mappingStart", #"scalar "a" plain"#, "sequenceStart &n", #"scalar "1" plain"#,
                #"scalar "two" singleQuoted"#, "alias &n", "sequenceEnd", "mappingEnd", "documentEnd",
                "documentStart", "mappingStart tag !t", #"scalar "b" plain"#, #"scalar "\n" doubleQuoted"#,
                "mappingEnd", "documentEnd",
            ])
        let afterwards = try reader.next()
        #expect(afterwards == nil)
    }

    @Test("Compares a key without building a string")
    func isScalar() throws {
        var reader = try EventReader(Array("caption".utf8))
        _ = try reader.next()
        let isScalarAtStart = reader.isScalar("caption")
        #expect(!isScalarAtStart)
        _ = try reader.next()
        let matches = [
            reader.isScalar("caption"), reader.isScalar("captio"), reader.isScalar("captiom"), reader.isScalar("é"),
        ]
        #expect(matches == [true, false, false, false])
        let length = reader.withText { $0.count }
        #expect(length == 7)
    }

    @Test("Ends after a syntax error, having given what stood before it")
    func error() throws {
        var reader = try EventReader(Array("a: 1\nb: @".utf8))
        var kinds: [Event.Kind] = []
        var problem: Problem?
        do throws(Problem) {
            while let event = try reader.next() { kinds.append(event.kind) }
        } catch {
            problem = error
        }
        #expect(kinds == [.documentStart, .mappingStart, .scalar, .scalar, .scalar])
        #expect(problem?.mark == Mark(line: 2, column: 4))
        let afterwards = try reader.next()
        #expect(afterwards == nil)
    }

    static let small = Limits(maximumBytes: 40, maximumDepth: 2, maximumNodes: 6, maximumScalarBytes: 8)
    static let bounded: [(String, String)] = [
        (
            String(repeating: " ", count: 41),
            "1:1: the file has 41 bytes — at most 40 are read — split it into several files"
        ),
        ("[[[]]]", "1:3: lists and mappings are nested too deep — at most 2 levels are read — flatten the file"),
        ("- - - x", "1:5: lists and mappings are nested too deep — at most 2 levels are read — flatten the file"),
        ("[1,2,3,4,5,6]", "1:12: the file holds too many values — at most 6 are read — split it into several files"),
        ("[a, 123456789]", "1:5: a text of 9 bytes — a single text has at most 8 — shorten it"),
    ]

    @Test("Stops at each limit", arguments: bounded)
    func limit(text: String, expected: String) {
        #expect(problems(text, limits: Self.small) == [expected])
        #expect(parse(Array(text.utf8)).problems.allSatisfy { $0.message == "the file is empty" })
    }

    @Test("No limit lets nesting outgrow the stack")
    func deepest() {
        let limits = Limits(maximumDepth: 1_000_000)
        let text = String(repeating: "[", count: 300)
        #expect(
            problems(text, limits: limits) == [
                "1:257: lists and mappings are nested too deep — at most 256 levels are read — flatten the file"
            ])
    }

    static let encodings: [([UInt8], String)] = [
        ([0xFF, 0xFE, 0x61, 0], "1:1: this file is UTF-16 — files are read as UTF-8 — save it again as UTF-8"),
        ([0xFE, 0xFF, 0, 0x61], "1:1: this file is UTF-16 — files are read as UTF-8 — save it again as UTF-8"),
        ([0x61, 0, 0x3A, 0], "1:1: this file is UTF-16 — files are read as UTF-8 — save it again as UTF-8"),
        (
            [0x61, 0x0D, 0x0A, 0xC3, 0x28],
            "2:1: byte 0xC3 is not UTF-8 — its letters would be read wrongly — save the file again as UTF-8"
        ),
        (
            [0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0xFF],
            "1:2: byte 0xFF is not UTF-8 — its letters would be read wrongly — save the file again as UTF-8"
        ),
        (
            [0x61, 0xED, 0xA0, 0x80],
            "1:2: byte 0xED is not UTF-8 — its letters would be read wrongly — save the file again as UTF-8"
        ),
        (Array("a: b\0".utf8), "1:5: control character U+0000 — YAML files hold printable text — delete it"),
        (Array("\r\ra\u{7}".utf8), "3:2: control character U+0007 — YAML files hold printable text — delete it"),
        (Array("é\u{9F}".utf8), "1:2: control character U+009F — YAML files hold printable text — delete it"),
        (Array("a\u{7F}".utf8), "1:2: control character U+007F — YAML files hold printable text — delete it"),
        (
            Array("😀 \u{2028}".utf8),
            "1:3: U+2028 is an invisible line separator — readers of YAML disagree whether a new line begins there — "
                + "replace it by a line break or a space"
        ),
        (
            Array("a: \u{FEFF}b".utf8),
            "1:4: an invisible byte order mark stands inside the text — YAML allows U+FEFF only at the start of a file — "
                + "delete it"
        ),
    ]

    @Test("Refuses what is no UTF-8 text", arguments: encodings)
    func encoding(bytes: [UInt8], expected: String) {
        #expect(parse(bytes).problems.map(\.description) == [expected])
        #expect(throws: Problem.self) { _ = try EventReader(bytes) }
    }
}
