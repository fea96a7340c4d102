import Diagnostics
import Testing
import YAML

@Suite struct ShapeTests {
    enum Kind: String, CaseIterable { case post, carousel, reel, story }

    /// Reads `text` as a mapping whose key `a` has a shape, and says what came of it.
    static func reading<Value>(_ shape: Shape<Value>) -> @Sendable (String) -> [String] {
        { text in
            let table = Shape.mapping("an entry") { $0.optional("a", shape).map { "\($0.value) @\($0.mark.column)" } }
            let reading = table.read(Array(text.utf8))
            return (reading.value.map { [$0.value] } ?? []) + reading.problems.map(\.description)
        }
    }

    static let duration = Shape.text.converted(to: "a duration", example: "6h") { text in
        text.hasSuffix("h") ? Int(text.dropLast()) : nil
    }
    static let even = Shape.integer.converted { (number: Located<Int>) throws(Problem) in
        guard number.value.isMultiple(of: 2) else {
            throw Problem("\(number.value) is odd", at: number.mark, why: "pairs are counted", fix: "add one")
        }
        return number.value / 2
    }
    static let medium = Shape.either(
        scalar: .text("a path", example: "media/a.jpg"),
        mapping: .mapping("a medium") { $0.required("file", .text("a path", example: "media/a.jpg"))?.value })

    static let text = reading(.text)
    static let kind = reading(.word(Kind.self))
    static let word = reading(.word(["on", "off", "true"]))
    static let bool = reading(.bool)
    static let onOff = reading(.onOff)
    static let integer = reading(.integer(in: 1...10))
    static let number = reading(.number(in: 0...1))
    static let hours = reading(duration)
    static let half = reading(even)
    static let one = reading(medium)
    static let texts = reading(Shape.oneOrMany(.text).map { $0.map { "\($0.value)@\($0.mark.column)" } })
    static let list = reading(Shape.list(of: .text).map { $0.map(\.value) })
    static let names = reading(
        Shape.dictionary(of: .integer).map { $0.map { "\($0.name.value)@\($0.name.mark.column)=\($0.value.value)" } })
    static let anything = reading(Shape.node.map { _ in "something" })

    static let values: [(@Sendable (String) -> [String], String, [String])] = [
        (text, "a: no", ["no @4"]), (text, "a: 0x1F", ["0x1F @4"]), (text, "a: true", ["true @4"]),
        (text, "a: ''", [" @4"]), (text, "a: 'null'", ["null @4"]),
        (
            text, "a:",
            ["1:3: a is empty — a text is expected — write 'a: Hello'; a text that begins with '#' needs quotes"]
        ),
        (
            text, "a: #stollen",
            ["1:3: a is empty — a text is expected — write 'a: Hello'; a text that begins with '#' needs quotes"]
        ),
        (
            text, "a: ~",
            [
                "1:4: a is '~', which means nothing at all — a text is expected — write 'a: Hello', "
                    + "or put the word in quotes"
            ]
        ),
        (text, "a: [x]", ["1:4: a is a list — a text is expected — write 'a: Hello'"]),
        (text, "a: {x: y}", ["1:4: a is a mapping — a text is expected — write 'a: Hello'"]),
        (kind, "a: reel", ["reel @4"]),
        (kind, "a: reels", ["1:4: a is 'reels' — post, carousel, reel or story is expected — write 'a: reel'"]),
        (kind, "a: video", ["1:4: a is 'video' — post, carousel, reel or story is expected — write 'a: post'"]),
        (kind, "a:", ["1:3: a is empty — post, carousel, reel or story is expected — write 'a: post'"]),
        (word, "a: on", ["on @4"]), (word, "a: true", ["true @4"]),
        (word, "a: offf", ["1:4: a is 'offf' — on, off or true is expected — write 'a: off'"]),
        (bool, "a: True", ["true @4"]),
        (
            bool, "a: 'true'",
            ["1:4: a is the text 'true' — true or false is expected — write 'a: true', without quotes"]
        ),
        (bool, "a: no", ["1:4: a is 'no' — true or false is expected — write 'a: false'"]),
        (bool, "a: 1", ["1:4: a is '1' — true or false is expected — write 'a: true'"]),
        (onOff, "a: on", ["true @4"]), (onOff, "a: OFF", ["false @4"]), (onOff, "a: false", ["false @4"]),
        (onOff, "a: no", ["1:4: a is 'no' — on or off is expected — write 'a: off'"]),
        (integer, "a: 10", ["10 @4"]), (integer, "a: 0o7", ["7 @4"]),
        (integer, "a: 11", ["1:4: a is '11' — a whole number from 1 to 10 is expected — write 'a: 1'"]),
        (integer, "a: 1.0", ["1:4: a is '1.0' — a whole number from 1 to 10 is expected — write 'a: 1'"]),
        (
            integer, "a: '7'",
            ["1:4: a is the text '7' — a whole number from 1 to 10 is expected — write 'a: 7', without quotes"]
        ),
        (integer, "a: '11'", ["1:4: a is '11' — a whole number from 1 to 10 is expected — write 'a: 1'"]),
        (
            integer, "a: 99999999999999999999",
            ["1:4: a is '99999999999999999999' — a whole number from 1 to 10 is expected — write 'a: 1'"]
        ),
        (number, "a: 1", ["1.0 @4"]), (number, "a: .25", ["0.25 @4"]),
        (number, "a: .nan", ["1:4: a is '.nan' — a number from 0.0 to 1.0 is expected — write 'a: 0.0'"]),
        (number, "a: 1.1", ["1:4: a is '1.1' — a number from 0.0 to 1.0 is expected — write 'a: 0.0'"]),
        (hours, "a: 6h", ["6 @4"]), (hours, "a: six", ["1:4: a is 'six' — a duration is expected — write 'a: 6h'"]),
        (half, "a: 6", ["3 @4"]), (half, "a: 7", ["1:4: 7 is odd — pairs are counted — add one"]),
        (half, "a: x", ["1:4: a is 'x' — a whole number is expected — write 'a: 1'"]),
        (one, "a: x.jpg", ["x.jpg @4"]), (one, "a: {file: x.jpg}", ["x.jpg @4"]),
        (one, "a: {}", ["1:4: file is missing — a medium needs it — add 'file: media/a.jpg'"]),
        (one, "a: []", ["1:4: a is a list — a path, or a mapping, is expected — write 'a: media/a.jpg'"]),
        (texts, "a: x", [#"["x@4"] @4"#]), (texts, "a: [x, 1]", [#"["x@5", "1@8"] @4"#]),
        (
            texts, "a: [x, {}, [y], z]",
            [
                #"["x@5", "z@17"] @4"#, "1:8: an item of a is a mapping — a text is expected — write '- Hello'",
                "1:12: an item of a is a list — a text is expected — write '- Hello'",
            ]
        ),
        (list, "a: x", ["1:4: a is 'x' — a list is expected — write 'a: [Hello]'"]),
        (list, "a: []", ["[] @4"]),
        (names, "a: {x: 1, no: 2}", [#"["x@5=1", "no@11=2"] @4"#]),
        (names, "a: {x: y}", ["[] @4", "1:8: x is 'y' — a whole number is expected — write 'x: 1'"]),
        (names, "a: [x]", ["1:4: a is a list — a mapping is expected — write 'a: {name: 1}'"]),
        (anything, "a: [x]", ["something @4"]),
    ]

    @Test("Reads each shape, or says what is expected", arguments: values.indices)
    func value(index: Int) {
        let (read, text, expected) = Self.values[index]
        #expect(read(text) == expected, "\(text)")
    }

    @Test("Passes over what was reported already")
    func unreadable() {
        #expect(Self.text("a: *x").count == 1)
        #expect(Self.anything("a: !x y").count == 1)
    }
}
