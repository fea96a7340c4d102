import Glibc
public import ObjectIDs

/// A look at a work tree as git takes it: whatever has the size and times that the index noted is not read.
///
/// Folders are looked at one by one, so that a caller may look at many at once. What is out of the ordinary is not
/// answered at all: ``Repository/workTreeFiles(under:includingIgnored:)`` has the answer then.
public struct WorkTreeScan: Sendable {
    /// The top folder of the files.
    public let top: String
    private let index: IndexFile
    /// When the index was written: what was changed in the same moment may have been changed after it, too.
    private let indexTime: (seconds: Int, nanoseconds: Int)

    /// `nil` where the index is not plainly understood.
    public init?(of repository: borrowing Repository) throws(GitError) {
        top = try repository.requireWorkTree()
        let path = repository.gitFolderPath + "/index"
        var facts = stat()
        guard stat(path, &facts) == 0, let bytes = Self.bytes(of: path), let index = IndexFile(bytes) else {
            return nil
        }
        self.index = index
        indexTime = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
    }

    /// A folder that the index has files in, directly or further down.
    public struct Folder: Sendable {
        /// From the top of the repository.
        public let path: String
        fileprivate var entries: [Int] = []
        fileprivate var subfolders: Set<String> = []
    }

    /// What is in a folder, itself.
    public struct Look: Sendable {
        /// Files that are as the index has them.
        public var untouched: [File] = []
        /// Files of the index that are other by now, perhaps, or gone.
        public var touched: [File] = []
        /// Files that the index does not have.
        public var strangers: [String] = []
    }

    /// A file of the index.
    public struct File: Sendable {
        /// From the top of the repository; bytes that are not UTF-8 are not answered.
        public let path: String
        /// As the index has it.
        public let blob: BlobID
        /// What kind of file.
        public let mode: FileMode
    }

    /// The folders at and below a path; none where the index has no file there.
    public func folders(below path: String) -> [Folder] {
        var folders: [String: Folder] = [:]
        var (last, lastBytes): (String, ArraySlice<UInt8>) = ("", [])
        let prefix = Array((path + "/").utf8)
        for place in range(of: prefix) {
            let name = index.path(of: index.entries[place])
            guard let slash = name.lastIndex(of: UInt8(ascii: "/")) else { continue }
            let folder = name[..<slash]
            if last.isEmpty || !folder.elementsEqual(lastBytes) {
                (last, lastBytes) = (String(decoding: folder, as: UTF8.self), folder)
                Self.add(last, to: &folders, under: path)
            }
            folders[last]?.entries.append(place)
        }
        return folders.values.sorted { $0.path < $1.path }
    }

    private static func add(_ folder: String, to folders: inout [String: Folder], under top: String) {
        guard folders[folder] == nil else { return }
        folders[folder] = Folder(path: folder)
        guard folder != top, let slash = folder.lastIndex(of: "/") else { return }
        let parent = String(folder[..<slash])
        add(parent, to: &folders, under: top)
        folders[parent]?.subfolders.insert(String(folder[folder.index(after: slash)...]))
    }

    /// Looks at what is in a folder; `nil` for what has to be looked at in the long way.
    public func look(in folder: Folder) -> Look? {
        let opened = open("\(top)/\(folder.path)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        guard let names = FolderNames(of: opened) else { return nil }
        // A link or a file in the place of a folder, or one that is gone.
        guard folder.subfolders.isSubset(of: names.folders), !names.hasOthers else { return nil }
        var look = Look()
        look.untouched.reserveCapacity(folder.entries.count)
        var present = 0
        for place in folder.entries {
            let entry = index.entries[place]
            let path = index.path(of: entry)
            guard let text = String(validating: path, as: UTF8.self), let mode = FileMode(bits: entry.mode),
                mode == .regular || mode == .executable
            else { return nil }
            let file = File(path: text, blob: entry.blob, mode: mode)
            var facts = stat()
            let found = path.dropFirst(folder.path.utf8.count + 1).withTerminated { name in
                fstatat(opened, name, &facts, AT_SYMLINK_NOFOLLOW) == 0
            }
            if found { present += 1 }
            if found, isUntouched(entry, facts) { look.untouched.append(file) } else { look.touched.append(file) }
        }
        let newFolders = names.folders.subtracting(folder.subfolders)
        if names.files.count > present {
            let known = Set(folder.entries.map { index.path(of: index.entries[$0]) })
            look.strangers += names.files.map { "\(folder.path)/\($0)" }.filter { !known.contains(Array($0.utf8)[...]) }
        }
        for name in newFolders {
            guard let files = Self.files(below: "\(folder.path)/\(name)", top: top) else { return nil }
            look.strangers += files
        }
        return look
    }

    /// The blob of one file, if it is as the index has it.
    public func blob(ofUntouched path: String) -> BlobID? {
        let bytes = Array(path.utf8)
        let place = firstEntry(notBefore: bytes)
        guard place < index.entries.count, index.path(of: index.entries[place]).elementsEqual(bytes) else { return nil }
        let entry = index.entries[place]
        var facts = stat()
        // Below a link it is not the file that git means.
        guard entry.mode & 0o170000 == S_IFREG, !isBelowLink(path), lstat("\(top)/\(path)", &facts) == 0,
            isUntouched(entry, facts)
        else { return nil }
        return entry.blob
    }

    /// The tree of a folder, if the index knows it to be exactly what it has there.
    public func tree(of folder: String) -> TreeID? { index.trees[folder] }

    private func isBelowLink(_ path: String) -> Bool {
        var folder = path[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            var facts = stat()
            guard lstat("\(top)/\(folder)", &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return true }
        }
        return false
    }

    private func isUntouched(_ entry: IndexFile.Entry, _ facts: stat) -> Bool {
        let isExecutable = facts.st_mode & 0o100 != 0
        guard !entry.isSpecial, facts.st_mode & S_IFMT == S_IFREG, isExecutable == (entry.mode & 0o100 != 0),
            UInt32(truncatingIfNeeded: facts.st_size) == entry.size,
            UInt32(truncatingIfNeeded: facts.st_mtim.tv_sec) == entry.modified.seconds,
            UInt32(truncatingIfNeeded: facts.st_mtim.tv_nsec) == entry.modified.nanoseconds,
            UInt32(truncatingIfNeeded: facts.st_ctim.tv_sec) == entry.changed.seconds,
            UInt32(truncatingIfNeeded: facts.st_ctim.tv_nsec) == entry.changed.nanoseconds,
            UInt32(truncatingIfNeeded: facts.st_ino) == entry.inode, facts.st_uid == entry.user,
            facts.st_gid == entry.group
        else { return false }
        // git's own rule against files that were changed in the moment in which the index was written.
        return (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec) < indexTime
    }

    /// The entries whose paths begin with these bytes.
    private func range(of prefix: [UInt8]) -> Range<Int> {
        let start = firstEntry(notBefore: prefix)
        var after = prefix
        // Ends in `/`, which `0` follows.
        after[after.count - 1] += 1
        return start..<max(start, firstEntry(notBefore: after))
    }

    private func firstEntry(notBefore bytes: [UInt8]) -> Int {
        var (low, high) = (0, index.entries.count)
        while low < high {
            let middle = (low + high) / 2
            if index.path(of: index.entries[middle]).lexicographicallyPrecedes(bytes) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Every file below a folder that git knows nothing of; `nil` where something else is in it, or a repository.
    private static func files(below folder: String, top: String) -> [String]? {
        let opened = open("\(top)/\(folder)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        guard let names = FolderNames(of: opened), !names.hasOthers, !names.folders.contains(".git"),
            !names.files.contains(".git")
        else { return nil }
        var files = names.files.map { "\(folder)/\($0)" }
        for name in names.folders {
            guard let inner = Self.files(below: "\(folder)/\(name)", top: top) else { return nil }
            files += inner
        }
        return files
    }

    private static func bytes(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { return nil }
        let size = Int(facts.st_size)
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size, let base = buffer.baseAddress {
                let count = read(file, base + filled, size - filled)
                if count <= 0 { break }
                filled += count
            }
            isWhole = filled == size
        }
        return isWhole ? bytes : nil
    }
}

/// The names in an open folder, by what they are.
private struct FolderNames {
    var files: [String] = []
    var folders: Set<String> = []
    /// Whether there are links, pipes or names that are not UTF-8.
    var hasOthers = false

    init?(of folder: Int32) {
        // The stream closes the descriptor it is given, so it gets one of its own.
        guard let stream = fdopendir(fcntl(folder, F_DUPFD_CLOEXEC, 0)) else { return nil }
        defer { closedir(stream) }
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        errno = 0
        while let entry = readdir(stream) {
            // A name may be longer than the array in C's declaration, so it is read where it lies.
            let start = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
            let type = Int(entry.pointee.d_type)
            guard let name = String(validatingCString: start) else {
                hasOthers = true
                continue
            }
            if name == "." || name == ".." { continue }
            switch type {
            case Int(DT_REG): files.append(name)
            case Int(DT_DIR): folders.insert(name)
            default: hasOthers = true
            }
        }
        guard errno == 0 else { return nil }
    }
}

extension ArraySlice<UInt8> {
    /// Lends the bytes as a C string.
    fileprivate func withTerminated<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
            for (offset, byte) in enumerated() { buffer[offset] = CChar(bitPattern: byte) }
            buffer[count] = 0
            // The allocation is never empty.
            return body(UnsafePointer(buffer.baseAddress!))
        }
    }
}

extension FileMode {
    fileprivate init?(bits: UInt32) {
        switch bits {
        case 0o100644: self = .regular
        case 0o100755: self = .executable
        case 0o120000: self = .symbolicLink
        default: return nil
        }
    }
}
