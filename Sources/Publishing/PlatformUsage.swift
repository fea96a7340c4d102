public import FoundationEssentials

/// How much of the allowance for calls is used up, as the platform told it on the side of an answer.
///
/// The platform tells it only now and then, so it can be old: ``heardAt`` says how old.
public struct PlatformUsage: Hashable, Sendable {
    /// The fullest allowance, in percent, at 100 of which calls are refused; `nil` when only a wait was told.
    public var percent: Int?
    /// When the answer came, by this machine's clock.
    public var heardAt: Date
    /// Until when the platform asks to be left alone, by this machine's clock; `nil` when it does not ask.
    public var quietUntil: Date?

    /// What an answer that came at `heardAt` told.
    public init(percent: Int?, heardAt: Date, quietUntil: Date?) {
        self.percent = percent
        self.heardAt = heardAt
        self.quietUntil = quietUntil
    }
}
