import Dispatch
import Glibc

/// Asks for a line on a terminal that does not show it.
///
/// Unchecked: dispatch sources may be used from any thread, and nothing else changes.
final class HiddenQuestion: @unchecked Sendable {
    private let terminal: Int32
    private let former: termios
    private var sources: [any DispatchSourceSignal] = []

    /// Whatever ends the program while it asks; `SIGKILL` alone leaves a terminal that shows nothing.
    private static let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// Asks, and waits for a line; nil where `terminal` is none, or nobody answers.
    ///
    /// What is typed is hidden before the question is shown, and what was typed by then counts.
    static func ask(
        _ question: String, at terminal: Int32, report: (String) -> Void, read: () -> String? = { readLine() }
    ) -> String? {
        guard let hidden = HiddenQuestion(terminal) else { return nil }
        defer {
            hidden.end()
            report("\n")
        }
        report(question)
        return read()
    }

    /// Hides what is typed.
    private init?(_ terminal: Int32) {
        var settings = termios()
        guard tcgetattr(terminal, &settings) == 0 else { return nil }
        let former = settings
        (self.terminal, self.former) = (terminal, former)
        sources = Self.endings.map { (number: Int32) -> any DispatchSourceSignal in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Self.show(former, at: terminal)
                signal(number, SIG_DFL)
                kill(getpid(), number)
                _exit(128 + number)
            }
            source.resume()
            return source
        }
        settings.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(terminal, TCSANOW, &settings) == 0 else {
            end()
            return nil
        }
    }

    private func end() {
        Self.show(former, at: terminal)
        for source in sources { source.cancel() }
        for number in Self.endings { signal(number, SIG_DFL) }
    }

    private static func show(_ former: termios, at terminal: Int32) {
        var former = former
        tcsetattr(terminal, TCSANOW, &former)
    }
}
