import ContentModel
import Git
import MediaHeaders
public import ObjectIDs

extension CalendarSource {
    /// The calendar as `commit` of the repository around `path` has it; the work tree is not looked at.
    public static func commit(
        _ commit: CommitID, ofRepositoryAt path: String
    ) throws(CalendarSourceError) -> CalendarSource {
        let snapshot = try CommitSnapshot(of: commit, in: RepositoryPool(path: path))
        var source = CalendarSource(
            commit: commit,
            calendarFiles: { () throws(CalendarSourceError) in try snapshot.calendarFiles() },
            read: { file throws(CalendarSourceError) in
                try snapshot.content(of: file.blob, limit: largestCalendarFile)
            },
            locate: { paths throws(CalendarSourceError) in try snapshot.locate(paths) },
            facts: { path, blob in snapshot.facts(path: path, blob: blob) },
            uncommitted: { _ in [] })
        let media = try PlannedMedia(inRepositoryAt: path)
        source.content = { path, blob throws(CalendarSourceError) in try media.bytes(of: path, blob) }
        return source
    }

    /// The commit that a revision such as `HEAD` or a branch names, in the repository around `path`.
    public static func resolve(
        _ revision: String, inRepositoryAt path: String
    ) throws(CalendarSourceError) -> CommitID {
        try RepositoryPool(path: path).withRepository { repository throws(GitError) in
            try repository.resolve(revision)
        }
    }
}

/// One commit's files.
struct CommitSnapshot: Sendable {
    private let pool: RepositoryPool
    private let tree: TreeID
    private let lfs: LFSStore

    init(of commit: CommitID, in pool: RepositoryPool) throws(CalendarSourceError) {
        self.pool = pool
        (tree, lfs) = try pool.withRepository { repository throws(GitError) in
            (try repository.tree(of: commit), try LFSStore(of: repository))
        }
    }

    /// The file at exactly `path`, if there is one.
    func file(at path: String) throws(CalendarSourceError) -> CalendarFile? {
        try pool.withRepository { repository throws(GitError) in
            try repository.file(at: RepositoryPath(path), in: tree).map { Self.calendarFile($0) }
        }
    }

    private static func calendarFile(_ file: TreeFile) -> CalendarFile {
        CalendarFile(path: file.path.text, blob: file.blob, isLink: file.mode == .symbolicLink)
    }

    func calendarFiles() throws(CalendarSourceError) -> [CalendarFile] {
        try pool.withRepository { repository throws(GitError) in
            try repository.files(in: tree, under: "calendar").map { Self.calendarFile($0) }
        }
    }

    func content(of blob: BlobID, limit: Int) throws(CalendarSourceError) -> [UInt8] {
        try pool.withRepository { repository throws(GitError) in
            try repository.content(of: blob, limit: limit)
        }
    }

    func locate(_ paths: [MediaPath]) throws(CalendarSourceError) -> [MediaPath: Result<BlobID, MediaProblem>] {
        try pool.withRepository { repository throws(GitError) in
            var located: [MediaPath: Result<BlobID, MediaProblem>] = [:]
            var lookup: PathLookup?
            for path in paths {
                if let file = try repository.file(at: RepositoryPath(path.text), in: tree) {
                    located[path] =
                        file.mode == .symbolicLink ? .failure(.symbolicLink) : .success(file.blob)
                    continue
                }
                // The whole tree is listed only when something is missing.
                if lookup == nil { lookup = try allFiles(of: repository) }
                located[path] = .failure(lookup?.problem(with: path.text) ?? .missing(nearest: nil))
            }
            return located
        }
    }

    func facts(path: String, blob: BlobID) -> Result<MediaFacts, MediaProblem> {
        do throws(CalendarSourceError) {
            let bytes = try content(of: blob, limit: CalendarSource.largestMedium)
            return lfs.resolving { () throws(MediaError) in try MediaFacts(of: bytes) }
        } catch {
            return .failure(.headers(.unreadable(error.what)))
        }
    }

    private func allFiles(of repository: borrowing Repository) throws(GitError) -> PathLookup {
        PathLookup(
            files: try repository.files(in: tree).map { ($0.path.text, $0.mode == .symbolicLink) })
    }
}
