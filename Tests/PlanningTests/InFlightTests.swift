import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct InFlightTests {
    static let a = Publication.sample("a@bakery")

    static let edited = Publication.sample("a@bakery", blob: "b")
    /// What was published is deleted, and work on what takes its place has begun.
    static let replacing =
        [JournalEvent(publication: a.id, at: Publication.publishedAt, step: .removalRequested(mediaID: "180"))]
        + edited.begun()
    static let requested = JournalEvent(
        publication: a.id, at: Publication.publishedAt,
        step: .publishRequested(container: "c", look: .sample, knownMedia: []))
    static let removed = {
        var record = a.record()
        if let publication = record.publication {
            record.phase = .removed(publication, removedAt: Publication.publishedAt)
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
            "recover a@bakery 2026-12-01T08:00:00Z: publishing was asked for and its result is unknown"),
        Scenario(
            "publishing was asked for, and its time has passed",
            .sample(
                [a.due(hoursFromNow: -7)],
                journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))),
            "recover a@bakery 2026-12-01T02:00:00Z: publishing was asked for and its result is unknown; "
                + "it is looked for, and not published if it is not there"),
        Scenario(
            "publishing was asked for, and then frozen",
            .sample([a], journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))) {
                $0.freeze = "wait"
            },
            "recover a@bakery 2026-12-01T08:00:00Z: publishing was asked for and its result is unknown; "
                + "it is looked for, and not published if it is not there"),
        Scenario(
            "publishing was asked for, and the entry is gone",
            .sample(journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))),
            "recover a@bakery 2026-12-01T08:00:00Z: publishing was asked for and its result is unknown; "
                + "it is looked for, and not published if it is not there"),
        Scenario("containers of an entry that is gone", .sample(journal: a.begun()), ""),
        Scenario(
            "live, but not recorded", .sample([a], journal: a.begun(.published(mediaID: "180"))),
            "recover a@bakery 2026-12-01T08:00:00Z: 180 is live and what follows it is not finished"),
        Scenario(
            "a deletion was asked for",
            .sample(records: [a.id: a.record()], journal: a.begun(.removalRequested(mediaID: "180"))),
            "recover a@bakery 2026-12-01T08:01:00Z: a deletion was asked for and its result is unknown; "
                + "it is looked for, and not published if it is not there"),
        Scenario(
            "a deletion was asked for, and is still to be",
            .sample(records: [a.id: a.record()], journal: a.begun(.removalRequested(mediaID: "180"))) {
                $0.answerHistory([a.id: a.with { $0.onRemove = .delete }])
            },
            "delete a@bakery 2026-12-01T08:01:00Z: its entry is gone and on_remove is delete: 180 is deleted"),
        Scenario(
            "a replacement whose old medium is gone",
            .sample([edited.due(hoursFromNow: -90)], records: [a.id: removed], journal: replacing),
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "a replacement that nobody finished in time",
            .sample(
                [edited.due(hoursFromNow: -90).with { $0.grace = .seconds(1800) }], records: [a.id: removed],
                journal: replacing),
            "missed a@bakery 2026-12-01T08:00:00Z: it is past its grace of 30m: change publish_at to publish it, "
                + "or forget it"),
        Scenario(
            "a replacement whose entry has another time now",
            .sample(
                [.sample("a@bakery", blob: "c").due(hoursFromNow: 2)], records: [a.id: removed], journal: replacing),
            "publish a@bakery 2026-12-01T11:00:00Z"),
        Scenario(
            "refused by the platform",
            .sample([a], journal: a.begun(.stopped(.init(kind: .refused, reason: "too wide", fix: "crop it")))),
            "conflict a@bakery 2026-12-01T08:00:00Z: too wide: crop it"),
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
                journal: a.begun(.stopped(.init(kind: .ambiguous, reason: "two media fit", fix: "adopt one")))),
            "conflict a@bakery 2026-12-01T08:00:00Z: two media fit: adopt one"),
        Scenario(
            "missed, and moved to later since",
            .sample(
                [a.due(hoursFromNow: 1)],
                journal: a.begun(.stopped(.init(kind: .missed, reason: "late", fix: "move it")))),
            "publish a@bakery 2026-12-01T10:00:00Z"),
    ]

    @Test func aReplacementWhoseResultIsUnknownMayStillGoOut() {
        let plan = Planning.plan(
            .sample(
                [Self.edited.due(hoursFromNow: -90)], records: [Self.a.id: Self.removed],
                journal: Self.replacing + [Self.requested]))
        guard case .recover(let recovery) = plan.actions.first?.step else {
            Issue.record("no recovery in \(plan.text)")
            return
        }
        #expect(recovery.mayPublish)
        #expect(plan.actions.map(\.at) == [.december1at9])
    }

    @Test("In flight", arguments: scenarios)
    func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }
}
