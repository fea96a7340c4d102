/// `calends-simulate`: one schedule with its trace, many with their figures, or the mutants.
public enum SimulationCommand {
    /// What the command line asks for.
    private struct Wish {
        var seed: UInt64?
        var count: UInt64?
        var first: UInt64 = 1
        var mutant: Mutant?
        var mutants: UInt64?
        var absent: Set<Fault> = []
        var goesOn = false

        /// `nil` for a command line that asks for nothing known.
        init?(_ arguments: [String]) {
            var rest = arguments[...]
            while let name = rest.popFirst() {
                if name == "--all" {
                    goesOn = true
                    continue
                }
                guard let value = rest.popFirst() else { return nil }
                switch (name, UInt64(value)) {
                case ("--seed", let number?): seed = number
                case ("--count", let number?): count = number
                case ("--from", let number?): first = number
                case ("--mutants", let number?): mutants = number
                case ("--mutant", nil):
                    guard let known = Mutant(rawValue: value) else { return nil }
                    mutant = known
                case ("--without", nil):
                    for name in value.split(separator: ",") {
                        guard let fault = Fault(rawValue: String(name)) else { return nil }
                        absent.insert(fault)
                    }
                default: return nil
                }
            }
            guard seed != nil || count != nil || mutants != nil else { return nil }
        }
    }

    private static let usage = """
        usage: scripts/simulate --seed N [--mutant NAME] [--without FAULT,…]
               scripts/simulate --count N [--from SEED] [--mutant NAME] [--without FAULT,…] [--all]
               scripts/simulate --mutants N [--from SEED]
        --seed runs one schedule and shows all that happens in it.
        --count runs many and shows their figures; after a failure it goes on only with --all.
        --mutants runs every mutant until it is caught, N schedules at most.
        mutants: \(Mutant.allCases.map(\.rawValue).joined(separator: ", "))
        faults: \(Fault.allCases.map(\.rawValue).joined(separator: ", "))
        """

    /// Runs the command line's wish; answers the exit status: 1 when a promise was broken, or a mutant was not caught.
    public static func run(_ arguments: [String], print: (String) -> Void) -> Int32 {
        guard let wish = Wish(arguments) else {
            print(usage)
            return 64
        }
        if let seed = wish.seed {
            let outcome = Schedule.run(seed: seed, without: wish.absent, mutant: wish.mutant, isTraced: true)
            for line in outcome.trace { print(line) }
            print(outcome.figures.text)
            return outcome.violation == nil ? 0 : 1
        }
        if let most = wish.mutants { return catchMutants(wish.first..<wish.first &+ most, print) }
        return run(wish.first..<wish.first &+ (wish.count ?? 0), wish, print)
    }

    private static func run(_ seeds: Range<UInt64>, _ wish: Wish, _ print: (String) -> Void) -> Int32 {
        var figures = Figures()
        var isSound = true
        for seed in seeds {
            let outcome = Schedule.run(seed: seed, without: wish.absent, mutant: wish.mutant)
            figures += outcome.figures
            guard let violation = outcome.violation else { continue }
            isSound = false
            print("seed \(seed) breaks \(violation.promise.rawValue): \(violation.details)")
            var replay = "--seed \(seed)" + (wish.mutant.map { " --mutant \($0.rawValue)" } ?? "")
            if wish.absent.isEmpty {
                let spare = Schedule.faultsToSpare(of: seed, mutant: wish.mutant, failing: violation.promise)
                if !spare.isEmpty { replay += " --without " + spare.map(\.rawValue).joined(separator: ",") }
            }
            print("replay: scripts/simulate \(replay)")
            if !wish.goesOn { break }
        }
        print(figures.text)
        return isSound ? 0 : 1
    }

    private static func catchMutants(_ seeds: Range<UInt64>, _ print: (String) -> Void) -> Int32 {
        var isEachCaught = true
        for mutant in Mutant.allCases {
            let caught = seeds.lazy
                .map { (seed: $0, violation: Schedule.run(seed: $0, mutant: mutant).violation) }
                .first { $0.violation != nil }
            if let caught, let violation = caught.violation {
                let count = caught.seed - seeds.lowerBound + 1
                print("\(mutant.rawValue): caught by schedule \(count), \(violation.promise.rawValue)")
            } else {
                isEachCaught = false
                print("\(mutant.rawValue): not caught in \(seeds.count) schedules")
            }
        }
        return isEachCaught ? 0 : 1
    }
}
