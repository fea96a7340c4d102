import Synchronization

/// Lets so many in at once; others wait in line.
final class Gate: Sendable {
    private let state: Mutex<(free: Int, line: [CheckedContinuation<Void, Never>])>

    init(width: Int) { state = Mutex((max(1, width), [])) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.line.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state in
            guard !state.line.isEmpty else {
                state.free += 1
                return CheckedContinuation<Void, Never>?.none
            }
            return state.line.removeFirst()
        }
        next?.resume()
    }
}
