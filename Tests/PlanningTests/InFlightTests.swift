import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct InFlightTests {
    static let a = Publication.sample("a@bakery")

    static let replacing: Publication = {
        var publication = Publication.sample("a@bakery", blob: "b")
        publication.onChange = .replace
        return publication
    }()
    static let removedA: LockRecord = {
        var record = a.record()
        if case .published(let published) = record.phase {
            record.phase = .removed(published, removedAt: Publication.publishedAt)
        }
        return record
    }()

    static let scenarios: [Scenario] = [
        Scenario(
            "containers alone change nothing",
            .sample([a], journal: a.begun(.containerCreated(id: "c", slide: nil))),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "publishing was asked for",
            .sample([a], journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))),
            "recover a@bakery 2026-12-01T08:00:00Z: publishing, may publish"),
        Scenario(
            "publishing was asked for, and its time has passed",
            .sample(
                [a.due(hoursFromNow: -7)],
                journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))),
            "recover a@bakery 2026-12-01T02:00:00Z: publishing"),
        Scenario(
            "publishing was asked for, and then frozen",
            .sample([a], journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))) {
                $0.freeze = "wait"
            },
            "recover a@bakery 2026-12-01T08:00:00Z: publishing"),
        Scenario(
            "publishing was asked for, and the entry is gone",
            .sample(journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))),
            "recover a@bakery 2026-12-01T08:00:00Z: publishing"),
        Scenario("containers of an entry that is gone", .sample(journal: a.begun()), ""),
        Scenario(
            "live, but not recorded", .sample([a], journal: a.begun(.published(mediaID: "180"))),
            "recover a@bakery 2026-12-01T08:00:00Z: live as 180, may publish"),
        Scenario(
            "removed to make room, and its replacement not out yet",
            .sample(
                [replacing], records: [a.id: removedA], journal: replacing.begun(.removalRequested(mediaID: "180"))),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "removed to make room, and the replacement in doubt",
            .sample(
                [replacing], records: [a.id: removedA],
                journal: replacing.begun(
                    .removalRequested(mediaID: "180"),
                    .publishRequested(container: "c", look: .sample, knownMedia: []))),
            "recover a@bakery 2026-12-01T08:00:00Z: removing 180, may publish"),
        Scenario(
            "a deletion was asked for",
            .sample(records: [a.id: a.record()], journal: a.begun(.removalRequested(mediaID: "180"))),
            "recover a@bakery 2026-12-01T08:01:00Z: removing 180"),
        Scenario(
            "refused by the platform",
            .sample([a], journal: a.begun(.stopped(.init(kind: .refused, reason: "too wide", fix: "crop it")))),
            "conflict a@bakery 2026-12-01T08:00:00Z: stopped, refused, a@bakery"),
        Scenario(
            "failed for want of a token: the next apply tries again",
            .sample([a], journal: a.begun(.stopped(.init(kind: .failed, reason: "expired", fix: "log in")))),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "refused by the platform, and corrected since",
            .sample(
                [.sample("a@bakery", blob: "b")],
                journal: a.begun(.stopped(.init(kind: .refused, reason: "too wide", fix: "crop it")))),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "refused by the platform, with another picture since",
            .sample(
                [.sample("a@bakery", media: "f")],
                journal: a.begun(.stopped(.init(kind: .refused, reason: "too wide", fix: "crop it")))),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "perhaps live, and edited since",
            .sample(
                [.sample("a@bakery", blob: "b")],
                journal: a.begun(
                    .publishRequested(container: "c", look: .sample, knownMedia: []),
                    .stopped(.init(kind: .ambiguous, reason: "two media fit", fix: "adopt one")))),
            "conflict a@bakery 2026-12-01T08:00:00Z: stopped, ambiguous, a@bakery"),
        Scenario(
            "perhaps published by hand, and edited since",
            .sample(
                [.sample("a@bakery", blob: "b")],
                journal: a.begun(.stopped(.init(kind: .ambiguous, reason: "there already", fix: "look")))),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "perhaps published by hand, and a person said that it was not",
            .sample(
                [a],
                journal: a.begun(.stopped(.init(kind: .ambiguous, reason: "there already", fix: "look")), .notLive)),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "perhaps live, and renamed since",
            .sample(
                [.sample("b@bakery")],
                journal: a.begun(.stopped(.init(kind: .ambiguous, reason: "two media fit", fix: "adopt one")))),
            "conflict b@bakery 2026-12-01T08:00:00Z: stopped, ambiguous, a@bakery"),
        Scenario(
            "missed, and moved to later since",
            .sample(
                [a.due(hoursFromNow: 1)],
                journal: a.begun(.stopped(.init(kind: .missed, reason: "late", fix: "move it")))),
            "publish a@bakery 2026-12-01T10:00:00Z"),
    ]

    @Test("In flight", arguments: scenarios)
    func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }
}
