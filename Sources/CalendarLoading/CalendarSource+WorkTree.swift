import ContentModel
import FileStore
import Git
import MediaHeaders
import ObjectIDs

extension CalendarSource {
    /// As ``workTree(ofRepositoryAt:)``, with its files looked up in git's index on all cores where nothing is out of the
    /// ordinary: of a large calendar that takes a fraction of the time.
    public static func scannedWorkTree(
        ofRepositoryAt path: String
    ) async throws(CalendarSourceError) -> CalendarSource {
        let pool = RepositoryPool(path: path)
        let base = try workTree(of: pool)
        guard let tree = try await ScannedTree(in: pool) else { return base }
        return tree.source(of: tree.files, base)
    }

    /// As ``workTree(ofRepositoryAt:)``, for whoever reads every file anyway: files are listed by their names, on all cores,
    /// and nothing else is asked about them. The ``CalendarFile/blob`` of each is the one that git's index has, if any,
    /// whatever has been written to it since.
    public static func listedWorkTree(
        ofRepositoryAt path: String
    ) async throws(CalendarSourceError) -> CalendarSource {
        let pool = RepositoryPool(path: path)
        let base = try workTree(of: pool)
        let index = try pool.withRepository { repository throws(GitError) in try WorkTreeScan(of: repository) }
        guard let index, let files = try await files(in: index, pool) else { return base }
        var source = base.looking(in: index)
        source.calendarFiles = { () throws(CalendarSourceError) in files }
        return source
    }

    /// The files of a calendar, sorted; `nil` where something is out of the ordinary.
    private static func files(
        in index: WorkTreeScan, _ pool: RepositoryPool
    ) async throws(CalendarSourceError) -> [CalendarFile]? {
        guard let folders = index.folders(below: "calendar"), !folders.isEmpty else { return nil }
        var (known, strangers): ([UInt32], [String]) = ([], [])
        known.reserveCapacity(index.count)
        for names in await mapInParallel(folders, { index.names(in: $0) }) {
            guard let names else { return nil }
            known += names.known
            strangers += names.strangers
        }
        // Numbers follow the order of paths.
        known.sort()
        var files = await mapInParallel(known) { number in
            CalendarFile(path: index.path(of: Int(number)), blob: index.blob(of: Int(number)))
        }
        guard !strangers.isEmpty else { return files }
        files += try pool.withRepository { repository throws(GitError) in
            var files: [CalendarFile] = []
            for path in strangers where try !repository.isIgnored(RepositoryPath(path)) {
                files.append(CalendarFile(path: path, blob: BlobID(hashing: [])))
            }
            return files
        }
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The calendar as it stands in the work tree of the repository around `path`, committed or not.
    public static func workTree(ofRepositoryAt path: String) throws(CalendarSourceError) -> CalendarSource {
        try workTree(of: RepositoryPool(path: path))
    }

    /// As ``workTree(ofRepositoryAt:)``, by handles that others use as well.
    static func workTree(of pool: RepositoryPool) throws(CalendarSourceError) -> CalendarSource {
        let (top, lfs, head) = try pool.withRepository { repository throws(GitError) in
            (try repository.requireWorkTree(), try LFSStore(of: repository), try repository.head().commit)
        }
        let tree = WorkTree(
            pool: pool, folder: try FolderReader(path: top, lfs: lfs), pointers: try TouchedPointers(below: top))
        var source = CalendarSource(
            commit: head,
            calendarFiles: { () throws(CalendarSourceError) in try tree.calendarFiles() },
            read: { file throws(CalendarSourceError) in try tree.folder.read(file) },
            locate: { paths throws(CalendarSourceError) in try tree.locate(paths) },
            facts: { path, _ in tree.folder.facts(path: path) },
            uncommitted: { media throws(CalendarSourceError) in try tree.uncommitted(media: media) })
        source.readerForOneTask = { tree.folder.readerForOneTask() }
        let planned = try PlannedMedia(in: pool)
        source.content = { path, blob throws(CalendarSourceError) in try planned.bytes(of: path, blob) }
        return source
    }
}

/// The files of a work tree, with the blobs git would record for them.
private struct WorkTree: Sendable {
    let pool: RepositoryPool
    let folder: FolderReader
    let pointers: TouchedPointers

    func calendarFiles() throws(CalendarSourceError) -> [CalendarFile] {
        try pool.withRepository { repository throws(GitError) in
            try repository.workTreeFiles(under: ["calendar"]).map { file in
                CalendarFile(path: file.path.text, blob: file.blob, isLink: file.mode == .symbolicLink)
            }
        }
    }

    func locate(_ paths: [MediaPath]) throws(CalendarSourceError) -> [MediaPath: Result<BlobID, MediaProblem>] {
        guard !paths.isEmpty else { return [:] }
        var located: [MediaPath: Result<BlobID, MediaProblem>] = [:]
        for path in paths where folder.isForbidden(path.text) {
            located[path] = .failure(.headers(.unreadable("its permissions do not let this user read it")))
        }
        let readable = paths.filter { located[$0] == nil }
        guard !readable.isEmpty else { return located }
        try pool.withRepository { repository throws(GitError) in
            // Ignored files too: that a medium is not committed is for `uncommitted` to say, not that it is missing.
            let files = try repository.workTreeFiles(
                under: readable.map { RepositoryPath($0.text) }, includingIgnored: true)
            for file in files {
                let blob = try pointers.blob(of: file, in: repository) ?? file.blob
                located[MediaPath(known: file.path.text)] =
                    file.mode == .symbolicLink ? .failure(.symbolicLink) : .success(blob)
            }
        }
        let wanted = Set(paths)
        located = located.filter { wanted.contains($0.key) }
        for path in readable where located[path] == nil { located[path] = .failure(folder.problem(with: path.text)) }
        return located
    }

    func uncommitted(media: [String]) throws(CalendarSourceError) -> [String] {
        try pool.withRepository { repository throws(GitError) in
            let prefixes: [RepositoryPath] = ["calendar"] + media.map { RepositoryPath($0) }
            let changed = try repository.status(under: prefixes, includingIgnored: true)
                .filter { !$0.isIgnored || !$0.path.text.hasPrefix("calendar/") }
            let modified = changed.filter { $0.unstaged == .modified && $0.staged == nil }.map(\.path)
            guard !modified.isEmpty else { return changed.map(\.path.text) }
            var touched: Set<RepositoryPath> = []
            for file in try repository.workTreeFiles(under: modified) {
                if try pointers.blob(of: file, in: repository) != nil { touched.insert(file.path) }
            }
            return changed.map(\.path).filter { !touched.contains($0) }.map(\.text)
        }
    }
}
