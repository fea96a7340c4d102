import Glibc

/// A file whose changes survive a crash of the program or the machine: by atomic replacement, or by appending.
///
/// Neither guards against a second writer; that is what ``FileLock`` is for.
public struct DurableFile: Sendable {
    /// The path by which it was asked for, as messages name it.
    public let path: String
    /// Called before each step that a crash could separate from the next; what it throws fails the step.
    ///
    /// Does nothing in the product. Tests fail or end the process here.
    public var beforeStep: @Sendable (Step) throws(FileError) -> Void = { _ in }

    private let folder: Descriptor
    private let name: String

    /// The steps of a change, in order: the first four replace, the last three append.
    public enum Step: CaseIterable, Hashable, Sendable {
        case writeTemporary, syncTemporary, rename, syncFolder
        case cutTornTail, append, syncAppended
    }

    init(folder: Descriptor, name: String, path: String) {
        (self.folder, self.name, self.path) = (folder, name, path)
    }

    /// The file at `path`, which need not exist; its folder must.
    public init(path: String) throws(FileError) {
        try Descriptor.check(path)
        let parts = path.split(separator: "/")
        guard let name = parts.last, name != ".", name != "..", !path.hasSuffix("/") else {
            throw .notAFile(path, .folder)
        }
        let parent = String(path.dropLast(name.count))
        self.init(
            folder: try Descriptor.open(parent.isEmpty ? "." : parent, O_RDONLY | O_DIRECTORY), name: String(name),
            path: path)
    }

    /// The content, or `nil` if there is no file.
    ///
    /// - Throws: ``FileError/tooLarge(_:size:limit:)`` past `limit` bytes.
    public func bytes(limit: Int) throws(FileError) -> [UInt8]? {
        do throws(FileError) {
            return try OpenFile(folder.open(name, OpenFile.flags)).bytes(limit: limit)
        } catch FileError.missing {
            return nil
        } catch {
            throw error.naming(path)
        }
    }

    /// Makes `bytes` the whole content; whoever looks, also after a crash, sees the old content or the new.
    ///
    /// Keeps the permissions of the file it replaces. A link is replaced, not written through. A crash may leave a
    /// temporary file (`.NAME.….tmp`) behind, which nothing ever reads; ``removeLeftovers()`` clears it away.
    ///
    /// - Parameter privately: whether only the file's owner may ever read it, from its first byte on.
    public func replace(with bytes: [UInt8], privately: Bool = false) throws(FileError) {
        try replace(privately: privately) { file throws(FileError) in try file.write(bytes) }
    }

    /// As ``replace(with:)``, with the content of another file, of which no more than a mebibyte is in memory at once.
    public func replace(withContentOf other: OpenFile) throws(FileError) {
        try replace(privately: false) { file throws(FileError) in
            var offset = 0
            while offset < other.size {
                let piece = try other.read(at: offset, count: 1 << 20)
                guard !piece.isEmpty else { throw .shrunk(other.path, size: offset, expected: other.size) }
                try file.write(piece)
                offset += piece.count
            }
        }
    }

    private func replace(
        privately: Bool, writing write: (Descriptor) throws(FileError) -> Void
    ) throws(FileError) {
        let temporary = temporaryName
        let mode = privately ? try currentMode().map { _ in 0o600 } : try currentMode()
        try beforeStep(.writeTemporary)
        do throws(FileError) {
            let file = try folder.open(
                temporary, O_WRONLY | O_CREAT | O_EXCL, mode: privately ? 0o600 : 0o666)
            if let mode, fchmod(file.raw, mode) != 0 { throw FileError(errno, .write, path) }
            try write(file)
            try beforeStep(.syncTemporary)
            try file.sync()
            try beforeStep(.rename)
            guard renameat(folder.raw, temporary, folder.raw, name) == 0 else { throw FileError(errno, .rename, path) }
        } catch {
            // Nothing to do about a failure here: the first failure is the one to tell.
            unlinkat(folder.raw, temporary, 0)
            throw error.renaming(folder.appending(temporary), to: path)
        }
        try beforeStep(.syncFolder)
        try folder.sync()
    }

    private var temporaryName: String {
        ".\(name).\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    /// Shows that ``replace(with:)`` could write `count` bytes now, and leaves nothing behind, even when it is killed.
    public func proveRoom(for count: Int) throws(FileError) {
        _ = try currentMode()
        let temporary = temporaryName
        do throws(FileError) {
            let file = try folder.open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            // Without a name it goes with this process.
            guard unlinkat(folder.raw, temporary, 0) == 0 else { throw FileError(errno, .remove, path) }
            try file.write([UInt8](repeating: 0, count: count))
            try file.sync()
        } catch {
            throw error.renaming(folder.appending(temporary), to: path)
        }
    }

    /// Removes the temporary files that crashes in the middle of ``replace(with:)`` left behind.
    ///
    /// For who knows that nobody replaces the file at the moment: a file being written is removed as well.
    public func removeLeftovers() throws(FileError) {
        for (entry, kind) in try folder.entries()
        where kind == .file && isTemporary(entry) {
            // One that stays does no harm beyond its presence.
            unlinkat(folder.raw, entry, 0)
        }
    }

    /// Whether a file is one that ``replace(with:)`` writes: `.NAME.….tmp`, with no dot in between, so that it is not one
    /// of a file whose name goes on.
    private func isTemporary(_ entry: String) -> Bool {
        let front = ".\(name)."
        return entry.hasPrefix(front) && entry.hasSuffix(".tmp") && entry.count > front.count + 4
            && !entry.dropFirst(front.count).dropLast(4).contains(".")
    }

    /// Adds `bytes` at the end and returns when they are on the disk. Creates the file if there is none.
    ///
    /// A failed append takes back what it wrote. A crash may leave any part of the last record behind (a torn tail), so
    /// a record must show its own end, and readers must ignore an unfinished last one. Who has read the file passes the
    /// length of the sound part: what lies behind is cut off first, so that a new record never joins a torn one.
    ///
    /// - Parameter length: the bytes known to be sound; `nil` to append behind whatever is there.
    /// - Throws: ``FileError/shrunk(_:size:expected:)`` when fewer than `length` bytes are left.
    public func append(_ bytes: [UInt8], afterSound length: Int? = nil) throws(FileError) {
        let isNew = try currentMode() == nil
        do throws(FileError) {
            let file = try folder.open(name, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_NOCTTY, mode: 0o666)
            let facts = try file.facts()
            guard facts.kind == .file else { throw .notAFile(path, facts.kind) }
            let end = length ?? facts.size
            guard facts.size >= end else { throw .shrunk(path, size: facts.size, expected: end) }
            if facts.size > end {
                try beforeStep(.cutTornTail)
                guard ftruncate(file.raw, off_t(end)) == 0 else { throw FileError(errno, .write, path) }
            }
            try beforeStep(.append)
            do throws(FileError) {
                try file.write(bytes)
                try beforeStep(.syncAppended)
                try file.sync()
            } catch {
                ftruncate(file.raw, off_t(end))
                throw error
            }
        } catch {
            throw error.naming(path)
        }
        if isNew { try folder.sync() }
    }

    /// Removes the file, if there is one, and returns when that is on the disk.
    public func remove() throws(FileError) {
        guard unlinkat(folder.raw, name, 0) == 0 else {
            if errno == ENOENT { return }
            throw FileError(errno, .remove, path)
        }
        try folder.sync()
    }

    /// The permissions of the file that is there now.
    private func currentMode() throws(FileError) -> mode_t? {
        var status = stat()
        guard fstatat(folder.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw FileError(errno, .read, path)
        }
        switch FileKind(mode: status.st_mode) {
        case .file: return status.st_mode & 0o7777
        case .symbolicLink: return nil
        case let kind: throw .notAFile(path, kind)
        }
    }
}

extension FileError {
    /// The same failure under `name` where it speaks of `temporary`.
    fileprivate func renaming(_ temporary: String, to name: String) -> FileError {
        switch self {
        case .forbidden(let operation, temporary): .forbidden(operation, name)
        case .noSpace(temporary): .noSpace(name)
        case .system(let operation, temporary, let code): .system(operation, name, code: code)
        default: self
        }
    }
}
