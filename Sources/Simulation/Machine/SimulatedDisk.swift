import LocalState

/// A disk as a power failure leaves it: what was not synced may be there in part, or not at all.
final class SimulatedDisk: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    private struct File {
        /// What every reader sees while the power is on.
        var bytes: [UInt8] = []
        /// How many of the bytes have reached the disk.
        var syncedCount = 0
    }

    private var files: [StateDisk.File: File] = [:]
    /// A replacement that was written and not yet renamed, or renamed and not yet synced with its folder: either the
    /// old or the new file is there after a power failure.
    private var unsettled: [StateDisk.File: [UInt8]] = [:]

    func bytes(of name: StateDisk.File) -> [UInt8] { files[name]?.bytes ?? [] }

    func write(_ bytes: [UInt8], to name: StateDisk.File, at offset: Int) {
        var file = files[name] ?? File()
        file.bytes.removeSubrange(min(offset, file.bytes.count)...)
        file.syncedCount = min(file.syncedCount, file.bytes.count)
        file.bytes += bytes
        files[name] = file
    }

    func sync(_ name: StateDisk.File) {
        guard let count = files[name]?.bytes.count else { return }
        files[name]?.syncedCount = count
    }

    /// The step of a replacement after which a power failure may leave either file.
    func rename(_ bytes: [UInt8], to name: StateDisk.File) {
        unsettled[name] = files[name]?.bytes ?? []
        files[name] = File(bytes: bytes, syncedCount: bytes.count)
    }

    func syncFolder() { unsettled = [:] }

    func losePower(_ dice: inout Dice) {
        for name in StateDisk.File.allCases where unsettled[name] != nil && dice.chance(0.5) {
            let old = unsettled[name] ?? []
            files[name] = File(bytes: old, syncedCount: old.count)
        }
        unsettled = [:]
        for name in StateDisk.File.allCases {
            guard var file = files[name], file.syncedCount < file.bytes.count else { continue }
            let kept = dice.number(file.syncedCount...file.bytes.count)
            file.bytes.removeSubrange(kept...)
            file.syncedCount = kept
            files[name] = file
        }
    }
}
