import ContentModel
import Diagnostics
import Foundation
import TestSupport
import Testing
import TimeZones

@testable import CalendarLoading

@Suite struct SystemZonesTests {
    static let names: [(String, ZoneProblem?)] = [
        ("Europe/Paris", nil), ("UTC", nil), ("Etc/GMT+5", nil),
        ("Europe/Pariss", .unknown("Europe/Pariss", nearest: "Europe/Paris")),
        ("europe/paris", .unknown("europe/paris", nearest: "Europe/Paris")),
        ("../../../etc/passwd", .unknown("../../../etc/passwd", nearest: nil)),
        ("/etc/localtime", .unknown("/etc/localtime", nearest: nil)),
        ("Europe", .unknown("Europe", nearest: nil)), ("", .unknown("", nearest: nil)),
    ]

    @Test("A zone is found by its exact name", arguments: names)
    func zone(name: String, expected: ZoneProblem?) {
        switch ZoneClient.system().rules(name) {
        case .success(let rules):
            #expect(expected == nil)
            #expect(rules.name == name)
        case .failure(let problem): #expect(problem == expected)
        }
    }

    @Test func damagedDataIsNotGuessedAround() throws {
        let folder = try TemporaryDirectory()
        try folder.write("not zone data", to: "Europe/Paris")
        #expect(
            ZoneClient.system(folder: folder.path).rules("Europe/Paris")
                == .failure(.unreadable("Europe/Paris", .notZoneData)))
    }

    @Test("Says so where the system has no zone data") func noData() throws {
        let folder = try TemporaryDirectory()
        for path in [folder.path, folder.path + "/missing"] {
            let rules = ZoneClient.system(folder: path).rules("Europe/Paris")
            #expect(rules == .failure(.noData(folder: path)))
        }
    }

    /// Each wall time in its zone, and what must become of it.
    static let wallTimes: [(String, String, String)] = [
        ("2026-12-01 09:00", "Europe/Paris", "2026-12-01T08:00:00Z"),
        ("2026-07-01 09:00", "Europe/Paris", "2026-07-01T07:00:00Z"),
        ("2026-12-01 09:00", "Asia/Kolkata", "2026-12-01T03:30:00Z"),
        ("2026-12-01 09:00", "Pacific/Auckland", "2026-11-30T20:00:00Z"),
        ("2040-07-01 09:00", "America/New_York", "2040-07-01T13:00:00Z"),
        ("2026-03-29 02:30", "Europe/Paris", "does not exist: from +01:00 (CET) to +02:00 (CEST)"),
        ("2026-10-25 02:30", "Europe/Paris", "comes twice: from +02:00 (CEST) to +01:00 (CET)"),
        ("2026-03-08 02:30", "America/New_York", "does not exist: from -05:00 (EST) to -04:00 (EDT)"),
        ("2026-11-01 01:30", "America/New_York", "comes twice: from -04:00 (EDT) to -05:00 (EST)"),
        ("2026-04-05 01:45", "Australia/Lord_Howe", "comes twice: from +11:00 to +10:30"),
        ("2011-12-30 12:00", "Pacific/Apia", "does not exist: from -10:00 to +14:00"),
        ("2026-03-29 02:00", "Europe/Paris", "does not exist: from +01:00 (CET) to +02:00 (CEST)"),
        ("2026-03-29 03:00", "Europe/Paris", "2026-03-29T01:00:00Z"),
        ("2026-10-25 03:00", "Europe/Paris", "2026-10-25T02:00:00Z"),
    ]

    @Test("A wall time is one instant, or an error with both offsets", arguments: wallTimes)
    func wallTime(text: String, name: String, expected: String) throws {
        let zone = try ZoneClient.system().rules(name).get()
        var findings = Findings(in: "calendar/a.yaml")
        let written = Located(text, at: .start)
        let time = ScheduleRules.time(written, in: zone, field: "publish_at", findings: &findings)
        let outcome = time.map { $0.instant.ISO8601Format() } ?? findings.diagnostics.first.map(Self.short) ?? ""
        #expect(outcome == expected)
    }

    /// The verb of the message and the two offsets of the reason.
    private static func short(_ diagnostic: Diagnostic) -> String {
        let verb = diagnostic.message.contains("comes twice") ? "comes twice" : "does not exist"
        return verb + ": " + diagnostic.why.drop { $0 != "," }.dropFirst(2)
    }
}
