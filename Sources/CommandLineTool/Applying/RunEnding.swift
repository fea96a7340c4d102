import Diagnostics
import Publishing

/// How a run came to its end.
struct RunEnding: Sendable {
    /// Still counting: what follows the work must end in time, too.
    let interruption: Interruption
    /// What could not be made durable, or whatever else ended it.
    var failure: (any Error)?
    /// Whether a signal ended it.
    var wasInterrupted = false

    /// What the shell hears of it.
    var status: ExitStatus {
        if let failure { CommandFailure(failure).status } else { wasInterrupted ? .tryLater : .done }
    }

    /// Runs `body` until it ends, or is told to by a signal.
    static func of(
        whenStopped: @escaping @Sendable () -> Void, whenTooLate: @escaping @Sendable () -> Void,
        _ body: @escaping @Sendable () async throws -> Void
    ) async -> RunEnding {
        let work = Task { try await body() }
        let interruption = Interruption(
            stop: {
                whenStopped()
                work.cancel()
            },
            tooLate: {
                whenTooLate()
                return ExitStatus.tryLater.rawValue
            })
        do {
            try await work.value
            return RunEnding(interruption: interruption)
        } catch is CancellationError {
            return RunEnding(interruption: interruption, wasInterrupted: true)
        } catch {
            return RunEnding(interruption: interruption, failure: error)
        }
    }
}
