import Foundation
import TestSupport
import Testing

/// An apply that publishes every kind on Instagram and a Page, replaces and deletes, and dies as by `kill -9` at some
/// step; see ``CrashShim``.
///
/// Some deaths, spread over the run, are tried each time. `CRASH_STRIDE=1` tries every step, which takes hours where state is shared;
/// `CRASH_STEPS=17,18` tries these.
@Suite struct CrashTests {
    @Test("Publishes, replaces and deletes once, also on a Page, whatever step it dies at") func local() throws {
        try dies(with: .local, onPage: true, speed: 50, deaths: 5)
    }

    @Test("The same with state that is shared, also when another clone goes on") func shared() throws {
        // A lease has to outlast a busy machine.
        try dies(with: .shared(lease: "60s"), onPage: false, speed: 10, deaths: 4)
    }

    private func dies(with state: Franchise.State, onPage: Bool, speed: Int, deaths usual: Int) throws {
        let shim = try CrashShim()
        func begin() throws -> EveryKind {
            try EveryKind(state, rounds: usual + 2, world: shim.environment(speed: speed), hasPage: onPage)
        }
        var run = try begin()
        let whole = try run.apply(run.nextRound())
        try #require(whole.status == 0, "\(whole.error)")
        let stepCount = try shim.stepCount()
        try run.settle(named: "without a death")
        let wanted = ProcessInfo.processInfo.environment["CRASH_STRIDE"].flatMap { Int($0) }
        let stride = wanted ?? max(1, stepCount / usual)
        let named = ProcessInfo.processInfo.environment["CRASH_STEPS"].map {
            $0.split(separator: ",").compactMap { Int($0) }
        }
        let steps = named ?? Array(Swift.stride(from: (stride + 1) / 2, through: stepCount, by: stride))
        var deaths = 0
        for step in steps {
            if run.isPlayed {
                try run.check()
                run = try begin()
            }
            let first = try run.apply(run.nextRound(), also: shim.environment(dyingAt: step, speed: speed))
            if first.status == SIGKILL { deaths += 1 }
            try run.unlockGit()
            try run.settle(named: "dead at step \(step)")
        }
        try run.check()
        print("\(state): \(deaths) deaths at \(steps.count) of \(stepCount) steps")
        // No run is like another to the step, and the last ones may come to their end before.
        #expect(deaths * 10 > steps.count * 7)
    }
}
