import Foundation
import Testing

@testable import GraphModel

@Suite struct GraphTimeTests {
    static let texts: [(Double, String)] = [
        (0, "1970-01-01T00:00:00+0000"), (1_791_223_260, "2026-10-05T18:01:00+0000"),
        (951_782_399.9, "2000-02-28T23:59:59+0000"), (951_782_400, "2000-02-29T00:00:00+0000"),
        (-1, "1969-12-31T23:59:59+0000"), (4_102_444_800, "2100-01-01T00:00:00+0000"),
    ]
    @Test("Writes dates as Graph does", arguments: texts)
    func writes(seconds: Double, text: String) {
        #expect(GraphTime.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    static let readings: [(String, Double?)] = [
        ("1791223260", 1_791_223_260), ("2026-10-05", 1_791_158_400), ("2026-10-05T18:01:00+0000", 1_791_223_260),
        ("2026-10-05T18:01:00Z", 1_791_223_260), ("2026-10-05 20:01:00+02:00", 1_791_223_260),
        ("2026-10-05T13:01-0500", 1_791_223_260), ("now", 42), ("tomorrow", nil), ("2026-13-05", nil), ("", nil),
        ("2026-10-05T25:00", nil), ("2026-10-05T18:01+2", nil), ("nan", nil), ("1e300", nil),
    ]
    @Test("Reads the forms that clients send", arguments: readings)
    func reads(text: String, seconds: Double?) {
        let read = GraphTime.read(text, now: Date(timeIntervalSince1970: 42))
        #expect(read?.timeIntervalSince1970 == seconds)
    }
}
