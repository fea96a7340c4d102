public import Publishing

/// How long things take in shared state, and how much may gather. Equal for all runners of one chain: ``lease`` and
/// ``slowestRequest`` are what exactly once rests on.
public struct SharingPolicy: Hashable, Sendable {
    /// For how long another runner must have been silent before its accounts are taken over.
    public var lease = Duration.seconds(180)
    /// By how much earlier a holder stops: the longest that a request which cannot be undone may be on its way.
    public var slowestRequest = Duration.seconds(60)
    /// For how long a call tries while the remote is away.
    public var patience = Duration.seconds(60)
    /// For how long records gather before the lockfile is committed.
    public var gathering = Duration.seconds(2)
    /// How many links a chain may have before one takes their place.
    public var linkLimit = 200
    /// How many bytes may follow the first link before one takes their place.
    public var byteLimit = 1 << 20
    /// The waits between tries while the remote is away.
    public var backoff = Backoff(first: .seconds(1), most: .seconds(30))

    /// What suits a git host and the platform's time-outs.
    public init() {}
}
