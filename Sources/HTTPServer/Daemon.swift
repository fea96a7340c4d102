import CMicroHTTPD
import Glibc
import Synchronization

/// The owner of one libmicrohttpd daemon: it starts it, counts what is under way, and stops it exactly once.
final class Daemon: Sendable {
    let limits: ServerLimits
    let handler: Server.Handler
    private let state = Mutex(State())

    private struct State {
        var daemon: DaemonPointer?
        /// Requests from their first line to the last byte of their answer.
        var openExchanges = 0
        var handlers: [ObjectIdentifier: Task<Void, Never>] = [:]
        var phase = Phase.serving
        var waitingToClose: [CheckedContinuation<Void, Never>] = []
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private enum Phase {
        case serving
        /// No new connection; requests under way finish.
        case finishing
        /// The grace is over: handlers are cancelled, and only they are waited for.
        case cutting
        case stopped
    }

    init(socket: consuming ListeningSocket, limits: ServerLimits, handler: @escaping Server.Handler) throws(ServerError)
    {
        (self.limits, self.handler) = (limits, handler)
        // The daemon keeps this object alive until it has stopped, for its callbacks.
        let context = Unmanaged.passRetained(self)
        let descriptor = socket.take()
        guard
            let pointer = calends_mhd_start(
                descriptor, receive, open, complete, context.toOpaque(), limits.connections, limits.idleSeconds,
                max(limits.head, 4096))
        else {
            let code = errno
            context.release()
            close(descriptor)
            throw .system(call: "MHD_start_daemon", code: code)
        }
        state.withLock { $0.daemon = DaemonPointer(pointer) }
    }

    /// Whether new requests are still answered by the handler.
    var isServing: Bool {
        state.withLock { $0.phase == .serving }
    }

    func exchangeOpened() {
        state.withLock { $0.openExchanges += 1 }
    }

    func exchangeClosed() {
        state.withLock { $0.openExchanges -= 1 }
        closeIfDone()
    }

    /// Runs the handler for an exchange whose connection is suspended already; the exchange resumes it.
    func handle(_ request: ServerRequest, for exchange: Exchange) {
        // Under the lock, so that the task cannot end before it is known.
        state.withLock { state in
            state.handlers[ObjectIdentifier(exchange)] = Task {
                exchange.answer(await handler(request))
                self.state.withLock { _ = $0.handlers.removeValue(forKey: ObjectIdentifier(exchange)) }
                closeIfDone()
            }
        }
    }

    func stop(grace: Duration) async {
        guard let daemon = beginStop() else { return await end() }
        let listening = MHD_quiesce_daemon(daemon.pointer)
        let clock = Task {
            try? await Task.sleep(for: grace)
            cut()
        }
        await withCheckedContinuation { continuation in
            state.withLock { $0.waitingToClose.append(continuation) }
            closeIfDone()
        }
        clock.cancel()
        MHD_stop_daemon(daemon.pointer)
        if listening != MHD_INVALID_SOCKET { close(listening) }
        let waiting = state.withLock { state in
            state.phase = .stopped
            defer { state.waitingForEnd = [] }
            return state.waitingForEnd
        }
        waiting.forEach { $0.resume() }
        Unmanaged.passUnretained(self).release()
    }

    /// The daemon to stop, for the first caller; nil when another call is on it or has done it.
    private func beginStop() -> DaemonPointer? {
        state.withLock { state in
            defer { state.daemon = nil }
            if state.daemon != nil { state.phase = .finishing }
            return state.daemon
        }
    }

    private func end() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.phase != .stopped { state.waitingForEnd.append(continuation) }
                return state.phase == .stopped
            }
            if isOver { continuation.resume() }
        }
    }

    private func cut() {
        let handlers = state.withLock { state in
            if state.phase == .finishing { state.phase = .cutting }
            return state.handlers.values
        }
        handlers.forEach { $0.cancel() }
        closeIfDone()
    }

    /// libmicrohttpd must not be stopped while a connection is suspended, so no handler may be left.
    private func closeIfDone() {
        let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
            let isDone =
                switch state.phase {
                case .serving, .stopped: false
                case .finishing: state.handlers.isEmpty && state.openExchanges == 0
                case .cutting: state.handlers.isEmpty
                }
            guard isDone else { return [] }
            defer { state.waitingToClose = [] }
            return state.waitingToClose
        }
        waiting.forEach { $0.resume() }
    }
}

/// A daemon's handle; libmicrohttpd lets any thread quiesce and stop it, and ``Daemon`` lets only one do so.
private struct DaemonPointer: @unchecked Sendable {
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
}

/// Called at a request's first line, with the target as sent; what it returns is the request's slot from then on.
private func open(
    context: UnsafeMutableRawPointer?, target: UnsafePointer<CChar>?, connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let context, let connection else { return nil }
    let daemon = Unmanaged<Daemon>.fromOpaque(context).takeUnretainedValue()
    let exchange = Exchange(
        daemon: daemon, connection: connection, target: target.map { String(cString: $0) } ?? "/")
    daemon.exchangeOpened()
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// Called when the head is complete, for each piece of the body, after the body, and after each resume.
private func receive(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?, path: UnsafePointer<CChar>?,
    method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, bytes: UnsafePointer<CChar>?,
    count: UnsafeMutablePointer<Int>?, slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let exchange = slot?.pointee, let method, let count else { return .NO }
    let piece = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count.pointee)
    count.pointee = 0  // all of it is taken
    let goesOn = Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
        .proceed(method: String(cString: method), piece: piece)
    return goesOn ? .YES : .NO
}

/// Called once for each slot, when the answer is out or the connection is gone.
private func complete(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
    slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    reason: MHD_RequestTerminationCode
) {
    guard let slot, let opaque = slot.pointee else { return }
    slot.pointee = nil
    let exchange = Unmanaged<Exchange>.fromOpaque(opaque).takeRetainedValue()
    exchange.daemon.exchangeClosed()
}
