import ContentModel
import GitState
import ScheduleLock
import StateSharing
import Synchronization

/// Bursts into state that is shared through a git remote.
struct SharedBench {
    let root: String
    let accounts: Int

    func run(rounds: Int) async throws {
        let git = try GitState(
            of: root, settings: StateSettings(remote: "origin", branch: "calends-state"), folder: "\(root)/.calends")
        let links = LinkCount()
        var remote = git.journal
        let append = remote.append
        remote.append = { bytes, last async throws(RemoteFailure) in
            links.add()
            return try await append(bytes, last)
        }
        let state = SharedState(
            runner: RunnerID("bench"), session: UInt64.random(in: 0...UInt64.max), remote: remote,
            lockfiles: git.lockfile, clock: .system)
        let names = Burst(accounts: accounts, number: 0).accountNames
        let taking = try await milliseconds([names]) { _ = try await state.acquire($0) }
        var (appends, pushes, records): ([Double], [Double], [Double]) = ([], [], [])
        for number in 0..<rounds {
            let burst = Burst(accounts: accounts, number: number)
            _ = links.take()
            appends.append(try await milliseconds(burst.events) { try await state.append($0) })
            pushes.append(Double(links.take()))
            records.append(
                try await milliseconds([burst.records]) { records in
                    for (id, record) in records { await state.record(record, of: id) }
                    try await state.flush()
                })
            _ = try await milliseconds(burst.settlings) { try await state.append($0) }
        }
        tell("events", appends.map { _ in Double(accounts) })
        tell("acquire", [taking])
        tell("append", appends)
        tell("pushes", pushes)
        tell("record", records)
        try await state.close()
    }
}

/// How many links were pushed since it was last asked.
private final class LinkCount: Sendable {
    private let count = Mutex(0)

    func add() { count.withLock { $0 += 1 } }

    func take() -> Int {
        count.withLock { count in
            defer { count = 0 }
            return count
        }
    }
}
