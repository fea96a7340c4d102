import FoundationEssentials
import Publishing
import ScheduleLock
import StateSharing

extension Process {
    /// Time as this process has it: its machine's wall clock, and sleeps that true time ends.
    var clock: ClockClient {
        ClockClient(
            now: { [self] in machine.wallTime }, longestNap: machine.setup.longestNap,
            sleep: { [self] span in if !(await sleeps(span)) { throw CancellationError() } })
    }

    /// True time, as every machine's monotonic clock has it.
    var sharingClock: SharingClock {
        SharingClock(
            elapsed: { [self] in world.now - .beginning },
            sleep: { [self] span async throws(CancellationError) in
                if !(await sleeps(span)) { throw CancellationError() }
            },
            jitter: jitter, wallTime: { [self] in Timestamp(machine.wallTime) })
    }

    /// A number from 0 up to 1.
    var jitter: @Sendable () -> Double {
        { [self] in Double.random(in: 0..<1, using: &world.dice) }
    }

    /// Whether the sleep ended by itself.
    private func sleeps(_ span: Duration) async -> Bool {
        await wait(whenDead: false, whenCancelled: false) { end in
            world.plan(after: max(span, .zero)) { end(true) }
        }
    }
}
