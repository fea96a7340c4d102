import Testing

@testable import ContentModel

@Suite struct WrittenDurationTests {
    static let durations: [(String, Duration)] = [
        ("6h", .seconds(21_600)), ("90m", .seconds(5_400)), ("1d", .seconds(86_400)), ("1h30m", .seconds(5_400)),
        ("1500ms", .milliseconds(1500)), ("1s500ms", .milliseconds(1500)), ("0s", .zero), ("007m", .seconds(420)),
    ]

    @Test("Reads what people write", arguments: durations)
    func reads(text: String, expected: Duration) throws {
        #expect(try Duration(written: text) == expected)
    }

    static let refusals: [(String, DurationTextError)] = [
        ("", .malformed("")), ("h", .malformed("h")), ("-1h", .malformed("-1h")), ("6 h", .malformed("6 h")),
        ("6", .missingUnit("6")), ("1.5h", .malformed("1.5h")), ("1h30", .malformed("1h30")),
        ("6x", .unknownUnit("x", in: "6x")),
        ("1m1h", .unsorted("1m1h")), ("1h1h", .unsorted("1h1h")), ("1H", .unknownUnit("H", in: "1H")),
        ("99999999999999999999h", .tooLong("99999999999999999999h")),
        ("9223372036854775807d", .tooLong("9223372036854775807d")),
        ("36526d", .tooLong("36526d")), ("٣h", .malformed("٣h")),
    ]

    @Test("Refuses the rest, and says why", arguments: refusals)
    func refuses(text: String, expected: DurationTextError) {
        #expect(throws: expected) { try Duration(written: text) }
    }

    static let texts: [(Duration, String)] = [
        (.seconds(21_600), "6h"), (.seconds(5_400), "1h30m"), (.zero, "0s"), (.milliseconds(1500), "1s500ms"),
        (.seconds(90_061), "1d1h1m1s"),
    ]

    @Test("Writes the largest units", arguments: texts)
    func writes(duration: Duration, expected: String) throws {
        #expect(duration.written == expected)
        #expect(try Duration(written: expected) == duration)
    }
}
