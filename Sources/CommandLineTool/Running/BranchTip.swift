import CalendarLoading
import ContentModel
import Diagnostics
import Git
import ObjectIDs
import Publishing

/// The newest commit of the branch that a run follows: on the remote where state is shared, else here.
struct BranchTip: Sendable {
    /// What a job that waits keeps to: the commit that is checked out, until the branch has moved on from it.
    func movedOn(from workspace: Workspace) -> @Sendable () async throws -> CommitID {
        let (find, root) = (find, workspace.root)
        return {
            let tip = try await find()
            let repository = try Repository(openingAt: root)
            guard let head = try repository.head().commit else { return tip }
            return try repository.isAncestor(head, of: tip) ? tip : head
        }
    }

    /// Finds it, and brings its objects to the repository.
    let find: @Sendable () async throws -> CommitID

    init(for invocation: Invocation, _ workspace: Workspace, _ settings: Settings) throws {
        let root = workspace.root
        let repository = try Repository(openingAt: root)
        let named = invocation.value(of: .branch)
        guard let state = settings.state, !invocation.has(.localState) else {
            let revision = named.map { "refs/heads/\($0)" } ?? "HEAD"
            find = { try CalendarSource.resolve(revision, inRepositoryAt: root) }
            _ = try CalendarSource.resolve(revision, inRepositoryAt: root)
            return
        }
        let checkedOut: String? =
            switch try repository.head() {
            case .branch(let name, _), .unborn(let name): name
            case .detached: nil
            }
        guard let branch = named ?? checkedOut else {
            throw CommandFailure(
                "no branch is checked out", why: "a run follows a branch", fix: "name one with --branch", status: .usage
            )
        }
        let address = try repository.remote(state.remote)
        let remote = Remote(
            address, objectsIn: root, environment: invocation.environment, observe: workspace.trace.remoteObserver)
        let ref = "refs/heads/\(branch)"
        find = {
            do throws(GitError) {
                if let commit = try await remote.fetch(ref, tracking: address.trackingRef(of: ref)) { return commit }
            } catch {
                throw StateFailure(.away, message: "\(error.description) — \(error.why)", fix: error.fix)
            }
            throw StateFailure(
                .refused, message: "\(state.remote) has no branch '\(branch)'",
                fix: "push it, or name another with --branch")
        }
    }
}
