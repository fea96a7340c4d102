public import FoundationEssentials

/// Time as a run sees it: ``system`` in `main`, a hand-driven clock in tests and in simulation.
public struct ClockClient: Sendable {
    /// The wall clock: what decides whether something is due.
    public var now: @Sendable () -> Date
    /// Sleeps on the monotonic clock; throws only when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// How long a sleep may last before the wall clock is looked at again; nil trusts it to run as the monotonic does.
    public var longestNap: Duration?

    /// A clock that tells the time with `now` and lets it pass with `sleep`.
    public init(
        now: @escaping @Sendable () -> Date, longestNap: Duration? = nil,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.longestNap = longestNap
        self.sleep = sleep
    }

    /// Sleeps until the wall clock shows a time, also when it is set or the machine sleeps meanwhile.
    ///
    /// - Parameter span: how much monotonic time that may take at most; nil for as long as it takes.
    /// - Throws: `CancellationError` alone.
    public func sleep(until time: Date, atMost span: Duration? = nil) async throws {
        var left = span
        while case let distance = Duration.seconds(time.timeIntervalSince(now())), distance > .zero {
            let nap = [distance, left, longestNap].compactMap { $0 }.min() ?? distance
            guard nap > .zero else { return }
            try await sleep(nap)
            left = left.map { $0 - nap }
        }
    }

    /// The machine's own clocks. What is due is sent at most as late as a nap after somebody set the wall clock forward.
    public static let system = ClockClient(
        now: { Date() }, longestNap: .seconds(5), sleep: { try await Task.sleep(for: $0) })
}
