import ContentModel
import Diagnostics
import Foundation
import Testing

@testable import Planning

@Suite struct TimeWarningTests {
    static let line = Mark(line: 3, column: 13)
    static let a = Publication.sample("a@bakery").due(hoursFromNow: 3).with { $0.writtenAt = line }
    static let b = Publication.sample("b@bakery", blob: "b", media: "f").due(hoursFromNow: 30)

    static func warnings(_ desired: [Publication], _ change: (inout PlanningInput) -> Void) -> [String] {
        Planning.plan(.sample(desired, change: change)).diagnostics.map(\.description)
    }

    @Test("Tells at its line what is due while it is quiet") func quiet() {
        #expect(
            Self.warnings([Self.a, Self.b]) { $0.safety = .quiet(2...4) } == [
                "calendar/a.yaml:3:13: warning: a@bakery is due while nothing goes out — the quiet window in "
                    + "calendar/settings.yaml:1:1 lasts from 2026-12-01T11:00:00Z to 2026-12-01T13:00:00Z — move its "
                    + "publish_at, or the window"
            ])
    }

    @Test("Tells what a freeze holds back") func freeze() {
        #expect(
            Self.warnings([Self.a, Self.b]) { $0.freeze = "Recall" } == [
                "calendar/FREEZE:1:1: warning: nothing goes out: not a@bakery and 1 more — calendar/FREEZE exists; what is "
                    + "not published before its grace ends is missed — remove calendar/FREEZE"
            ])
    }

    private static let bakery = AccountName("bakery")
    private static func hour(_ hours: Double) -> Date { Date.now10.addingTimeInterval(hours * 3600) }
    private static let from = "calendar/a.yaml:3:13: warning: a@bakery and 1 more cannot go out as things are — "
    private static let late = "calendar/b.yaml:1:1: warning: b@bakery cannot go out as things are — "

    static let ends: [([TokenEnd], String?)] = [
        ([], nil),
        ([TokenEnd(of: AccountName("café"), at: hour(1))], nil),
        ([TokenEnd(of: bakery, at: hour(31))], nil),
        (
            [TokenEnd(of: bakery, at: hour(3))],
            from
                + "the token of account bakery ends 2026-12-01T12:00:00Z — run calends auth refresh --account bakery before"
        ),
        (
            [TokenEnd(of: bakery, at: hour(-1))],
            from + "the token of account bakery ended 2026-12-01T08:00:00Z — run calends auth login --account bakery"
        ),
        (
            [TokenEnd(of: bakery, at: hour(99)), TokenEnd(of: bakery, at: hour(4), isDataAccess: true)],
            late + "access to the data of account bakery ends 2026-12-01T13:00:00Z — run calends auth login --account "
                + "bakery before"
        ),
    ]
    @Test("Tells what needs a token after its end, and nothing before", arguments: ends)
    func token(ends: [TokenEnd], warning: String?) {
        #expect(Self.warnings([Self.a, Self.b]) { $0.tokenEnds = ends } == [warning].compactMap { $0 })
    }

    @Test("Tells at its line what the quota would let go missing") func quota() {
        let quota = AccountQuota(total: 1, used: 1, window: .seconds(86_400), readAt: .now10)
        #expect(
            Self.warnings([Self.a]) { $0.quotas = [AccountName("bakery"): quota] } == [
                "calendar/a.yaml:3:13: warning: a@bakery would be missed — the quota of account bakery is 1 in 24 hours, and "
                    + "up to 2 come together until 2026-12-01T12:00:00Z; its grace ends before there is room again — move it "
                    + "to 2026-12-02T09:00:00Z or later, give it a longer grace, or publish less before"
            ])
    }

    static let keys: [(Double, String?)] = [
        (31, nil),
        (
            30,
            "calendar/b.yaml:1:1: warning: the media of b@bakery cannot be hosted as things are — the keys of the hosting "
                + "end 2026-12-02T15:00:00Z, and a run keeps those that it began with — renew them before, and start the "
                + "run anew with those"
        ),
        (
            -1,
            "calendar/a.yaml:3:13: warning: the media of a@bakery and 1 more cannot be hosted as things are — the keys of "
                + "the hosting ended 2026-12-01T08:00:00Z, and a run keeps those that it began with — renew them, and "
                + "hosting.session_token with them"
        ),
    ]
    @Test(
        "Tells what needs the keys of the hosting after their end, and of no Page, whose bytes are sent",
        arguments: keys)
    func hosting(hours: Double, warning: String?) {
        let page = Publication.sample("c@page", blob: "c", media: "d").due(hoursFromNow: 2)
        #expect(
            Self.warnings([Self.a, Self.b, page]) {
                ($0.hostingEnd, $0.facebookScheduling) = (Self.hour(hours), .runner)
            } == [warning].compactMap { $0 })
    }
}
