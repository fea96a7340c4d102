import Diagnostics
import LocalState
import Publishing
import Synchronization
import TestSupport

/// A disk in memory that counts its writes, and can die in the middle of one.
final class MemoryDisk: Sendable {
    private struct State {
        var files: [StateDisk.File: [UInt8]] = [:]
        var writes: [StateDisk.File: Int] = [:]
        var dyingAt: Int?
        var tornAfter = 0
        var isDead = false
    }

    private let state = Mutex(State())
    private let world: SimulatedWorld

    /// A disk on which every write takes five milliseconds of the world's time.
    init(in world: SimulatedWorld) { self.world = world }

    func bytes(of file: StateDisk.File) -> [UInt8] { state.withLock { $0.files[file] ?? [] } }
    func writeCount(of file: StateDisk.File) -> Int { state.withLock { $0.writes[file] ?? 0 } }

    /// The machine dies in write number `write`, counted from 1, of which `count` bytes have reached an appended file.
    func die(inWrite write: Int, after count: Int) {
        state.withLock { state in
            state.writes = [:]
            (state.dyingAt, state.tornAfter) = (write, count)
        }
    }

    /// The machine starts again with what is on the disk.
    func restart() {
        state.withLock { state in
            state.writes = [:]
            (state.dyingAt, state.isDead) = (nil, false)
        }
    }

    var disk: StateDisk {
        StateDisk(
            read: { file async throws(Diagnostic) in self.bytes(of: file) },
            append: { file, bytes, sound async throws(StateFailure) in
                try await self.write(file) { content, torn in
                    content = Array(content.prefix(sound)) + (torn.map { bytes.prefix($0) } ?? bytes[...])
                }
            },
            replace: { file, bytes async throws(StateFailure) in
                try await self.write(file) { content, torn in
                    // It comes about as a whole or not at all; dead on an even byte it had not.
                    if torn.map({ $0 % 2 == 1 }) ?? true { content = bytes }
                }
            })
    }

    private func write(
        _ file: StateDisk.File, _ change: (inout [UInt8], _ torn: Int?) -> Void
    ) async throws(StateFailure) {
        try? await world.sleep(.milliseconds(5))
        let isDead = state.withLock { state in
            guard !state.isDead else { return true }
            state.writes[file, default: 0] += 1
            state.isDead = state.dyingAt == state.writes.values.reduce(0, +)
            change(&state.files[file, default: []], state.isDead ? state.tornAfter : nil)
            return state.isDead
        }
        if isDead { throw StateFailure(message: "the machine is off", fix: "switch it on") }
    }
}
