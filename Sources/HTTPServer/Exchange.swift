import CMicroHTTPD
import Synchronization

/// One request and its answer on one connection: collects the body, has it handled, sends what comes back.
final class Exchange: Sendable {
    let daemon: Daemon
    private let connection: Connection
    private let target: String
    private let state = Mutex(State())

    private struct State {
        var phase = Phase.head
        var body: [UInt8] = []
        /// Bytes let go after the limit was passed.
        var excess = 0
    }

    /// How many bytes past the limit are read and let go, so that an honest client gets to read why.
    private static let toleratedExcess = 16 << 20

    private enum Phase {
        case head
        case body
        /// The body, sent without a declared length, has passed the limit: it is read on only to be able to say so.
        case overflow
        /// The connection is suspended until the handler has answered.
        case handling
        case answered(ServerResponse)
        /// An answer is queued; whatever still comes in is let go.
        case sending
    }

    init(daemon: Daemon, connection: OpaquePointer, target: String) {
        (self.daemon, self.connection, self.target) = (daemon, Connection(connection), target)
    }

    /// One call of libmicrohttpd, on its thread.
    ///
    /// - Returns: Whether the connection goes on; false closes it.
    func proceed(method: String, piece: UnsafeRawBufferPointer) -> Bool {
        let step = state.withLock { state -> Step in
            switch state.phase {
            case .head:
                state.phase = .body
                return .admit
            case .body where !piece.isEmpty:
                // Counted by subtraction, which cannot overflow: the body never exceeds the limit.
                if piece.count <= daemon.limits.body - state.body.count {
                    state.body.append(contentsOf: piece)
                } else {
                    (state.phase, state.body) = (.overflow, [])
                }
                return .wait
            case .body:
                state.phase = .handling
                return .handle(state.body)
            case .overflow where !piece.isEmpty:
                state.excess += min(piece.count, Self.toleratedExcess)
                return state.excess < Self.toleratedExcess ? .wait : .close
            case .overflow:
                return .refuseBody
            case .handling:
                return .wait
            case .answered(let response):
                state.phase = .sending
                return .send(response)
            case .sending:
                return .wait
            }
        }
        switch step {
        case .wait: return true
        case .close: return false
        case .admit: return admit()
        case .send(let response): return connection.send(response)
        case .refuseBody: return refuseBody()
        case .handle(let body):
            let request = ServerRequest(method: method, target: target, headers: connection.headers(), body: body)
            connection.suspend()  // before the handler starts, which may be done at once
            daemon.handle(request, for: self)
            return true
        }
    }

    private enum Step {
        case wait
        case close
        case admit
        case refuseBody
        case handle([UInt8])
        case send(ServerResponse)
    }

    /// Keeps the answer and wakes the connection, which then calls ``proceed(method:piece:)``.
    func answer(_ response: ServerResponse) {
        state.withLock { $0.phase = .answered(response) }
        connection.resume()
    }

    /// Decides by the head alone whether the body is wanted, so that a client that asks first never sends it in vain.
    private func admit() -> Bool {
        guard daemon.isServing else { return refuse(503, "the server is stopping\n") }
        let declared = connection.header("Content-Length").map { UInt64($0) ?? .max } ?? 0
        guard declared <= UInt64(max(daemon.limits.body, 0)) else {
            return refuseBody()
        }
        return true
    }

    private func refuseBody() -> Bool {
        refuse(413, "the body is larger than \(daemon.limits.body) bytes, the most this server takes\n")
    }

    private func refuse(_ status: Int, _ text: String) -> Bool {
        state.withLock { $0.phase = .sending }
        var response = ServerResponse.text(text, status: status)
        response.headers.append(.init("Connection", "close"))
        return connection.send(response)
    }
}
