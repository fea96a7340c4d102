import FoundationEssentials

/// The sandbox's time: real time with an offset, or standing still.
struct SandboxClock: Hashable, Codable {
    private var offset: TimeInterval = 0
    private var frozenAt: Date?
    /// The last time given out; time never runs backwards, whatever the machine's clock does.
    private var last = Date.distantPast

    var isFrozen: Bool { frozenAt != nil }

    /// The sandbox's time when the machine's clock reads `real`.
    mutating func now(real: Date) -> Date {
        last = max(last, frozenAt ?? real.addingTimeInterval(offset))
        return last
    }

    /// The first second of the year 10000, which no text of ours can name.
    private static let end = Date(timeIntervalSince1970: 253_402_300_800)

    /// Moves on to a time, which must not lie before the present one, nor past the year 9999.
    ///
    /// - Returns: Whether it was moved.
    mutating func set(_ date: Date, real: Date) -> Bool {
        guard date >= now(real: real), date < Self.end else { return false }
        offset = date.timeIntervalSince(real)
        if isFrozen { frozenAt = date }
        return true
    }

    mutating func freeze(real: Date) {
        frozenAt = now(real: real)
    }

    mutating func unfreeze(real: Date) {
        guard let frozenAt else { return }
        offset = frozenAt.timeIntervalSince(real)
        self.frozenAt = nil
    }
}
