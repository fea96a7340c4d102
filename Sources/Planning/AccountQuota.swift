public import FoundationEssentials

/// How many publications the platform lets an account make, as it last said, to this machine.
///
/// Nothing is assumed where it has not said so: the platform's own pages disagree (content-publishing fact sheet,
/// "Conflicts worth knowing first").
public struct AccountQuota: Hashable, Sendable {
    /// How many the window may hold.
    public var total: Int
    /// How many it held at ``readAt``, whoever made them.
    public var used: Int
    /// How long one counts.
    public var window: Duration
    /// When the platform said so.
    public var readAt: Date

    /// A quota with these numbers.
    public init(total: Int, used: Int, window: Duration, readAt: Date) {
        self.total = total
        self.used = used
        self.window = window
        self.readAt = readAt
    }

    /// What the platform said; nil where it did not tell how much there is.
    ///
    /// - Parameter window: a day where the platform did not tell.
    public init?(used: Int, total: Int?, window: Duration?, readAt: Date) {
        guard let total, total > 0 else { return nil }
        self.init(total: total, used: used, window: window ?? .seconds(86_400), readAt: readAt)
    }
}
