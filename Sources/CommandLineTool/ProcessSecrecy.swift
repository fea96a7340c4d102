import CConfinement
import Glibc

/// Keeps what is in this process's memory out of files and out of the reach of other processes.
enum ProcessSecrecy {
    /// The signals of crashes, which Swift's runtime answers with a trace.
    private static let crashes = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP]

    /// No core dump after a crash, and no look into `/proc/PID/mem` or `environ` by other processes of the same user.
    ///
    /// Nor a trace of Swift's: it shows the memory that registers point at, whatever lies there. What a failed check of our
    /// own says, with its file and line, is printed all the same. What the system refuses is no failure: everything else
    /// still holds.
    static func begin() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        _ = cconfinement_hide()
        for number in crashes { signal(number, SIG_DFL) }
    }
}
