public import ScheduleLock

/// Time and chance as shared state sees them; a simulation drives it by hand.
public struct SharingClock: Sendable {
    /// Time that has passed since a moment of no meaning. It never jumps, and runs on while the machine is suspended:
    /// a right to act that slept through its end must have ended.
    public var elapsed: @Sendable () -> Duration
    /// Sleeps on the same clock; throws only when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws(CancellationError) -> Void
    /// A number from 0 up to 1, different each time, that keeps runners from trying in step.
    public var jitter: @Sendable () -> Double
    /// The wall clock, for people who read the chain.
    public var wallTime: @Sendable () -> Timestamp

    /// Time that is told and passes by these.
    public init(
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
        jitter: @escaping @Sendable () -> Double, wallTime: @escaping @Sendable () -> Timestamp
    ) {
        self.elapsed = elapsed
        self.sleep = sleep
        self.jitter = jitter
        self.wallTime = wallTime
    }
}
