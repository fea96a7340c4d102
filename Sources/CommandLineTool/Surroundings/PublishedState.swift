import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import Git
import GitState
import LocalState
import Planning
import Publishing
import ScheduleLock
import StateSharing

/// Reads what has been published, and makes sure that nothing of it was lost.
enum PublishedState {
    /// State on the disk.
    ///
    /// - Throws: besides what reading throws, a `Diagnostic` when git knows records that the lockfile of the real accounts
    ///   no longer has. A rehearsal's lockfile is in no commit.
    static func snapshot(in files: FileRoot, at paths: StatePaths) throws -> StateSnapshot {
        let snapshot = try StateSnapshot(in: files, at: paths)
        guard paths == .real else { return snapshot }
        let history = LockfileHistory(ofRepositoryAt: files.path, path: paths.lockfile)
        let cache = PlanCache(in: files)
        let finding = try history.finding(
            of: snapshot.lockfile, bytes: snapshot.lockfileBytes, since: cache?.checked)
        if let loss = finding.loss { throw loss }
        if let checked = finding.checked { cache?.remember(checked: checked) }
        return snapshot
    }

    /// What the platform last said of accounts' quotas to this machine.
    static func quotas(for invocation: Invocation, _ workspace: Workspace) throws -> [AccountName: AccountQuota] {
        QuotaMemory.quotas(in: try workspace.files(), at: invocation.has(.sandbox) ? .sandbox : .real)
    }

    /// State as this machine saw it last, with that of the other runners; needs no network.
    static func lastSeen(
        for invocation: Invocation, _ workspace: Workspace, _ settings: Settings?
    ) throws -> RunState {
        let paths: StatePaths = invocation.has(.sandbox) ? .sandbox : .real
        let snapshot = try snapshot(in: workspace.files(), at: paths)
        let own = RunState(lockfile: snapshot.lockfile, journal: snapshot.journal)
        guard paths == .real, let state = settings?.state else { return own }
        guard try hasRemote(workspace, state) else {
            invocation.tell(
                "There is no remote \(state.remote) yet, which state.remote names: what other clones publish is unknown here."
            )
            return own
        }
        if try isBehind(workspace, state) {
            invocation.tell(
                "This clone is behind \(state.remote)/\(state.branch), and this is by its older calendar: git pull first."
            )
        }
        do throws(RemoteFailure) {
            var seen = try GitState(
                of: workspace.root, settings: state, folder: "\(workspace.root)/\(paths.folder)",
                environment: invocation.environment, observe: workspace.trace.remoteObserver
            ).lastSeen()
            seen.lockfile = Lockfile.merged(own.lockfile, seen.lockfile)
            let journal = Journal(joining: own.journal, seen.journal)
            // The lockfile may have been pulled since the journal was seen.
            seen.journal = Journal(journal, besides: seen.lockfile)
            return seen
        } catch {
            throw StateFailure(message: error.message, fix: error.fix)
        }
    }

    /// Whether the repository has the remote at all: a new calendar can be planned before it has a place elsewhere.
    private static func hasRemote(_ workspace: Workspace, _ state: StateSettings) throws -> Bool {
        do throws(GitError) {
            _ = try Repository(openingAt: workspace.root).remote(state.remote)
            return true
        } catch .remote(.noSuchRemote) {
            return false
        }
    }

    /// Whether entries, settings or media that this machine has seen on the remote are not checked out here.
    private static func isBehind(_ workspace: Workspace, _ state: StateSettings) throws -> Bool {
        let repository = try Repository(openingAt: workspace.root)
        guard case .branch(state.branch, let head) = try repository.head(),
            let tip = try? repository.resolve("refs/remotes/\(state.remote)/\(state.branch)"), tip != head,
            (try? repository.isAncestor(head, of: tip)) == true
        else { return false }
        return try repository.changes(from: head, to: tip, detectingRenames: false)
            .contains { !ResultCommit.path.contains($0.path) }
    }
}
