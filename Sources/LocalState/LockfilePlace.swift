public import Diagnostics
public import FileStore
public import ScheduleLock

/// Where a lockfile lies on the disk, whether it is one file or a folder of them.
public struct LockfilePlace: Sendable {
    private let root: FileRoot
    private let path: String

    /// - Parameter path: from the repository's root.
    public init(in root: FileRoot, at path: String) { (self.root, self.path) = (root, path) }

    /// The text of the lockfile; empty where there is none.
    ///
    /// - Throws: a ``Diagnostics/Diagnostic`` that names the file of a folder that cannot be read.
    public func bytes() throws(Diagnostic) -> [UInt8] {
        let parts: LockfileParts
        do throws(FileError) {
            guard let facts = try root.facts(of: path) else { return [] }
            guard facts.kind == .folder else { return try root.bytes(of: path, limit: StateSnapshot.byteLimit) }
            parts = LockfileParts(
                try root.durableFolder(path).contents(limit: StateSnapshot.byteLimit) ?? [:])
        } catch .missing {
            return []
        } catch {
            throw Diagnostic(nil, error.what, why: error.why, fix: error.fix)
        }
        do throws(LockfilePartError) {
            return try parts.joined()
        } catch {
            throw error.error.diagnostic(file: error.path(in: path))
        }
    }

    /// The lockfile that ``bytes()`` hold.
    func lockfile(_ bytes: [UInt8]) throws(Diagnostic) -> Lockfile {
        guard !bytes.isEmpty else { return Lockfile() }
        do throws(LockfileError) {
            return try Lockfile(bytes: bytes)
        } catch {
            // The joined text has lines of its own; people have files.
            let folder = try? root.durableFolder(path).contents(limit: StateSnapshot.byteLimit)
            let damage = folder.flatMap { LockfileParts($0).damage() }
            throw (damage?.error ?? error).diagnostic(file: damage?.path(in: path) ?? path)
        }
    }

    /// Makes `text` what the lockfile says, and `layout` how it lies.
    public func replace(with text: [UInt8], as layout: LockfileLayout) throws(FileError) {
        try replace(with: LockfileParts(cutting: text, into: layout))
    }

    /// Makes these files what the lockfile lies in.
    public func replace(with parts: LockfileParts) throws(FileError) {
        let folder = try root.durableFolder(path)
        guard let single = parts.contents[LockfileParts.single] else { return try folder.replace(with: parts.contents) }
        if try folder.replace(withFile: single) { return }
        try root.durableFile(path).replace(with: single)
    }

    /// Clears away what crashes left half-written.
    func removeLeftovers() throws(FileError) { try root.durableFolder(path).removeLeftovers() }
}
