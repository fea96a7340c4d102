import ContentModel
import FileStore
import Git
import ObjectIDs

/// The work tree of a repository, looked at without opening what git's index knows.
struct ScannedTree: Sendable {
    /// Every file below `calendar/`, sorted by the bytes of its path.
    let files: [CalendarFile]
    /// Files that are not as the commit has them, as far as that was seen.
    private let changed: [String]
    private let scan: WorkTreeScan
    private let pool: RepositoryPool
    private let folder: FolderReader
    private let head: CommitID?

    /// `nil` where something is out of the ordinary.
    init?(at path: String) async throws(CalendarSourceError) {
        let pool = RepositoryPool(path: path)
        let opened = try pool.withRepository { repository throws(GitError) -> (WorkTreeScan, CommitID?, LFSStore)? in
            guard try repository.addsFilesAsTheyAre(), let scan = try WorkTreeScan(of: repository) else { return nil }
            return (scan, try repository.head().commit, try LFSStore(of: repository))
        }
        guard let (scan, head, lfs) = opened else { return nil }
        (self.scan, self.pool, self.head) = (scan, pool, head)
        folder = try FolderReader(path: scan.top, lfs: lfs)
        let looks = await mapInParallel(scan.folders(below: "calendar")) { scan.look(in: $0) }
        var files: [CalendarFile] = []
        var changed: [String] = []
        for look in looks {
            guard let look else { return nil }
            files += look.untouched.map { CalendarFile(path: $0.path, blob: $0.blob) }
            for file in look.touched {
                let bytes = try? folder.bytes(of: file.path)
                if let bytes { files.append(CalendarFile(path: file.path, blob: BlobID(hashing: bytes))) }
                if bytes.map({ BlobID(hashing: $0) }) != file.blob { changed.append(file.path) }
            }
            for path in look.strangers {
                // Its own attributes could change what git would record.
                guard !path.hasSuffix("/.gitattributes"), let bytes = try? folder.bytes(of: path) else { return nil }
                let isIgnored = try pool.withRepository { repository throws(GitError) in
                    try repository.isIgnored(RepositoryPath(path))
                }
                guard !isIgnored else { continue }
                files.append(CalendarFile(path: path, blob: BlobID(hashing: bytes)))
                changed.append(path)
            }
        }
        guard !files.contains(where: { $0.path.hasSuffix("/.gitattributes") }) else { return nil }
        files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        (self.files, self.changed) = (files, changed)
    }

    /// The content of a file that is as git's index has it.
    func blob(of path: String) -> BlobID? { scan.blob(ofUntouched: path) }

    /// As `base`, the work tree's own source, with these files alone.
    func source(of files: [CalendarFile], _ base: CalendarSource) -> CalendarSource {
        var source = base
        source.calendarFiles = { () throws(CalendarSourceError) in files }
        source.locate = { paths throws(CalendarSourceError) in
            var located: [String: Result<BlobID, MediaProblem>] = [:]
            for path in paths { if let blob = blob(of: path) { located[path] = .success(blob) } }
            let others = paths.filter { located[$0] == nil }
            guard !others.isEmpty else { return located }
            return try located.merging(base.locate(others)) { known, _ in known }
        }
        source.uncommitted = { media throws(CalendarSourceError) in
            // For a plan it is enough to know of one.
            if !changed.isEmpty { return changed.sorted() }
            return try isCommitted(media) ? [] : base.uncommitted(media)
        }
        return source
    }

    /// Whether the calendar and these media are certainly as HEAD has them: their folders' trees are.
    private func isCommitted(_ media: [String]) throws(CalendarSourceError) -> Bool {
        guard let head, media.allSatisfy({ blob(of: $0) != nil }) else { return false }
        return try pool.withRepository { repository throws(GitError) in
            let tree = try repository.tree(of: head)
            guard let known = scan.tree(of: "calendar"),
                try repository.folder(at: "calendar", in: tree) == known
            else { return false }
            for path in media {
                guard let file = try repository.file(at: RepositoryPath(path), in: tree), file.blob == blob(of: path)
                else { return false }
            }
            return true
        }
    }
}
