import ObjectIDs
import Publishing
import ScheduleLock
import StateSharing

/// The way between one process and the shared remote.
struct RemoteLine: Sendable {
    let process: Process

    private var world: World { process.world }

    var journal: JournalRemote {
        JournalRemote(
            fetch: { known async throws(RemoteFailure) in
                try await ask { $0.tail(after: known) }
            },
            append: { bytes, last async throws(RemoteFailure) in
                try await ask(changes: true) { $0.append(bytes, after: last) }
            },
            replace: { bytes, last async throws(RemoteFailure) in
                try await ask(changes: true) { $0.replace(bytes, endingIn: last) }
            })
    }

    var lockfile: LockfileRemote {
        LockfileRemote(
            fetch: { () async throws(RemoteFailure) in
                let found = try await ask { remote in Result { try remote.lockfile() } }
                do {
                    return try found.get()
                } catch {
                    throw RemoteFailure(
                        .refused, mayHaveHappened: false, message: "\(error)", fix: "restore the lockfile")
                }
            },
            commit: { records async throws(RemoteFailure) in try await ask(changes: true) { $0.merge(records) } })
    }

    /// Carries out `work` at the remote, unless it does not get there, and brings its answer, unless that is lost.
    private func ask<Value: Sendable>(
        changes: Bool = false, _ work: @escaping (SharedRemote) -> Value
    ) async throws(RemoteFailure) -> Value {
        let dead = Swift.Result<Value, RemoteFailure>.failure(Self.away(mayHaveHappened: changes))
        guard !process.passesCrashPoint() else { return try dead.get() }
        let result = await process.wait(whenDead: dead) { end in send(changes, work, end) }
        guard !process.passesCrashPoint() else { return try dead.get() }
        return try result.get()
    }

    private func send<Value>(
        _ changes: Bool, _ work: @escaping (SharedRemote) -> Value,
        _ end: @escaping (Swift.Result<Value, RemoteFailure>) -> Void
    ) {
        let world = world
        if world.lasts(.remoteAway, machine: process.machine.number) {
            world.plan(after: world.dice.span(0.1...30)) { end(.failure(Self.away(mayHaveHappened: false))) }
            return
        }
        let isSlow = world.strikes(.remoteSlow)
        let way = isSlow ? world.dice.span(2...60) : world.dice.span(0.1...2)
        if changes, world.strikes(.pushLost) {
            world.plan(after: way) { end(.failure(Self.away(mayHaveHappened: true))) }
            return
        }
        let isAnswered = !(changes && world.strikes(.pushAnswerLost))
        if !isAnswered, world.dice.chance(0.5) {
            // The client hears of a loss while the push is still on its way.
            world.plan(after: world.dice.span(0.1...30)) { end(.failure(Self.away(mayHaveHappened: true))) }
        }
        world.plan(after: way) {
            let answer = work(world.remote)
            world.plan(after: world.dice.span(0.05...1)) {
                end(isAnswered ? .success(answer) : .failure(Self.away(mayHaveHappened: true)))
            }
        }
    }

    private static func away(mayHaveHappened: Bool) -> RemoteFailure {
        RemoteFailure(.away, mayHaveHappened: mayHaveHappened, message: "the remote is away", fix: "wait")
    }
}
