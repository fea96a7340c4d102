import Glibc
import Synchronization
import Views

/// Where a command reads and writes: data on standard output, everything else on standard error.
struct Console: Sendable {
    /// Writes data.
    var write: @Sendable (String) -> Void
    /// Why some of the data could not be written, as an error code; `nil` where it could, or nobody read it any more.
    var failure: @Sendable () -> Int32?
    /// Why so many bytes of data could not be written now, in words; `nil` where nothing is known to be in the way.
    var obstacle: @Sendable (_ count: Int) -> String? = { _ in nil }
    /// Writes what is for people beside the data.
    var report: @Sendable (String) -> Void
    /// Asks a question and waits for a line; `nil` when nobody can answer.
    var ask: @Sendable (String) -> String?
    /// Asks for what must not be seen, and waits for a line that is not shown; `nil` when nobody can answer.
    var askSecret: @Sendable (String) -> String? = { _ in nil }
    /// How text on standard output is drawn.
    var style: Style
    /// How text on standard error is drawn.
    var reportStyle: Style
    /// Whether a person reads standard output, and no program does.
    var isRead: Bool
    /// Whether a person watches standard error, so that lines may be drawn anew.
    var isWatched: Bool
    /// Whether a person can answer.
    var isInteractive: Bool

    /// The process's own streams.
    ///
    /// - Parameter color: `auto`, `always` or `never`; the environment is asked for `NO_COLOR`, `TERM` and `COLUMNS`.
    static func standard(color: String, environment: [String: String]) -> Console {
        let isDumb = environment["TERM"] == "dumb"
        let mayColor = (environment["NO_COLOR"] ?? "").isEmpty && !isDumb
        func style(_ descriptor: Int32) -> Style {
            let isTerminal = isatty(descriptor) == 1
            let isColored = color == "always" || (color == "auto" && isTerminal && mayColor)
            return Style(isColored: isColored, columns: isTerminal ? columns(of: descriptor, environment) : 80)
        }
        let isWatched = isatty(STDERR_FILENO) == 1 && !isDumb
        let failure = FirstFailure()
        // There is nowhere to tell that errors cannot be told.
        @Sendable func report(_ text: String) { _ = StandardStreams.write(text, to: STDERR_FILENO) }
        return Console(
            write: { text in
                if let code = StandardStreams.write(text, to: STDOUT_FILENO) { failure.note(code) }
            },
            failure: { failure.code }, obstacle: { StandardStreams.obstacle(to: $0, at: STDOUT_FILENO) },
            report: { report($0) },
            ask: { question in
                report(question)
                return readLine()
            },
            askSecret: { HiddenQuestion.ask($0, at: STDIN_FILENO, report: report) },
            style: style(STDOUT_FILENO), reportStyle: style(STDERR_FILENO),
            isRead: isatty(STDOUT_FILENO) == 1, isWatched: isWatched,
            isInteractive: isWatched && isatty(STDIN_FILENO) == 1)
    }

    /// The terminal's width, with a bound that keeps lines readable.
    private static func columns(of descriptor: Int32, _ environment: [String: String]) -> Int {
        if let text = environment["COLUMNS"], let columns = Int(text), columns > 0 { return min(columns, 120) }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return min(Int(size.ws_col), 120)
    }
}

/// The first error met on a stream.
private final class FirstFailure: Sendable {
    private let first = Mutex<Int32?>(nil)

    var code: Int32? { first.withLock { $0 } }

    func note(_ code: Int32) { first.withLock { $0 = $0 ?? code } }
}
