/// The time a zone keeps for a while: its offset from UTC, and what people call it.
public struct ZoneOffset: Hashable, Sendable {
    /// How far the zone's clocks run ahead of UTC.
    public let utc: UTCOffset
    /// The name in use, such as `CET`, or digits such as `+0530` where there is none.
    public let abbreviation: String
    /// Whether the zone's law calls this its daylight saving time (in Dublin that is the winter).
    public let isDaylight: Bool

    /// Seconds to add to UTC to get the wall time.
    public var seconds: Int { utc.seconds }

    /// The time of this offset and name.
    public init(utc: UTCOffset, abbreviation: String, isDaylight: Bool) {
        (self.utc, self.abbreviation, self.isDaylight) = (utc, abbreviation, isDaylight)
    }
}

extension ZoneOffset: CustomStringConvertible {
    /// For messages: `+01:00 (CET)`, or `+05:30` alone where the name would only repeat the digits.
    public var description: String {
        abbreviation.utf8.contains { UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 }
            ? "\(utc) (\(abbreviation))" : "\(utc)"
    }
}
