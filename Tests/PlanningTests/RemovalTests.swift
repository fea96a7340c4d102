import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct RemovalTests {
    static let a = Publication.sample("a@bakery")

    static func gone(
        _ name: String, _ id: PublicationID = "a@bakery", last: RemovalPolicy?, _ desired: [Publication] = [],
        change: (inout PlanningInput) -> Void = { _ in }, plan: String
    ) -> Scenario {
        let published = Publication.sample(id)
        let input = PlanningInput.sample(desired, records: [id: published.record()]) { input in
            change(&input)
            input.answerHistory(last.map { last in [id: published.with { $0.onRemove = last }] } ?? [:])
        }
        return Scenario(name, input, plan)
    }

    static let scenarios: [Scenario] = [
        gone(
            "kept", last: .keep,
            plan: "none a@bakery 2026-12-01T08:01:00Z: its entry is gone; what was published stays"),
        gone(
            "deleted", last: .delete,
            plan: "delete a@bakery 2026-12-01T08:01:00Z: its entry is gone and on_remove is delete: 180 is deleted"),
        gone(
            "kept where history is unknown", last: nil,
            plan: "none a@bakery 2026-12-01T08:01:00Z: its entry is gone; what was published stays"),
        gone(
            "to be deleted where that cannot be", "a@café", last: .delete,
            plan: "conflict a@café 2026-12-01T08:01:00Z: its entry is gone and on_remove is delete, but this "
                + "account's login cannot delete 180: delete it in the app, then refresh"),
        gone(
            "made a draft", last: .delete, change: { $0.drafts = [EntryID("a")] },
            plan: "none a@bakery 2026-12-01T08:01:00Z: its entry is a draft now; what was published stays"),
        gone(
            "invalid now", last: .delete,
            change: {
                $0.invalid = [
                    InvalidEntry(entry: EntryID("a"), path: "calendar/a.yaml", accounts: [], errorCount: 1)
                ]
            },
            plan: "blocked a@bakery 2026-12-01T08:01:00Z: its entry has an error"),
        gone(
            "invalid now, with an id that cannot be read", last: .delete,
            change: {
                $0.invalid = [
                    InvalidEntry(entry: EntryID("2026/x"), path: "calendar/a.yaml", accounts: [], errorCount: 3)
                ]
            },
            plan: "blocked a@bakery 2026-12-01T08:01:00Z: its entry has 3 errors"),
        gone(
            "no longer for this account", last: .delete, [.sample("a@café")],
            plan: """
                publish a@café 2026-12-01T08:00:00Z (due)
                none a@bakery 2026-12-01T08:01:00Z: its entry no longer names this account; what was published stays
                """),
        gone(
            "no longer for this account, and to be deleted", last: .keep,
            [Publication.sample("a@café").with { $0.onRemove = .delete }],
            plan: """
                publish a@café 2026-12-01T08:00:00Z (due)
                delete a@bakery 2026-12-01T08:01:00Z: its entry is gone and on_remove is delete: 180 is deleted
                """),
        gone(
            "of an account that the settings no longer have", "a@old", last: .delete,
            plan: "none a@old 2026-12-01T08:01:00Z: the settings no longer have this account; what was published stays"),
        gone(
            "to be deleted, but carried on under another name as well", last: .delete, [.sample("b@bakery")],
            change: { $0.lockfile.records["b@bakery"] = Publication.sample("b@bakery").record() },
            plan: """
                none a@bakery 2026-12-01T08:01:00Z: its entry is gone; what was published stays
                unchanged 1
                """),
        gone("brought back", last: .delete, [a], plan: "unchanged 1"),
    ]

    @Test("Removed from the calendar", arguments: scenarios)
    func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }

    @Test func whatIsGoneFromThePlatformIsNotPublishedAgain() {
        var record = Self.a.record()
        record.phase = .removed(
            PublishedPublication(mediaID: "180", publishedAt: Publication.publishedAt, permalink: nil),
            removedAt: Timestamp(.now10))
        #expect(
            Planning.plan(.sample([Self.a], records: [Self.a.id: record])).text
                == "none a@bakery 2026-12-01T08:00:00Z: it is gone from the platform since 2026-12-01T09:00:00Z; "
                + "it is not published again")
        #expect(Planning.plan(.sample(records: [Self.a.id: record])).text == "")
    }
}
