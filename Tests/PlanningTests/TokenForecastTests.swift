import ContentModel
import Diagnostics
import Foundation
import Testing

@testable import Planning

@Suite struct TokenForecastTests {
    private static let day: Double = 86_400
    private static let now = Date.now10

    static let ends: [([TokenEnd], String?)] = [
        ([], nil),
        ([TokenEnd(now + 30 * day)], nil),
        (
            [TokenEnd(now + day)],
            "calendar/settings.yaml:1:1: warning: the token ends on 2026-12-02 (account bakery) — "
                + "late@bakery and 1 more are due after that — run calends auth refresh --account bakery before"
        ),
        (
            [TokenEnd(now - day)],
            "calendar/settings.yaml:1:1: warning: the token ended on 2026-11-30 (account bakery) — "
                + "launch@bakery and 2 more are due after that — run calends auth login --account bakery"
        ),
        (
            [TokenEnd(now + 30 * day), TokenEnd(now + 1.5 * day, isDataAccess: true)],
            "calendar/settings.yaml:1:1: warning: the access to its data ends on 2026-12-02 (account bakery) — "
                + "later@bakery is due after that — run calends auth login --account bakery before"
        ),
    ]
    @Test("Warns of a token that ends before what needs it is due", arguments: ends)
    func warnings(ends: [TokenEnd], warning: String?) {
        let input = PlanningInput.sample([
            .sample("launch@bakery"), .sample("late@bakery").due(hoursFromNow: 30),
            .sample("later@bakery").due(hoursFromNow: 48), .sample("late@café").due(hoursFromNow: 99),
        ])
        let accounts: [AccountName: Account] = [AccountName("bakery"): .named(AccountName("bakery"))]
        let found = Planning.plan(input).tokenWarnings([AccountName("bakery"): ends], accounts: accounts)
        #expect(found.map(\.description) == [warning].compactMap { $0 })
    }
}
