public import ContentModel
public import Diagnostics
public import FileStore
public import Publishing
public import ScheduleLock

/// The state of one machine, open for a run: while it exists no other run on this machine changes it.
///
/// What a call wrote is on the disk when the call returns, in the order the calls were made.
public actor LocalState {
    private let journalFile: DurableFile
    private let lockfileFile: DurableFile
    private let memoryFile: DurableFile
    private let lock: FileLock
    /// What has been published, as on the disk.
    public private(set) var lockfile: Lockfile
    /// What is in flight, as on the disk.
    public private(set) var journal: Journal
    private var journalByteCount: Int
    /// Every record this machine has seen, so that a lockfile that lost some is noticed before they are published again.
    private var memory: Lockfile

    /// Takes the lock, reads the state, and drops from the journal what is settled.
    ///
    /// - Throws: a ``Diagnostics/Diagnostic`` when another run holds the lock, or the state cannot be read.
    public init(opening root: FileRoot, at paths: StatePaths) throws(Diagnostic) {
        do throws(FileError) {
            try root.createFolder(paths.folder)
            lock = try FileLock(path: "\(root.path)/\(paths.lock)")
            journalFile = try root.durableFile(paths.journal)
            lockfileFile = try root.durableFile(paths.lockfile)
            memoryFile = try root.durableFile(paths.memory)
            for file in [journalFile, lockfileFile, memoryFile] { try file.removeLeftovers() }
        } catch {
            throw Diagnostic(nil, error.what, why: error.why, fix: error.fix)
        }
        let snapshot = try StateSnapshot(in: root, at: paths)
        (lockfile, journal) = (snapshot.lockfile, snapshot.journal)
        let remembered = try StateSnapshot.lockfile(in: root, at: paths.memory)
        memory = Lockfile.merged(remembered, snapshot.lockfile)
        if memory != remembered {
            do throws(FileError) {
                try memoryFile.replace(with: memory.bytes)
            } catch {
                throw Diagnostic(nil, error.what, why: error.why, fix: error.fix)
            }
        }
        let unsettled = Journal.compacted(snapshot.journalEvents)
        if unsettled.count < snapshot.journalEvents.count {
            let bytes = unsettled.flatMap(\.line)
            do throws(FileError) {
                try journalFile.replace(with: bytes)
            } catch {
                throw Diagnostic(nil, error.what, why: error.why, fix: error.fix)
            }
            journalByteCount = bytes.count
        } else {
            journalByteCount = snapshot.journalByteCount
        }
    }

    /// Appends one event to the journal.
    public func append(_ event: JournalEvent) throws(StateFailure) {
        let line = event.line
        do throws(FileError) {
            try journalFile.append(line, afterSound: journalByteCount)
        } catch {
            throw StateFailure(message: error.what, fix: error.fix)
        }
        journalByteCount += line.count
        journal.apply(event)
    }

    /// Writes one record into the lockfile, merged with what it says already.
    public func record(_ record: LockRecord, of publication: PublicationID) throws(StateFailure) {
        let merged = Lockfile.merged(lockfile, Lockfile(records: [publication: record]))
        guard merged != lockfile else { return }
        do throws(FileError) {
            try lockfileFile.replace(with: merged.bytes)
            lockfile = merged
            memory = Lockfile.merged(memory, Lockfile(records: [publication: record]))
            try memoryFile.replace(with: memory.bytes)
        } catch {
            throw StateFailure(message: error.what, fix: error.fix)
        }
    }

    /// What was on the platform by an earlier lockfile of this work tree and is in the present one neither by name nor
    /// by medium: it was deleted, reverted, or is the lockfile of another branch. Sorted.
    public var forgotten: [PublicationID] {
        let media = Set(lockfile.records.values.compactMap { $0.publication?.mediaID })
        return memory.records.filter { id, record in
            guard let medium = record.publication?.mediaID else { return false }
            return lockfile.records[id] == nil && !media.contains(medium)
        }.keys.sorted()
    }

    /// This state as the applier uses it.
    public nonisolated var client: StateClient {
        StateClient(
            append: { event async throws(StateFailure) in try await self.append(event) },
            record: { publication, record async throws(StateFailure) in
                try await self.record(record, of: publication)
            })
    }
}
