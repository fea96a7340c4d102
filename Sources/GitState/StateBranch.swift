import ContentModel
import Diagnostics
import Git
import LocalState
public import ObjectIDs
public import ScheduleLock
public import StateSharing

/// The branch of a remote that carries the lockfile.
public struct StateBranch: Sendable {
    /// Its name below `refs/heads/`.
    public let name: String
    /// The top of the calendar's work tree, whose repository takes the objects.
    let root: String
    /// How the lockfile lies in the branch once it is written.
    let layout: LockfileLayout
    let remote: Remote
    /// Where a shallow clone's branch is fetched to: libgit2 1.5 cannot go on from the edge of one.
    let cache: JournalCache
    /// The same remote, whose objects go through the cache.
    let cachedRemote: Remote
    let environment: [String: String]

    /// The lockfile's path in the branch.
    static let path = RepositoryPath(StatePaths.real.lockfile)
    /// How often somebody else may be first: with waits of up to two seconds, half a minute of others' commits.
    private static let tries = 30

    /// The branch as it stands on the remote.
    public struct Tip: Hashable, Sendable {
        /// Its newest commit; nil where the remote has no such branch.
        public let commit: CommitID?
        /// The lockfile there; an empty one where there is none.
        public let lockfile: Lockfile
    }

    /// What became of records.
    public struct Recording: Hashable, Sendable {
        /// The lockfile as the branch has it now.
        public let lockfile: Lockfile
        /// Where the branch was; nil where there was none.
        public let previous: CommitID?
        /// The new commit on top of that; nil where nothing was new.
        ///
        /// Its objects are in the calendar's repository; HEAD, the local branch and the work tree are as they were.
        public let commit: CommitID?
    }

    var ref: String { "refs/heads/\(name)" }

    /// Looks where the branch stands, and brings it to the calendar's repository and its remote-tracking ref.
    ///
    /// Of a shallow clone the whole history of the branch is fetched into the cache, which for a branch of the lockfile
    /// alone is little.
    public func fetch() async throws(RemoteFailure) -> Tip {
        let commit: CommitID?
        let parts: LockfileParts?
        do throws(GitError) {
            commit = try await fetchObjects()
            parts = try commit.flatMap { commit throws(GitError) in try lockfileParts(in: commit) }
        } catch {
            throw RemoteFailure(error, about: .lockfile(branch: name))
        }
        return Tip(commit: commit, lockfile: try parse(parts))
    }

    /// Merges records into the branch's lockfile with a commit that changes nothing else, again whenever somebody was
    /// first.
    public func commit(_ records: Lockfile) async throws(RemoteFailure) -> Recording {
        for attempt in 1...Self.tries {
            let tip = try await fetch()
            let merged = Lockfile.merged(tip.lockfile, records)
            guard merged != tip.lockfile else {
                return Recording(lockfile: merged, previous: tip.commit, commit: nil)
            }
            let isOfCalendar: Bool
            do throws(GitError) {
                isOfCalendar = try self.isOfCalendar
            } catch {
                throw RemoteFailure(error, about: .lockfile(branch: name))
            }
            if tip.commit == nil, isOfCalendar { throw notPushedYet }
            do throws(GitError) {
                if let commit = try await push(merged, on: tip) {
                    return Recording(lockfile: merged, previous: tip.commit, commit: commit)
                }
            } catch {
                throw RemoteFailure(error, about: .lockfile(branch: name))
            }
            await wait(after: attempt)
        }
        throw RemoteFailure(
            .away, mayHaveHappened: false,
            message: "others committed to branch '\(name)' of \(remote.address.pushURL) first, \(Self.tries) times — "
                + "what was published is in the journal, and not in the lockfile yet",
            fix: "run it again: the next run records it")
    }

    func parse(_ parts: LockfileParts?) throws(RemoteFailure) -> Lockfile {
        do throws(LockfilePartError) {
            return try parts?.lockfile() ?? Lockfile()
        } catch {
            let said = error.error.diagnostic(file: error.path(in: StatePaths.real.lockfile))
            let place = said.location.map { "\($0): " } ?? ""
            throw RemoteFailure(
                .refused, mayHaveHappened: false,
                message: "\(place)\(said.message), on branch '\(name)' of \(remote.address.fetchURL) — \(said.why)",
                fix: "correct the file on that branch; its history has the last good one")
        }
    }

    /// Whether the calendar's work tree is on this branch.
    private var isOfCalendar: Bool {
        get throws(GitError) {
            switch try Repository(openingAt: root).head() {
            case .branch(name, _), .unborn(name): true
            case .branch, .unborn, .detached: false
            }
        }
    }

    /// The branch that the calendar is on is not begun with a lockfile alone.
    private var notPushedYet: RemoteFailure {
        RemoteFailure(
            .refused, mayHaveHappened: false,
            message: "\(remote.address.pushURL) has no branch '\(name)' — the calendar is on it, and a lockfile alone "
                + "would begin another history",
            fix: "run: git push --set-upstream \(remote.address.name) \(name)")
    }

    /// Of random length, so that runners do not meet again at every try.
    private func wait(after attempt: Int) async {
        let longest = min(2_000, 50 << min(attempt, 6))
        // Cut short by a cancellation, which the next call to the remote answers.
        try? await Task.sleep(for: .milliseconds(Int.random(in: 10...longest)))
    }
}
