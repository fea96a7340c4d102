import ContentModel
import FileStore
import Git
import ObjectIDs

/// The work tree of a repository, looked at without opening what git's index knows.
struct ScannedTree: Sendable {
    /// The files below `calendar/` that are as the index has them, by their numbers in ``index``, in the order of their
    /// paths' bytes.
    let untouched: [UInt32]
    /// All other files below `calendar/`, sorted by the bytes of their paths.
    let others: [CalendarFile]
    let index: WorkTreeScan
    /// What is to be remembered of folders; `nil` where nothing is new.
    let folders: FolderMemory?
    /// Files that are not as the commit has them, as far as that was seen.
    private let changed: [String]
    private let pool: RepositoryPool
    private let head: CommitID?

    /// `nil` where something is out of the ordinary.
    ///
    /// - Parameter memory: what an earlier look found folders to hold.
    init?(in pool: RepositoryPool, knowing memory: FolderMemory = FolderMemory()) async throws(CalendarSourceError) {
        let opened = try pool.withRepository { repository throws(GitError) -> (WorkTreeScan, CommitID?, LFSStore)? in
            guard try repository.addsFilesAsTheyAre(), let scan = try WorkTreeScan(of: repository) else { return nil }
            return (scan, try repository.head().commit, try LFSStore(of: repository))
        }
        guard let (index, head, lfs) = opened, let folders = index.folders(below: "calendar"), !folders.isEmpty else {
            return nil
        }
        (self.index, self.pool, self.head) = (index, pool, head)
        let folder = try FolderReader(path: index.top, lfs: lfs)
        let looks = await mapInParallel(folders) { index.look(in: $0, knowing: memory) }
        var untouched: [UInt32] = []
        untouched.reserveCapacity(index.count)
        var (others, changed): ([CalendarFile], [String]) = ([], [])
        for look in looks {
            guard let look else { return nil }
            untouched += look.untouched
            for number in look.touched {
                let path = index.path(of: Int(number))
                let blob: BlobID?
                do throws(FileError) { blob = BlobID(hashing: try folder.bytes(of: path)) } catch .missing {
                    blob = nil
                } catch {
                    // Whoever cannot read it must not take it for removed.
                    return nil
                }
                if let blob { others.append(CalendarFile(path: path, blob: blob)) }
                if blob != index.blob(of: Int(number)) { changed.append(path) }
            }
            for path in look.strangers {
                guard let bytes = try? folder.bytes(of: path) else { return nil }
                let isIgnored = try pool.withRepository { repository throws(GitError) in
                    try repository.isIgnored(RepositoryPath(path))
                }
                // Attributes could change what git would record, also where nobody added them.
                guard !path.hasSuffix("/.gitattributes") else { return nil }
                guard !isIgnored else { continue }
                others.append(CalendarFile(path: path, blob: BlobID(hashing: bytes)))
                changed.append(path)
            }
        }
        untouched.sort()
        others.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        (self.untouched, self.others, self.changed) = (untouched, others, changed)
        self.folders = FolderMemory(learntFrom: looks.compactMap(\.self))
    }

    /// The top folder of the files.
    var top: String { index.top }

    /// The content of a file that is as git's index has it.
    func blob(of path: String) -> BlobID? { index.blob(ofUntouched: path) }

    /// The size that the index has of a file, in bytes.
    func size(of path: String) -> Int? { index.size(of: path) }

    /// The file at exactly `path`.
    func file(at path: String) -> CalendarFile? {
        if let other = others.first(where: { $0.path == path }) { return other }
        return blob(of: path).map { CalendarFile(path: path, blob: $0) }
    }

    /// Every file below `calendar/`, sorted by the bytes of its path.
    var files: [CalendarFile] { files(untouched: untouched, others: others) }

    /// Some of the untouched files and of the others, each in their order, sorted by the bytes of their paths.
    func files(untouched: some Sequence<UInt32>, others: some Sequence<CalendarFile>) -> [CalendarFile] {
        var files = untouched.map { CalendarFile(path: index.path(of: Int($0)), blob: index.blob(of: Int($0))) }
        let untouchedCount = files.count
        files += others
        if files.count > untouchedCount, untouchedCount > 0 {
            files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        }
        return files
    }

    /// As `base`, the work tree's own source, with these files alone.
    func source(of files: [CalendarFile], _ base: CalendarSource) -> CalendarSource {
        var source = base.looking(in: index)
        source.calendarFiles = { () throws(CalendarSourceError) in files }
        source.uncommitted = { media throws(CalendarSourceError) in
            try isCommitted(media) ? [] : base.uncommitted(media)
        }
        return source
    }

    /// As ``source(of:_:)``, for a plan: of what is not committed it is enough to know one file.
    func planSource(of files: [CalendarFile], _ base: CalendarSource) -> CalendarSource {
        var source = source(of: files, base)
        let all = source.uncommitted
        source.uncommitted = { media throws(CalendarSourceError) in changed.isEmpty ? try all(media) : changed.sorted()
        }
        return source
    }

    /// Whether the calendar and these media are certainly as HEAD has them: their folders' trees are.
    private func isCommitted(_ media: [String]) throws(CalendarSourceError) -> Bool {
        guard let head, changed.isEmpty, media.allSatisfy({ blob(of: $0) != nil }) else { return false }
        return try pool.withRepository { repository throws(GitError) in
            let tree = try repository.tree(of: head)
            guard let known = index.tree(of: "calendar"),
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

extension CalendarSource {
    /// The same, with media that are as git's index has them looked up there.
    func looking(in index: WorkTreeScan) -> CalendarSource {
        let base = self
        var source = base
        source.locateUntouched = { path in index.blob(ofUntouched: path) }
        source.locate = { paths throws(CalendarSourceError) in
            var located: [MediaPath: Result<BlobID, MediaProblem>] = [:]
            for path in paths { if let blob = index.blob(ofUntouched: path.text) { located[path] = .success(blob) } }
            let others = paths.filter { located[$0] == nil }
            guard !others.isEmpty else { return located }
            return try located.merging(base.locate(others)) { known, _ in known }
        }
        return source
    }
}
