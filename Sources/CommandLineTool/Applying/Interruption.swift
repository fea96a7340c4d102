import Dispatch
import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a request to stop: the first lets what is in flight end, the second ends at once.
final class Interruption: Sendable {
    private let signalCount = Atomic(0)
    private let stop: @Sendable () -> Void
    private let sources = Mutex<[any DispatchSourceSignal]>([])

    /// Calls `stop` at the first signal.
    init(stop: @escaping @Sendable () -> Void) {
        self.stop = stop
        for number in [SIGINT, SIGTERM] {
            // A dispatch source sees a signal only when its default action is off.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [weak self] in self?.receive(number) }
            source.resume()
            sources.withLock { $0.append(source) }
        }
    }

    /// Gives the signals their usual meaning back.
    func end() {
        sources.withLock { sources in
            for source in sources { source.cancel() }
            sources = []
        }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    private func receive(_ number: Int32) {
        if signalCount.add(1, ordering: .relaxed).newValue == 1 { stop() } else { _exit(128 + number) }
    }
}
