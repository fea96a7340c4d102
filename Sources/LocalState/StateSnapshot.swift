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
        let bytes = try Self.bytes(of: paths.lockfile, in: root)
        lockfileBytes = bytes
        lockfile = try Self.lockfile(bytes, path: paths.lockfile)
        let journalBytes = try Self.bytes(of: paths.journal, in: root)
        do throws(JournalError) {
            let text = try JournalText(bytes: journalBytes)
            (journalByteCount, journalEvents) = (text.intactByteCount, text.events)
            journal = Journal(events: text.events)
        } catch {
            throw error.diagnostic(file: paths.journal)
        }
    }

    /// The lockfile at `path`; an empty one if there is none.
    static func lockfile(in root: FileRoot, at path: String) throws(Diagnostic) -> Lockfile {
        try lockfile(bytes(of: path, in: root), path: path)
    }

    private static func lockfile(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Lockfile {
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
