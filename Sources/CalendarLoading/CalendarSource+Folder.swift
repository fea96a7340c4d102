import ContentModel
import FileStore
import Git
import MediaHeaders
import ObjectIDs

extension CalendarSource {
    /// The calendar in a folder that need not be in a repository: enough to validate, not to plan.
    public static func folder(at path: String) throws(CalendarSourceError) -> CalendarSource {
        // Outside git there is no store to look a pointer up in.
        let folder = try FolderReader(path: path, lfs: LFSStore(gitFolder: path + "/.git"))
        var source = CalendarSource(
            commit: nil,
            calendarFiles: { () throws(CalendarSourceError) in try folder.calendarFiles() },
            read: { file throws(CalendarSourceError) in try folder.read(file) },
            locate: { paths throws(CalendarSourceError) in folder.locate(paths) },
            facts: { path, _ in folder.facts(path: path) },
            uncommitted: { _ in [] })
        source.readerForOneTask = { folder.readerForOneTask() }
        source.content = { path, _ throws(CalendarSourceError) in try folder.medium(at: path) }
        return source
    }
}

/// Reads files below a folder, and never outside of it.
struct FolderReader: Sendable {
    private let root: FileRoot
    private let folders: FolderCache
    private let lfs: LFSStore

    init(path: String, lfs: LFSStore) throws(CalendarSourceError) {
        do throws(FileError) { self.init(root: try FileRoot(path), lfs: lfs) } catch {
            throw CalendarSourceError(error)
        }
    }

    private init(root: FileRoot, lfs: LFSStore) {
        (self.root, self.lfs) = (root, lfs)
        folders = FolderCache(root)
    }

    func calendarFiles() throws(CalendarSourceError) -> [CalendarFile] {
        do throws(FileError) {
            guard try root.facts(of: "calendar")?.kind == .folder else { return [] }
            var files: [CalendarFile] = []
            for file in try root.list("calendar") {
                if let bytes = file.bytes {
                    // Also of a folder, in which nothing is read.
                    files.append(CalendarFile(path: RepositoryPath(bytes: bytes).text, blob: BlobID(hashing: [])))
                    continue
                }
                switch file.kind {
                case .folder, .special: continue
                case .symbolicLink:
                    files.append(CalendarFile(path: file.path, blob: BlobID(hashing: []), isLink: true))
                case .file:
                    // Why one cannot be read is told of it where it is looked into.
                    let blob = try? blob(of: file.path, limit: CalendarSource.largestCalendarFile)
                    files.append(CalendarFile(path: file.path, blob: blob ?? BlobID(hashing: [])))
                }
            }
            return files
        } catch {
            throw CalendarSourceError(error)
        }
    }

    func read(_ file: CalendarFile) throws(CalendarSourceError) -> [UInt8] {
        do throws(FileError) {
            return try folders.bytes(of: file.path, limit: CalendarSource.largestCalendarFile)
        } catch {
            throw CalendarSourceError(error)
        }
    }

    /// Reads as ``read(_:)`` does, with folders of its own to keep open.
    func readerForOneTask() -> CalendarSource.Read {
        let own = FolderReader(root: root, lfs: lfs)
        return { file throws(CalendarSourceError) in try own.read(file) }
    }

    /// The bytes of a calendar file at a path that leads through no link.
    func bytes(of path: String) throws(FileError) -> [UInt8] {
        try folders.bytes(of: path, limit: CalendarSource.largestCalendarFile)
    }

    func locate(_ paths: [MediaPath]) -> [MediaPath: Result<BlobID, MediaProblem>] {
        var located: [MediaPath: Result<BlobID, MediaProblem>] = [:]
        for name in paths {
            let path = name.text
            do throws(FileError) {
                guard try root.canonicalPath(of: path) == path, try root.facts(of: path)?.kind == .file else {
                    located[name] = .failure(problem(with: path))
                    continue
                }
                located[name] = .success(try blob(of: path, limit: CalendarSource.largestMedium))
            } catch FileError.missing, FileError.leavesRoot, FileError.tooManyLinks {
                located[name] = .failure(problem(with: path))
            } catch {
                located[name] = .failure(.headers(.unreadable(error.what)))
            }
        }
        return located
    }

    func facts(path: String) -> Result<MediaFacts, MediaProblem> {
        lfs.resolving { () throws(MediaError) in
            let file: OpenFile
            do throws(FileError) { file = try root.open(path) } catch { throw .unreadable(error.what) }
            return try MediaFacts(of: file)
        }
    }

    func medium(at path: String) throws(CalendarSourceError) -> [UInt8] {
        do throws(FileError) {
            return try root.bytes(of: path, limit: CalendarSource.largestMedium)
        } catch {
            throw CalendarSourceError(error)
        }
    }

    /// Whether a file is there, or perhaps is, that this user may not read: git would call it locked.
    func isForbidden(_ path: String) -> Bool {
        do throws(FileError) {
            _ = try root.open(path)
            return false
        } catch {
            if case .forbidden = error { return true }
            return false
        }
    }

    /// Why there is no medium at `path`.
    func problem(with path: String) -> MediaProblem {
        if (try? root.canonicalPath(of: path)) == path, (try? root.facts(of: path)?.kind) == .special {
            return .headers(.unreadable("it is a pipe or a device"))
        }
        let top = String(path.prefix { $0 != "/" })
        // Listing the folder that the path starts in is usually enough, and keeps out of large neighbours.
        let isPlainFolder = (try? root.canonicalPath(of: top)) == top && (try? root.facts(of: top)?.kind) == .folder
        let listed = (try? isPlainFolder ? root.list(top) : root.list()) ?? []
        let files = listed.filter { $0.kind != .folder && !$0.path.hasPrefix(".git/") }
        return PathLookup(files: files.map { ($0.path, $0.kind == .symbolicLink) }).problem(with: path)
    }

    private func blob(of path: String, limit: Int) throws(FileError) -> BlobID {
        BlobID(hashing: try root.bytes(of: path, limit: limit))
    }
}

extension CalendarSourceError {
    init(_ error: FileError) { self.init(what: error.what, why: error.why, fix: error.fix) }
}
