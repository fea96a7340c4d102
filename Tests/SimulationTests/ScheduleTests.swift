import Foundation
import Simulation
import Testing

/// The simulation itself: that it is the same each time, that the product passes it, and that mistakes do not.
///
/// These are a few schedules of a debug build; scripts/test runs a thousand, and all mutants, with `scripts/simulate`.
@Suite struct ScheduleTests {
    @Test("A seed gives the same trace, byte for byte", arguments: [3, 8, 21])
    func isDeterministic(seed: Int) throws {
        let first = try Simulator.run(["--seed", "\(seed)"])
        #expect(first.output.count > 1_000)
        #expect(try Simulator.run(["--seed", "\(seed)"]).output == first.output)
    }

    @Test("Every promise is kept")
    func promises() throws {
        let result = try Simulator.run(["--count", "40", "--from", "1000"])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("40 schedules"))
        #expect(result.output.contains("0 duplicates, 0 lost, 0 unrecorded"))
    }

    /// Those that nearly every schedule catches; the others take hundreds.
    @Test("Mistakes are caught", arguments: [Mutant.oldLockfile, .losesRecords, .hourAhead, .skipsLease])
    func mutants(mutant: Mutant) throws {
        let result = try Simulator.run(["--count", "40", "--mutant", mutant.rawValue, "--without", "requestLost"])
        #expect(result.status == 1, "\(result.output)")
        #expect(result.output.contains("breaks"))
    }

    @Test(
        "A wish that cannot be understood is answered with the usage", arguments: [["--seed"], [], ["--mutant", "x"]])
    func usage(arguments: [String]) throws {
        let result = try Simulator.run(arguments)
        #expect(result.status == 64)
        #expect(result.output.hasPrefix("usage: "))
    }
}

/// The built `calends-simulate`, which sees to it that hashing is the same in every process.
enum Simulator {
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = tests.appending(path: "calends-simulate")
        process.arguments = arguments
        let file = FileManager.default.temporaryDirectory.appending(path: "simulation-\(UUID())")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardOutput = try FileHandle(forWritingTo: file)
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }
}
