import ContentModel
import Foundation
import ScheduleLock
import Synchronization
import Testing

@testable import Publishing

/// Turns of one account, each taken by a task of its own on one thread.
@Suite struct AccountLaneTests {
    /// A lane, and who got the turn in which order.
    final class Stage: Sendable {
        let lane = AccountLane()
        let thread = OneThread()
        private let got = Mutex<[String]>([])

        func enter(_ names: String...) {
            for (index, name) in names.enumerated() {
                lane.enter(Self.id(name), due: Fixture.due.addingTimeInterval(Double(index)))
            }
        }

        @discardableResult
        func take(_ name: String) -> Task<Void, Never> {
            let task = Task(executorPreference: thread) {
                do {
                    try await self.lane.takeTurn(Self.id(name))
                    self.got.withLock { $0.append(name) }
                } catch {
                    self.got.withLock { $0.append("not \(name)") }
                }
            }
            thread.runDry()
            return task
        }

        /// Who got it since the last question.
        func news() -> [String] {
            thread.runDry()
            return got.withLock { got in
                defer { got = [] }
                return got
            }
        }

        static func id(_ name: String) -> PublicationID { PublicationID("\(name)@bakery")! }  // both sides stand
    }

    private let stage = Stage()

    @Test func theEarlierGoesFirstWhoeverAsksFirst() {
        stage.enter("a", "b")
        stage.take("b")
        #expect(stage.news() == [])
        stage.take("a")
        #expect(stage.news() == ["a"])
        stage.lane.leave(Stage.id("a"))
        #expect(stage.news() == ["b"])
    }

    @Test func whoRestsLetsOthersPassAndKeepsItsPlace() {
        stage.enter("a", "b", "c")
        stage.lane.rest(Stage.id("a"))
        stage.take("b")
        #expect(stage.news() == ["b"])
        stage.lane.resume(Stage.id("a"))
        stage.take("c")
        stage.take("a")
        stage.lane.leave(Stage.id("b"))
        #expect(stage.news() == ["a"])
    }

    @Test func restingGivesTheTurnBack() {
        stage.enter("a", "b")
        stage.take("a")
        stage.take("b")
        #expect(stage.news() == ["a"])
        stage.lane.rest(Stage.id("a"))
        #expect(stage.news() == ["b"])
        #expect(stage.lane.hasTurn(Stage.id("b")))
    }

    @Test func whoIsCancelledHoldsNobodyUp() {
        stage.enter("a", "b")
        let task = stage.take("b")
        task.cancel()
        #expect(stage.news() == ["not b"])
        stage.lane.leave(Stage.id("b"))
        stage.take("a")
        #expect(stage.news() == ["a"])
    }

    @Test func whoIsCancelledBeforeAskingGetsNothing() {
        stage.enter("a")
        let task = Task(executorPreference: stage.thread) { [lane = stage.lane] in
            withUnsafeCurrentTask { $0?.cancel() }
            try await lane.takeTurn(Stage.id("a"))
        }
        stage.thread.runDry()
        #expect(task.isCancelled)
        #expect(!stage.lane.hasTurn(Stage.id("a")))
    }

    @Test func oneWithoutAPlaceWaitsForNobody() {
        stage.enter("a")
        stage.take("a")
        stage.take("looker")
        #expect(stage.news() == ["a", "looker"])
        #expect(stage.lane.hasTurn(Stage.id("a")))
    }

    @Test("Those held up together go on in their order, whichever wakes first")
    func held() {
        stage.enter("a", "b")
        for name in ["a", "b"] {
            stage.lane.hold(Stage.id(name), until: Fixture.due.addingTimeInterval(60))
            stage.lane.rest(Stage.id(name))
        }
        stage.lane.resume(Stage.id("b"))
        stage.take("b")
        #expect(stage.news() == [])
        stage.lane.resume(Stage.id("a"))
        stage.take("a")
        #expect(stage.news() == ["a"])
        stage.lane.leave(Stage.id("a"))
        #expect(stage.news() == ["b"])
    }

    @Test func oneThatWasHeldUpForLongerLetsThoseBehindPass() {
        stage.enter("a", "b")
        stage.lane.hold(Stage.id("a"), until: Fixture.due.addingTimeInterval(600))
        stage.lane.rest(Stage.id("a"))
        stage.lane.hold(Stage.id("b"), until: Fixture.due.addingTimeInterval(60))
        stage.take("b")
        #expect(stage.news() == ["b"])
    }

    @Test func aThrottledAccountStaysAwayLongerEachTime() {
        var refusal = Fixture.refusal(.backOff, .unknown)
        refusal.isThrottling = true
        let lane = AccountLane()
        lane.hear(refusal, at: Fixture.due)
        #expect(lane.obstacle(to: .publishing, at: Fixture.due)?.retryAfter == .seconds(60))
        #expect(lane.obstacle(to: .publishing, at: Fixture.due)?.effect == .unsent)
        let later = Fixture.due.addingTimeInterval(61)
        #expect(lane.obstacle(to: .publishing, at: later) == nil)
        lane.hear(refusal, at: later)
        #expect(lane.obstacle(to: .publishing, at: later)?.retryAfter == .seconds(120))
        lane.hearAnswer()
        refusal.retryAfter = .seconds(7)
        let last = later.addingTimeInterval(121)
        lane.hear(refusal, at: last)
        #expect(lane.obstacle(to: .publishing, at: last)?.retryAfter == .seconds(7))
    }

    @Test("A clock set back by hours does not keep an account shut for hours")
    func setBack() {
        var refusal = Fixture.refusal(.laterWindow)
        let lane = AccountLane()
        lane.hear(refusal, at: Fixture.due)
        refusal.isThrottling = true
        lane.hear(refusal, at: Fixture.due)
        #expect(lane.closure(at: Fixture.due)?.until == Fixture.due.addingTimeInterval(3_600))
        let before = Fixture.due.addingTimeInterval(-7_200)
        #expect(lane.closure(at: before) == nil)
        #expect(lane.obstacle(to: .publishing, at: before) == nil)
    }
}

@Suite struct CallBudgetTests {
    static let heard = Fixture.due

    static func budget(_ percent: Int?, quietFor seconds: Double? = nil) -> CallBudget {
        var budget = CallBudget()
        budget.hear(
            PlatformUsage(percent: percent, heardAt: heard, quietUntil: seconds.map { heard.addingTimeInterval($0) }))
        return budget
    }

    static let rows: [(CallBudget, Double, CallBudget.Purpose, Double?)] = [
        (CallBudget(), 0, .preparing, nil), (budget(89), 0, .preparing, nil), (budget(90), 0, .preparing, 600),
        (budget(90), 200, .preparing, 400), (budget(90), 601, .preparing, nil), (budget(100), 0, .publishing, nil),
        (budget(nil, quietFor: 60), 10, .publishing, 50), (budget(nil, quietFor: 60), 61, .publishing, nil),
        // Longer than what a percentage is remembered for.
        (budget(20, quietFor: 3_600), 1_200, .preparing, 2_400),
        // The clock was set back: when it was heard means nothing any more.
        (budget(100, quietFor: 3_600), -7_200, .preparing, nil),
    ]
    @Test("Keeps the last calls for publishing, for as long as what was heard counts", arguments: rows)
    func obstacle(budget: CallBudget, after seconds: Double, purpose: CallBudget.Purpose, expected: Double?) {
        let refusal = budget.obstacle(to: purpose, at: Self.heard.addingTimeInterval(seconds))
        #expect(refusal?.retryAfter == expected.map { .seconds($0) })
        #expect(refusal.map { $0.effect == .unsent } ?? true)
    }

    @Test func whatIsFreeAgainCountsAlthoughItWasHeardEarlier() {
        var budget = Self.budget(95)
        budget.hear(PlatformUsage(percent: 30, heardAt: Self.heard.addingTimeInterval(-60), quietUntil: nil))
        #expect(budget.obstacle(to: .preparing, at: Self.heard) == nil)
    }
}
