import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct EditTests {
    static func edited(
        _ name: String, _ account: String = "bakery", answered: Bool = true, freeze: String? = nil,
        blob: Character = "b", media: Character = "e", change: (Publication) -> Publication, plan: String
    ) -> Scenario {
        let id = PublicationID(entry: EntryID("a"), account: AccountName(account))
        let before = Publication.sample(id)
        let after = change(.sample(id, blob: blob, media: media))
        let input = PlanningInput.sample([after], records: [id: before.record()]) {
            $0.freeze = freeze
            $0.answerHistory(answered ? [id: before] : [:])
        }
        return Scenario(name, input, plan)
    }

    static let scenarios: [Scenario] = [
        edited("not at all", blob: "a", change: { $0 }, plan: "unchanged 1"),
        edited(
            "moved within the repository", blob: "a", change: { $0.with { $0.source.path = "x" } }, plan: "unchanged 1"),
        edited("in a comment of the YAML", change: { $0 }, plan: "unchanged 1"),
        edited(
            "comments", change: { $0.details { $0.commentsEnabled = false } },
            plan: """
                update a@bakery 2026-12-01T08:00:00Z: 180
                  comments: on -> off
                """),
        edited("comments, said as they are", change: { $0.details { $0.commentsEnabled = true } }, plan: "unchanged 1"),
        edited(
            "caption and comments",
            change: {
                $0.details {
                    $0.caption = "Bye"
                    $0.commentsEnabled = false
                }
            },
            plan: """
                conflict a@bakery 2026-12-01T08:00:00Z: edited, 180
                  caption: Hello -> Bye
                  comments: on -> off
                """),
        edited(
            "the picture's bytes", blob: "a", media: "f", change: { $0 },
            plan: """
                conflict a@bakery 2026-12-01T08:00:00Z: edited, 180
                  media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (fffffff)
                """),
        edited(
            "when it should go out", change: { $0.due(hoursFromNow: 24) },
            plan: """
                none a@bakery 2026-12-02T09:00:00Z: schedulingEdited
                  publish_at: 2026-12-01T09:00:00+01:00 (Europe/Paris) -> 2026-12-02T10:00:00+01:00 (Europe/Paris)
                """),
        edited(
            "to be replaced",
            change: {
                $0.details { $0.firstComment = "#bread" }.with {
                    $0.onChange = .replace
                    $0.grace = .seconds(60)
                }
            },
            plan: """
                replace a@bakery 2026-12-01T08:00:00Z: 180
                  first_comment: - -> #bread
                """),
        edited(
            "to be replaced, and frozen", freeze: "wait",
            change: { $0.details { $0.caption = nil }.with { $0.onChange = .replace } },
            plan: """
                blocked a@bakery 2026-12-01T08:00:00Z: frozen, wait
                  caption: Hello -> -
                """),
        edited(
            "to be replaced where that cannot be", "café",
            change: { $0.details { $0.caption = "Bye" }.with { $0.onChange = .replace } },
            plan: """
                conflict a@café 2026-12-01T08:00:00Z: undeletable, 180
                  caption: Hello -> Bye
                """),
        edited(
            "without history", answered: false, change: { $0.details { $0.caption = "Bye" } },
            plan: "conflict a@bakery 2026-12-01T08:00:00Z: incomparable, 180, this clone is shallow"),
    ]

    @Test("Edited after publishing", arguments: scenarios)
    func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }
}
