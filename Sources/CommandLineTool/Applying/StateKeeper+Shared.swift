import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import Git
import GitState
import LocalState
import ObjectIDs
import Publishing
import ScheduleLock
import StateSharing
import Views

extension StateKeeper {
    /// State that is shared through a git remote.
    ///
    /// - Parameter local: this machine's own state. Its lock makes the runner's name ours alone; what its lockfile
    ///   records and the branch does not yet is published, too.
    static func shared(
        _ settings: StateSettings, local: LocalState, layout: LockfileLayout, invocation: Invocation,
        _ workspace: Workspace
    ) async throws -> StateKeeper {
        let unsettled = await local.journal.inFlight.keys.sorted()
        guard unsettled.isEmpty else {
            throw CommandFailure(
                "in flight on this machine alone: \(unsettled.prefix(3).map(\.description).joined(separator: ", "))",
                why: "other runners cannot see it", fix: "run calends apply --local-state once, then share the state",
                status: .needsPerson)
        }
        let folder = "\(workspace.root)/\(StatePaths.real.folder)"
        let git: GitState
        do throws(RemoteFailure) {
            git = try GitState(
                of: workspace.root, settings: settings, folder: folder, layout: layout,
                environment: invocation.environment, observe: workspace.trace.remoteObserver)
        } catch {
            throw StateFailure(message: error.message, fix: error.fix)
        }
        let policy = SharingPolicy(lease: settings.lease)
        let shared = SharedState(
            runner: try runner(in: workspace.files(), isForgotten: invocation.isContinuousIntegration),
            session: UInt64.random(in: 0...UInt64.max),
            remote: git.journal, lockfiles: git.lockfile, clock: .system, policy: policy)
        var client = shared.client.finishingWrites
        let read = client.read
        client.read = { () async throws(StateFailure) in
            var state = try await read()
            state.lockfile = Lockfile.merged(state.lockfile, await local.lockfile)
            let lost = try await local.forgotten(in: state.lockfile)
            guard let first = lost.first else { return state }
            let others = lost.count > 1 ? " and \(lost.count - 1) more" : ""
            throw StateFailure(
                .refused,
                message:
                    "\(StatePaths.real.lockfile) on \(settings.remote)/\(settings.branch) does not record \(first)\(others)"
                    + ", and an earlier one did: what is published would be published again",
                fix: "restore it from the branch's history; if it is right, remove \(StatePaths.real.memory)")
        }
        return StateKeeper(
            client: client, isShared: true, forgotten: { [] }, slowestRequest: policy.slowestRequest,
            attend: { await shared.run() },
            conclude: { results, _ in
                do throws(StateFailure) {
                    try await shared.close()
                } catch {
                    let line = Diagnostic(nil, error.message, why: "other runners do not see it yet", fix: error.fix)
                    results.report(line)
                    return error.kind.needsPerson ? .needsPerson : .tryLater
                }
                return results.follow(git.branch.name, on: settings.remote)
            })
    }

    /// The name of this clone to other runners: the host's, and some digits that tell its clones apart.
    ///
    /// - Parameter isForgotten: whether the clone is a job's, which may be a copy of another's: it gets a new name each
    ///   time, since two runners of one name would take each other for an earlier life.
    private static func runner(in files: FileRoot, isForgotten: Bool) throws -> RunnerID {
        let path = "\(StatePaths.real.folder)/runner"
        if !isForgotten, try files.facts(of: path) != nil {
            let text = String(decoding: try files.bytes(of: path, limit: 1024), as: UTF8.self)
            let name = text.split(whereSeparator: \.isWhitespace).first.map { String($0) } ?? ""
            if !name.isEmpty { return RunnerID(name) }
        }
        let host = ProcessInfo.processInfo.hostName.split(separator: ".").first.map { String($0) } ?? "runner"
        let name = "\(host)-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
        if !isForgotten { try files.durableFile(path).replace(with: Array((name + "\n").utf8)) }
        return RunnerID(name)
    }
}

extension SharingPolicy {
    /// What suits a lease: requests that cannot be undone end within a third of it, and within a minute.
    init(lease: Duration) {
        self.init()
        self.lease = lease
        slowestRequest = min(slowestRequest, lease / 3)
        gathering = min(gathering, lease / 6)
        // Long enough for a hiccup; what lasts longer is told, and tried again by the run.
        patience = .seconds(20)
    }
}
