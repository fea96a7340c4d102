import Glibc

/// How many files and sockets this process may have open at once.
enum FileLimit {
    /// Enough for a thousand publications of one second, each on a connection of its own, when the sandbox that takes
    /// them runs in the same process.
    private static let wanted: rlim_t = 8_192

    /// Raises the limit as far as is wanted and the system lets us; shells commonly give 1,024.
    ///
    /// What the system does not give is no failure: an ``HTTP/HTTPClient`` opens fewer connections then.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < wanted else {
            return
        }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
