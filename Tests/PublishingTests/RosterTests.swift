import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

@Suite struct RosterTests {
    static let work = ScheduleTimeTests.work("a@bakery")
    static let stop = FlowOutcome.stopped(JournalEvent.Stop(kind: .failed, reason: "r", fix: "f"))

    static func at(_ seconds: Double) -> Date { Fixture.due.addingTimeInterval(seconds) }

    static func roster(after outcomes: (FlowOutcome?, Double)...) -> Roster {
        var roster = Roster()
        for (outcome, seconds) in outcomes {
            roster.begin(work)
            roster.end(work, outcome, at: at(seconds))
        }
        return roster
    }

    static let rests: [(Roster, Double?)] = [
        (Roster(), 0), (roster(after: (nil, 0)), 0), (roster(after: (stop, 0)), 60),
        (roster(after: (stop, 0), (stop, 60)), 180), (roster(after: (stop, 0), (stop, 60), (stop, 180)), 420),
        (roster(after: (.deferred(Deferral(until: at(50), reason: "")), 0)), 50),
        // What waits for nothing in particular does not spin.
        (roster(after: (.deferred(Deferral(until: at(0), reason: "")), 0)), 1),
        (roster(after: (.prepared, 0)), 600),
        // A success in between ends the row of failures.
        (roster(after: (stop, 0), (.notLive, 60), (stop, 70)), 130),
    ]
    @Test("Leaves alone what was given up, longer each time", arguments: rests)
    func rest(roster: Roster, until: Double?) {
        let first = (0...1_000).first { !roster.startable(of: [Self.work], at: Self.at(Double($0))).isEmpty }
        #expect(first.map { Double($0) } == until)
        #expect(roster.nextMoment(of: [Self.work], after: Self.at(-1)) == (until == 0 ? nil : until.map(Self.at)))
    }

    @Test func whatRunsIsNotBegunAgain() {
        var roster = Roster()
        roster.begin(Self.work)
        #expect(roster.startable(of: [Self.work], at: Self.at(0)).isEmpty)
    }

    @Test func anEditedEntryIsTriedAtOnce() {
        let roster = Self.roster(after: (Self.stop, 0))
        var edited = Self.work
        guard case .publish(var publication, let version, let state, let goal) = edited.task else { return }
        publication.source.blob = .all("b")
        edited.task = .publish(publication, version, state, goal)
        #expect(roster.startable(of: [edited], at: Self.at(1)) == [edited])
    }

    @Test func whatIsPreparedIsBegunWhenItIsToGoOut() {
        var prepared = Self.work
        guard case .publish(let publication, let version, let state, _) = prepared.task else { return }
        prepared.task = .publish(publication, version, state, .prepared)
        var roster = Roster()
        roster.begin(prepared)
        roster.end(prepared, .prepared, at: Self.at(-600))
        #expect(roster.startable(of: [prepared], at: Self.at(-500)).isEmpty)
        #expect(roster.startable(of: [Self.work], at: Self.at(-30)) == [Self.work])
    }

    @Test func aClockThatIsSetBackWakesWhatWaits() {
        var roster = Self.roster(after: (Self.stop, 0))
        roster.wakeAll()
        #expect(roster.startable(of: [Self.work], at: Self.at(-7_200)) == [Self.work])
    }

    @Test func whatTheAgendaNamesNoMoreIsForgotten() {
        var roster = Self.roster(after: (Self.stop, 0))
        roster.forgetAll(but: [])
        #expect(roster.startable(of: [Self.work], at: Self.at(1)) == [Self.work])
    }

    @Test func orderIsTheCalendars() {
        let works = ["c", "a", "b"].enumerated().map { ScheduleTimeTests.work("\($1)@bakery", due: Double(-$0)) }
        #expect(Roster().startable(of: works, at: Self.at(0)).map { $0.publication.entry.text } == ["b", "a", "c"])
    }
}
