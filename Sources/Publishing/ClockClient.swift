public import FoundationEssentials

/// Time as the applier sees it: ``system`` in `main`, a hand-driven clock in tests and in simulation.
public struct ClockClient: Sendable {
    /// The wall clock: what decides whether something is due.
    public var now: @Sendable () -> Date
    /// Sleeps on the monotonic clock; throws only when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    /// A clock that tells the time with `now` and lets it pass with `sleep`.
    public init(now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's own clocks.
    public static let system = ClockClient(now: { Date() }, sleep: { try await Task.sleep(for: $0) })
}
