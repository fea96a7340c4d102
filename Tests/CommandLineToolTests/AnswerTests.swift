import Foundation
import TestSupport
import Testing

/// An apply that publishes every kind, replaces and deletes, while one answer of the platform is not what it should be.
///
/// A few requests, picked at random, are tried with each fault. `ANSWER_STRIDE=1` tries each request.
@Suite struct AnswerTests {
    /// What becomes of the answer, as the sandbox's controls take it.
    enum Fault: String, CaseIterable {
        case droppedAfter = #""mode":"drop-after""#
        case droppedBefore = #""mode":"drop-before""#
        // Longer than the longest time-out, on a clock that runs as fast.
        case late = #""mode":"delay","latency":400000"#
        case serverError = #""mode":"status","status":500"#
        case throttled = #""mode":"status","status":429"#
        case throttledFor = #""mode":"status","status":429,"retry_after":20"#
        case garbage = #""mode":"garbage""#
        case truncated = #""mode":"truncate""#
    }

    private static let scenes =
        Fault.allCases.map { ($0, false) } + [(Fault.droppedAfter, true), (.late, true), (.throttled, true)]
    private static let speed = 25
    /// How many rounds a calendar has; after them one is begun anew.
    private static let batch = 4

    @Test("Publishes, replaces and deletes once, whatever one answer is", arguments: scenes)
    func answers(fault: Fault, isShared: Bool) throws {
        let shim = try CrashShim()
        func begin() throws -> EveryKind {
            try EveryKind(
                isShared ? .shared(lease: "600s") : .local, rounds: Self.batch,
                world: shim.environment(speed: Self.speed, since: Date()))
        }
        var run = try begin()
        try run.franchise.sandbox.ask("DELETE", "requests")
        let result = try run.apply(run.nextRound())
        try #require(result.status == 0, "\(result.error)")
        let requestCount =
            try run.franchise.sandbox.ask("GET", "requests").components(separatedBy: "\"path\"").count - 1
        try #require(requestCount > 20)
        let wanted = ProcessInfo.processInfo.environment["ANSWER_STRIDE"].flatMap { Int($0) }
        let stride = wanted ?? requestCount / 2
        let numbers = Array(Swift.stride(from: (stride + 1) / 2, through: requestCount, by: stride))
        for number in numbers {
            if run.isPlayed {
                try run.check()
                run = try begin()
            }
            let round = try run.nextRound()
            try run.franchise.sandbox.ask("POST", "faults", "{\(fault.rawValue),\"nth\":\(number)}")
            let result = try run.apply(round)
            try run.franchise.sandbox.ask("DELETE", "faults")
            try run.settle(named: "\(fault), request \(number), \(result.status)")
        }
        try run.check()
        print("\(fault) with \(isShared ? "shared" : "local") state: \(numbers.count) of \(requestCount) requests")
    }
}
