public import ContentModel
public import FoundationEssentials
public import Git
public import ScheduleLock
public import StateSharing

/// The state that runners share through a git remote: the journal on a ref of its own, the lockfile on a branch.
public struct GitState: Sendable {
    /// The chain that several runners append to.
    public let journal: JournalRemote
    /// The lockfile as the runs of the core see it.
    public let lockfile: LockfileRemote
    /// The branch of the lockfile, for who has to know its commits.
    public let branch: StateBranch
    let chain: JournalChain
    /// Tries whether the remote takes what is written into the journal.
    public let probe: JournalProbe

    /// Looks the remote up; nothing is asked of it yet.
    ///
    /// - Parameters:
    ///   - root: the top of the work tree of the calendar.
    ///   - folder: where this machine keeps what git ignores, such as `.calends`; the journal's cache goes there.
    ///   - layout: how the lockfile lies in the branch after the next record; it is read either way.
    ///   - environment: who commits, and the credentials; see ``Git/Remote``.
    ///   - observe: hears of each call to the remote.
    /// - Throws: a ``StateSharing/RemoteFailure`` where the configuration names no such remote.
    public init(
        of root: String, settings: StateSettings, folder: String, layout: LockfileLayout = .file,
        environment: [String: String] = ProcessInfo.processInfo.environment, limits: RemoteLimits = RemoteLimits(),
        observe: @escaping Remote.Observer = { _ in }
    ) throws(RemoteFailure) {
        let address: RemoteAddress
        do throws(GitError) {
            address = try Repository(openingAt: root).remote(settings.remote)
        } catch {
            throw RemoteFailure(error, about: .remote)
        }
        let cache = JournalCache(path: "\(folder)/journal.git")
        func remote(_ path: String) -> Remote {
            Remote(address, objectsIn: path, environment: environment, limits: limits, observe: observe)
        }
        let chain = JournalChain(ref: settings.journal, cache: cache, remote: remote(cache.path))
        let branch = StateBranch(
            name: settings.branch, root: root, layout: layout,
            remote: remote(root), cache: cache, cachedRemote: remote(cache.path),
            environment: environment)
        self.branch = branch
        self.chain = chain
        probe = JournalProbe(
            ref: settings.journal, cache: cache, remote: remote(cache.path), rootRemote: remote(root))
        journal = JournalRemote(
            fetch: { known async throws(RemoteFailure) in try await chain.fetch(known) },
            append: { bytes, last async throws(RemoteFailure) in try await chain.append(bytes, last) },
            replace: { bytes, last async throws(RemoteFailure) in try await chain.replace(bytes, last) })
        lockfile = LockfileRemote(
            fetch: { () async throws(RemoteFailure) in try await branch.fetch().lockfile },
            commit: { records async throws(RemoteFailure) in try await branch.commit(records).lockfile })
    }
}
