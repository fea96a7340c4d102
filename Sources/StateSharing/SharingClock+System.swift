import FoundationEssentials
import ScheduleLock

extension SharingClock {
    /// The machine's own clocks and chance.
    ///
    /// `ContinuousClock` is one that runs on during suspend. Source: SE-0329; on Linux it reads `CLOCK_BOOTTIME`.
    public static let system: SharingClock = {
        let start = ContinuousClock.now
        return SharingClock(
            elapsed: { ContinuousClock.now - start },
            sleep: { duration async throws(CancellationError) in
                do {
                    try await Task.sleep(for: duration, clock: .continuous)
                } catch {
                    // Nothing else ends a sleep.
                    throw CancellationError()
                }
            },
            jitter: { Double.random(in: 0..<1) }, wallTime: { Timestamp(Date()) })
    }()
}
