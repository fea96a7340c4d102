import Foundation
import GraphModel
import Testing

@Suite struct JSONTests {
    static let texts = [
        "null", "true", "[]", "{}", "0", "-7", "9223372036854775807", "1.5", #""""#, #"[1,[2,{"a":null}]]"#,
        #"{"z":1,"a":2,"z":3}"#, #""line\n\ttab \"quoted\" back\\slash \u0001""#, #""é 日本 🎂""#,
    ]
    @Test("What is read is written again, member for member", arguments: texts)
    func roundTrip(text: String) throws {
        #expect(try JSON(parsing: text).text() == text)
    }

    static let readings: [(String, JSON)] = [
        (#" { "a" : [ 1 , 2.0e1 ] } "#, ["a": [1, 20.0]]),
        (#""\ud83c\udf82 \u00e9 \/""#, "🎂 é /"),
        (#""\ud83c lone""#, "\u{fffd} lone"),
        (#""\ud83c\u0041""#, "\u{fffd}A"),
        ("92233720368547758070", .number(9.223372036854776e19)),
        ("-0", 0),
    ]
    @Test("Reads every form of a value", arguments: readings)
    func reads(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    static let mistakes: [(String, String)] = [
        ("", "the text ends too early at byte 0"),
        ("[1,]", "unexpected character at byte 3"),
        ("{\"a\" 1}", "unexpected character at byte 5"),
        ("{a:1}", "unexpected character at byte 1"),
        ("tru", "the text ends too early at byte 3"),
        ("01", "not a number at byte 2"),
        ("1.", "not a number at byte 2"),
        ("-", "not a number at byte 1"),
        ("1e999", "not a number at byte 5"),
        ("\"\\x\"", "not an escape at byte 3"),
        ("\"\\u12", "the text ends too early at byte 5"),
        ("\"a\nb\"", "control character inside a string at byte 2"),
        ("1 2", "text after the value at byte 2"),
        (String(repeating: "[", count: 100_000), "nested too deeply at byte 65"),
    ]
    @Test("Says what is wrong, and where", arguments: mistakes)
    func refuses(text: String, problem: String) {
        let error = #expect(throws: JSON.ParseError.self) { try JSON(parsing: text) }
        #expect(error?.description == problem)
    }

    @Test("Bytes that are not UTF-8 are repaired")
    func repairs() throws {
        #expect(try JSON(parsing: [0x22, 0x61, 0xff, 0x22] as [UInt8]) == "a\u{fffd}")
    }

    @Test("Graph escapes slashes and everything outside ASCII")
    func graphText() {
        #expect((["é/🎂"] as JSON).text(.graph) == #"["\u00e9\/\ud83c\udf82"]"#)
    }

    @Test("Survives an encoder with its order and its integers")
    func codable() throws {
        let value: JSON = ["z": 9_007_199_254_740_993, "a": [.null, false]]
        #expect(try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(value)) == value)
    }
}
