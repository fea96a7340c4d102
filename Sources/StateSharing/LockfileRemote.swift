public import ScheduleLock

/// The lockfile that runners share, on a branch of a remote.
public struct LockfileRemote: Sendable {
    /// The lockfile as the branch has it now; an empty one where the branch has none yet.
    public var fetch: @Sendable () async throws(RemoteFailure) -> Lockfile
    /// Merges records into the branch's lockfile with a commit of their own, again whenever somebody was first; answers
    /// the lockfile as it then is. Records that are there already make no commit.
    public var commit: @Sendable (_ records: Lockfile) async throws(RemoteFailure) -> Lockfile

    /// A lockfile kept by these calls.
    public init(
        fetch: @escaping @Sendable () async throws(RemoteFailure) -> Lockfile,
        commit: @escaping @Sendable (Lockfile) async throws(RemoteFailure) -> Lockfile
    ) {
        self.fetch = fetch
        self.commit = commit
    }
}
