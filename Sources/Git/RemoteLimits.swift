/// How long a remote may take.
public struct RemoteLimits: Hashable, Sendable {
    /// Without a byte of progress that libgit2 reports.
    public var silence: Duration
    /// Altogether.
    public var total: Duration

    /// Limits of one call.
    public init(silence: Duration = .seconds(30), total: Duration = .seconds(120)) {
        (self.silence, self.total) = (silence, total)
    }
}
