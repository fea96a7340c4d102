import FoundationEssentials
import Publishing
import Synchronization

/// The clock of a rehearsal: real time, moved forward whenever somebody waits.
final class RehearsalClock: Sendable {
    private let offset: Mutex<TimeInterval>
    private let sandbox: RehearsalSandbox

    /// The most that a wait takes in real time: enough for the sandbox to fetch a picture meanwhile.
    private static let longestWait = Duration.milliseconds(20)

    init(start: Date, sandbox: RehearsalSandbox) {
        offset = Mutex(start.timeIntervalSince(Date()))
        self.sandbox = sandbox
    }

    var now: Date { Date().addingTimeInterval(offset.withLock { $0 }) }

    /// Moves on to `date`, unless that is past.
    func advance(to date: Date) {
        let step = date.timeIntervalSince(now)
        if step > 0 { offset.withLock { $0 += step } }
    }

    /// Lets the sandbox's clock catch up.
    func settle() async { await sandbox.catchUp(now) }

    /// The clock as flows use it.
    var client: ClockClient {
        ClockClient(
            now: { self.now },
            sleep: { duration in
                let end = self.now.addingTimeInterval(duration / .seconds(1))
                try await Task.sleep(for: min(duration, Self.longestWait))
                // Those who wait side by side wait together.
                let rest = end.timeIntervalSince(self.now)
                guard rest > 0 else { return }
                self.advance(to: end)
                // Whoever waits, waits for the sandbox: its time passes too, also when it is far ahead of ours.
                await self.sandbox.pass(rest)
                await self.settle()
            })
    }
}
