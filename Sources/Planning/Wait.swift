public import FoundationEssentials

/// Why a publication waits although nothing asks a person to act.
public struct Wait: Hashable, Sendable {
    /// About when it goes on; in the past when the run that was to go on with it has not come yet.
    public var until: Date
    /// What is waited for, in words.
    public var reason: String

    /// A wait until about then.
    public init(until: Date, reason: String) {
        self.until = until
        self.reason = reason
    }
}
