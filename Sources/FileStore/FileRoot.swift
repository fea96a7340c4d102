import Glibc

/// A folder, say a repository, out of which no path may lead.
///
/// Paths are relative to it. `..`, absolute paths and symbolic links are followed step by step, each step relative to an
/// open folder, so that nothing can be exchanged between the check and the use. Links to elsewhere inside are fine.
public struct FileRoot: Sendable {
    /// The folder's own path.
    public let path: String
    private let folder: Descriptor

    /// As many links as Linux itself follows in one path: `path_resolution(7)`.
    private static let maximumLinks = 40

    /// - Throws: ``FileError`` when there is no folder at `path`.
    public init(_ path: String) throws(FileError) {
        self.path = path
        folder = try Descriptor.open(path, Descriptor.pathOnly | O_DIRECTORY)
    }

    /// What stands at `path`, links followed; `nil` when nothing does.
    public func facts(of path: String) throws(FileError) -> FileFacts? {
        do throws(FileError) {
            let place = try locate(path)
            return try place.folder.open(place.name, Descriptor.pathOnly).facts()
        } catch FileError.missing {
            return nil
        }
    }

    /// Opens the file at `path` for reading.
    public func open(_ path: String) throws(FileError) -> OpenFile {
        let place = try locate(path)
        do throws(FileError) { return try OpenFile(place.folder.open(place.name, OpenFile.flags)) } catch {
            throw error.naming(path)
        }
    }

    func openFolder(_ path: String) throws(FileError) -> Descriptor {
        let place = try locate(path)
        return try place.folder.open(place.name, O_RDONLY | O_DIRECTORY)
    }

    /// The content of the file at `path`.
    ///
    /// - Throws: ``FileError/tooLarge(_:size:limit:)`` past `limit` bytes.
    public func bytes(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        do throws(FileError) { return try open(path).bytes(limit: limit) } catch { throw error.naming(path) }
    }

    /// The path from the root to what `path` means, free of links and of `.` and `..`.
    ///
    /// The last component need not exist.
    public func canonicalPath(of path: String) throws(FileError) -> String {
        try locate(path).canonicalPath
    }

    /// The file at `path`, for reading, atomic replacement and durable appends. It need not exist; its folder must.
    public func durableFile(_ path: String) throws(FileError) -> DurableFile {
        let place = try locate(path)
        guard place.name != "." else { throw .notAFile(path, .folder) }
        return DurableFile(folder: try place.folder.open(".", O_RDONLY | O_DIRECTORY), name: place.name, path: path)
    }

    /// The folder at `path`, whose files are replaced durably. It need not exist; the one it is in must.
    public func durableFolder(_ path: String) throws(FileError) -> DurableFolder {
        let place = try locate(path)
        guard place.name != "." else { throw .notAFile(path, .folder) }
        return DurableFolder(
            parent: try place.folder.open(".", O_RDONLY | O_DIRECTORY), name: place.name, path: path)
    }

    /// Takes the lock on the file at `path`, as ``FileLock/init(path:mode:timeout:)`` does.
    public func lock(
        _ path: String, mode: FileLock.Mode = .exclusive, timeout: Duration = .zero
    ) throws(FileError) -> FileLock {
        let place = try locate(path)
        guard place.name != "." else { throw .notAFile(path, .folder) }
        return try FileLock(folder: place.folder, name: place.name, path: path, mode: mode, timeout: timeout)
    }

    /// Creates the folder at `path` and those above it, as far as they are missing.
    public func createFolder(_ path: String) throws(FileError) {
        try Descriptor.check(path)
        var prefix = ""
        for component in Self.components(of: path) {
            prefix += prefix.isEmpty ? component : "/" + component
            let place = try locate(prefix)
            guard place.name != "." else { continue }
            if mkdirat(place.folder.raw, place.name, 0o777) == 0 {
                try place.folder.open(".", O_RDONLY | O_DIRECTORY).sync()
            } else if errno != EEXIST {
                throw FileError(errno, .create, prefix)
            }
        }
        guard try facts(of: path)?.kind == .folder else { throw .notAFolder(path) }
    }

    /// Everything below the folder at `path` (the root itself: `.`), sorted by path.
    ///
    /// Links are listed as links and never followed, so the listing ends and stays inside. Nor are folders whose names are
    /// not UTF-8 looked into.
    public func list(_ path: String = ".") throws(FileError) -> [ListedFile] {
        let place = try locate(path)
        var files: [ListedFile] = []
        let prefix = place.canonicalPath == "." ? "" : place.canonicalPath + "/"
        let folder: Descriptor
        do throws(FileError) {
            folder = try place.folder.open(place.name, O_RDONLY | O_DIRECTORY)
        } catch {
            throw error.naming(path)
        }
        try list(folder, prefix: prefix, into: &files)
        files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return files
    }

    private func list(_ folder: Descriptor, prefix: String, into files: inout [ListedFile]) throws(FileError) {
        for (name, bytes, kind) in try folder.listing() {
            files.append(ListedFile(path: prefix + name, bytes: bytes.map { Array(prefix.utf8) + $0 }, kind: kind))
            if kind == .folder, bytes == nil {
                try list(folder.open(name, O_RDONLY | O_DIRECTORY), prefix: "\(prefix)\(name)/", into: &files)
            }
        }
    }

    /// The names in a path, as the kernel finds them: a mark that joins a `/` to one character hides none.
    private static func components(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

    /// Where a path leads: a name in an open folder. The name is `.` for the root itself; it is never a link.
    private struct Place {
        var folder: Descriptor
        var name: String
        var canonicalPath: String
    }

    private func locate(_ path: String) throws(FileError) -> Place {
        try Descriptor.check(path)
        guard !Self.isAbsolute(path) else { throw .leavesRoot(path, link: nil) }
        var pending = Array(Self.components(of: path).reversed())
        var folders = [folder]
        var names: [String] = []
        var links = 0
        var link: String?
        while let name = pending.popLast() {
            if name == "." { continue }
            if name == ".." {
                guard folders.count > 1 else { throw .leavesRoot(path, link: link) }
                folders.removeLast()
                names.removeLast()
                continue
            }
            let parent = folders[folders.count - 1]
            let step: Descriptor
            do throws(FileError) {
                step = try parent.open(name, Descriptor.pathOnly)
            } catch FileError.missing where pending.isEmpty {
                names.append(name)
                return Place(folder: parent, name: name, canonicalPath: names.joined(separator: "/"))
            } catch {
                throw error.naming(path)
            }
            let kind = try step.facts().kind
            if kind == .symbolicLink {
                links += 1
                guard links <= Self.maximumLinks else { throw .tooManyLinks(path) }
                let target = try parent.linkTarget(name)
                link = target
                guard !Self.isAbsolute(target) else { throw .leavesRoot(path, link: target) }
                pending += Self.components(of: target).reversed()
            } else {
                names.append(name)
                if pending.isEmpty {
                    return Place(folder: parent, name: name, canonicalPath: names.joined(separator: "/"))
                }
                guard kind == .folder else { throw .notAFolder(path) }
                folders.append(step)
            }
        }
        // The path ended in '.' or '..': it means a folder that is already open.
        return Place(
            folder: folders[folders.count - 1], name: ".",
            canonicalPath: names.isEmpty ? "." : names.joined(separator: "/"))
    }
}

/// One thing found in a folder.
public struct ListedFile: Hashable, Sendable {
    /// The path from the root; text that is only like it where its name is not UTF-8.
    public let path: String
    /// The path of what has a name that is not UTF-8; nothing opens it.
    public let bytes: [UInt8]?
    /// What it is, links not followed.
    public let kind: FileKind

    init(path: String, bytes: [UInt8]? = nil, kind: FileKind) {
        (self.path, self.bytes, self.kind) = (path, bytes, kind)
    }
}

extension FileError {
    /// The same failure under the path the caller knows: names found on the way mean nothing to a reader.
    func naming(_ path: String) -> FileError {
        switch self {
        case .missing: .missing(path)
        case .forbidden(let operation, _): .forbidden(operation, path)
        case .notAFile(_, let kind): .notAFile(path, kind)
        case .notAFolder: .notAFolder(path)
        case .tooManyLinks: .tooManyLinks(path)
        case .tooLarge(_, let size, let limit): .tooLarge(path, size: size, limit: limit)
        case .system(let operation, _, let code): .system(operation, path, code: code)
        case .noSpace, .leavesRoot, .invalidPath, .shrunk, .locked: self
        }
    }
}
