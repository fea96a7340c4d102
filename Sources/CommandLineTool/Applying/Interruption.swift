import Dispatch
import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM, and SIGHUP where that is asked for, into a request to stop: the first lets what is in flight end, the second ends at once.
///
/// Ending at once is safe at every moment: whatever cannot be undone was recorded before it was asked for, and the next
/// run finds out what became of it.
///
/// Unchecked: dispatch sources may be used from any thread, and their list never changes.
final class Interruption: @unchecked Sendable {
    private let signals: [Int32]
    private let sources: [any DispatchSourceSignal]
    private let progress = Progress()

    /// What has come of it so far.
    private final class Progress: Sendable {
        private let signals = Atomic(0)
        let first = Atomic<Int32>(0)
        let isOver = Atomic(false)
        func countSignal() -> Int { signals.add(1, ordering: .relaxed).newValue }
    }

    /// How long what is in flight may take to end; service managers kill what takes longer.
    static let patience = 9

    /// Calls `stop` at the first signal.
    ///
    /// - Parameters:
    ///   - hearsHangups: whether a closed terminal tells it to stop, too, unless that is ignored (nohup).
    ///   - tooLate: called when what is in flight has not ended in time, before the process ends; nil waits for as long
    ///     as it takes.
    init(
        hearsHangups: Bool = false, stop: @escaping @Sendable () -> Void, tooLate: (@Sendable () -> Int32)? = nil
    ) {
        let progress = progress
        signals = [SIGINT, SIGTERM] + (hearsHangups && !Self.ignoresHangups ? [SIGHUP] : [])
        sources = signals.map { (number: Int32) -> any DispatchSourceSignal in
            // Until the source has put its own handler in place, a signal ends the process: to ignore it would lose it.
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if progress.countSignal() > 1 { _exit(128 + number) }
                progress.first.store(number, ordering: .releasing)
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
        for number in signals { signal(number, SIG_DFL) }
    }

    /// The signal that told it to stop; nil where none did.
    var received: Int32? {
        let number = progress.first.load(ordering: .acquiring)
        return number == 0 ? nil : number
    }

    private static var ignoresHangups: Bool {
        var action = sigaction()
        guard sigaction(SIGHUP, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1  // SIG_IGN
    }
}
