/// How long to wait before the next try: doubling from `first`, never over `most`.
///
/// Jitter is added by whoever sleeps, so that this stays a value that tests can name.
public struct Backoff: Hashable, Sendable {
    /// The first wait.
    public let first: Duration
    /// The longest wait.
    public let most: Duration

    /// Waits from `first`, doubling up to `most`.
    public init(first: Duration, most: Duration) {
        self.first = first
        self.most = most
    }

    /// - Parameter tries: how many tries have failed already, from 0.
    public func delay(after tries: Int) -> Duration {
        var delay = first
        for _ in 0..<max(0, tries) {
            delay *= 2
            if delay >= most { return most }
        }
        return min(delay, most)
    }

    /// For a container that is being processed. Meta advises a minute; images take seconds.
    public static let polling = Backoff(first: .seconds(1), most: .seconds(60))
    /// For a medium that the account's list does not show yet; the delay is not documented.
    public static let listing = Backoff(first: .seconds(2), most: .seconds(60))
    /// For a server in trouble.
    public static let trouble = Backoff(first: .seconds(5), most: .seconds(300))
    /// For an account that is throttled without being told for how long: every call lengthens the block.
    public static let throttling = Backoff(first: .seconds(60), most: .seconds(3600))
    /// For an account that another runner holds.
    public static let held = Backoff(first: .seconds(5), most: .seconds(30))
    /// For a publication that a run gave up on, and that a later one tries again.
    public static let surrender = Backoff(first: .seconds(60), most: .seconds(3600))
}
