import Dispatch
import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a request to stop: the first lets what is in flight end, the second ends at once.
///
/// Unchecked: dispatch sources may be used from any thread, and their list never changes.
final class Interruption: @unchecked Sendable {
    private let sources: [any DispatchSourceSignal]

    /// Calls `stop` at the first signal.
    init(stop: @escaping @Sendable () -> Void) {
        let count = SignalCount()
        sources = [SIGINT, SIGTERM].map { (number: Int32) -> any DispatchSourceSignal in
            // A dispatch source sees a signal only when its default action is off.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if count.next() > 1 { _exit(128 + number) }
                stop()
            }
            source.resume()
            return source
        }
    }

    /// Gives the signals their usual meaning back.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}

private final class SignalCount: Sendable {
    private let count = Atomic(0)
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
