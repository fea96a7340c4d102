import Foundation
import Synchronization

@testable import Publishing

/// Runs everything that a test starts on one thread, one piece after the other, so that it is known when all of it waits.
final class OneThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs until everything waits for something else than this thread.
    func runDry() {
        while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}

/// A wall clock that can be set, and a monotonic one that passes only when a test lets it.
final class HandClock: Sendable {
    fileprivate struct Sleeper {
        let number: Int
        let until: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    fileprivate struct State {
        var wall: Date
        var elapsed = Duration.zero
        var sleepers: [Sleeper] = []
        var count = 0
    }

    private let state: Mutex<State>

    init(at wall: Date) { state = Mutex(State(wall: wall)) }

    var now: Date { state.withLock { $0.wall } }
    /// Monotonic time since the beginning, in seconds.
    var elapsed: Double { state.withLock { $0.elapsed / .seconds(1) } }

    var client: ClockClient {
        ClockClient(now: { self.now }, longestNap: .seconds(5)) { try await self.sleep($0) }
    }

    /// Sets the wall clock without any time passing.
    func set(by seconds: TimeInterval) { state.withLock { $0.wall += seconds } }

    /// Lets time pass until the first of those who sleep wakes; answers whether anybody did.
    func passToNextWaking() -> Bool {
        let woken = state.withLock { state -> Sleeper? in
            guard let next = state.sleepers.indices.min(by: { state.isEarlier($0, than: $1) }) else { return nil }
            let sleeper = state.sleepers.remove(at: next)
            let span = max(.zero, sleeper.until - state.elapsed)
            state.elapsed += span
            state.wall += span / .seconds(1)
            return sleeper
        }
        woken?.continuation.resume()
        return woken != nil
    }

    private func sleep(_ span: Duration) async throws {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    guard !Task.isCancelled else { return true }
                    state.sleepers.append(
                        Sleeper(number: number, until: state.elapsed + span, continuation: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}

extension HandClock.State {
    fileprivate func isEarlier(_ one: Int, than other: Int) -> Bool {
        (sleepers[one].until, sleepers[one].number) < (sleepers[other].until, sleepers[other].number)
    }
}
