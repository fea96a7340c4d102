import Foundation
import Testing

@testable import TimeZones

@Suite struct ZoneRulesTests {
    @Test(
        "Knows the edges of the year, now and past the end of the table",
        arguments: [
            ("Europe/Paris", "2026-12-01 09:00", "unique +01:00 (CET)"),
            ("Europe/Paris", "2026-03-29 01:59:59", "unique +01:00 (CET)"),
            ("Europe/Paris", "2026-03-29 02:00", "skipped +01:00 (CET) +02:00 (CEST)"),
            ("Europe/Paris", "2026-03-29 02:59:59", "skipped +01:00 (CET) +02:00 (CEST)"),
            ("Europe/Paris", "2026-03-29 03:00", "unique +02:00 (CEST)"),
            ("Europe/Paris", "2026-10-25 01:59:59", "unique +02:00 (CEST)"),
            ("Europe/Paris", "2026-10-25 02:00", "repeated +02:00 (CEST) +01:00 (CET)"),
            ("Europe/Paris", "2026-10-25 02:59:59", "repeated +02:00 (CEST) +01:00 (CET)"),
            ("Europe/Paris", "2026-10-25 03:00", "unique +01:00 (CET)"),
            ("Europe/Paris", "2050-03-27 02:30", "skipped +01:00 (CET) +02:00 (CEST)"),
            ("Europe/Paris", "2050-10-30 02:30", "repeated +02:00 (CEST) +01:00 (CET)"),
            ("Europe/Paris", "9999-12-31 23:59:59", "unique +01:00 (CET)"),
            ("Europe/Paris", "0001-01-01 00:00", "unique +00:09:21 (LMT)"),
            ("America/New_York", "2026-03-08 02:30", "skipped -05:00 (EST) -04:00 (EDT)"),
            ("America/New_York", "2026-11-01 01:30", "repeated -04:00 (EDT) -05:00 (EST)"),
            ("America/New_York", "2050-03-13 02:30", "skipped -05:00 (EST) -04:00 (EDT)"),
            ("America/St_Johns", "2026-03-08 02:30", "skipped -03:30 (NST) -02:30 (NDT)"),
            ("America/St_Johns", "2026-11-01 01:15", "repeated -02:30 (NDT) -03:30 (NST)"),
            ("Australia/Lord_Howe", "2026-10-04 02:15", "skipped +10:30 +11:00"),
            ("Australia/Lord_Howe", "2026-10-04 02:30", "unique +11:00"),
            ("Australia/Lord_Howe", "2027-04-04 01:45", "repeated +11:00 +10:30"),
            ("Australia/Lord_Howe", "2027-04-04 01:15", "unique +11:00"),
            ("Asia/Kolkata", "2026-12-01 09:00", "unique +05:30 (IST)"),
            ("Asia/Kolkata", "2050-06-01 09:00", "unique +05:30 (IST)"),
            ("Europe/Dublin", "2026-12-01 09:00", "unique +00:00 (GMT)"),
            ("Europe/Dublin", "2026-03-29 01:30", "skipped +00:00 (GMT) +01:00 (IST)"),
            ("Europe/Dublin", "2050-10-30 01:30", "repeated +01:00 (IST) +00:00 (GMT)"),
            ("Africa/Casablanca", "2026-02-15 02:30", "repeated +01:00 +00:00"),
            ("Africa/Casablanca", "2026-03-22 02:30", "skipped +00:00 +01:00"),
            ("Africa/Casablanca", "2025-12-01 09:00", "unique +01:00"),
            ("Pacific/Apia", "2011-12-29 23:59:59", "unique -10:00"),
            ("Pacific/Apia", "2011-12-30 00:00", "skipped -10:00 +14:00"),
            ("Pacific/Apia", "2011-12-30 23:59:59", "skipped -10:00 +14:00"),
            ("Pacific/Apia", "2011-12-31 00:00", "unique +14:00"),
            ("UTC", "2026-12-01 09:00", "unique +00:00 (UTC)"),
        ])
    func resolves(zone: String, wallTime: String, expected: String) throws {
        let resolution = try SystemZones.rules(of: zone).resolve(WallTime(parsing: wallTime))
        #expect("\(resolution)" == expected)
    }

    @Test(
        "Tells names of zones from other paths",
        arguments: [
            ("Europe/Paris", true), ("America/Argentina/Buenos_Aires", true), ("Etc/GMT+12", true), ("UTC", true),
            ("America/Port-au-Prince", true), ("", false), ("/etc/passwd", false), ("../../etc/passwd", false),
            ("Europe/", false), ("Europe//Paris", false), ("Europe/Paris ", false), (".", false), ("Europe/P\0", false),
        ])
    func names(text: String, expected: Bool) {
        #expect(ZoneRules.isName(text) == expected)
    }

    @Test("The two instants of a repeated hour lie an hour apart, in order")
    func repeatedHour() throws {
        let paris = try SystemZones.rules(of: "Europe/Paris")
        guard case .repeated(let earlier, let later) = paris.resolve(try WallTime(parsing: "2026-10-25 02:30")) else {
            Issue.record("not repeated")
            return
        }
        #expect(earlier.date == Date(timeIntervalSince1970: 1_792_888_200))
        #expect(later.date.timeIntervalSince(earlier.date) == 3600)
        #expect(earlier.offset.isDaylight && !later.offset.isDaylight)
        #expect(paris.localTime(at: later.date)?.description == "2026-10-25T02:30:00+01:00")
    }

    @Test("Winter is daylight saving time in Dublin: the law counts from summer time")
    func negativeDaylight() throws {
        let rule = try RecurringRule(parsing: "IST-1GMT0,M10.5.0,M3.5.0/1")
        #expect(rule.offset(at: 2_540_000_000).abbreviation == "IST")  // 2050-06-28
        let winter = rule.offset(at: 2_524_608_000)  // 2050-01-01
        #expect(winter.abbreviation == "GMT" && winter.isDaylight && winter.seconds == 0)
    }

    @Test(
        "Follows every kind of rule",
        arguments: [
            // rule, instant, abbreviation
            ("UTC0", 0, "UTC"), ("<+0530>-5:30", 0, "+0530"),
            ("XXX3EDT4,0/0,J365/23", 1_798_761_600, "EDT"),  // daylight all year: at new year 2027 in UTC
            ("XXX3EDT4,0/0,J365/23", 1_798_772_400, "EDT"),  // at new year on the zone's own clock
            ("EST5EDT,0/0,J365/25", 1_798_779_600, "EDT"),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_774_745_999, "-02"),  // Nuuk, 2026-03-29T00:59:59Z
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_774_746_000, "-01"),
            ("IST-2IDT,M3.4.4/26,M10.5.0", 1_774_569_599, "IST"),  // Jerusalem, 2026-03-26T23:59:59Z
            ("IST-2IDT,M3.4.4/26,M10.5.0", 1_774_569_600, "IDT"),
            ("AAA0BBB,J59,J60", 1_835_344_800, "BBB"),  // 2028-02-28T10:00Z; J60 is March 1, also in leap years
            ("AAA0BBB,J59,J60", 1_835_431_200, "BBB"),
            ("AAA0BBB,J59,J60", 1_835_517_600, "AAA"),
            ("AAA0BBB,58,59", 1_835_431_200, "AAA"),  // day 59 is February 29
        ] as [(String, Int64, String)])
    func rules(text: String, instant: Int64, expected: String) throws {
        #expect(try RecurringRule(parsing: text).offset(at: instant).abbreviation == expected)
    }

    @Test(
        "Refuses rules that break the grammar",
        arguments: [
            "", "CET", "C1", "<+1", "<>1", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
            "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J366", "CET-1CEST,M3.5.0/168,M10.5.0",
            "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,366,1", "CET-99999999999999999999", "CET-1:60", "CÉT-1",
        ])
    func refusesRules(text: String) {
        #expect(throws: ZoneRulesError.malformedRule(text)) { try RecurringRule(parsing: text) }
    }
}
