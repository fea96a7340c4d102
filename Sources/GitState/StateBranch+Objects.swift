import Git
import LocalState
import ObjectIDs
import ScheduleLock

extension StateBranch {
    /// What the cache remembers of the branch, from which a fetch goes on.
    private static let seen = "refs/calends/branch"

    /// Brings the branch's objects to the calendar's repository; answers where the branch stands.
    func fetchObjects() async throws(GitError) -> CommitID? {
        guard try Repository(openingAt: root).isShallow else {
            return try await remote.fetch(ref, tracking: remote.address.trackingRef(of: ref))
        }
        // Where nothing is new there is nothing to go on from.
        let position = try await remote.position(of: ref)
        if let position, try Repository(openingAt: root).contains(position.object) { return position }
        let commit = try await cache.use { () async throws(GitError) -> CommitID? in
            try await cachedRemote.fetch(ref, tracking: Self.seen)
        }
        if let commit { try bringHome(commit) }
        return commit
    }

    /// The lockfile of a commit, as the files it lies in; nil where it has none.
    func lockfileParts(in commit: CommitID) throws(GitError) -> LockfileParts? {
        let repository = try Repository(openingAt: root)
        return try LockfileParts(at: Self.path, of: commit, in: repository)
    }

    /// Puts a commit of the lockfile on top of the tip; nil when somebody was first.
    func push(_ lockfile: Lockfile, on tip: Tip) async throws(GitError) -> CommitID? {
        let isShallow = try Repository(openingAt: root).isShallow
        let commit = try store(lockfile, on: tip)
        let outcome: Remote.PushOutcome
        if isShallow {
            outcome = try await cache.use { () async throws(GitError) -> Remote.PushOutcome in
                // All that comes before is looked through for what the remote has.
                if let before = tip.commit, try !Repository(openingAt: cache.path).contains(before.object) {
                    _ = try await cachedRemote.fetch(ref, tracking: Self.seen)
                }
                try Repository(openingAt: cache.path).copy(commit, from: Repository(openingAt: root))
                return try await cachedRemote.push(commit, to: ref, expecting: tip.commit)
            }
        } else {
            outcome = try await remote.push(commit, to: ref, expecting: tip.commit)
        }
        guard outcome == .accepted else { return nil }
        try note(commit)
        return commit
    }

    private func store(_ lockfile: Lockfile, on tip: Tip) throws(GitError) -> CommitID {
        let repository = try Repository(openingAt: root)
        let message = RecordingMessage(lockfile.changes(since: tip.lockfile)).text
        let people: CommitPeople
        do throws(GitError) {
            people = try repository.people(environment: environment)
        } catch {
            // In CI nobody has a name.
            guard case .noIdentity = error else { throw error }
            people = .calends(at: try Repository.now())
        }
        var tree: TreeID?
        if let commit = tip.commit { tree = try repository.tree(of: commit) }
        let change = try LockfileChange(
            to: lockfile, as: layout, at: Self.path,
            from: tip.commit.flatMap { commit throws(GitError) in
                try lockfileParts(in: commit)
            })
        return try repository.storeCommit(
            change.contents, removing: change.removed, in: tree, on: tip.commit, message: message, by: people)
    }

    private func bringHome(_ commit: CommitID) throws(GitError) {
        try Repository(openingAt: root).copy(commit, from: Repository(openingAt: cache.path))
        try note(commit)
    }

    /// Lets the remote-tracking ref follow, as after a fetch or a push of git's.
    private func note(_ commit: CommitID) throws(GitError) {
        guard let tracking = remote.address.trackingRef(of: ref) else { return }
        do throws(GitError) {
            try Repository(openingAt: root).remember(commit, as: tracking)
        } catch {
            // Somebody else is moving it; the next fetch does.
            guard case .locked = error else { throw error }
        }
    }
}
