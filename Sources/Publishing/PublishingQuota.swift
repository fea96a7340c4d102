/// How many publications the platform lets an account make, and how many of those are used up.
///
/// Source: content-publishing fact sheet §2.5. The numbers differ between accounts and are never assumed; the platform
/// holds them against publishing alone, not against making containers.
public struct PublishingQuota: Hashable, Sendable {
    /// Publications within the window that ends now; a carousel counts as one.
    public var used: Int
    /// How many the window may hold; `nil` when the platform does not tell.
    public var total: Int?
    /// How long a publication counts; `nil` when the platform does not tell.
    public var window: Duration?

    /// A quota with these numbers.
    public init(used: Int, total: Int?, window: Duration?) {
        self.used = used
        self.total = total
        self.window = window
    }

    /// How many more the window can hold now; `nil` when that is not known.
    public var left: Int? { total.map { max(0, $0 - used) } }
}
