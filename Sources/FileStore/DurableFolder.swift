import CRename
import Glibc

/// A folder of small files, whose changes survive a crash of the program or the machine.
///
/// Like ``DurableFile`` it does not guard against a second writer.
public struct DurableFolder: Sendable {
    /// The path by which it was asked for, as messages name it.
    public let path: String
    private let parent: Descriptor
    private let name: String

    init(parent: Descriptor, name: String, path: String) { (self.parent, self.name, self.path) = (parent, name, path) }

    /// The content of every file in it by its name; `nil` where there is no such folder, or a file stands in its place.
    ///
    /// Links, folders, and names that begin with a dot are passed over.
    ///
    /// - Throws: ``FileError/tooLarge(_:size:limit:)`` past `limit` bytes in one file.
    public func contents(limit: Int) throws(FileError) -> [String: [UInt8]]? {
        guard let folder = try opened() else { return nil }
        var contents: [String: [UInt8]] = [:]
        for (name, kind) in try folder.entries() where kind == .file && !name.hasPrefix(".") {
            contents[name] = try OpenFile(folder.open(name, OpenFile.flags)).bytes(limit: limit)
        }
        return contents
    }

    /// Makes `contents` the files in it. Each file has its old content or its new one, also after a crash; those that have
    /// it already are left alone.
    ///
    /// Where there is no folder yet, or a file stands in its place, it appears with all its files in one step.
    public func replace(with contents: [String: [UInt8]]) throws(FileError) {
        guard let folder = try opened() else { return try create(contents) }
        for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            let file = DurableFile(folder: folder, name: name, path: "\(path)/\(name)")
            if try file.bytes(limit: max(bytes.count, 1 << 20) * 2) == bytes { continue }
            try file.replace(with: bytes)
        }
        for (name, kind) in try folder.entries() where kind == .file && !name.hasPrefix(".") && contents[name] == nil {
            try DurableFile(folder: folder, name: name, path: "\(path)/\(name)").remove()
        }
    }

    /// Puts one file in the place of the folder, in one step; where there is no folder, nothing happens and the answer is
    /// false.
    public func replace(withFile bytes: [UInt8]) throws(FileError) -> Bool {
        guard let folder = try opened() else { return false }
        let temporary = temporaryName
        let file = DurableFile(folder: parent, name: temporary, path: path)
        try file.replace(with: bytes)
        try exchange(with: temporary)
        try empty(folder)
        guard unlinkat(parent.raw, temporary, AT_REMOVEDIR) == 0 else { throw FileError(errno, .remove, path) }
        try parent.sync()
        return true
    }

    /// Removes what crashes in the middle of a change left behind; for who knows that nobody else changes it.
    public func removeLeftovers() throws(FileError) {
        for (entry, kind) in try parent.entries() where entry.hasPrefix(".\(name).") && entry.hasSuffix(".tmp") {
            // One that stays does no harm beyond its presence.
            guard kind == .folder else {
                unlinkat(parent.raw, entry, 0)
                continue
            }
            try? empty(parent.open(entry, O_RDONLY | O_DIRECTORY))
            unlinkat(parent.raw, entry, AT_REMOVEDIR)
        }
        guard let folder = try opened() else { return }
        for (entry, kind) in try folder.entries()
        where kind == .file && entry.hasPrefix(".") && entry.hasSuffix(".tmp") {
            unlinkat(folder.raw, entry, 0)
        }
    }

    private func opened() throws(FileError) -> Descriptor? {
        var status = stat()
        guard fstatat(parent.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw FileError(errno, .read, path)
        }
        guard FileKind(mode: status.st_mode) == .folder else { return nil }
        do throws(FileError) {
            return try parent.open(name, O_RDONLY | O_DIRECTORY)
        } catch {
            throw error.naming(path)
        }
    }

    private var temporaryName: String {
        ".\(name).\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    private func create(_ contents: [String: [UInt8]]) throws(FileError) {
        let temporary = temporaryName
        guard mkdirat(parent.raw, temporary, 0o777) == 0 else { throw FileError(errno, .create, path) }
        let folder = try parent.open(temporary, O_RDONLY | O_DIRECTORY)
        for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            let file = try folder.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
            try file.write(bytes)
            try file.sync()
        }
        try folder.sync()
        var status = stat()
        if fstatat(parent.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
            try exchange(with: temporary)
            guard unlinkat(parent.raw, temporary, 0) == 0 else { throw FileError(errno, .remove, path) }
        } else if renameat(parent.raw, temporary, parent.raw, name) != 0 {
            throw FileError(errno, .rename, path)
        }
        try parent.sync()
    }

    private func exchange(with temporary: String) throws(FileError) {
        guard calends_exchange(parent.raw, temporary, name) == 0 else { throw FileError(errno, .rename, path) }
        try parent.sync()
    }

    private func empty(_ folder: Descriptor) throws(FileError) {
        for (name, kind) in try folder.entries() where kind != .folder { unlinkat(folder.raw, name, 0) }
    }
}
