public import ContentModel
import Cryptography
import Diagnostics
public import FileStore
import Git
import MediaHeaders
import ObjectIDs
import Synchronization

/// The bytes of media as they were planned, whatever has become of the work tree since.
public struct PlannedMedia: Sendable {
    private let pool: RepositoryPool
    private let folder: FileRoot
    private let lfs: LFSStore
    private let index: IndexLook

    /// - Parameter path: in the repository that the calendar was loaded from.
    public init(inRepositoryAt path: String) throws(CalendarSourceError) {
        try self.init(in: RepositoryPool(path: path))
    }

    init(in pool: RepositoryPool) throws(CalendarSourceError) {
        self.pool = pool
        let top: String
        index = IndexLook(pool: pool)
        (top, lfs) = try pool.withRepository { repository throws(GitError) in
            (try repository.requireWorkTree(), try LFSStore(of: repository))
        }
        do throws(FileError) { folder = try FileRoot(top) } catch { throw CalendarSourceError(error) }
    }

    /// The bytes that `file` names by its blob: git's own, or for a medium that was never committed those of the work
    /// tree, as long as they are the same. A Git LFS pointer stands for the content in the local store.
    public func bytes(of file: MediaFile) throws(CalendarSourceError) -> [UInt8] {
        try bytes(of: file.path, file.blob)
    }

    /// The same of a medium at `path` with the content `blob`.
    func bytes(of path: String, _ blob: BlobID) throws(CalendarSourceError) -> [UInt8] {
        let file = MediaFile(path: path, blob: blob, location: SourceLocation(file: path))
        let bytes = try ownBytes(of: file)
        guard let pointer = LFSPointer(parsing: bytes) else { return bytes }
        return try content(of: pointer, for: file)
    }

    /// The path of a file with those bytes: the one in the local store of Git LFS, else one in `cache`, which is written
    /// where it is missing and whose name is the blob's.
    public func path(of file: MediaFile, in cache: FileRoot) throws(CalendarSourceError) -> String {
        let (name, cached) = ("\(file.blob)", "\(cache.path)/\(file.blob)")
        // A disk, a crash or a person may have changed what was kept since.
        if let kept = try? cache.bytes(of: name, limit: CalendarSource.largestMedium),
            BlobID(hashing: kept) == file.blob
        {
            return cached
        }
        let bytes = try ownBytes(of: file)
        if let pointer = LFSPointer(parsing: bytes) {
            _ = try stored(pointer, for: file)
            return lfs.path(of: pointer)
        }
        try reporting { () throws(FileError) in try cache.durableFile(name).replace(with: bytes) }
        return cached
    }

    private func reporting<Value>(
        _ operation: () throws(FileError) -> Value
    ) throws(CalendarSourceError) -> Value {
        do throws(FileError) { return try operation() } catch { throw CalendarSourceError(error) }
    }

    /// What the blob itself says.
    private func ownBytes(of file: MediaFile) throws(CalendarSourceError) -> [UInt8] {
        // Git unpacks and checks an object; reading the file and hashing it takes a fraction of that. Where Git LFS is in
        // use, files are not what their blobs say, and may be large.
        if !lfs.exists, let bytes = unchangedFile(file) { return bytes }
        return if let committed = try committedBytes(of: file) { committed } else { try workTreeBytes(of: file) }
    }

    /// The bytes in the work tree, where they are the blob's.
    private func unchangedFile(_ file: MediaFile) -> [UInt8]? {
        // Before and after: who changes it meanwhile changes its times, too.
        if isAsNoted(file), let bytes = try? folder.bytes(of: file.path, limit: CalendarSource.largestMedium),
            isAsNoted(file)
        {
            return bytes
        }
        guard let bytes = try? folder.bytes(of: file.path, limit: CalendarSource.largestMedium),
            BlobID(hashing: bytes) == file.blob
        else { return nil }
        return bytes
    }

    /// Whether size and times are those that git noted when it read the blob's bytes from the file.
    private func isAsNoted(_ file: MediaFile) -> Bool { index.scan?.blob(ofUntouched: file.path) == file.blob }

    /// `nil` where git has no such blob.
    private func committedBytes(of file: MediaFile) throws(CalendarSourceError) -> [UInt8]? {
        return try pool.withRepository { repository throws(GitError) in
            do throws(GitError) {
                return try repository.content(of: file.blob, limit: CalendarSource.largestMedium)
            } catch .missingObject {
                return nil
            }
        }
    }

    private func workTreeBytes(of file: MediaFile) throws(CalendarSourceError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try folder.bytes(of: file.path, limit: CalendarSource.largestMedium)
        } catch {
            throw CalendarSourceError(error)
        }
        guard BlobID(hashing: bytes) == file.blob else {
            throw CalendarSourceError(
                what: "'\(file.path)' changed while it was being published",
                why: "what goes out is what was planned and checked", fix: "run calends plan, then apply again")
        }
        return bytes
    }

    private func content(of pointer: LFSPointer, for file: MediaFile) throws(CalendarSourceError) -> [UInt8] {
        let stored = try stored(pointer, for: file)
        return try reporting { () throws(FileError) in try stored.bytes(limit: CalendarSource.largestMedium) }
    }

    /// What a pointer stands for, in full.
    private func stored(_ pointer: LFSPointer, for file: MediaFile) throws(CalendarSourceError) -> OpenFile {
        let stored: OpenFile?
        do throws(FileError) {
            stored = try OpenFile(path: lfs.path(of: pointer))
        } catch {
            guard case .missing = error else { throw CalendarSourceError(error) }
            stored = nil
        }
        func refuse(_ problem: MediaError) -> CalendarSourceError {
            CalendarSourceError(what: "'\(file.path)': \(problem.what)", why: problem.why, fix: problem.fix)
        }
        guard let stored, stored.size == pointer.size else { throw refuse(.lfsPointer(pointer)) }
        let digest = try reporting { () throws(FileError) in try SHA256.digest(of: stored) }
        guard "\(digest)" == pointer.oid else { throw refuse(.lfsContent(pointer, path: lfs.path(of: pointer))) }
        return stored
    }
}

/// What git's index knows of the files, once somebody asks: of a large repository it is large.
private final class IndexLook: Sendable {
    private let pool: RepositoryPool
    private let found = Mutex<WorkTreeScan??>(nil)

    init(pool: RepositoryPool) { self.pool = pool }

    /// `nil` where files are not what their blobs say.
    var scan: WorkTreeScan? {
        found.withLock { found in
            if let found { return found }
            let scan = try? pool.withRepository { repository throws(GitError) in
                try repository.addsFilesAsTheyAre() ? try WorkTreeScan(of: repository) : nil
            }
            found = .some(scan ?? nil)
            return scan ?? nil
        }
    }
}
