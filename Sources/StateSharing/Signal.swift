import Synchronization

/// Wakes one task that has nothing to do; raised while nobody waits, it wakes the next one at once.
final class Signal: Sendable {
    private enum State {
        case lowered, raised
        case awaited(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.lowered)

    /// Returns when the signal is raised or the task is cancelled.
    func wait(isolation: isolated (any Actor)? = #isolation) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation(isolation: isolation) { continuation in
                let isWaiting = state.withLock { state in
                    guard case .lowered = state, !Task.isCancelled else {
                        state = .lowered
                        return false
                    }
                    state = .awaited(continuation)
                    return true
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            raise()
        }
    }

    func raise() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard case .awaited(let continuation) = state else {
                state = .raised
                return nil
            }
            state = .lowered
            return continuation
        }
        waiting?.resume()
    }
}
