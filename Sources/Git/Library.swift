import CGit2
import FoundationEssentials

/// libgit2's process-wide state.
enum Library {
    /// Trees up to this size stay in the object cache; libgit2's own limit of 4 KiB would parse a folder of a
    /// hundred entries anew for every commit of a walk.
    private static let largestCachedTree = 1 << 20
    /// What one process keeps of commits and trees in memory, in bytes.
    private static let cacheSize = 96 << 20

    /// Starts libgit2 unless it runs; every way into this module calls it first.
    ///
    /// It runs until the process ends, which gives back what it holds: starting it costs milliseconds, too much for
    /// every repository opened and every file hashed.
    static func start() { _ = started }

    private static let started: Void = {
        SystemAuthorities.areDeferred { _ = git_libgit2_init() }
        // Process-wide. A failure would only leave libgit2's own defaults.
        _ = calends_git_set_cache_object_limit(GIT_OBJECT_TREE, largestCachedTree)
        _ = calends_git_set_cache_max_size(cacheSize)
        // What a partial clone lacks is an object that is missing, and told as such where it is needed.
        _ = calends_git_set_extension("partialclone")
        // A result commit must survive a power cut like everything else that says "published".
        _ = calends_git_set_fsync_gitdir(1)
    }()

    /// Trusts the authorities that git does; every call to a remote begins with it.
    static func trustAuthorities() {
        start()
        _ = authoritiesAreTrusted
    }

    /// Those of the environment, as git-config(1) has it of `http.sslCAInfo`, else those of the system.
    ///
    /// If the file cannot be read, no certificate of theirs is trusted, and the call that needs it says so.
    private static let authoritiesAreTrusted: Void = {
        let deferred = SystemAuthorities.take()
        if let file = ProcessInfo.processInfo.environment["GIT_SSL_CAINFO"] ?? deferred {
            _ = calends_git_set_certificates(file)
        }
    }()

    /// Trusts the authorities in a PEM file besides those of the system, for the whole process.
    static func trustCertificates(in file: String) throws(GitError) {
        trustAuthorities()
        let code = calends_git_set_certificates(file)
        if code < 0 { throw GitError(call: "git_libgit2_opts", code: code) }
    }

    /// Makes libgit2 look for the user's and the system's configuration in `folder` alone, for the whole process.
    static func readConfiguration(onlyIn folder: String) throws(GitError) {
        start()
        let levels = [
            GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
        ]
        for level in levels {
            let code = calends_git_set_search_path(level, folder)
            if code < 0 { throw GitError(call: "git_libgit2_opts", code: code) }
        }
    }
}
