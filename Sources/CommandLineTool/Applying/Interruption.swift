import Dispatch
import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a request to stop: the first lets what is in flight end, the second ends at once.
///
/// Ending at once is safe at every moment: whatever cannot be undone was recorded before it was asked for, and the next
/// run finds out what became of it.
///
/// Unchecked: dispatch sources may be used from any thread, and their list never changes.
final class Interruption: @unchecked Sendable {
    private let sources: [any DispatchSourceSignal]
    private let progress = Progress()

    /// What has come of it so far.
    private final class Progress: Sendable {
        private let signals = Atomic(0)
        let isOver = Atomic(false)
        func countSignal() -> Int { signals.add(1, ordering: .relaxed).newValue }
    }

    /// How long what is in flight may take to end; service managers kill what takes longer.
    static let patience = 9

    /// Calls `stop` at the first signal.
    ///
    /// - Parameter tooLate: called when what is in flight has not ended in time, before the process ends; nil waits
    ///   for as long as it takes.
    init(stop: @escaping @Sendable () -> Void, tooLate: (@Sendable () -> Int32)? = nil) {
        let progress = progress
        sources = [SIGINT, SIGTERM].map { (number: Int32) -> any DispatchSourceSignal in
            // Until the source has put its own handler in place, a signal ends the process: to ignore it would lose it.
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if progress.countSignal() > 1 { _exit(128 + number) }
                stop()
                guard let tooLate else { return }
                DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.patience)) {
                    if !progress.isOver.load(ordering: .acquiring) { _exit(tooLate()) }
                }
            }
            source.resume()
            return source
        }
    }

    /// Gives the signals their usual meaning back.
    func end() {
        progress.isOver.store(true, ordering: .releasing)
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
