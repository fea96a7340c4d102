import ContentModel
import Foundation
import ScheduleLock
import Testing

@testable import Planning

/// What becomes of a Page's publications: handed to Facebook, changed there, taken back, or left to the runner.
@Suite struct PageScheduleTests {
    /// A photo on a Page, due so many hours after the plan's moment.
    static func page(
        _ hours: Double, caption: String = "Hello", blob: Character = "a", media: Character = "e",
        id: PublicationID = "a@page"
    ) -> Publication {
        Publication.sample(id, blob: blob, media: media).due(hoursFromNow: hours).with { publication in
            let photos = publication.content.media.map { PagePhoto(file: $0) }
            publication.content = .page(
                .post(PagePost(attachment: .photos(photos), details: PageDetails(message: caption))))
        }
    }

    static func story(_ hours: Double) -> Publication {
        page(hours).with { publication in
            publication.content = .page(.story(.photo(publication.content.media[0])))
        }
    }

    static func hour(_ hours: Double) -> Timestamp { Timestamp(.now10.addingTimeInterval(hours * 3600)) }

    /// What the journal says once Facebook has `publication` for its hour.
    static func handedOver(_ publication: Publication, for hours: Double, _ steps: JournalEvent.Step...)
        -> [JournalEvent]
    {
        let first: [JournalEvent.Step] = [
            .containerCreated(id: "C", slide: nil), .scheduleRequested(container: "C", for: hour(hours)),
            .scheduled(for: hour(hours)),
        ]
        return publication.begun()
            + (first + steps).map { JournalEvent(publication: publication.id, at: Publication.publishedAt, step: $0) }
    }

    static func asked(_ publication: Publication, for hours: Double) -> [JournalEvent] {
        handedOver(publication, for: hours).dropLast()
    }

    static func runner(_ input: inout PlanningInput) { input.facebookScheduling = .runner }

    @Test("Tells what Facebook refused to schedule from what a runner publishes anyway") func unscheduled() {
        let refused = Self.page(2).begun(.schedulingRefused(reason: "(#1)"))
        let told = Planning.plan(.sample([Self.page(2)], journal: refused)).unscheduled
        #expect(told == [PublicationID("a@page")])
        let near = Planning.plan(.sample([Self.page(0.1)], journal: Self.page(0.1).begun())).unscheduled
        #expect(near.isEmpty, "too near for Facebook")
        let byRunner = Planning.plan(.sample([Self.page(2)], journal: refused, change: Self.runner)).unscheduled
        #expect(byRunner.isEmpty, "left to the runner by the settings")
    }

    static let scenarios: [Scenario] = [
        Scenario("due in two hours", .sample([page(2)]), "schedule a@page 2026-12-01T11:00:00Z"),
        Scenario(
            "due in just more than ten minutes", .sample([page(0.167)]), "schedule a@page 2026-12-01T09:10:01Z"),
        Scenario("due in ten minutes", .sample([page(1.0 / 6)]), "publish a@page 2026-12-01T09:10:00Z"),
        Scenario("due in 29 days", .sample([page(29 * 24)]), "schedule a@page 2026-12-30T09:00:00Z"),
        Scenario("due later than that", .sample([page(29 * 24 + 1)]), "publish a@page 2026-12-30T10:00:00Z"),
        Scenario(
            "left to the runner by the settings", .sample([page(2)], change: runner),
            "publish a@page 2026-12-01T11:00:00Z"),
        Scenario("a story", .sample([story(2)]), "publish a@page 2026-12-01T11:00:00Z"),
        Scenario(
            "due in a quiet window", .sample([page(2)]) { $0.safety = .quiet(1...3) },
            "blocked a@page 2026-12-01T11:00:00Z: due in quiet, calendar/settings.yaml:1:1"),
        Scenario(
            "frozen", .sample([page(2)]) { $0.freeze = "wait" }, "blocked a@page 2026-12-01T11:00:00Z: frozen, wait"),
        Scenario(
            "Facebook refused to schedule it",
            .sample([page(2)], journal: page(2).begun(.schedulingRefused(reason: "(#1)"))),
            "publish a@page 2026-12-01T11:00:00Z"),
        Scenario(
            "Facebook refused to schedule what it was before",
            .sample([page(2, blob: "b")], journal: page(2).begun(.schedulingRefused(reason: "(#1)"))),
            "schedule a@page 2026-12-01T11:00:00Z"),
        Scenario(
            "waits at Facebook", .sample([page(2)], journal: handedOver(page(2), for: 2)),
            "none a@page 2026-12-01T11:00:00Z: handedOver, 2026-12-01T11:00:00Z"),
        Scenario(
            "waits at Facebook, near its hour", .sample([page(0.1)], journal: handedOver(page(0.1), for: 0.1)),
            "none a@page 2026-12-01T09:06:00Z: handedOver, 2026-12-01T09:06:00Z"),
        Scenario(
            "went out at its hour, and the Page shows that and a post of its own",
            .sample([page(-0.1)], journal: handedOver(page(-0.1), for: -0.1)) { input in
                let media = ["C", "9"].map { ObservedMedium(id: $0, publishedAt: hour(-0.1).date) }
                input.observed = [ObservedAccount(account: AccountName("page"), media: media)]
            },
            "recover a@page 2026-12-01T08:54:00Z: at Facebook for 2026-12-01T08:54:00Z, may publish"),
        Scenario(
            "its words were edited near its hour",
            history([page(0.11, caption: "Hi", blob: "b")], journal: handedOver(page(0.11), for: 0.11)),
            """
            update a@page 2026-12-01T09:06:36Z: for 2026-12-01T09:06:36Z
              caption: Hello -> Hi
            """),
        Scenario(
            "its words were edited six minutes before its hour, by a clock that may be slow",
            history([page(0.1, caption: "Hi", blob: "b")], journal: handedOver(page(0.1), for: 0.1)),
            "recover a@page 2026-12-01T09:06:00Z: at Facebook for 2026-12-01T09:06:00Z, may publish"),
        Scenario(
            "waits there for another hour, by settings that are others now",
            history([page(2)], journal: handedOver(page(3), for: 3)),
            """
            reschedule a@page 2026-12-01T11:00:00Z: for 2026-12-01T12:00:00Z
              publish_at: 2026-12-01T13:00:00+01:00 (Europe/Paris) -> 2026-12-01T12:00:00+01:00 (Europe/Paris)
            """),
        Scenario(
            "its words were edited",
            history([page(2, caption: "Hi", blob: "b")], journal: handedOver(page(2), for: 2)),
            """
            update a@page 2026-12-01T11:00:00Z: for 2026-12-01T11:00:00Z
              caption: Hello -> Hi
            """),
        Scenario(
            "its hour and its words were edited",
            history([page(5, caption: "Hi", blob: "b")], journal: handedOver(page(2), for: 2)),
            """
            reschedule a@page 2026-12-01T14:00:00Z: for 2026-12-01T11:00:00Z
              caption: Hello -> Hi
              publish_at: 2026-12-01T12:00:00+01:00 (Europe/Paris) -> 2026-12-01T15:00:00+01:00 (Europe/Paris)
            """),
        Scenario(
            "its photo is another one",
            history([page(2, blob: "b", media: "f")], journal: handedOver(page(2), for: 2)),
            """
            reschedule a@page 2026-12-01T11:00:00Z: for 2026-12-01T11:00:00Z
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (fffffff)
            """),
        Scenario(
            "edited, and what it said then is unknown",
            .sample([page(2, blob: "b")], journal: handedOver(page(2), for: 2)),
            """
            reschedule a@page 2026-12-01T11:00:00Z: for 2026-12-01T11:00:00Z
              entry: - -> -
            """),
        Scenario(
            "only its grace was edited",
            history([page(2, blob: "b").with { $0.grace = .seconds(60) }], journal: handedOver(page(2), for: 2)),
            "none a@page 2026-12-01T11:00:00Z: handedOver, 2026-12-01T11:00:00Z"),
        Scenario(
            "five minutes before its hour, when Facebook would not take it any more: it has it",
            .sample([page(0.084)], journal: handedOver(page(0.084), for: 0.084)),
            "none a@page 2026-12-01T09:05:02Z: handedOver, 2026-12-01T09:05:02Z"),
        Scenario(
            "moved to so soon that Facebook does not take it",
            history([page(0.1, blob: "b")], journal: handedOver(page(2), for: 2)),
            "cancel a@page 2026-12-01T09:06:00Z: for 2026-12-01T11:00:00Z, staysWithRunner"),
        Scenario(
            "moved to further away than Facebook takes it",
            history([page(40 * 24, blob: "b")], journal: handedOver(page(2), for: 2)),
            "cancel a@page 2027-01-10T09:00:00Z: for 2026-12-01T11:00:00Z, staysWithRunner"),
        Scenario(
            "the settings leave it to the runner now",
            .sample([page(2)], journal: handedOver(page(2), for: 2), change: runner),
            "cancel a@page 2026-12-01T11:00:00Z: for 2026-12-01T11:00:00Z, staysWithRunner"),
        Scenario(
            "frozen since", .sample([page(2)], journal: handedOver(page(2), for: 2)) { $0.freeze = "wait" },
            "cancel a@page 2026-12-01T11:00:00Z: for 2026-12-01T11:00:00Z, blocked, frozen, wait"),
        Scenario(
            "the entry is gone", .sample(journal: handedOver(page(2), for: 2)),
            "cancel a@page 2026-12-01T08:00:00Z: for 2026-12-01T11:00:00Z, entryGone"),
        Scenario(
            "the entry is a draft",
            .sample(journal: handedOver(page(2), for: 2)) { $0.drafts = [EntryID("a")] },
            "cancel a@page 2026-12-01T08:00:00Z: for 2026-12-01T11:00:00Z, drafted"),
        Scenario(
            "the entry cannot be read",
            .sample(journal: handedOver(page(2), for: 2)) {
                $0.invalid = [
                    InvalidEntry(
                        entry: EntryID("a"), path: "calendar/a.yaml", accounts: [AccountName("page")], errorCount: 2)
                ]
            },
            "blocked a@page 2026-12-01T08:00:00Z: invalid, 2, for 2026-12-01T11:00:00Z"),
        Scenario(
            "what nobody has seen, of an entry that is gone",
            .sample(journal: page(2).begun(.containerCreated(id: "C", slide: nil))),
            "cancel a@page 2026-12-01T08:00:00Z: unpublished, entryGone"),
        Scenario(
            "its hour comes in two minutes, and it is what the calendar wants",
            .sample([page(1.0 / 30)], journal: handedOver(page(1.0 / 30), for: 1.0 / 30)),
            "none a@page 2026-12-01T09:02:00Z: handedOver, 2026-12-01T09:02:00Z"),
        Scenario(
            "its hour comes in two minutes, and everything is frozen",
            .sample([page(1.0 / 30)], journal: handedOver(page(1.0 / 30), for: 1.0 / 30)) { $0.freeze = "wait" },
            "recover a@page 2026-12-01T09:02:00Z: at Facebook for 2026-12-01T09:02:00Z"),
        Scenario(
            "the settings no longer have the account",
            .sample(journal: handedOver(page(2), for: 2)) { $0.accounts = [:] },
            "conflict a@page 2026-12-01T08:00:00Z: stranded, for 2026-12-01T11:00:00Z"),
        Scenario(
            "its hour comes in two minutes, and the entry is gone",
            .sample(journal: handedOver(page(2), for: 1.0 / 30)),
            "recover a@page 2026-12-01T08:00:00Z: at Facebook for 2026-12-01T09:02:00Z"),
        Scenario(
            "its hour has passed", .sample([page(-1)], journal: handedOver(page(-1), for: -1)),
            "recover a@page 2026-12-01T08:00:00Z: at Facebook for 2026-12-01T08:00:00Z, may publish"),
        Scenario(
            "its hour has passed by more than its grace", .sample([page(-9)], journal: handedOver(page(-9), for: -9)),
            "recover a@page 2026-12-01T00:00:00Z: at Facebook for 2026-12-01T00:00:00Z"),
        Scenario(
            "the answer was lost", .sample([page(2)], journal: asked(page(2), for: 2)),
            "recover a@page 2026-12-01T11:00:00Z: at Facebook for 2026-12-01T11:00:00Z, in doubt, may publish"),
        Scenario(
            "it was being taken back",
            .sample(journal: handedOver(page(2), for: 2, .cancelRequested(container: "C"))),
            "recover a@page 2026-12-01T08:00:00Z: at Facebook for 2026-12-01T11:00:00Z"),
        Scenario(
            "a person has to look",
            .sample(
                [page(2)],
                journal: handedOver(page(2), for: 2, .stopped(.init(kind: .ambiguous, reason: "gone", fix: "look")))),
            "conflict a@page 2026-12-01T11:00:00Z: stopped, ambiguous, a@page"),
        Scenario(
            "published and recorded", .sample([page(-1)], records: ["a@page": page(-1).record()]), "unchanged 1"),
        Scenario(
            "the words of what is published were edited",
            history([page(-1, caption: "Hi", blob: "b")], records: ["a@page": page(-1).record()]),
            """
            update a@page 2026-12-01T08:00:00Z: 180
              caption: Hello -> Hi
            """),
        Scenario(
            "the photo of what is published is another one",
            history([page(-1, blob: "b", media: "f")], records: ["a@page": page(-1).record()]),
            """
            conflict a@page 2026-12-01T08:00:00Z: edited, 180
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (fffffff)
            """),
        Scenario(
            "the hour of what is published was edited",
            history([page(2, blob: "b")], records: ["a@page": page(-1).record()]),
            """
            none a@page 2026-12-01T11:00:00Z: schedulingEdited
              publish_at: 2026-12-01T09:00:00+01:00 (Europe/Paris) -> 2026-12-01T12:00:00+01:00 (Europe/Paris)
            """),
        Scenario(
            "the entry of what is published is gone, and asked for its deletion",
            history(records: ["a@page": page(-1).record()], before: page(-1).with { $0.onRemove = .delete }),
            "delete a@page 2026-12-01T08:01:00Z: 180"),
    ]

    /// With what history says of the version that was handed over or published.
    static func history(
        _ desired: [Publication] = [], records: [PublicationID: LockRecord] = [:], journal: [JournalEvent] = [],
        before: Publication? = nil
    ) -> PlanningInput {
        .sample(desired, records: records, journal: journal) { input in
            let hours: Double =
                records.isEmpty ? (journal.contains { $0.step == .scheduled(for: hour(3)) } ? 3 : 2) : -1
            input.answerHistory(["a@page": before ?? page(hours)])
        }
    }

    @Test("Plans Pages", arguments: scenarios) func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }

    @Test("What waits at Facebook is not published under another name") func renamed() {
        let renamed = Self.page(2, id: "b@page")
        let input = PlanningInput.sample([renamed], journal: Self.handedOver(Self.page(2), for: 2))
        #expect(
            Planning.plan(input).text == "none b@page 2026-12-01T11:00:00Z: handedOver, 2026-12-01T11:00:00Z")
    }
}
