import FileStore
import Git
import ObjectIDs
import ScheduleLock

/// A lockfile as it lies in a work tree: named by its content without being read, where git's index knows it, and read
/// no further than it is needed.
struct LockfileInTree: Sendable {
    /// Git's name of its file or folder.
    let id: ObjectID
    private let files: [File]
    private let root: FileRoot
    private let tree: ScannedTree

    /// One file of it.
    private struct File: Sendable {
        var path: String
        var blob: BlobID
        var size: Int
        /// What the index does not have is read to be named.
        var bytes: [UInt8]?
    }

    /// More than the largest lockfile takes, in bytes.
    private static let byteLimit = 512 << 20

    /// `nil` where there is none, or something else than files is in its place.
    init?(at path: String, in tree: ScannedTree) {
        guard let root = try? FileRoot(tree.top) else { return nil }
        (self.root, self.tree) = (root, tree)
        switch try? root.facts(of: path)?.kind {
        case .file:
            guard let file = Self.file(at: path, in: tree, root) else { return nil }
            (files, id) = ([file], file.blob.object)
        case .folder:
            guard let names = try? root.list(path), names.allSatisfy({ $0.kind == .file }) else { return nil }
            // As reading it does, this passes over what a crash left half-written.
            let paths = names.map(\.path).filter { !$0.utf8.dropFirst(path.utf8.count + 1).starts(with: ".".utf8) }
            guard let found = Self.files(at: paths, ofFolder: path, in: tree, root), !found.isEmpty else { return nil }
            files = found
            let named = found.map { (name: $0.path.utf8.dropFirst(path.utf8.count + 1), blob: $0.blob) }
            id = TreeID(hashingFiles: named).object
        default: return nil
        }
    }

    private static func file(at path: String, in tree: ScannedTree, _ root: FileRoot) -> File? {
        if let blob = tree.blob(of: path), let size = tree.size(of: path) {
            return File(path: path, blob: blob, size: size, bytes: nil)
        }
        return file(reading: path, root)
    }

    private static func file(reading path: String, _ root: FileRoot) -> File? {
        guard let bytes = try? root.bytes(of: path, limit: byteLimit) else { return nil }
        return File(path: path, blob: BlobID(hashing: bytes), size: bytes.count, bytes: bytes)
    }

    /// All of these, which are sorted by the bytes of their paths, as the index's files are: at an agency's size a thousand,
    /// looked at from their own folder.
    private static func files(
        at paths: [String], ofFolder folder: String, in tree: ScannedTree, _ root: FileRoot
    ) -> [File]? {
        var known = tree.index.untouchedFiles(in: folder)[...]
        var files: [File] = []
        for path in paths {
            while let number = known.first, tree.index.path(of: Int(number)).utf8.lexicographicallyPrecedes(path.utf8) {
                known.removeFirst()
            }
            if let number = known.first, tree.index.path(of: Int(number)).utf8.elementsEqual(path.utf8) {
                let (blob, size) = (tree.index.blob(of: Int(number)), tree.index.size(of: Int(number)))
                files.append(File(path: path, blob: blob, size: size, bytes: nil))
            } else {
                guard let file = file(reading: path, root) else { return nil }
                files.append(file)
            }
        }
        return files
    }

    /// Everything it says; `nil` where a file of it is not as it is written, or another one by now.
    func text() -> LockfileText? {
        LockfileText(filesOf: files.map(\.size)) { content(of: files[$0]) }
    }

    private func content(of file: File) -> [UInt8]? {
        guard let bytes = file.bytes ?? (try? root.bytes(of: file.path, limit: Self.byteLimit)), isStill(file) else {
            return nil
        }
        return bytes
    }

    /// Whether it has a record under every name under which an earlier version of it has; false also where only reading
    /// both as a whole can tell.
    ///
    /// Files that have not changed since are not read.
    ///
    /// - Parameters:
    ///   - version: its files, in the order of their names.
    ///   - earlier: reads a file of the version.
    func hasNames<Failure: Error>(
        of version: [TreeFile], reading earlier: (TreeFile) throws(Failure) -> [UInt8]
    ) throws(Failure) -> Bool {
        let own = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        guard version.allSatisfy({ own[$0.path.text] != nil }) else {
            // It lay otherwise then.
            var contents: [[UInt8]] = []
            for file in version { contents.append(try earlier(file)) }
            guard let text = text(), let former = LockfileText(files: contents) else { return false }
            return text.hasNames(of: former)
        }
        for file in version {
            guard let own = own[file.path.text], own.blob != file.blob else { continue }
            guard let former = LockfileText(files: [try earlier(file)]),
                let text = content(of: own).flatMap({ LockfileText(files: [$0]) }), text.hasNames(of: former)
            else { return false }
        }
        return true
    }

    /// What stands at some places of its text, in their order; `nil` where a file of it is another one by now.
    func pieces(at places: [Range<Int>]) -> [ArraySlice<UInt8>]? {
        let parts = LockfileText.places(ofBlocksInFilesOf: files.map(\.size))
        var pieces: [ArraySlice<UInt8>] = []
        var rest = places[...]
        for (file, part) in zip(files, parts) {
            let own = rest.prefix { $0.upperBound <= part.upperBound }
            rest = rest.dropFirst(own.count)
            guard !own.isEmpty else { continue }
            let offset = LockfileText.headCount - part.lowerBound
            guard let found = read(own.map { ($0.lowerBound + offset)..<($0.upperBound + offset) }, of: file) else {
                return nil
            }
            pieces += found
        }
        return rest.isEmpty ? pieces : nil
    }

    private func read(_ places: [Range<Int>], of file: File) -> [ArraySlice<UInt8>]? {
        if let bytes = file.bytes { return places.map { bytes[$0] } }
        guard let opened = try? root.open(file.path), opened.size == file.size else { return nil }
        var pieces: [ArraySlice<UInt8>] = []
        for place in places {
            guard let piece = try? opened.read(at: place.lowerBound, count: place.count), piece.count == place.count
            else {
                return nil
            }
            pieces.append(piece[...])
        }
        return isStill(file) ? pieces : nil
    }

    /// Whether a file that was read is the one that was named.
    private func isStill(_ file: File) -> Bool { file.bytes != nil || tree.blob(of: file.path) == file.blob }
}
