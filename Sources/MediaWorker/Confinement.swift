import CConfinement
import Glibc

/// What the worker gives up before it looks at the first file, so that a file that takes it over has gained nothing.
enum Confinement {
    /// The address space of the worker, in bytes: room for a picture of a hundred megapixels at eight bytes each, and for
    /// the threads of a video coder.
    static let addressSpace: rlim_t = 4 << 30
    /// The largest file it may write, in bytes.
    static let largestFile: rlim_t = 1 << 30

    /// Gives up what is not needed below `scratch`. What a kernel cannot do is left out: the others still hold.
    static func begin(in scratch: String) {
        limit(RLIMIT_AS, to: addressSpace)
        limit(RLIMIT_FSIZE, to: largestFile)
        limit(RLIMIT_CORE, to: 0)
        limit(RLIMIT_NOFILE, to: 64)
        _ = cconfinement_give_up_privileges()
        _ = cconfinement_keep_to_folder(scratch)
        _ = cconfinement_keep_to_itself()
    }

    /// Ends the process once it has used so much more processor time.
    static func allow(processorSeconds: Int) {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let used = rlim_t(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        var current = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &current)
        // The hard limit stays, so that the next file gets its own share.
        current.rlim_cur = min(used + rlim_t(processorSeconds) + 1, current.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &current)
    }

    private static func limit(_ resource: __rlimit_resource, to most: rlim_t) {
        var limit = rlimit(rlim_cur: most, rlim_max: most)
        var current = rlimit()
        if getrlimit(__rlimit_resource_t(resource.rawValue), &current) == 0 {
            limit.rlim_max = min(most, current.rlim_max)
            limit.rlim_cur = min(most, limit.rlim_max)
        }
        setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }
}
