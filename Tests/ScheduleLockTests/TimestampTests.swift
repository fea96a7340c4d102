import Foundation
import Testing

@testable import ScheduleLock

@Suite struct TimestampTests {
    static let instants: [(Int64, String)] = [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (1_793_606_400, "2026-11-02T08:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
        (.max, "9999-12-31T23:59:59Z"), (.min, "0001-01-01T00:00:00Z"),
    ]

    @Test("Writes and reads back", arguments: instants)
    func writes(second: Int64, text: String) {
        let timestamp = Timestamp(secondsSince1970: second)
        #expect(timestamp.description == text)
        #expect(Timestamp(text) == timestamp)
    }

    @Test func agreesWithFoundationThroughFourCenturies() {
        let style = Date.ISO8601FormatStyle()
        for day in stride(from: Int64(-80_000), to: 80_000, by: 13) {
            let timestamp = Timestamp(secondsSince1970: day * 86_400 + 3_661)
            guard timestamp.description != style.format(timestamp.date) else { continue }
            Issue.record("\(timestamp) is not \(style.format(timestamp.date))")
        }
    }

    @Test(
        "Refuses what is no instant",
        arguments: [
            "", "2026-11-02", "2026-11-02T08:00:00", "2026-11-02T08:00:00+", "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "0000-01-01T00:00:00Z",
            "2026-01-01t00:00:00Z", "２026-01-01T00:00:0", "+026-01-01T00:00:00Z",
        ])
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func takesAnyDate(seconds: Double) {
        _ = Timestamp(Date(timeIntervalSince1970: seconds)).description
    }
}
