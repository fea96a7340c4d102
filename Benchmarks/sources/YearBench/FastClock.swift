import FoundationEssentials
import Publishing

/// A clock that runs as fast as the work allows, and the executor of all tasks that go by it.
///
/// Everything happens on the thread that calls ``run(until:)``: when no task has anything to do, the time is that of the
/// next one to wake.
final class FastClock: TaskExecutor, @unchecked Sendable {
    // Unchecked: used on that one thread.
    private(set) var now: Date
    private var ready: [UnownedJob] = []
    private var sleepers: [Int: CheckedContinuation<Void, any Error>] = [:]
    /// When sleepers wake, the next one last.
    private var wakings: [(at: Date, sleeper: Int)] = []
    private var count = 0

    init(startingAt now: Date) { self.now = now }

    func enqueue(_ job: consuming ExecutorJob) { ready.append(UnownedJob(job)) }

    var client: ClockClient {
        ClockClient(now: { self.now }, sleep: { span in try await self.sleep(span) })
    }

    /// Does everything that can be done before `end`.
    func run(until end: Date) {
        while true {
            doWhatCanBeDone()
            guard let next = wakings.last, next.at < end else { break }
            wakings.removeLast()
            now = max(now, next.at)
            sleepers.removeValue(forKey: next.sleeper)?.resume()
        }
        now = max(now, end)
    }

    /// Lets every task go on for as long as none of them has to wait.
    func doWhatCanBeDone() {
        while !ready.isEmpty {
            let jobs = ready
            ready.removeAll(keepingCapacity: true)
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }

    private func sleep(_ span: Duration) async throws {
        count += 1
        let sleeper = count
        let at = now.addingTimeInterval(span / .seconds(1))
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                sleepers[sleeper] = continuation
                let index = wakings.lastIndex { $0.at > at }.map { $0 + 1 } ?? 0
                wakings.insert((at, sleeper), at: index)
            }
        } onCancel: {
            wakings.removeAll { $0.sleeper == sleeper }
            sleepers.removeValue(forKey: sleeper)?.resume(throwing: CancellationError())
        }
    }
}
