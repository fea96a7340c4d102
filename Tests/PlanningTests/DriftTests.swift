import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Planning

@Suite struct DriftTests {
    static let bakery = AccountName("bakery")
    static let a = Publication.sample("a@bakery")
    static let b = Publication.sample("b@bakery", blob: "b").with {
        $0.content = .story(Story(medium: .photo(picture)))
    }
    static let later = Publication.sample("later@bakery", blob: "c").due(hoursFromNow: 48)
        .details { $0.caption = "Later" }
    static let picture = a.content.media[0]
    static let records = [a.id: a.record("1"), b.id: b.record("2")]

    static func seen(
        _ id: String, _ caption: String? = "Hello", comments: Bool? = true, alt: String? = nil,
        hoursFromNow hours: Double = -1
    ) -> ObservedMedium {
        ObservedMedium(
            id: id, publishedAt: .now10.addingTimeInterval(hours * 3600), commentsEnabled: comments,
            sight: ObservedMedium.Sight(kind: .image, caption: caption, altText: alt))
    }

    static func input(
        _ media: [ObservedMedium], gone: Set<String> = [], _ desired: [Publication] = [a, b],
        change: (inout PlanningInput) -> Void = { _ in }
    ) -> PlanningInput {
        .sample(desired, records: records) { input in
            input.observed = [ObservedAccount(account: bakery, media: media, gone: gone)]
            change(&input)
        }
    }

    /// A Page whose post was published as `First`, and whose edit to `Hello` was accepted.
    static func input(onPage words: String) -> PlanningInput {
        let page = PageScheduleTests.page(-1, id: "page@page")
        var record = page.record("1_2")
        record.mayShow = [ShownField("caption", "First")]
        return .sample([page], records: [page.id: record]) {
            $0.observed = [ObservedAccount(account: page.account.name, media: [seen("1_2", words)])]
        }
    }

    static let scenarios = [
        Scenario("nothing differs", input([seen("1", "Hello\n")]), "unchanged 2"),
        Scenario("what the platform does not tell", input([ObservedMedium(id: "1")]), "unchanged 2"),
        Scenario("missing from a list alone is not gone", input([]), "unchanged 2"),
        Scenario(
            "deleted; a story ends by itself", input([], gone: ["1", "2"]),
            "drift a@bakery 2026-12-01T08:00:00Z: deleted, 1\nunchanged 1"),
        Scenario(
            "deleted, and its entry gone", input([], gone: ["1"], [b]),
            "drift a@bakery 2026-12-01T08:01:00Z: deleted, 1\nunchanged 1"),
        Scenario(
            "changed", input([seen("1", "Hello!", comments: false, alt: "Bread")]),
            """
            drift a@bakery 2026-12-01T08:00:00Z: changed, 1
              caption: Hello -> Hello!
              media[1].alt: - -> Bread
              comments: on -> off
            unchanged 1
            """),
        Scenario(
            "an edit that waits for an apply is no drift",
            input([seen("1")], [a.with { $0.source.blob = .all("9") }.details { $0.commentsEnabled = false }, b]) {
                $0.answerHistory([a.id: a])
            },
            """
            update a@bakery 2026-12-01T08:00:00Z: 1
              comments: on -> off
            unchanged 1
            """),
        Scenario(
            "what was published, where a person let the difference stand",
            input([seen("1", "First")]) { $0.lockfile.records[a.id]?.mayShow = [ShownField("caption", "First")] },
            "unchanged 2"),
        Scenario(
            "the entry as it was accepted",
            input([seen("1")]) { $0.lockfile.records[a.id]?.mayShow = [ShownField("caption", "First")] },
            "unchanged 2"),
        Scenario(
            "another one than both, and what was not accepted",
            input([seen("1", "Third", comments: false, alt: "Bread")]) {
                $0.lockfile.records[a.id]?.mayShow = [
                    ShownField("caption", "First"), ShownField("media[1].alt", "Bun"),
                ]
            },
            """
            drift a@bakery 2026-12-01T08:00:00Z: changed, 1
              caption: Hello -> Third
              media[1].alt: - -> Bread
              comments: on -> off
            unchanged 1
            """),
        Scenario(
            "a difference stands, and nobody knows which",
            input([seen("1", "Third", comments: false)]) {
                $0.lockfile.records[a.id]?.mayShow = [ShownField(anyOf: "caption")]
            },
            """
            drift a@bakery 2026-12-01T08:00:00Z: changed, 1
              comments: on -> off
            unchanged 1
            """),
        Scenario(
            "deleted after a difference was let stand",
            input([], gone: ["1"]) { $0.lockfile.records[a.id]?.mayShow = [ShownField(anyOf: "caption")] },
            "drift a@bakery 2026-12-01T08:00:00Z: deleted, 1\nunchanged 1"),
        Scenario(
            "on a Page, what was published before a difference was let stand",
            input(onPage: "First"), "unchanged 1"),
        Scenario(
            "on a Page, words that were written there by hand", input(onPage: "Third"),
            """
            drift page@page 2026-12-01T08:00:00Z: changed, 1_2
              caption: Hello -> Third
            """),
        Scenario(
            "unknown", input([seen("1"), seen("9", "By hand")]),
            "adopt imported/bakery/2026-12-01-9@bakery 2026-12-01T08:00:00Z: unknown, 9\nunchanged 2"),
        Scenario(
            "what is to go out is there already", input([seen("1"), seen("9", "Later")], [a, b, later]),
            "drift later@bakery 2026-12-03T09:00:00Z: unrecorded, 9\nunchanged 2"),
        Scenario(
            "an old post with the same words is another",
            input([seen("1"), seen("9", "Later", hoursFromNow: -61 * 24)], [a, b, later]),
            """
            adopt imported/bakery/2026-10-01-9@bakery 2026-10-01T09:00:00Z: unknown, 9
            publish later@bakery 2026-12-03T09:00:00Z
            unchanged 2
            """),
        Scenario(
            "what the journal knows",
            input([seen("1"), seen("8")]) { input in
                input.journal = Journal(events: later.begun(.published(mediaID: "8")))
            }, "recover later@bakery 2026-12-01T08:00:00Z: live as 8\nunchanged 2"),
    ]

    @Test("What the platform shows becomes an action", arguments: scenarios)
    func plan(scenario: Scenario) { #expect(Planning.plan(scenario.input).text == scenario.plan) }

    @Test("Nothing of it is done by an apply, and only what nobody recorded needs no person") func harmless() {
        let plan = Planning.plan(
            Self.input(
                [Self.seen("9", "Later"), Self.seen("7", "By hand")], gone: ["1"], [Self.a, Self.b, Self.later]))
        #expect(plan.summary == [.drift: 2, .adopt: 1, .none: 1])
        #expect(!plan.hasChanges)
        #expect(plan.needsPerson)
        let unknown = Planning.plan(Self.input([Self.seen("1"), Self.seen("7", "By hand")]))
        #expect(!unknown.hasChanges && !unknown.needsPerson)
    }

    @Test("A record of something removed knows its medium still") func removed() {
        var record = Self.a.record("1")
        if case .published(let published) = record.phase {
            record.phase = .removed(published, removedAt: Timestamp(secondsSince1970: 1_796_111_400))
        }
        let input = PlanningInput.sample([], records: [Self.a.id: record]) { input in
            input.observed = [ObservedAccount(account: Self.bakery, media: [Self.seen("1")])]
        }
        #expect(Planning.plan(input).actions.isEmpty)
    }
}
