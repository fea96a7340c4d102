public import Diagnostics
public import FileStore
public import ScheduleLock

/// Lockfile and journal as they stand on the disk at one moment.
public struct StateSnapshot: Sendable {
    /// What has been published.
    public let lockfile: Lockfile
    /// The lockfile's bytes: they name the state a plan was made from.
    public let lockfileBytes: [UInt8]
    /// What is in flight on this machine.
    public let journal: Journal
    /// How many bytes of the journal hold whole lines.
    let journalByteCount: Int
    let journalEvents: [JournalEvent]

    /// More than 100,000 publications and their journal take, and less than would exhaust a machine.
    public static let byteLimit = 512 << 20

    /// Reads what is there; a file that does not exist says nothing.
    ///
    /// - Throws: a ``Diagnostics/Diagnostic`` that names the damaged line, the lock of a newer version, or the file
    ///   that cannot be read.
    public init(in root: FileRoot, at paths: StatePaths) throws(Diagnostic) {
        let place = LockfilePlace(in: root, at: paths.lockfile)
        let bytes = try place.bytes()
        try self.init(
            lockfile: place.lockfile(bytes), bytes: bytes, journalBytes: Self.bytes(of: paths.journal, in: root),
            at: paths)
    }

    /// What is in flight on this machine, without a look at the lockfile.
    public static func journal(in root: FileRoot, at paths: StatePaths) throws(Diagnostic) -> Journal {
        try StateSnapshot(
            lockfileBytes: [], journalBytes: bytes(of: paths.journal, in: root), at: paths
        ).journal
    }

    /// What bytes say; `paths` are how messages name the files.
    init(lockfileBytes: [UInt8], journalBytes: [UInt8], at paths: StatePaths) throws(Diagnostic) {
        try self.init(
            lockfile: Self.lockfile(lockfileBytes, path: paths.lockfile), bytes: lockfileBytes,
            journalBytes: journalBytes, at: paths)
    }

    private init(
        lockfile: Lockfile, bytes: [UInt8], journalBytes: [UInt8], at paths: StatePaths
    ) throws(Diagnostic) {
        (self.lockfile, lockfileBytes) = (lockfile, bytes)
        do throws(JournalError) {
            let text = try JournalText(bytes: journalBytes)
            (journalByteCount, journalEvents) = (text.intactByteCount, text.events)
            journal = Journal(events: text.events)
        } catch {
            throw error.diagnostic(file: paths.journal)
        }
    }

    /// The lockfile that bytes hold; an empty one if there are none.
    static func lockfile(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Lockfile {
        guard !bytes.isEmpty else { return Lockfile() }
        do throws(LockfileError) {
            return try Lockfile(bytes: bytes)
        } catch {
            throw error.diagnostic(file: path)
        }
    }

    static func bytes(of path: String, in root: FileRoot) throws(Diagnostic) -> [UInt8] {
        do throws(FileError) {
            guard try root.facts(of: path) != nil else { return [] }
            return try root.bytes(of: path, limit: byteLimit)
        } catch .missing {
            return []
        } catch {
            throw Diagnostic(nil, error.what, why: error.why, fix: error.fix)
        }
    }
}
