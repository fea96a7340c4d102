import Synchronization

/// One thread, one clock and one source of chance: equal seeds give equal runs, to the last interleaving.
public final class SimulatedWorld: TaskExecutor {
    private struct Sleeper {
        var end: Duration
        var order: Int
        var wake: @Sendable () -> Void
    }

    private struct State {
        var generator: SeededGenerator
        var jobs: [UnownedJob] = []
        var sleepers: [Int: Sleeper] = [:]
        var lastOrder = 0
        var now = Duration.zero
    }

    private let state: Mutex<State>

    /// A world at its beginning.
    public init(seed: UInt64) { state = Mutex(State(generator: SeededGenerator(seed: seed))) }

    /// True time, which no runner sees.
    public var now: Duration { state.withLock { $0.now } }

    /// A number of the world's chance.
    public func random(_ range: ClosedRange<Int>) -> Int {
        state.withLock { Int.random(in: range, using: &$0.generator) }
    }

    /// Whether something happens that does so as often of a hundred times.
    public func happens(_ percent: Int) -> Bool { random(0...99) < percent }

    /// Takes a job that Swift wants run.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Runs `body` once `delay` of true time has passed.
    public func after(_ delay: Duration, _ body: @escaping @Sendable () -> Void) {
        state.withLock { state in
            state.lastOrder += 1
            let end = state.now + max(.zero, delay)
            state.sleepers[state.lastOrder] = Sleeper(end: end, order: state.lastOrder, wake: body)
        }
    }

    /// Sleeps true time; throws when the task is cancelled.
    public func sleep(_ delay: Duration) async throws(CancellationError) {
        let nap = Nap()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                nap.begin(continuation)
                after(delay) { nap.end() }
            }
        } onCancel: {
            nap.end()
        }
        if Task.isCancelled { throw CancellationError() }
    }

    /// Runs until nothing is left to do, or until `end`.
    public func run(until end: Duration = .seconds(1_000_000)) {
        while true {
            let job: UnownedJob? = state.withLock { state in
                guard !state.jobs.isEmpty else { return nil }
                return state.jobs.remove(at: Int.random(in: 0..<state.jobs.count, using: &state.generator))
            }
            if let job {
                job.runSynchronously(on: asUnownedTaskExecutor())
                continue
            }
            let wake: (@Sendable () -> Void)? = state.withLock { state in
                guard let next = state.sleepers.values.min(by: { ($0.end, $0.order) < ($1.end, $1.order) }),
                    next.end <= end
                else { return nil }
                state.sleepers[next.order] = nil
                state.now = next.end
                return next.wake
            }
            guard let wake else { return }
            wake()
        }
    }
}

extension SimulatedWorld {
    /// Runs `body` in the world until it ends, and for 100,000 seconds at the most; answers whether it has ended.
    public func play(_ body: @escaping @Sendable () async throws -> Void) throws -> Bool {
        let outcome = Outcome()
        Task(executorPreference: self) {
            do {
                try await body()
                outcome.set(.success(()))
            } catch {
                outcome.set(.failure(error))
            }
        }
        run(until: now + .seconds(100_000))
        try outcome.get()?.get()
        return outcome.get() != nil
    }
}

/// What a task came to.
private final class Outcome: Sendable {
    private let result = Mutex<Result<Void, any Error>?>(nil)
    func set(_ end: sending Result<Void, any Error>) { result.withLock { $0 = end } }
    func get() -> Result<Void, any Error>? { result.withLock { $0 } }
}

/// One sleep, ended once.
private final class Nap: Sendable {
    private enum State {
        case ahead, ended
        case asleep(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.ahead)

    func begin(_ continuation: CheckedContinuation<Void, Never>) {
        let isOver = state.withLock { state in
            if case .ended = state { return true }
            state = .asleep(continuation)
            return false
        }
        if isOver { continuation.resume() }
    }

    func end() {
        let sleeper: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state = .ended }
            if case .asleep(let continuation) = state { return continuation }
            return nil
        }
        sleeper?.resume()
    }
}
