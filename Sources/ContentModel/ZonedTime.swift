public import FoundationEssentials

/// An instant together with the wall clock it was meant on: a time of day never travels without its zone.
public struct ZonedTime: Hashable, Sendable {
    /// The moment itself.
    public let instant: Date
    /// Seconds east of UTC at that instant.
    public let utcOffset: Int
    /// An IANA name such as `Europe/Paris`, or the offset as written, such as `+01:00`.
    public let zone: String

    /// The moment that a clock so far ahead of UTC shows.
    public init(instant: Date, utcOffset: Int, zone: String) {
        self.instant = instant
        self.utcOffset = utcOffset
        self.zone = zone
    }
}
