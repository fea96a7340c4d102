import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// One call to a remote, on a thread of its own, with limits.
///
/// libgit2 1.5 blocks, and waits for a silent server for ever. So no call runs on a thread of Swift's own pool, and one
/// that goes past its limits is left behind: its caller gets an answer, its thread goes on until the server closes or
/// says something, and a change that was on its way may still be made then. At most ``maximumLeftBehind`` such threads
/// may live; then no further call is begun.
final class RemoteCall: Sendable {
    /// Each is a thread, a socket and a few megabytes that nobody waits for.
    static let maximumLeftBehind = 16
    private static let leftBehind = Mutex(0)

    /// What the callbacks of libgit2 saw.
    struct Sight: Sendable {
        var lastProgress = ContinuousClock.now
        /// From here on, what was asked for may have been done whatever happens.
        var hasSent = false
        var isLeftBehind = false
        /// Why a callback refused to go on.
        var problem: RemoteProblem?
        /// What the server said beside its answer, for people.
        var words: [UInt8] = []
        /// What the server answered about the ref that was pushed: nil before, "" for yes, its words for no.
        var verdict: String?
    }

    let url: RemoteURL
    let credentials: Credentials
    let limits: RemoteLimits
    let start = ContinuousClock.now
    private let sight = Mutex(Sight())

    init(to url: RemoteURL, credentials: Credentials, limits: RemoteLimits) {
        (self.url, self.credentials, self.limits) = (url, credentials, limits)
    }

    /// Reads or changes what was seen.
    func see<Value: Sendable>(_ body: (inout sending Sight) -> sending Value) -> Value { sight.withLock(body) }

    /// Notes that the remote is alive; false when nobody waits any more.
    func noteProgress() -> Bool {
        see { sight in
            sight.lastProgress = .now
            return !sight.isLeftBehind
        }
    }

    /// Notes that from here on the change may happen whatever comes; refuses where nobody waits any more, since who was
    /// told that nothing was changed must be able to rely on it.
    func beginSending() throws(GitError) {
        let mayGoOn = see { sight in
            guard !sight.isLeftBehind else { return false }
            sight.hasSent = true
            return true
        }
        guard mayGoOn else { throw .remote(.cancelled(url: "\(url)", mayHaveHappened: false)) }
    }

    /// Notes that what was sent is known to have had no effect.
    func endSending() { see { $0.hasSent = false } }

    /// Until when a part of the call that can be ended may take.
    var deadline: ContinuousClock.Instant { start + limits.total }

    /// Runs `body` on a thread of its own, and waits for it within the limits.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (RemoteCall) throws(GitError) -> Value
    ) async throws(GitError) -> Value {
        let unanswered = Self.leftBehind.withLock { $0 }
        guard unanswered < Self.maximumLeftBehind else { throw .remote(.tooManyUnanswered(count: unanswered)) }
        let answer = Answer<Value>()
        let watch = Task {
            while let rest = self.remaining() {
                guard rest > .zero else { return self.leave(answer, because: .late) }
                do { try await Task.sleep(for: rest) } catch { return }
            }
        }
        defer { watch.cancel() }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, GitError>, Never>) in
                guard answer.wait(with: continuation) else { return Self.leftBehind.withLock { $0 -= 1 } }
                let code = Self.startThread {
                    let result: Result<Value, GitError>
                    do throws(GitError) { result = .success(try body(self)) } catch { result = .failure(error) }
                    if !answer.give(result) { Self.leftBehind.withLock { $0 -= 1 } }
                }
                guard code != 0 else { return }
                let failure = GitError.library(call: "pthread_create", code: Int(code), message: "no thread")
                if !answer.give(.failure(failure)) { Self.leftBehind.withLock { $0 -= 1 } }
            }
        } onCancel: {
            self.leave(answer, because: .cancelled)
        }
        return try result.get()
    }

    private enum Cause { case late, cancelled }

    /// The time until a limit is passed.
    private func remaining() -> Duration? {
        let now = ContinuousClock.now
        let silent = see { $0.lastProgress } + limits.silence
        return min(now.duration(to: silent), now.duration(to: deadline))
    }

    private func leave(_ answer: Answer<some Sendable>, because cause: Cause) {
        let mayHaveHappened = see { sight in
            sight.isLeftBehind = true
            return sight.hasSent
        }
        let waited = start.duration(to: .now)
        let problem: RemoteProblem =
            switch cause {
            case .late: .noAnswer(url: "\(url)", after: waited, mayHaveHappened: mayHaveHappened)
            case .cancelled: .cancelled(url: "\(url)", mayHaveHappened: mayHaveHappened)
            }
        // Counted before the thread can see that it is late.
        Self.leftBehind.withLock { $0 += 1 }
        if !answer.give(.failure(.remote(problem))) { Self.leftBehind.withLock { $0 -= 1 } }
    }

    /// The first answer to a call; later ones come too late.
    private final class Answer<Value: Sendable>: Sendable {
        private enum State: Sendable {
            case idle
            case awaited(CheckedContinuation<Result<Value, GitError>, Never>)
            case early(Result<Value, GitError>)
            case given
        }
        private let state = Mutex(State.idle)

        /// False when the answer is there already, so that nothing needs to run.
        func wait(with continuation: CheckedContinuation<Result<Value, GitError>, Never>) -> Bool {
            let early: Result<Value, GitError>? = state.withLock { state in
                if case .early(let result) = state {
                    state = .given
                    return result
                }
                state = .awaited(continuation)
                return nil
            }
            if let early { continuation.resume(returning: early) }
            return early == nil
        }

        /// False when an answer was given before.
        func give(_ result: Result<Value, GitError>) -> Bool {
            let previous = state.withLock { state in
                let previous = state
                switch state {
                case .idle: state = .early(result)
                case .awaited: state = .given
                case .early, .given: break
                }
                return previous
            }
            switch previous {
            case .idle: return true
            case .awaited(let continuation):
                continuation.resume(returning: result)
                return true
            case .early, .given: return false
            }
        }
    }
}

extension RemoteCall {
    private final class ThreadBody {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread that nobody joins; 0 when it runs.
    private static func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(ThreadBody(body))
        let code = pthread_create(
            &thread, &attributes,
            { raw in
                // libgit2 writes to sockets without MSG_NOSIGNAL: a server that hangs up must not end the process.
                var signals = sigset_t()
                sigemptyset(&signals)
                sigaddset(&signals, SIGPIPE)
                pthread_sigmask(SIG_BLOCK, &signals, nil)
                if let raw { Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue().run() }
                return nil
            }, retained.toOpaque())
        if code != 0 { retained.release() }
        return code
    }
}
