/// How far a clock runs ahead of UTC (behind it when negative).
public struct UTCOffset: Hashable, Comparable, Sendable {
    /// Seconds to add to UTC to get the wall time; positive east of Greenwich.
    public let seconds: Int

    /// No difference from UTC.
    public static let zero = UTCOffset(uncheckedSeconds: 0)

    /// What zone data may hold: RFC 9636 §3.2, `utoff` should lie above -25 and below 26 hours.
    static let range = -89_999...93_599

    /// The offset of so many seconds, or `nil` outside the -24:59:59 to +25:59:59 that zone data may hold.
    public init?(seconds: Int) {
        guard Self.range.contains(seconds) else { return nil }
        self.seconds = seconds
    }

    private init(uncheckedSeconds seconds: Int) { self.seconds = seconds }

    /// Whether `lhs` lies further west than `rhs`.
    public static func < (lhs: UTCOffset, rhs: UTCOffset) -> Bool { lhs.seconds < rhs.seconds }
}

extension UTCOffset: CustomStringConvertible {
    /// As in ISO 8601: `+01:00`, with seconds behind it for the local mean times of old.
    public var description: String {
        let (sign, size) = seconds < 0 ? ("-", -seconds) : ("+", seconds)
        let minutes = "\(sign)\((size / 3600).padded(to: 2)):\((size / 60 % 60).padded(to: 2))"
        return size % 60 == 0 ? minutes : "\(minutes):\((size % 60).padded(to: 2))"
    }
}
