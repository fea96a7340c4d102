public import ContentModel
public import Diagnostics
public import FileStore
public import Publishing
public import ScheduleLock

/// The state of one machine, open for a run: while it exists no other run on this machine changes it.
///
/// What a call wrote is on the disk when the call returns, in the order the calls were made. Calls that wait together
/// share one write: a thousand events of one second are a few.
public actor LocalState {
    private let disk: StateDisk
    /// Held for as long as this exists; nil where whoever gave the disk sees to it.
    private let lock: FileLock?
    /// What messages call the lockfile.
    private let name: String
    private let journalName: String
    /// What has been published, as on the disk.
    public private(set) var lockfile: Lockfile
    /// What is in flight, as on the disk.
    public private(set) var journal: Journal
    private var soundByteCount: Int
    /// How large the journal was when what is settled was dropped from it last.
    private var keptByteCount: Int
    /// Every record this machine has seen, so that a lockfile that lost some is noticed before they are published again.
    private var memory: Lockfile

    /// The lockfile's bytes as this last read or wrote them: git may write another one under a run that takes days.
    private var seenBytes: [UInt8]
    /// Whether those are exactly what this would write, so that a new record has its place in them.
    private var isSeenAsWritten = false
    /// How many bytes of the memory's file are sound; records are added behind them.
    private var memoryByteCount: Int

    /// By so many bytes the journal may grow before it is looked through.
    private static let journalGrowth = 1 << 20

    private let appendTurn = Turn()
    private var events = WriteGroup<JournalEvent>()
    private let recordTurn = Turn()
    private var records = WriteGroup<(PublicationID, LockRecord)>()

    /// Takes the lock, reads the state, and drops from the journal what is settled.
    ///
    /// - Parameter layout: how the lockfile lies after it was written next; it is read either way.
    /// - Throws: a ``Diagnostics/Diagnostic`` when another run holds the lock, or the state cannot be read.
    public init(
        opening root: FileRoot, at paths: StatePaths, layout: LockfileLayout = .file
    ) throws(Diagnostic) {
        let files: StateFiles
        do throws(FileError) {
            try root.createFolder(paths.folder)
            lock = try FileLock(path: "\(root.path)/\(paths.lock)")
            files = try StateFiles(in: root, at: paths, layout: layout)
        } catch {
            throw Diagnostic(nil, error.what, why: error.why, fix: error.fix)
        }
        (disk, name, journalName) = (files.disk, paths.lockfile, paths.journal)
        let snapshot = try StateSnapshot(in: root, at: paths)
        let opened = try OpenedState(
            snapshot: snapshot,
            memoryBytes: StateSnapshot.bytes(of: paths.memory, in: root), paths: paths)
        (lockfile, journal, memory) = (opened.lockfile, opened.journal, opened.memory)
        (soundByteCount, keptByteCount) = (opened.soundByteCount, opened.soundByteCount)
        (seenBytes, memoryByteCount) = (snapshot.lockfileBytes, opened.memoryByteCount)
        for (file, bytes) in opened.replacements {
            do throws(StateFailure) {
                try files.replace(file, with: bytes)
            } catch {
                throw Diagnostic(nil, error.message, why: "nothing may be published without its record", fix: error.fix)
            }
        }
    }

    /// Reads the state from a disk that nobody else writes to, and drops from the journal what is settled.
    ///
    /// - Parameter paths: by which messages name the files.
    /// - Throws: a ``Diagnostics/Diagnostic`` when the state cannot be read, or not be written.
    public init(opening disk: StateDisk, namedAs paths: StatePaths = .real) async throws(Diagnostic) {
        let snapshot = try StateSnapshot(
            lockfileBytes: await disk.read(.lockfile), journalBytes: await disk.read(.journal), at: paths)
        let opened = try OpenedState(snapshot: snapshot, memoryBytes: await disk.read(.memory), paths: paths)
        for (file, bytes) in opened.replacements {
            do throws(StateFailure) {
                try await disk.replace(file, bytes)
            } catch {
                throw Diagnostic(nil, error.message, why: "nothing may be published without its record", fix: error.fix)
            }
        }
        (self.disk, lock, name, journalName) = (disk, nil, paths.lockfile, paths.journal)
        (lockfile, journal, memory) = (opened.lockfile, opened.journal, opened.memory)
        (soundByteCount, keptByteCount) = (opened.soundByteCount, opened.soundByteCount)
        (seenBytes, memoryByteCount) = (snapshot.lockfileBytes, opened.memoryByteCount)
    }

    /// Appends one event to the journal.
    public func append(_ event: JournalEvent) async throws(StateFailure) {
        let id = events.add(event)
        await appendTurn.take()
        defer { appendTurn.pass() }
        if let outcome = events.outcome(of: id) { return try outcome.get() }
        try await compact()
        let group = events.take()
        let bytes = group.flatMap(\.element.line)
        do throws(StateFailure) {
            try await disk.append(.journal, bytes, soundByteCount)
            soundByteCount += bytes.count
            for (_, event) in group { journal.apply(event) }
            events.end(group, .success(()))
        } catch {
            events.end(group, .failure(error))
        }
        try events.outcome(of: id)?.get()
    }

    /// Drops what is settled once the file has grown by much, so that a run of a year keeps a small journal.
    private func compact() async throws(StateFailure) {
        guard soundByteCount > 2 * keptByteCount + Self.journalGrowth else { return }
        let bytes: [UInt8]
        do throws(Diagnostic) {
            bytes = try OpenedState.compacted(journal: await disk.read(.journal), path: journalName)
        } catch {
            throw StateFailure(message: "\(error)", fix: error.fix)
        }
        try await disk.replace(.journal, bytes)
        (soundByteCount, keptByteCount) = (bytes.count, bytes.count)
    }

    /// Writes one record into the lockfile, merged with what it says already.
    public func record(_ record: LockRecord, of publication: PublicationID) async throws(StateFailure) {
        let id = records.add((publication, record))
        await recordTurn.take()
        defer { recordTurn.pass() }
        if let outcome = records.outcome(of: id) { return try outcome.get() }
        let group = records.take()
        do throws(StateFailure) {
            try await write(Lockfile(joining: group.map(\.element)))
            records.end(group, .success(()))
        } catch {
            records.end(group, .failure(error))
        }
        try records.outcome(of: id)?.get()
    }

    private func write(_ news: Lockfile) async throws(StateFailure) {
        try await takeIn()
        var merged = lockfile
        let changed = merged.merge(news)
        if !changed.isEmpty {
            let bytes = isSeenAsWritten ? merged.bytes(updating: seenBytes, of: changed) : merged.bytes
            try await disk.replace(.lockfile, bytes)
            (lockfile, seenBytes, isSeenAsWritten) = (merged, bytes, true)
        }
        try await remember(news)
    }

    /// Adds to the memory what it does not know: the news alone are written, for of a large lockfile they are little.
    private func remember(_ news: Lockfile) async throws(StateFailure) {
        var remembered = memory
        let changed = remembered.merge(news)
        guard !changed.isEmpty else { return }
        guard memoryByteCount > 0 else {
            let bytes = remembered.bytes
            try await disk.replace(.memory, bytes)
            (memory, memoryByteCount) = (remembered, bytes.count)
            return
        }
        // What it says of them already, it says again in the new part: a merge of all parts comes to the same.
        let part = Lockfile(of: changed, in: remembered).bytes
        try await disk.append(.memory, part, memoryByteCount)
        (memory, memoryByteCount) = (remembered, memoryByteCount + part.count)
    }

    /// Takes in what somebody else wrote into the lockfile since: a pull, a merge.
    private func takeIn() async throws(StateFailure) {
        do throws(Diagnostic) {
            let bytes = try await disk.read(.lockfile)
            guard bytes != seenBytes else { return }
            lockfile.merge(try StateSnapshot.lockfile(bytes, path: name))
            (seenBytes, isSeenAsWritten) = (bytes, false)
        } catch {
            // Git writes files in place, and a merge may stand in the middle of it: a later try reads it whole.
            throw StateFailure(.refused, message: "\(error)", fix: error.fix)
        }
    }

    /// What was on the platform by an earlier lockfile of this work tree and is in the present one neither by name nor
    /// by medium: it was deleted, reverted, or is the lockfile of another branch. Sorted.
    public var forgotten: [PublicationID] { lockfile.missing(of: memory) }

    /// Takes note of a lockfile that this machine shares with others; answers what an earlier one recorded, and this one
    /// does neither by name nor by medium. Sorted.
    public func forgotten(in shared: Lockfile) async throws(StateFailure) -> [PublicationID] {
        await recordTurn.take()
        defer { recordTurn.pass() }
        let lost = shared.missing(of: memory)
        try await remember(shared)
        return lost
    }

    /// This state as the applier uses it.
    public nonisolated var client: StateClient {
        StateClient(
            append: { event async throws(StateFailure) in try await self.append(event) },
            record: { publication, record async throws(StateFailure) in
                try await self.record(record, of: publication)
            },
            read: { () async throws(StateFailure) in try await self.read() })
    }

    private func read() async throws(StateFailure) -> RunState {
        await recordTurn.take()
        defer { recordTurn.pass() }
        try await takeIn()
        return RunState(lockfile: lockfile, journal: journal)
    }
}
