import HTTPServer
import Synchronization

/// The server's handler from the moment it listens: requests that come before the sandbox is ready wait for it.
final class Entrance: Sendable {
    private let state = Mutex(State.closed([]))

    private enum State {
        case closed([CheckedContinuation<Router?, Never>])
        case open(Router)
        /// The sandbox could not start, and its server is about to end.
        case barred
    }

    func answer(_ request: ServerRequest) async -> ServerResponse {
        await router()?.answer(request) ?? ServerResponse(body: .hangUp)
    }

    func open(to router: Router) {
        leave(.open(router), router)
    }

    /// Turns everyone away.
    func bar() {
        leave(.barred, nil)
    }

    private func leave(_ next: State, _ router: Router?) {
        let waiting = state.withLock { state -> [CheckedContinuation<Router?, Never>] in
            defer { state = next }
            if case .closed(let waiting) = state { return waiting }
            return []
        }
        waiting.forEach { $0.resume(returning: router) }
    }

    private func router() async -> Router? {
        await withCheckedContinuation { continuation in
            let decided = state.withLock { state -> Router?? in
                switch state {
                case .open(let router): return .some(router)
                case .barred: return .some(nil)
                case .closed(let waiting):
                    state = .closed(waiting + [continuation])
                    return nil
                }
            }
            if let decided { continuation.resume(returning: decided) }
        }
    }
}
