import CConfinement
import Glibc

/// Keeps what is in this process's memory out of files and out of the reach of other processes.
enum ProcessSecrecy {
    /// No core dump after a crash, and no look into `/proc/PID/mem` or `environ` by other processes of the same user.
    ///
    /// What the system refuses is no failure: everything else still holds.
    static func begin() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        _ = cconfinement_hide()
    }
}
