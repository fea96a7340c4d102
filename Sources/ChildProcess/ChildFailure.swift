import Glibc

/// How a program ended.
public enum Ending: Hashable, Sendable {
    /// By itself, with this status.
    case exited(Int32)
    /// By a signal.
    case killed(signal: Int32)

    /// What happened, to complete "the program …": `was killed by SIGSEGV, a crash`.
    public var words: String {
        switch self {
        case .exited(let status): "ended by itself with status \(status)"
        case .killed(let signal): "was killed by \(Self.names[signal] ?? "signal \(signal)")"
        }
    }

    private static let names: [Int32: String] = [
        SIGSEGV: "SIGSEGV, a crash", SIGBUS: "SIGBUS, a crash", SIGABRT: "SIGABRT, a failed check",
        SIGTRAP: "SIGTRAP, a failed check", SIGILL: "SIGILL, a crash", SIGFPE: "SIGFPE, a crash",
        SIGKILL: "SIGKILL", SIGXCPU: "SIGXCPU: it used up its processor time",
        SIGXFSZ: "SIGXFSZ: it wrote too large a file", SIGSYS: "SIGSYS: it asked the system for what it may not",
        SIGTERM: "SIGTERM",
    ]
}

/// Why a program gave no answer.
public enum ChildFailure: Error, Hashable, Sendable {
    /// It could not be started, in the system's words.
    case cannotStart(String)
    /// It ended in the middle.
    case ended(Ending)
    /// It said nothing for so long, and was killed.
    case silent(Duration)
    /// It said something that is no answer, and was killed.
    case talksNonsense
}
