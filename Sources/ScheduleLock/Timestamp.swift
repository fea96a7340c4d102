public import FoundationEssentials

/// An instant in whole seconds, as lockfile and journal write it: `2026-12-01T08:00:00Z`.
public struct Timestamp: Hashable, Sendable {
    public let secondsSince1970: Int64

    public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// The second that `date` lies in.
    public init(_ date: Date) { self.init(secondsSince1970: Int64(date.timeIntervalSince1970.rounded(.down))) }

    public var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }
}
