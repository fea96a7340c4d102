public import FoundationEssentials

/// What becomes of a wall time in a zone whose clocks change.
public enum WallTimeResolution: Hashable, Sendable {
    /// Clocks show it once.
    case unique(ZonedInstant)
    /// Clocks never show it: they jump over it, from one offset to the other.
    case skipped(before: ZoneOffset, after: ZoneOffset)
    /// Clocks show it twice, because they are put back in between.
    case repeated(earlier: ZonedInstant, later: ZonedInstant)
}

/// An instant together with the time its zone keeps then.
public struct ZonedInstant: Hashable, Sendable {
    /// The instant.
    public let date: Date
    /// The offset and the abbreviation in use.
    public let offset: ZoneOffset

    /// The instant at which the zone keeps `offset`.
    public init(date: Date, offset: ZoneOffset) {
        (self.date, self.offset) = (date, offset)
    }

    init(seconds: Int64, offset: ZoneOffset) {
        self.init(date: Date(timeIntervalSince1970: Double(seconds)), offset: offset)
    }
}

extension WallTimeResolution: CustomStringConvertible {
    /// One line: what happens, then the offsets in the order in which clocks keep them.
    public var description: String {
        switch self {
        case .unique(let instant): "unique \(instant.offset)"
        case .skipped(let before, let after): "skipped \(before) \(after)"
        case .repeated(let earlier, let later): "repeated \(earlier.offset) \(later.offset)"
        }
    }
}
