import Diagnostics
import Publishing
import ScheduleLock

/// What three files say together, and what has to be written before a run may add to them.
struct OpenedState {
    let lockfile: Lockfile
    let journal: Journal
    let memory: Lockfile
    /// How many bytes of the memory hold whole parts, once ``replacements`` are made.
    let memoryByteCount: Int
    /// How many bytes of the journal hold whole lines, once ``replacements`` are made.
    let soundByteCount: Int
    /// In the order in which they are made.
    let replacements: [(file: StateDisk.File, bytes: [UInt8])]

    /// - Throws: a ``Diagnostics/Diagnostic`` that names the damaged line, or the newer version.
    init(snapshot: StateSnapshot, memoryBytes: [UInt8], paths: StatePaths) throws(Diagnostic) {
        (lockfile, journal) = (snapshot.lockfile, snapshot.journal)
        let log: LockfileLog
        do throws(LockfileError) {
            log = try LockfileLog(bytes: memoryBytes)
        } catch {
            throw error.diagnostic(file: paths.memory)
        }
        memory = .merged(log.lockfile, snapshot.lockfile)
        var replacements: [(StateDisk.File, [UInt8])] = []
        if memory != log.lockfile || log.partCount > 1 || log.soundByteCount < memoryBytes.count {
            let bytes = memory.bytes
            replacements.append((.memory, bytes))
            memoryByteCount = bytes.count
        } else {
            memoryByteCount = log.soundByteCount
        }
        // What is settled is dropped from the journal.
        let unsettled = Journal.compacted(snapshot.journalEvents)
        if unsettled.count < snapshot.journalEvents.count {
            let bytes = unsettled.flatMap(\.line)
            replacements.append((.journal, bytes))
            soundByteCount = bytes.count
        } else {
            soundByteCount = snapshot.journalByteCount
        }
        self.replacements = replacements
    }

    /// The journal without what is settled.
    static func compacted(journal bytes: [UInt8], path: String) throws(Diagnostic) -> [UInt8] {
        do throws(JournalError) {
            return Journal.compacted(try JournalText(bytes: bytes).events).flatMap(\.line)
        } catch {
            throw error.diagnostic(file: path)
        }
    }
}
