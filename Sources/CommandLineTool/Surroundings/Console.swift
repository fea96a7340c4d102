import Glibc
import Views

/// Where a command reads and writes: data on standard output, everything else on standard error.
struct Console: Sendable {
    /// Writes data. An answer of `false` says that nobody reads any more.
    var write: @Sendable (String) -> Void
    /// Writes what is for people beside the data.
    var report: @Sendable (String) -> Void
    /// Asks a question and waits for a line; `nil` when nobody can answer.
    var ask: @Sendable (String) -> String?
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
        return Console(
            write: { writeAll($0, to: STDOUT_FILENO) }, report: { writeAll($0, to: STDERR_FILENO) },
            ask: { question in
                writeAll(question, to: STDERR_FILENO)
                return readLine()
            },
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

    /// Writes every byte, or stops where nobody reads any more.
    private static func writeAll(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
