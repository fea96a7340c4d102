import Glibc
import Synchronization

/// Reads files below a root, keeping the folders open in which it read last: of many files in few folders each then costs
/// one step, whatever the depth of its folder.
public final class FolderCache: Sendable {
    /// Out of which no path leads.
    public let root: FileRoot
    private let folders = Mutex<[[UInt8]: Descriptor]>([:])

    /// Few enough for any limit on open files.
    private static let mostFolders = 64

    /// A cache that has no folder open yet.
    public init(_ root: FileRoot) { self.root = root }

    /// As ``FileRoot/bytes(of:limit:)``.
    public func bytes(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            return try root.bytes(of: path, limit: limit)
        }
        let name = String(path[path.utf8.index(after: slash)...])
        guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(0) else {
            return try root.bytes(of: path, limit: limit)
        }
        do throws(FileError) {
            return try OpenFile(folder(path[..<slash]).open(name, OpenFile.flags)).bytes(limit: limit)
        } catch {
            // It is a link, or its folder is another one by now: the long way tells, in its own words.
            return try root.bytes(of: path, limit: limit)
        }
    }

    private func folder(_ path: Substring) throws(FileError) -> Descriptor {
        // By their bytes: a String takes two folders for one whose names Unicode calls equivalent.
        let key = Array(path.utf8)
        if let known = folders.withLock({ $0[key] }) { return known }
        let folder = try root.openFolder(String(path))
        folders.withLock { folders in
            if folders.count >= Self.mostFolders { folders.removeAll(keepingCapacity: true) }
            folders[key] = folder
        }
        return folder
    }
}
