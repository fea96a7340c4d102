import ContentModel
import Foundation
import ScheduleLock
import Testing

@testable import Publishing

/// When a scheduler does what, on a clock that only the test moves.
@Suite struct ScheduleTimeTests {
    static func work(_ id: String, due: TimeInterval = 0) -> Work {
        var work = SchedulerTests.work(id, due: due)
        guard case .publish(var publication, _, let state, let goal) = work.task else { return work }
        publication.due = .at(
            ZonedTime(instant: Fixture.due.addingTimeInterval(due), utcOffset: 3600, zone: "Europe/Paris"))
        let version = JournalEvent.Version(of: publication, commit: nil, now: Fixture.due)
        work.task = .publish(publication, version, state, goal)
        return work
    }

    @Test func goesOutAtItsSecond() async {
        let stage = ScheduleStage(at: -300, [Self.work("a@bakery")])
        _ = await stage.run(.until(Fixture.due))
        #expect(stage.published == ["+0 publish a@bakery"])
    }

    @Test("A wall clock that is set forward sends within a nap; the due time is the wall clock's")
    func setForward() async {
        let stage = ScheduleStage(at: -600, [Self.work("a@bakery")])
        _ = await stage.run(.until(Fixture.due)) { clock in
            if clock.elapsed == 100, clock.now < Fixture.due { clock.set(by: 3 * 3600) }
        }
        #expect(stage.published.count == 1)
        #expect(stage.clock.elapsed <= 110)
    }

    @Test("A wall clock that is set back by hours sends when it shows the hour again")
    func setBack() async {
        let stage = ScheduleStage(at: -600, [Self.work("a@bakery")])
        _ = await stage.run(.forever, for: 4 * 3600) { clock in
            if clock.elapsed == 100, clock.now == Fixture.due.addingTimeInterval(-500) { clock.set(by: -2 * 3600) }
        }
        #expect(stage.published == ["+0 publish a@bakery"])
    }

    @Test("Waits for trouble to pass are spans, whatever is done to the wall clock", arguments: [-7_200.0, 7_200])
    func waits(jump: TimeInterval) async {
        let stage = ScheduleStage(at: 0, [Self.work("a@bakery", due: -7_300)]) {
            $0.failure = StateFailure(.away, message: "no network", fix: "wait")
        }
        _ = await stage.run(.forever, for: 60) { clock in
            if clock.elapsed == 0, clock.now == Fixture.due { clock.set(by: jump) }
            if clock.elapsed >= 5 { stage.change { $0.failure = nil } }
        }
        #expect(stage.published.count == 1)
    }

    @Test("After an outage late ones go out in order, a gap apart, whatever jitter does", arguments: [0, 0.37, 0.99])
    func late(jitter: Double) async {
        let late = [("c", -7_200.0), ("a", -3_600), ("b", -1_800)].map { Self.work("\($0.0)@bakery", due: $0.1) }
        let stage = ScheduleStage(at: 0, late) {
            $0.minimumGap = .seconds(600)
            $0.jitter = jitter
        }
        _ = await stage.run(.until(Fixture.due.addingTimeInterval(3_600)))
        #expect(stage.published.map { $0.split(separator: " ").last } == ["c@bakery", "a@bakery", "b@bakery"])
        let seconds = stage.published.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
        #expect(zip(seconds, seconds.dropFirst()).allSatisfy { $1 - $0 >= 600 && $1 - $0 <= 640 })
    }

    @Test func aPunctualOneDoesNotWaitBehindLateOnes() async {
        let stage = ScheduleStage(
            at: -60,
            [
                Self.work("x@bakery", due: -3_600), Self.work("y@bakery", due: -3_500), Self.work("z@bakery", due: 0),
            ]
        ) { $0.minimumGap = .seconds(600) }
        _ = await stage.run(.until(Fixture.due.addingTimeInterval(1_800)))
        #expect(stage.published.prefix(2) == ["-60 publish x@bakery", "+0 publish z@bakery"])
        #expect(stage.published.count == 3)
    }

    @Test func whatFallsIntoQuietWaitsForItsEnd() async {
        let end = Fixture.due.addingTimeInterval(500)
        let stage = ScheduleStage(at: 0, [Self.work("a@bakery")]) { $0.quiet = [Fixture.due..<end] }
        _ = await stage.run(.until(end))
        #expect(stage.published == ["+500 publish a@bakery"])
    }

    @Test func whatTheCalendarTookBackBeforeItsTurnStays() async {
        let stage = ScheduleStage(at: -200, [Self.work("a@bakery"), Self.work("b@bakery", due: 60)])
        _ = await stage.run(.forever, for: 600) { clock in
            if clock.elapsed >= 50 {
                stage.change { $0.work.removeAll { $0.publication.description == "a@bakery" } }
            }
        }
        #expect(stage.published == ["+60 publish b@bakery"])
    }

    @Test func anAccountOfAnotherRunnerIsAskedForAgain() async {
        let stage = ScheduleStage(at: 0, [Self.work("a@bakery"), Self.work("a@cafe")]) {
            $0.holders = [AccountName("bakery"): "ci-1"]
        }
        _ = await stage.run(.once) { clock in
            if clock.elapsed >= 10 { stage.change { $0.holders = [:] } }
        }
        #expect(stage.published == ["+0 publish a@cafe", "+15 publish a@bakery"])
        #expect(stage.lines.contains("+0 bakery held by ci-1"))
    }

    @Test func stateThatIsAwayIsAskedForAgainAndTheWorkIsDone() async {
        let stage = ScheduleStage(at: 0, [Self.work("a@bakery")]) {
            $0.failure = StateFailure(.away, message: "no network", fix: "wait")
        }
        _ = await stage.run(.forever, for: 300) { clock in
            if clock.elapsed >= 30 { stage.change { $0.failure = nil } }
        }
        #expect(
            stage.lines.prefix(3) == ["+0 trouble: no network", "+5 trouble: no network", "+15 trouble: no network"])
        #expect(stage.published == ["+35 publish a@bakery"])
    }

    static let failures: [(StateFailure.Kind, Scheduler.Span, Bool)] = [
        (.broken, .forever, true), (.broken, .once, true), (.away, .once, true),
        (.away, .until(Fixture.due.addingTimeInterval(60)), true), (.away, .forever, false),
        (.heldByAnother, .forever, false),
    ]
    @Test("A run ends with a failure that outlasts it", arguments: failures)
    func failing(kind: StateFailure.Kind, span: Scheduler.Span, ends: Bool) async {
        let failure = StateFailure(kind, message: "m", fix: "f")
        let stage = ScheduleStage(at: 0, [Self.work("a@bakery")]) { $0.failure = failure }
        let result = await stage.run(span, for: 3_600)
        guard case .failure(let error) = result else {
            Issue.record("ended well")
            return
        }
        #expect((error as? StateFailure == failure) == ends)
        #expect((error is CancellationError) == !ends)
    }

    @Test func accountsWithNothingToDoAreGivenBack() async {
        let stage = ScheduleStage(at: 0, [Self.work("a@bakery"), Self.work("z@cafe", due: 300)])
        _ = await stage.run(.forever, for: 200)
        #expect(stage.lines.contains { $0.hasSuffix("release bakery") })
        #expect(!stage.lines.contains { $0.hasSuffix("release cafe") })
    }

    @Test("What was deferred goes on in a run that lasts long enough")
    func deferredWithinTheRun() async {
        let stage = ScheduleStage(at: 0, [Self.work("a@bakery")]) {
            $0.quiet = [Fixture.due..<Fixture.due.addingTimeInterval(1_500)]
        }
        _ = await stage.run(.until(Fixture.due.addingTimeInterval(3_000)))
        #expect(stage.published == ["+1500 publish a@bakery"])
    }

    @Test func aDayOfLooksKeepsNothing() async {
        let stage = ScheduleStage(at: 0)
        let result = await stage.run(.forever, for: 86_400)
        #expect(throws: CancellationError.self) { try result.get() }
        #expect(stage.lines.isEmpty)
    }
}
