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
            plan: "none a@bakery 2026-12-01T08:01:00Z: entryRemoved"),
        gone(
            "deleted", last: .delete,
            plan: "delete a@bakery 2026-12-01T08:01:00Z: 180"),
        gone(
            "kept where history is unknown", last: nil,
            plan: "none a@bakery 2026-12-01T08:01:00Z: entryRemoved"),
        gone(
            "to be deleted where that cannot be", "a@café", last: .delete,
            plan: "conflict a@café 2026-12-01T08:01:00Z: undeletableRemoval, 180"),
        gone(
            "made a draft", last: .delete, change: { $0.drafts = [EntryID("a")] },
            plan: "none a@bakery 2026-12-01T08:01:00Z: entryDrafted"),
        gone(
            "invalid now", last: .delete,
            change: {
                $0.invalid = [
                    InvalidEntry(entry: EntryID("a"), path: "calendar/a.yaml", accounts: [], errorCount: 1)
                ]
            },
            plan: "blocked a@bakery 2026-12-01T08:01:00Z: invalid, 1"),
        gone(
            "invalid now, with an id that cannot be read", last: .delete,
            change: {
                $0.invalid = [
                    InvalidEntry(entry: EntryID("2026/x"), path: "calendar/a.yaml", accounts: [], errorCount: 3)
                ]
            },
            plan: "blocked a@bakery 2026-12-01T08:01:00Z: invalid, 3"),
        gone(
            "no longer for this account", last: .delete, [.sample("a@café")],
            plan: """
                publish a@café 2026-12-01T08:00:00Z (due)
                none a@bakery 2026-12-01T08:01:00Z: accountDropped
                """),
        gone(
            "no longer for this account, and to be deleted", last: .keep,
            [Publication.sample("a@café").with { $0.onRemove = .delete }],
            plan: """
                publish a@café 2026-12-01T08:00:00Z (due)
                delete a@bakery 2026-12-01T08:01:00Z: 180
                """),
        gone(
            "of an account that the settings no longer have", "a@old", last: .delete,
            plan: "none a@old 2026-12-01T08:01:00Z: accountUnknown"),
        gone(
            "to be deleted, but carried on under another name as well", last: .delete, [.sample("b@bakery")],
            change: { $0.lockfile.records["b@bakery"] = Publication.sample("b@bakery").record() },
            plan: """
                none a@bakery 2026-12-01T08:01:00Z: entryRemoved
                unchanged 1
                """),
        gone("brought back", last: .delete, [a], plan: "unchanged 1"),
    ]

    @Test("Removed from the calendar", arguments: scenarios)
    func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }

    @Test("A crash between the record of a deletion and the journal's end does not let a restored entry go out again")
    func restoredAfterHalfADeletion() {
        let entry = Self.a.with { $0.onChange = .replace }
        var record = entry.record()
        record.phase = .removed(
            PublishedPublication(mediaID: "180", publishedAt: Publication.publishedAt, permalink: nil),
            removedAt: Timestamp(.now10))
        let asked = JournalEvent(
            publication: entry.id, at: Timestamp(.now10), step: .removalRequested(mediaID: "180"))
        for desired in [[entry], []] {
            #expect(
                Planning.plan(.sample(desired, records: [entry.id: record], journal: [asked])).actions.map(\.kind)
                    == [.recover])
        }
        // The look that recovery takes ends the journal's part.
        #expect(Planning.plan(.sample([entry], records: [entry.id: record])).actions.map(\.kind) == [.none])
    }

    @Test func whatIsGoneFromThePlatformIsNotPublishedAgain() {
        var record = Self.a.record()
        record.phase = .removed(
            PublishedPublication(mediaID: "180", publishedAt: Publication.publishedAt, permalink: nil),
            removedAt: Timestamp(.now10))
        #expect(
            Planning.plan(.sample([Self.a], records: [Self.a.id: record])).text
                == "none a@bakery 2026-12-01T08:00:00Z: goneFromPlatform, 2026-12-01T09:00:00Z")
        #expect(Planning.plan(.sample(records: [Self.a.id: record])).text == "")
    }
}
