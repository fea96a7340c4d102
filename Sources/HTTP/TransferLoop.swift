import CCurl
import Glibc
import Synchronization

/// The thread that owns libcurl's multi handle, and the inbox through which tasks talk to it.
///
/// The multi handle and every easy handle in it are touched by that thread alone. The one exception is
/// `curl_multi_wakeup`, which libcurl allows from anywhere while the handle lives; so it is called only under the inbox's
/// lock, and the thread closes the inbox before it frees the handle.
final class TransferLoop: Sendable {
    private struct Inbox {
        var submitted: [Transfer] = []
        var cancelled: [Transfer] = []
        var isOpen = true
        /// Whether the thread was woken and has not looked since.
        var isAwake = false
    }

    private let inbox = Mutex(Inbox())
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    private init(multi: UnsafeMutableRawPointer) {
        self.multi = multi
    }

    /// Once a process, and before any other thread uses libcurl.
    private static let libcurlIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// A running loop, or nil when the system has no memory or thread for it.
    static func start(_ configuration: HTTPClient.Configuration, isEncrypted: Bool) -> TransferLoop? {
        guard libcurlIsReady, let multi = curl_multi_init() else { return nil }
        let connections = min(configuration.maximumConnections, openFileLimit / 2)
        let perHost = min(
            configuration.maximumConnectionsPerHost,
            isEncrypted ? configuration.maximumEncryptedConnectionsPerHost : .max)
        let limits = [
            (CURLMOPT_MAX_HOST_CONNECTIONS, perHost),
            (CURLMOPT_MAX_TOTAL_CONNECTIONS, connections),
            (CURLMOPT_MAXCONNECTS, connections),
            (CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX)),
        ]
        guard limits.allSatisfy({ ccurl_multi_set_long(multi, $0, max(1, $1)) == CURLM_OK }) else {
            curl_multi_cleanup(multi)
            return nil
        }
        let loop = TransferLoop(multi: multi)
        guard loop.spawn() else {
            curl_multi_cleanup(multi)
            return nil
        }
        return loop
    }

    /// How many descriptors this process may have open; without an answer, what systems commonly give.
    private static var openFileLimit: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        return Int(clamping: limit.rlim_cur)
    }

    /// Starts the thread with every signal blocked: the program's handlers run elsewhere, and a peer that closes while
    /// OpenSSL writes cannot end the process by SIGPIPE.
    private func spawn() -> Bool {
        var everything = sigset_t()
        var before = sigset_t()
        sigfillset(&everything)
        pthread_sigmask(SIG_SETMASK, &everything, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    func submit(_ transfer: Transfer) {
        let isAccepted = inbox.withLock { inbox in
            guard inbox.isOpen else { return false }
            inbox.submitted.append(transfer)
            wake(&inbox)
            return true
        }
        if !isAccepted { transfer.finish(.failure(transfer.failure(.cancelled, "the client is closed"))) }
    }

    func cancel(_ transfer: Transfer) {
        inbox.withLock { inbox in
            guard inbox.isOpen else { return }
            inbox.cancelled.append(transfer)
            wake(&inbox)
        }
    }

    /// Ends the thread; what is still under way fails as cancelled.
    func close() {
        inbox.withLock { inbox in
            guard inbox.isOpen else { return }
            inbox.isOpen = false
            wake(&inbox)
        }
    }

    /// Once until the thread has looked: a thousand requests of one instant cost one system call, not a thousand.
    private func wake(_ inbox: inout Inbox) {
        guard !inbox.isAwake else { return }
        inbox.isAwake = true
        curl_multi_wakeup(multi)
    }

    // MARK: On the loop's own thread

    private func run() {
        var active: [UnsafeMutableRawPointer: Transfer] = [:]
        var earliest: ContinuousClock.Instant?
        while true {
            let mail = inbox.withLock { inbox in
                defer { (inbox.submitted, inbox.cancelled, inbox.isAwake) = ([], [], false) }
                return inbox
            }
            for transfer in mail.submitted {
                begin(transfer, in: &active)
                if let deadline = transfer.deadline { earliest = min(earliest ?? deadline, deadline) }
            }
            for transfer in mail.cancelled where active[transfer.easy] != nil {
                end(transfer, .failure(transfer.failure(.cancelled, "the task was cancelled")), in: &active)
            }
            guard mail.isOpen else { break }
            var running: Int32 = 0
            let code = curl_multi_perform(multi, &running)
            collectResults(in: &active)
            if let due = earliest, due <= .now { earliest = endOverdue(in: &active) }
            guard code == CURLM_OK, curl_multi_poll(multi, nil, 0, Self.wait(until: earliest), nil) == CURLM_OK else {
                inbox.withLock { $0.isOpen = false }  // out of memory: nothing here can be trusted to go on
                continue
            }
        }
        for transfer in active.values {
            end(transfer, .failure(transfer.failure(.cancelled, "the client is closed")), in: &active)
        }
        curl_multi_cleanup(multi)
    }

    /// Milliseconds for `curl_multi_poll`, which wakes earlier for libcurl's own timers.
    private static func wait(until deadline: ContinuousClock.Instant?) -> Int32 {
        let longest = Duration.seconds(60)
        let left = deadline.map { min(max(.zero, ContinuousClock.now.duration(to: $0)), longest) } ?? longest
        return Int32(left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000) + 1
    }

    /// Ends what has not been sent and no longer may be, and tells when to look again.
    ///
    /// libcurl keeps time for a transfer that has a connection, but not for one in line for one.
    private func endOverdue(in active: inout [UnsafeMutableRawPointer: Transfer]) -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        var next: ContinuousClock.Instant?
        for transfer in active.values where transfer.isUnsent {
            guard let deadline = transfer.deadline else { continue }
            if deadline <= now {
                end(transfer, .failure(transfer.failure(.timedOut, "no connection stood in time")), in: &active)
            } else {
                next = min(next ?? deadline, deadline)
            }
        }
        return next
    }

    private func begin(_ transfer: Transfer, in active: inout [UnsafeMutableRawPointer: Transfer]) {
        guard !transfer.isCancelled.load(ordering: .acquiring) else {
            transfer.finish(.failure(transfer.failure(.cancelled, "the task was cancelled")))
            return
        }
        let code = curl_multi_add_handle(multi, transfer.easy)
        guard code == CURLM_OK else {
            transfer.finish(.failure(transfer.failure(.other, String(cString: curl_multi_strerror(code)))))
            return
        }
        active[transfer.easy] = transfer
    }

    private func collectResults(in active: inout [UnsafeMutableRawPointer: Transfer]) {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left)?.pointee {
            guard message.msg == CURLMSG_DONE, let transfer = active[message.easy_handle] else { continue }
            end(transfer, transfer.result(message.data.result), in: &active)
        }
    }

    private func end(
        _ transfer: Transfer, _ result: Result<HTTPResponse, HTTPError>,
        in active: inout [UnsafeMutableRawPointer: Transfer]
    ) {
        curl_multi_remove_handle(multi, transfer.easy)
        active[transfer.easy] = nil
        transfer.finish(result)
    }
}
