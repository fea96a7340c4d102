import ContentModel
import Diagnostics
import Foundation
import ScheduleLock
import Testing

@testable import Planning

/// It is 10 o'clock, and `a` was published an hour ago, at 9:01.
@Suite struct QuotaForecastTests {
    static let bakery = AccountName("bakery")
    static let a = Publication.sample("a@bakery")

    static func quota(_ total: Int, used: Int = 1, readHoursAgo hours: Double = 0.5) -> AccountQuota {
        AccountQuota(
            total: total, used: used, window: .seconds(86_400), readAt: Date.now10.addingTimeInterval(-hours * 3600))
    }

    /// `count` entries on one account, one every `minutes` from an hour after now on.
    static func entries(_ count: Int, everyMinutes minutes: Double, account: String = "bakery") -> [Publication] {
        (0..<count).map { index in
            let digits = String(index + 1_000).dropFirst()
            return Publication.sample(PublicationID(stringLiteral: "p\(digits)@\(account)"), blob: "b", media: "f")
                .due(hoursFromNow: 1 + Double(index) * minutes / 60)
        }
    }

    static func waits(_ desired: [Publication], _ quota: AccountQuota?, records: [PublicationID: LockRecord] = [:])
        -> [String]
    {
        let plan = Planning.plan(
            .sample(desired, records: records) { input in input.quotas = quota.map { [bakery: $0] } ?? [:] })
        return plan.waits.sorted { $0.key < $1.key }.map { "\($0.key) \(Timestamp($0.value.until)) \($0.value.reason)" }
    }

    @Test func whatTheQuotaLetsThroughDoesNotWait() {
        #expect(
            Self.waits(
                [Self.a] + Self.entries(2, everyMinutes: 10), Self.quota(3), records: [Self.a.id: Self.a.record()])
                == [])
    }

    @Test func theNextWaitsUntilTheOldestLeavesTheWindow() {
        // `a` leaves at 9:01 tomorrow, and 22 hours are more than the grace.
        #expect(
            Self.waits(
                [Self.a] + Self.entries(3, everyMinutes: 10), Self.quota(3), records: [Self.a.id: Self.a.record()]) == [
                    "p002@bakery 2026-12-02T08:01:00Z the account's quota is 3 in 24 hours (read 2026-12-01T08:30:00Z), and its "
                        + "grace ends before it has room: it would be missed"
                ])
    }

    @Test func whatOthersPublishedTakesPlacesUntilItMustHaveLeft() {
        let patient = Self.entries(2, everyMinutes: 10).map { $0.with { $0.grace = .seconds(48 * 3600) } }
        #expect(
            Self.waits(patient, Self.quota(5, used: 5)) == [
                "p000@bakery 2026-12-02T08:30:00Z the account's quota is 5 in 24 hours (read 2026-12-01T08:30:00Z)",
                "p001@bakery 2026-12-02T08:30:00Z the account's quota is 5 in 24 hours (read 2026-12-01T08:30:00Z)",
            ])
        #expect(Self.waits(patient, Self.quota(5, used: 5, readHoursAgo: 25)) == [])
    }

    @Test func whatWaitsTakesThePlaceOfWhatComesAfterIt() {
        let patient = Self.entries(4, everyMinutes: 13 * 60).map { $0.with { $0.grace = .seconds(48 * 3600) } }
        let waits = Self.waits(patient, Self.quota(1, used: 0))
        #expect(
            waits.map { $0.prefix(32) }
                == [
                    "p001@bakery 2026-12-02T10:00:00Z", "p002@bakery 2026-12-03T10:00:00Z",
                    "p003@bakery 2026-12-04T10:00:00Z",
                ].map { $0.prefix(32) })
    }

    @Test func whatGoesOutWhenItIsQuietNoMoreTakesAPlaceThen() {
        let late = Publication.sample("late@bakery", blob: "b", media: "f")
        let next = Publication.sample("next@bakery", blob: "c", media: "d").due(hoursFromNow: 3)
        let plan = Planning.plan(
            .sample([late, next]) { input in
                input.safety = .quiet(-0.5...2)
                input.quotas = [Self.bakery: Self.quota(1, used: 0)]
            })
        #expect(plan.waits["next@bakery"]?.until == Date.now10.addingTimeInterval(26 * 3600))
    }

    @Test("Claims nothing of a quota that nobody has read, and warns of many", arguments: [(50, 0), (51, 1), (80, 1)])
    func unknown(count: Int, warnings: Int) {
        let plan = Planning.plan(.sample(Self.entries(count, everyMinutes: 10)))
        #expect(plan.waits.isEmpty)
        let found = plan.diagnostics.filter { $0.message.contains("within 24 hours") }
        #expect(
            found.map(\.message)
                == (warnings == 0 ? [] : ["p050@bakery is more than the 50th on account bakery within 24 hours"]))
    }

    /// `count` entries a minute apart, that many hours from now.
    static func crowd(_ name: String, _ count: Int, hours: Double, graceHours: Double = 6) -> [Publication] {
        (0..<count).map { index in
            let digits = String(index + 1_000).dropFirst()
            return Publication.sample(PublicationID(stringLiteral: "\(name)\(digits)@bakery"), blob: "b", media: "f")
                .due(hoursFromNow: hours + Double(index) / 60)
                .with { $0.grace = .seconds(graceHours * 3600) }
        }
    }

    /// 55 at once, 60 across a midnight, 108 at once, and 50, which are not too many.
    static let windows =
        crowd("a", 55, hours: 24) + crowd("b", 30, hours: 120) + crowd("c", 30, hours: 143)
        + crowd("d", 108, hours: 240) + crowd("e", 50, hours: 480)

    static func warnings(_ desired: [Publication], _ quota: AccountQuota? = nil) -> [String] {
        Planning.plan(.sample(desired) { $0.quotas = quota.map { [bakery: $0] } ?? [:] }).diagnostics.map {
            "\($0.location?.file ?? "") \($0.message) — \($0.why)"
        }
    }

    @Test func eachWindowWithMoreThanMetaNamesIsToldWhereItFirstHas() {
        func warning(_ id: String, _ most: Int, until: String) -> String {
            "calendar/\(id).yaml \(id)@bakery is more than the 50th on account bakery within 24 hours — up to \(most) are "
                + "planned in 24 hours, until \(until); Meta's pages name 50 and 100 as the most, and this account's own quota "
                + "is not known here"
        }
        #expect(
            Self.warnings(Self.windows) == [
                warning("a050", 55, until: "2026-12-02T09:54:00Z"), warning("c020", 60, until: "2026-12-07T08:29:00Z"),
                warning("d050", 108, until: "2026-12-11T10:47:00Z"),
            ])
    }

    @Test func eachWindowWithMoreThanTheQuotaIsToldWhereItFirstMakesSomethingLate() {
        func warning(_ id: String, _ more: Int, _ most: Int, until: String) -> String {
            "calendar/\(id).yaml \(id)@bakery and \(more) more would be missed — the quota of account bakery is 50 in 24 "
                + "hours, and up to \(most) come together until \(until); their grace ends before there is room again"
        }
        #expect(
            Self.warnings(Self.windows, Self.quota(50, used: 0)) == [
                warning("a050", 4, 55, until: "2026-12-02T09:54:00Z"),
                "calendar/c020.yaml c020@bakery and 9 more would go out late — the quota of account bakery is 50 in 24 hours, "
                    + "and up to 60 come together until 2026-12-07T08:29:00Z",
                warning("d050", 57, 108, until: "2026-12-11T10:47:00Z"),
            ])
        #expect(Self.warnings(Self.windows, Self.quota(110, used: 0)) == [])
    }

    @Test("Of many windows the first are told, and how many there are", arguments: [nil, quota(50, used: 0)])
    func many(quota: AccountQuota?) {
        let days = (0..<20).map { Self.crowd("d\($0 + 10)x", 55, hours: Double(12 + 48 * $0)) }
        let found = Self.warnings(Array(days.prefix(5).joined()), quota)
        #expect(found.count == 5 && found.allSatisfy { $0.contains("050@bakery") && !$0.contains("windows") })
        let all = Self.warnings(Array(days.joined()), quota)
        #expect(all.dropLast() == found.prefix(4))
        #expect(
            all.last
                == "calendar/d14x050.yaml and 16 more windows, from d14x050@bakery on, hold more than the quota of "
                + "account bakery — the first 4 are told one by one, and these are like them")
    }

    @Test func tooMuchAtEveryHourOfManyDaysIsOneStretch() {
        let found = Self.warnings(Self.entries(900, everyMinutes: 20))
        #expect(
            found.count == 1 && found[0].contains("up to 72 are planned in 24 hours, until 2026-12-13T21:40:00Z"),
            "\(found)")
    }

    @Test func fiftyInTwoDaysAreNoReasonToWarn() {
        #expect(
            Planning.plan(.sample(Self.entries(90, everyMinutes: 31))).diagnostics.filter {
                $0.message.contains("50th")
            } == [])
    }

    @Test func whatTheLastRunWaitedForIsTold() {
        let until = Timestamp(Date.now10.addingTimeInterval(600))
        let waiting = Self.a.begun(.waiting(until: until, reason: "too many calls"))
        #expect(
            Planning.plan(.sample([Self.a], journal: waiting)).waits
                == [Self.a.id: Wait(until: until.date, reason: "too many calls")])
        #expect(Planning.plan(.sample([Self.a], journal: waiting + Self.a.begun())).waits.isEmpty)
    }
}
