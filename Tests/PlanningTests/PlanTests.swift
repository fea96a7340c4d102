import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct PlanTests {
    static let a = Publication.sample("a@bakery")

    @Test func whatWasPublishedTwiceIsShownUntilOneIsLeft() {
        func plan(_ first: LockRecord, _ second: LockRecord) -> String {
            Planning.plan(
                .sample([Self.a]) {
                    $0.lockfile = .merged(
                        Lockfile(records: [Self.a.id: first]), Lockfile(records: [Self.a.id: second]))
                }
            ).text
        }
        #expect(
            plan(Self.a.record("181"), Self.a.record("180"))
                == "conflict a@bakery 2026-12-01T08:00:00Z: publishedTwice, 180, 181")
        var removed = Self.a.record("180")
        removed.phase = .removed(
            PublishedPublication(mediaID: "180", publishedAt: Publication.publishedAt, permalink: nil),
            removedAt: Timestamp(.now10))
        #expect(plan(removed, Self.a.record("181")) == "unchanged 1")
    }

    @Test func countsWhatItSays() {
        let plan = Planning.plan(
            .sample(
                [Self.a, .sample("b@bakery"), Publication.sample("c@bakery").due(hoursFromNow: -9)],
                records: [Self.a.id: Self.a.record()]))
        #expect(plan.summary == [.none: 1, .publish: 1, .missed: 1])
        #expect(plan.hasChanges && plan.needsPerson)
        #expect(!Planning.plan(.sample([Self.a], records: [Self.a.id: Self.a.record()])).hasChanges)
    }
}
