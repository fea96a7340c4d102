import ContentModel
import Foundation
import Planning
import ScheduleLock
import TestSupport
import Testing
import TimeZones

@testable import Views

@Suite struct MonthTests {
    static let december = Month("2026-12")!  // a month as it is written

    @Test("Shows a month by weeks and by days") func text() throws {
        try expectSnapshot(MonthText(StatusTests.all, in: Self.december, now: Fixture.now).text, named: "month.txt")
        #expect(
            MonthText([], in: Self.december, now: Fixture.now).text.hasSuffix(
                "28 29 30 31\n\nNothing is planned, and nothing was published in December 2026.\n".replacing(
                    "28 29 30 31", with: "28         29         30         31")))
    }

    @Test("Counts what a day has no room for") func crowd() {
        let plan = Fixture.plan(
            (1...40).map { number in
                let publication = Fixture.publication("entry-\(number)@bakery", after: Double(number))
                return Fixture.action(publication, .publish(publication))
            })
        let statuses = PublicationStatus.all(
            of: plan, desired: plan.actions.compactMap(\.desired), lockfile: .init(), journal: .init())
        let text = MonthText(statuses, in: Self.december, now: Fixture.now).text
        #expect(text.contains(" 1*○○○○○+35"))
        #expect(text.split(separator: "\n").allSatisfy { $0.columns <= 80 })
        #expect(MonthPage(statuses, in: Self.december, now: Fixture.now).text.contains("and 28 more"))
    }

    @Test("Shows a month as a page") func page() throws {
        let text = MonthPage(StatusTests.all, in: Self.december, now: Fixture.now, media: { PageMedium($0.path) }).text
        try expectSnapshot(try #require(text.components(separatedBy: "<body>").last), named: "month.html")
    }

    static let months: [(String, Int?, Int?)] = [
        ("2026-12", 1, 31), ("2026-02", 6, 28), ("2028-02", 1, 29), ("2027-03", 0, 31), ("2026-13", nil, nil),
        ("2026-1", nil, nil), ("26-12", nil, nil), ("2026-12-01", nil, nil), ("+026-12", nil, nil), ("", nil, nil),
        ("0000-01", nil, nil), ("٢٠٢٦-12", nil, nil),
    ]

    @Test("Reads a year and a month", arguments: months)
    func month(text: String, lead: Int?, days: Int?) {
        let month = Month(text)
        #expect(month?.lead == lead)
        #expect(month?.dayCount == days)
    }
}

@Suite struct CalendarFeedTests {
    private static let stamp = Date(timeIntervalSince1970: 1_796_000_000)

    @Test("Writes one event a publication") func text() throws {
        try expectSnapshot(CalendarFeed(StatusTests.all, stamp: Self.stamp).text, named: "calendar.ics")
    }

    @Test("Keeps lines within 75 octets, and characters whole") func folding() {
        let caption = String(repeating: "朝のパン 🥐, ", count: 60) + "\r\nBEGIN:VALARM\u{1B};\\"
        let publication = Fixture.publication("朝/パン@bakery", Fixture.post(caption))
        let plan = Fixture.plan([Fixture.action(publication, .publish(publication))])
        let statuses = PublicationStatus.all(of: plan, desired: [publication], lockfile: .init(), journal: .init())
        let text = CalendarFeed(statuses, stamp: Self.stamp).text
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") && !$0.contains("\r") })
        let unfolded = text.replacing("\r\n ", with: "")
        #expect(!unfolded.components(separatedBy: "\r\n").contains("BEGIN:VALARM"))
        #expect(unfolded.contains("\\n" + "BEGIN:VALARM\\;\\\\\\nentry: calendar/朝/パン.yaml\r\n"))
    }

    @Test("Keeps a UID through edits and publishing") func identity() {
        func uid(_ step: (Publication) -> Action.Step, after minutes: Double) -> String? {
            let publication = Fixture.publication("2026-12/launch@bakery", Fixture.carousel, after: minutes)
            let plan = Fixture.plan([Fixture.action(publication, step(publication))])
            let statuses = PublicationStatus.all(of: plan, desired: [publication], lockfile: .init(), journal: .init())
            let lines = CalendarFeed(statuses, stamp: Self.stamp).text.components(separatedBy: "\r\n")
            return lines.first { $0.hasPrefix("UID") }
        }
        let uids = [
            uid({ .publish($0) }, after: 10), uid({ .publish($0) }, after: 10_000), uid({ .missed($0) }, after: -1_000),
        ]
        #expect(Set(uids) == ["UID:2026-12/launch@bakery.calends"])
    }
}
