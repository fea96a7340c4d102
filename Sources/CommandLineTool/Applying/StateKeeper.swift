import ContentModel
import Diagnostics
import LocalState
import Publishing
import ScheduleLock

/// The state of a run, wherever it is kept, and what keeping it takes.
struct StateKeeper: Sendable {
    /// What flows and the scheduler use.
    let client: StateClient
    /// Whether other runners share it.
    var isShared = false
    /// What an earlier lockfile of this machine recorded and the present one does not.
    let forgotten: @Sendable () async -> [PublicationID]
    /// The longest that a request may take whose effect others see.
    let slowestRequest: Duration
    /// Keeps what is held for as long as its task is not cancelled.
    let attend: @Sendable () async -> Void
    /// Brings what came of the run to where it belongs; says what it did, and what it could not do.
    let conclude: @Sendable (ResultCommit, ResultCommit.Occasion) async -> ExitStatus

    /// Runs `body` while what it holds is kept.
    func whileAttending<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        let attendance = Task { await attend() }
        defer { attendance.cancel() }
        return try await body()
    }
}

extension StateKeeper {
    /// The state of the real accounts, as the settings have it kept.
    static func open(
        for invocation: Invocation, _ workspace: Workspace, _ settings: Settings
    ) async throws -> StateKeeper {
        let layout = LockfileLayout(settings)
        let local = try StateOpening.open(workspace.files(), at: .real, layout: layout)
        guard let state = settings.state, !invocation.has(.localState) else {
            workspace.trace.step("keeps what is published and in flight on this machine, and holds its lock")
            return .local(local, committing: ResultCommit(invocation: invocation, workspace: workspace, layout: layout))
        }
        guard !invocation.has(.noCommit) else {
            throw CommandFailure(
                "--no-commit cannot be kept", why: "state is shared by commits on \(state.remote)/\(state.branch)",
                fix: "leave it out", status: .usage)
        }
        workspace.trace.step(
            "shares what is published and in flight through \(state.remote): \(state.branch) and \(state.journal)")
        return try await shared(state, local: local, layout: layout, invocation: invocation, workspace)
    }

    /// State on this machine alone.
    ///
    /// - Parameter results: commits whenever a run has done with an account; nil leaves it to the end.
    static func local(_ state: LocalState, committing results: ResultCommit? = nil) -> StateKeeper {
        var client = state.client
        if let results { client.release = { _ in _ = results.commit(await state.lockfile, as: .results) } }
        return StateKeeper(
            client: client, forgotten: { await state.forgotten }, slowestRequest: .seconds(60), attend: {},
            conclude: { results, occasion in results.commit(await state.lockfile, as: occasion) })
    }
}
