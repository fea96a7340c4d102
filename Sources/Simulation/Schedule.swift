/// One schedule: a seed and what it comes to.
public struct Schedule: Sendable {
    /// What it came to.
    public struct Outcome: Sendable {
        /// Its numbers.
        public var figures: Figures
        /// The promise that was broken; `nil` where all were kept.
        public var violation: Violation?
        /// What happened, a line each; empty unless asked for.
        public var trace: [String]
    }

    /// Runs the schedule of `seed` to its end.
    ///
    /// - Parameters:
    ///   - absent: faults that are left out.
    ///   - mutant: a mistake that every runner makes.
    ///   - isTraced: whether to keep a line for everything that happens.
    public static func run(
        seed: UInt64, without absent: Set<Fault> = [], mutant: Mutant? = nil, isTraced: Bool = false
    ) -> Outcome {
        let scenario = Scenario(seed: seed, without: absent)
        let world = World(scenario, mutant: mutant, isTraced: isTraced)
        let ending = Ending(world: world)
        world.run(until: { ending.isReached })
        if world.violation == nil { ending.judge() }
        var figures = world.figures
        figures.schedules = 1
        return Outcome(figures: figures, violation: world.violation, trace: world.trace)
    }

    /// Faults of a failed schedule that its failure does not need.
    public static func faultsToSpare(of seed: UInt64, mutant: Mutant?, failing promise: Violation.Promise) -> [Fault] {
        var absent: [Fault] = []
        let weather = Scenario(seed: seed).weather
        for fault in Fault.allCases where weather.has(fault) {
            let outcome = run(seed: seed, without: Set(absent + [fault]), mutant: mutant)
            if outcome.violation?.promise == promise { absent.append(fault) }
        }
        return absent
    }
}
