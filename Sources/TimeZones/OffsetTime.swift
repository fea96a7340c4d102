public import FoundationEssentials

/// A wall time together with its offset from UTC: an instant that remembers how it was written.
public struct OffsetTime: Hashable, Sendable {
    /// What the wall clock shows.
    public let wallTime: WallTime
    /// How far that clock runs ahead of UTC.
    public let offset: UTCOffset

    /// The instant at which a clock set to `offset` shows `wallTime`.
    public init(_ wallTime: WallTime, offset: UTCOffset) {
        (self.wallTime, self.offset) = (wallTime, offset)
    }

    /// The instant meant.
    public var date: Date {
        Date(timeIntervalSince1970: Double(wallTime.secondsAsIfUTC - Int64(offset.seconds)))
    }
}

extension OffsetTime: CustomStringConvertible {
    /// As in RFC 3339: `2026-12-01T09:00:00+01:00`, or with `Z` for UTC itself.
    public var description: String {
        wallTime.iso8601 + (offset == .zero ? "Z" : "\(offset)")
    }
}
