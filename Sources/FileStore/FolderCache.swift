import Glibc
import Synchronization

/// Reads files below a root, keeping the folders open in which it read last: of many files in few folders each then costs
/// one step, whatever the depth of its folder. A folder stays the one that was opened, whatever takes its path.
public final class FolderCache: Sendable {
    /// Out of which no path leads.
    public let root: FileRoot
    /// The folder that was read in last comes first.
    private let folders = Mutex<[(path: String, folder: Descriptor)]>([])

    /// Few, for each of many tasks has a cache; they are looked through one by one.
    private static let mostFolders = 8

    /// A cache that has no folder open yet.
    public init(_ root: FileRoot) { self.root = root }

    /// As ``FileRoot/bytes(of:limit:)``.
    public func bytes(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        // What is a link is read the long way, which has words for all that can be wrong.
        if let bytes = plainBytes(of: path, limit: limit) { return bytes }
        return try root.bytes(of: path, limit: limit)
    }

    /// The content of a file in whose path nothing is out of the ordinary.
    private func plainBytes(of path: String, limit: Int) -> [UInt8]? {
        path.withCString { text -> [UInt8]? in
            guard strlen(text) == path.utf8.count, let slash = strrchr(text, Int32(UInt8(ascii: "/"))) else {
                return nil
            }
            let name = UnsafePointer(slash + 1)
            guard name[0] != 0, strcmp(name, ".") != 0, strcmp(name, "..") != 0 else { return nil }
            return folder(text, length: name - 1 - text)?.bytes(ofFile: name, limit: limit)
        }
    }

    private func folder(_ path: UnsafePointer<CChar>, length: Int) -> Descriptor? {
        folders.withLock { folder(path, length: length, among: &$0) }
    }

    private func folder(
        _ path: UnsafePointer<CChar>, length: Int, among folders: inout [(path: String, folder: Descriptor)]
    ) -> Descriptor? {
        // By their bytes: a String takes two folders for one whose names Unicode calls equivalent.
        let known = folders.firstIndex { folder in
            folder.path.utf8.count == length && folder.path.withCString { memcmp($0, path, length) == 0 }
        }
        if let known {
            if known > 0 { folders.swapAt(0, known) }
            return folders[0].folder
        }
        let text = String(decoding: UnsafeRawBufferPointer(start: path, count: length), as: UTF8.self)
        guard let folder = step(to: path, length: length, among: &folders) ?? (try? root.openFolder(text)) else {
            return nil
        }
        if folders.count >= Self.mostFolders { folders.removeLast() }
        folders.insert((text, folder), at: 0)
        return folder
    }

    /// A folder opened from the one that it is in; `nil` where the way there is longer than one step, as through a link.
    private func step(
        to path: UnsafePointer<CChar>, length: Int, among folders: inout [(path: String, folder: Descriptor)]
    ) -> Descriptor? {
        let bytes = UnsafeRawBufferPointer(start: path, count: length)
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash > 0,
            let name = String(validating: bytes[(slash + 1)...], as: UTF8.self), !["", ".", ".."].contains(name),
            let parent = folder(path, length: slash, among: &folders)
        else { return nil }
        return try? parent.open(name, O_RDONLY | O_DIRECTORY)
    }
}

extension Descriptor {
    /// The content of a small regular file in this folder, itself not followed if it is a link; `nil` where it cannot be had
    /// in one piece.
    ///
    /// What it is need not be asked: reading at a place fails in a folder, a pipe and a terminal, and of a device that has no
    /// end, or nothing, it is read no further here.
    fileprivate func bytes(ofFile name: UnsafePointer<CChar>, limit: Int) -> [UInt8]? {
        let file = openat(raw, name, OpenFile.flags | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        // A read that ends early ends the file where nothing more comes behind it.
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.smallFile) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, buffer.count, 0))
            guard count > 0, count < buffer.count, let base = buffer.baseAddress else { return }
            isWhole = pread(file, base + count, 1, off_t(count)) == 0
        }
        return isWhole && bytes.count <= limit ? bytes : nil
    }

    /// In bytes: more than nearly every file that people write.
    private static let smallFile = 8 << 10
}
