import Foundation
import Testing

@testable import TimeZones

@Suite struct WallTimeTests {
    @Test(
        "Reads what people write",
        arguments: [
            ("2026-12-01 09:00", "2026-12-01 09:00"),
            ("2026-12-01T09:00", "2026-12-01 09:00"),
            ("2026-12-01T09:00:30", "2026-12-01 09:00:30"),
            ("2024-02-29 23:59:59", "2024-02-29 23:59:59"),
            ("0001-01-01 00:00", "0001-01-01 00:00"),
        ])
    func reads(text: String, expected: String) throws {
        #expect(try WallTime(parsing: text).description == expected)
    }

    @Test(
        "Says what is wrong, why, and what to write",
        arguments: [
            ("2026-13-01 09:00", "there is no month 13 — months run from 01 to 12 — correct it"),
            (
                "2026-02-29 09:00",
                "there is no day 29 in 2026-02 — that month has 28 days, counted from 01 — correct it"
            ),
            ("2026-04-31", "there is no day 31 in 2026-04 — that month has 30 days, counted from 01 — correct it"),
            ("2026-12-01 24:00", "there is no hour 24 — hours run from 00 to 23 — write 00:00 of the next day"),
            ("2026-12-01 09:60", "there is no minute 60 — minutes run from 00 to 59 — correct it"),
            (
                "2026-12-01 09:00:60",
                "there is no second 60 — seconds run from 00 to 59 — write 59: leap seconds have no place here"
            ),
            ("0000-12-01 09:00", "there is no year 0 — years run from 0001 to 9999 — correct it"),
            (
                "2026-12-01",
                "'2026-12-01' has no time of day — a day alone does not say when"
                    + " — write the time behind it: 2026-12-01 09:00"
            ),
            (
                "2026-12-01 9:00",
                "'2026-12-01 9:00' is not a date and time — a time is written year-month-day hour:minute,"
                    + " every field with all its digits — write it like 2026-12-01 09:00"
            ),
            (
                "2026-12-01 09:00:00.5",
                "'2026-12-01 09:00:00.5' has a fraction of a second — the schedule is kept in whole seconds"
                    + " — leave the fraction out"
            ),
            (
                "2026-12-01T09:00Z",
                "'2026-12-01T09:00Z' has a UTC offset — a wall time belongs to a time zone, which already has its"
                    + " offsets — leave the offset out"
            ),
        ])
    func refuses(text: String, expected: String) {
        let error = #expect(throws: WallTimeError.self) { try WallTime(parsing: text) }
        #expect(error.map { "\($0.what) — \($0.why) — \($0.fix)" } == expected)
    }

    @Test(
        "Refuses what only looks like a time",
        arguments: [
            "", " ", "2026", "2026-12", "2026-12-01 ", "2026-12-01T", "2026-12-01 09", "2026-12-01 09:", "noon",
            "2026-12-01 09:00 ", " 2026-12-01 09:00", "2026-12-01  09:00", "2026-12-01t09:00", "26-12-01 09:00",
            "+2026-12-01 09:00", "2026-12-01 09:00:0", "２０２６-12-01 09:00", "2026-12-01\u{301} 09:00",
            "2026/12/01 09:00",
        ])
    func refusesShapes(text: String) {
        #expect(throws: WallTimeError.malformed(text)) { try WallTime(parsing: text) }
    }

    @Test(
        "Reads offsets",
        arguments: [
            ("2026-12-01T09:00:00+01:00", "2026-12-01T09:00:00+01:00", 1_796_112_000.0),
            ("2026-12-01 09:00Z", "2026-12-01T09:00:00Z", 1_796_115_600),
            ("2026-12-01T09:00:00-03:30", "2026-12-01T09:00:00-03:30", 1_796_128_200),
        ])
    func offsets(text: String, expected: String, instant: Double) throws {
        let time = try OffsetTime(parsing: text)
        #expect(time.description == expected)
        #expect(time.date == Date(timeIntervalSince1970: instant))
        #expect(WallTime(time.date, offset: time.offset) == time.wallTime)
    }

    @Test(
        "Refuses offsets that are none",
        arguments: [
            ("2026-12-01T09:00", WallTimeError.missingOffset("2026-12-01T09:00")),
            ("2026-12-01T09:00+1", .malformedOffset("+1")),
            ("2026-12-01T09:00+0100", .malformedOffset("+0100")),
            ("2026-12-01T09:00Zulu", .malformedOffset("Zulu")),
            ("2026-12-01T09:00+14:01", .offsetOutOfRange("+14:01")),
            ("2026-12-01T09:00-13:00", .offsetOutOfRange("-13:00")),
            ("2026-12-01T09:00+01:75", .offsetOutOfRange("+01:75")),
        ])
    func refusesOffsets(text: String, expected: WallTimeError) {
        #expect(throws: expected) { try OffsetTime(parsing: text) }
    }

    @Test("Every day of eight centuries has its number, its weekday and its way back")
    func everyDay() throws {
        var year = 1600
        var month = 1
        var day = 1
        var weekday = 5  // 1600-01-01 was a Saturday
        for dayNumber in Int64(-135_140)...157_419 {
            let civil = CivilDay(dayNumber: dayNumber)
            guard civil == CivilDay(year: Int64(year), month: month, day: day), civil.dayNumber == dayNumber,
                civil.weekday.rawValue == weekday + 1
            else {
                Issue.record("day \(dayNumber) became \(civil), not \(year)-\(month)-\(day)")
                return
            }
            weekday = (weekday + 1) % 7
            day += 1
            if day > WallTime.days(inMonth: month, of: year) { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
        #expect(year == 2401)
    }

    @Test(
        "Counts days across months and years, up to the edges",
        arguments: [
            ("2026-12-31 09:00", 1, "2027-01-01 09:00"), ("2024-02-28 09:00", 1, "2024-02-29 09:00"),
            ("2026-03-01 09:00", -1, "2026-02-28 09:00"), ("2026-12-01 09:00:07", 7, "2026-12-08 09:00:07"),
            ("9999-12-31 09:00", 1, nil), ("0001-01-01 09:00", -1, nil), ("2026-12-01 09:00", .max, nil),
            ("2026-12-01 09:00", .min, nil),
        ] as [(String, Int, String?)])
    func addsDays(text: String, days: Int, expected: String?) throws {
        #expect(try WallTime(parsing: text).adding(days: days)?.description == expected)
    }

    @Test("Orders as time passes")
    func order() throws {
        let texts = [
            "2026-12-01 09:00", "2026-12-01 09:00:01", "2026-12-01 09:01", "2026-12-01 10:00", "2026-12-02 00:00",
            "2027-01-01 00:00",
        ]
        let times = try texts.map { try WallTime(parsing: $0) }
        #expect(times.reversed().sorted() == times)
        #expect(times.map(\.secondsAsIfUTC) == times.map(\.secondsAsIfUTC).sorted())
        #expect(times[0].weekday == .tuesday)
    }

    @Test("No instant is out of bounds", arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300])
    func extremes(seconds: Double) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(ZoneRules.utc.offset(at: date).seconds == 0)
        #expect((ZoneRules.utc.localTime(at: date) == nil) == !seconds.isNaN)
    }
}
