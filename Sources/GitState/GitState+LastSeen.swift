import Diagnostics
import Git
public import ObjectIDs
public import Publishing
public import ScheduleLock
public import StateSharing

extension GitState {
    /// Lockfile and journal as this machine saw them last; nothing is asked of the remote.
    ///
    /// - Throws: a ``StateSharing/RemoteFailure`` where what was seen is damaged, or of a newer version.
    public func lastSeen() throws(RemoteFailure) -> RunState {
        RunState(lockfile: try branch.lastSeen(), journal: try lastSeenJournal())
    }

    /// The journal as this machine saw it last.
    public func lastSeenJournal() throws(RemoteFailure) -> Journal {
        var shared = SharedJournal()
        for link in try chain.lastSeen() {
            do throws(JournalError) {
                shared.apply(try JournalLink(bytes: link.bytes))
            } catch {
                let diagnostic = error.diagnostic(file: "journal \(link.id.object.abbreviated)")
                throw RemoteFailure(
                    .refused, mayHaveHappened: false, message: "\(diagnostic.message) — \(diagnostic.why)",
                    fix: diagnostic.fix)
            }
        }
        return shared.journal
    }
}

extension JournalChain {
    /// The chain up to the link that was seen last; none where nothing was fetched yet.
    fileprivate func lastSeen() throws(RemoteFailure) -> [ChainTail.Link] {
        do throws(GitError) {
            let repository: Repository
            do throws(GitError) {
                repository = try Repository(openingAt: cache.path)
            } catch {
                guard case .notARepository = error else { throw error }
                return []
            }
            guard let tip = try repository.commit(at: Self.seen) else { return [] }
            if case .links(let links, _) = try links(from: tip, to: nil) { return links }
            return []
        } catch {
            throw RemoteFailure(error, about: .journal(ref: ref))
        }
    }
}

extension StateBranch {
    /// Git's name of the lockfile's file or folder at the branch's remote-tracking ref; `nil` where there is none.
    public func lastSeenID() throws(RemoteFailure) -> ObjectID? {
        do throws(GitError) {
            let repository = try Repository(openingAt: root)
            guard let tracking = remote.address.trackingRef(of: ref),
                let commit = try repository.commit(at: tracking)
            else { return nil }
            let tree = try repository.tree(of: commit)
            if let file = try repository.file(at: Self.path, in: tree) { return file.blob.object }
            return try repository.folder(at: Self.path, in: tree)?.object
        } catch {
            throw RemoteFailure(error, about: .lockfile(branch: name))
        }
    }

    /// The lockfile at the branch's remote-tracking ref; an empty one where there is none.
    fileprivate func lastSeen() throws(RemoteFailure) -> Lockfile {
        let parts: LockfileParts?
        do throws(GitError) {
            let commit: CommitID? = try remote.address.trackingRef(of: ref).flatMap { ref throws(GitError) in
                try Repository(openingAt: root).commit(at: ref)
            }
            parts = try commit.flatMap { commit throws(GitError) in try lockfileParts(in: commit) }
        } catch {
            throw RemoteFailure(error, about: .lockfile(branch: name))
        }
        return try parse(parts)
    }
}
