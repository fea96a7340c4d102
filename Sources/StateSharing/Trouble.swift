import Publishing

/// Tries that failed, one after the other, and until when to leave the remote alone.
struct Trouble: Sendable {
    private(set) var failure: RemoteFailure
    private(set) var retryAt: Duration
    private var count = 1

    init(_ failure: RemoteFailure, after earlier: Trouble?, policy: SharingPolicy, clock: SharingClock) {
        self.failure = failure
        count = (earlier?.count ?? 0) + 1
        // Half of the wait is certain, so that chance never makes it nothing.
        let wait = policy.backoff.delay(after: count - 1)
        retryAt = clock.elapsed() + wait / 2 + wait / 2 * clock.jitter()
    }
}
