import ContentModel
import FoundationEssentials
import ScheduleLock

/// One schedule while it runs: true time, what is going to happen, and everything that machines share.
///
/// All of it happens on the thread that drives it, so that nothing here needs a lock.
final class World: @unchecked Sendable {
    private(set) var now = Moment.beginning
    let executor: SteppingExecutor
    var dice: Dice
    let scenario: Scenario
    let mutant: Mutant?
    private var timeline = Timeline()
    var figures = Figures()
    /// The first broken promise: with it the schedule ends.
    private(set) var violation: Violation?
    private var lines: [String]?
    private(set) lazy var platform = SimulatedPlatform(world: self)
    private(set) lazy var remote = SharedRemote(world: self)
    private(set) lazy var referee = Referee(world: self)
    private(set) var machines: [Machine] = []

    /// A schedule that goes on for longer than this is in a loop.
    private static let mostSteps = 2_000_000

    init(_ scenario: Scenario, mutant: Mutant?, isTraced: Bool) {
        self.scenario = scenario
        self.mutant = mutant
        var dice = scenario.dice
        executor = SteppingExecutor(dice: dice.split())
        self.dice = dice
        lines = isTraced ? [] : nil
        figures.faults = scenario.edits
        machines = scenario.machines.indices.map { Machine(number: $0 + 1, world: self) }
        for machine in machines { machine.start() }
        platform.start()
    }

    /// What happened so far, one line each.
    var trace: [String] { lines ?? [] }

    var isTraced: Bool { lines != nil }

    func note(_ text: @autoclosure () -> String) {
        if lines != nil { lines?.append("\(now) \(text())") }
    }

    /// What lockfile and journal say: those that runners share, or those of the one machine.
    ///
    /// `nil` where they cannot be read, which breaks a promise.
    func state() -> (Lockfile, Journal)? {
        do {
            return scenario.isShared
                ? (try remote.lockfile(), try remote.journal().journal) : try machines[0].disk.state()
        } catch {
            fail(.readable, "\(error)")
            return nil
        }
    }

    func plan(after span: Duration, _ action: @escaping () -> Void) { plan(at: now + span, action) }

    func plan(at moment: Moment, _ action: @escaping () -> Void) {
        timeline.plan(at: max(now, moment), action)
    }

    /// Runs until `isOver` says so, a promise is broken, or nothing is going to happen any more.
    func run(until isOver: () -> Bool) {
        while violation == nil, !isOver() {
            while violation == nil, executor.step() { countStep() }
            guard violation == nil, let next = timeline.next() else { break }
            now = next.at
            countStep()
            next.action()
        }
        for machine in machines { machine.kill() }
        while executor.step() { figures.steps += 1 }
    }

    private func countStep() {
        figures.steps += 1
        if figures.steps > Self.mostSteps { fail(.endless, "after \(figures.steps) steps") }
    }

    func fail(_ promise: Violation.Promise, _ details: String) {
        guard violation == nil else { return }
        violation = Violation(promise: promise, details: details)
        note("BROKEN: \(promise.rawValue): \(details)")
    }

    /// Whether a fault strikes on this occasion; one that does is counted.
    ///
    /// - Parameter weight: how much likelier it is than usual, up to two in three.
    func strikes(_ fault: Fault, weight: Double = 1) -> Bool {
        guard dice.chance(min(scenario.weather.rate(of: fault, at: now) * weight, 0.67)) else { return false }
        count(fault)
        return true
    }

    /// Whether a fault that lasts for a while is there now; each time that it makes a difference is counted.
    func lasts(_ fault: Fault, on account: AccountName? = nil, machine: Int? = nil) -> Bool {
        guard scenario.weather.end(of: fault, on: account, machine, at: now) != nil else { return false }
        count(fault)
        return true
    }

    func count(_ fault: Fault) {
        figures.faults[fault, default: 0] += 1
        note("  fault: \(fault.rawValue)")
    }
}
