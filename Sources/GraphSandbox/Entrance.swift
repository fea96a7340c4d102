import HTTPServer
import Synchronization

/// The server's handler from the moment it listens: requests that come before the sandbox is ready wait for it.
final class Entrance: Sendable {
    private let state = Mutex(State.closed([]))

    private enum State {
        case closed([CheckedContinuation<Router, Never>])
        case open(Router)
    }

    func answer(_ request: ServerRequest) async -> ServerResponse {
        await router().answer(request)
    }

    func open(to router: Router) {
        let waiting = state.withLock { state -> [CheckedContinuation<Router, Never>] in
            defer { state = .open(router) }
            if case .closed(let waiting) = state { return waiting }
            return []
        }
        waiting.forEach { $0.resume(returning: router) }
    }

    private func router() async -> Router {
        await withCheckedContinuation { continuation in
            let router = state.withLock { state -> Router? in
                switch state {
                case .open(let router): return router
                case .closed(let waiting):
                    state = .closed(waiting + [continuation])
                    return nil
                }
            }
            if let router { continuation.resume(returning: router) }
        }
    }
}
