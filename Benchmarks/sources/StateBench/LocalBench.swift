import FileStore
import Glibc
import LocalState
import ScheduleLock

/// Bursts into the state of one machine.
struct LocalBench {
    let folder: String
    let accounts: Int

    func run(rounds: Int) async throws {
        let state = try LocalState(opening: FileRoot(folder), at: .real)
        var (appends, records, events, floor): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for number in 0..<rounds {
            let burst = Burst(accounts: accounts, number: number)
            floor.append(try write(burst.events.flatMap(\.line), to: "\(folder)/floor"))
            appends.append(try await milliseconds(burst.events) { try await state.append($0) })
            _ = try await milliseconds(burst.settlings) { try await state.append($0) }
            records.append(try await milliseconds(burst.records) { try await state.record($0.1, of: $0.0) })
            events.append(Double(accounts))
        }
        tell("events", events)
        tell("floor: one write and fsync", floor)
        tell("append", appends)
        tell("record", records)
    }

    /// One write behind what is there, and one fsync, in milliseconds.
    private func write(_ bytes: [UInt8], to path: String) throws -> Double {
        let start = ContinuousClock.now
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard file >= 0 else { throw FloorError(call: "open", code: errno) }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw FloorError(call: "write", code: errno) }
        guard fsync(file) == 0 else { throw FloorError(call: "fsync", code: errno) }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}

/// A system call of the floor that failed.
struct FloorError: Error {
    let call: String
    let code: Int32
}
