import FoundationEssentials

/// When things happened within the last 24 hours; older dates are forgotten as new ones arrive.
struct RollingCount: Hashable, Sendable, Codable {
    static let window: TimeInterval = 86_400

    private var dates: [Date] = []

    mutating func add(_ date: Date) {
        dates.removeAll { date.timeIntervalSince($0) >= Self.window }
        dates.append(date)
    }

    /// How many happened in the 24 hours before `now`, and not before `since`.
    func count(at now: Date, since: Date? = nil) -> Int {
        dates.count { date in now.timeIntervalSince(date) < Self.window && (since.map { date >= $0 } ?? true) }
    }
}
