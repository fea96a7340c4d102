import FoundationEssentials
import Publishing
import Synchronization

/// Does a piece of work once for all that ask for it at the same time, and not again for a while after it went well.
final class SharedWork: Sendable {
    private struct State {
        var underWay: [String: Task<Refusal?, Never>] = [:]
        var done: [String: Date] = [:]
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Date
    /// In seconds.
    private let memory: TimeInterval

    init(rememberedFor memory: TimeInterval, now: @escaping @Sendable () -> Date) {
        (self.memory, self.now) = (memory, now)
    }

    /// - Parameter work: what is done under `name`; what it throws, all hear that wait for it.
    func perform(_ name: String, _ work: @escaping @Sendable () async throws(Refusal) -> Void) async throws(Refusal) {
        let time = now()
        let task = state.withLock { state -> Task<Refusal?, Never>? in
            if let last = state.done[name], abs(time.timeIntervalSince(last)) < memory { return nil }
            if let task = state.underWay[name] { return task }
            let task = Task { () -> Refusal? in
                var refusal: Refusal?
                do throws(Refusal) { try await work() } catch { refusal = error }
                finish(name, isDone: refusal == nil)
                return refusal
            }
            state.underWay[name] = task
            return task
        }
        if let refusal = await task?.value { throw refusal }
    }

    private func finish(_ name: String, isDone: Bool) {
        let time = now()
        state.withLock { state in
            state.underWay[name] = nil
            guard isDone else { return }
            if state.done.count > 10_000 {
                state.done = state.done.filter { abs(time.timeIntervalSince($0.value)) < memory }
            }
            state.done[name] = time
        }
    }
}
