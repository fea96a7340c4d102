import Glibc
public import ObjectIDs

/// A look at a work tree as git takes it: whatever has the size and times that the index noted is not read.
/// `WorkTreeScan+Names.swift` has a shorter one, for whoever reads every file.
///
/// Folders are looked at one by one, so that a caller may look at many at once. What is out of the ordinary is not
/// answered at all: ``Repository/workTreeFiles(under:includingIgnored:)`` has the answer then.
public struct WorkTreeScan: Sendable {
    /// The top folder of the files.
    public let top: String
    let index: IndexFile
    /// When the index was written: what was changed in the same moment may have been changed after it, too.
    private let indexTime: (seconds: Int, nanoseconds: Int)
    /// Before any folder was looked at.
    private let begun: Moment

    /// `nil` where the index is not plainly understood.
    public init?(of repository: borrowing Repository) throws(GitError) { try self.init(of: repository, begun: .now) }

    init?(of repository: borrowing Repository, begun: Moment) throws(GitError) {
        top = try repository.requireWorkTree()
        self.begun = begun
        let path = repository.gitFolderPath + "/index"
        var facts = stat()
        guard stat(path, &facts) == 0, let file = MappedFile(path), let index = IndexFile(file) else {
            return nil
        }
        self.index = index
        indexTime = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
    }

    /// A folder that the index has files in, directly or further down.
    public struct Folder: Sendable {
        /// From the top of the repository.
        public let path: String
        /// Runs of entries that are directly in it.
        var entries: [Range<Int>] = []
        var subfolders: Set<RepositoryPath> = []
    }

    /// What is in a folder, itself.
    public struct Look: Sendable {
        /// Files that are as the index has them, by their numbers in it.
        public var untouched: [UInt32] = []
        /// Files of the index that are other by now, perhaps, or gone.
        public var touched: [UInt32] = []
        /// Files that the index does not have.
        public var strangers: [String] = []
        /// What may be remembered of the folder; `nil` where its stamp would not tell of every change.
        var listing: FolderListing?
    }

    /// How many files the index has; their numbers follow the order of their paths' bytes.
    public var count: Int { index.count }

    /// The path of a file of the index, from the top of the repository.
    public func path(of number: Int) -> String { index.pathText(of: number) }

    /// The content that the index has of a file.
    public func blob(of number: Int) -> BlobID { index.blob(of: number) }

    /// Where in ``withBytes(_:)`` the path of a file stands.
    public func pathPlace(of number: Int) -> Range<Int> { index.path(of: number) }

    /// Lends the bytes that hold all paths.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { index.withBytes(body) }

    /// Whether the index has any file below a folder.
    public func hasFiles(below folder: String) -> Bool { !index.range(of: Array("\(folder)/".utf8)).isEmpty }

    /// The folders at and below a path; none where the index has no file there, `nil` where a path is not UTF-8.
    public func folders(below path: String) -> [Folder]? {
        var folders: [RepositoryPath: Folder] = [:]
        let numbers = index.range(of: Array((path + "/").utf8))
        var run = numbers.lowerBound..<numbers.lowerBound
        var (last, lastLength) = (RepositoryPath.top, 0)
        let isUTF8 = index.withBytes { bytes in
            var former = 0..<0
            for number in numbers {
                let name = index.path(of: number)
                if lastLength > 0, Self.isDirectly(name, in: bytes, below: former.prefix(lastLength)) {
                    run = run.lowerBound..<(number + 1)
                    continue
                }
                folders[last]?.entries.append(run)
                guard let slash = bytes[name].lastIndex(of: UInt8(ascii: "/")),
                    let folder = String(validating: bytes[name.lowerBound..<slash], as: UTF8.self)
                else { return false }
                (last, lastLength, former) = (RepositoryPath(folder), slash - name.lowerBound, name)
                Self.add(last, to: &folders, under: RepositoryPath(path))
                run = number..<(number + 1)
            }
            return true
        }
        folders[last]?.entries.append(run)
        return isUTF8 ? folders.sorted { $0.key < $1.key }.map(\.value) : nil
    }

    /// Whether a path names a file of the folder that another one is in.
    private static func isDirectly(
        _ path: Range<Int>, in bytes: UnsafeRawBufferPointer, below folder: Range<Int>
    ) -> Bool {
        guard path.count > folder.count + 1, let base = bytes.baseAddress,
            memcmp(base + path.lowerBound, base + folder.lowerBound, folder.count) == 0,
            bytes[path.lowerBound + folder.count] == UInt8(ascii: "/")
        else { return false }
        return memchr(
            base + path.lowerBound + folder.count + 1, Int32(UInt8(ascii: "/")), path.count - folder.count - 1)
            == nil
    }

    private static func add(
        _ folder: RepositoryPath, to folders: inout [RepositoryPath: Folder], under top: RepositoryPath
    ) {
        guard folders[folder] == nil else { return }
        folders[folder] = Folder(path: String(decoding: folder.bytes, as: UTF8.self))
        guard folder != top, let slash = folder.bytes.lastIndex(of: UInt8(ascii: "/")) else { return }
        let parent = RepositoryPath(bytes: folder.bytes[..<slash])
        add(parent, to: &folders, under: top)
        folders[parent]?.subfolders.insert(RepositoryPath(bytes: folder.bytes[(slash + 1)...]))
    }

    /// Looks at what is in a folder; `nil` for what has to be looked at in the long way.
    ///
    /// - Parameter memory: spares listing those that hold what the index has and nothing else.
    public func look(in folder: Folder, knowing memory: FolderMemory = FolderMemory()) -> Look? {
        let opened = open("\(top)/\(folder.path)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        // First of all: what is made, changed or removed from now on gives the folder another one.
        guard let stamp = FolderStamp(of: opened) else { return nil }
        var look = Look()
        look.untouched.reserveCapacity(folder.entries.reduce(0) { $0 + $1.count })
        guard let present = compare(folder, opened, &look) else { return nil }
        if let counts = memory[stamp] {
            look.listing = FolderListing(stamp: stamp, counts: counts, isNew: false)
            // Each of the index's subfolders is looked into as well, and had to be one.
            if counts == FolderCounts(files: present, folders: folder.subfolders.count) { return look }
        }
        guard let names = FolderNames(of: opened), let others = strangers(among: names, in: folder) else { return nil }
        if look.listing == nil, stamp.isLasting(since: begun), FolderStamp.areTold(of: opened) {
            let counts = FolderCounts(files: names.fileCount, folders: names.folders.count)
            look.listing = FolderListing(stamp: stamp, counts: counts, isNew: true)
        }
        if names.fileCount > present {
            guard let files = FolderNames.files(of: opened) else { return nil }
            let known = Set(folder.entries.joined().map { RepositoryPath(index.pathText(of: $0)) })
            look.strangers += files.map { "\(folder.path)/\($0)" }.filter {
                !known.contains(RepositoryPath($0))
            }
        }
        look.strangers += others
        return look
    }

    /// The files in folders that the index has no file in; `nil` where a folder that it has files in is none, or is gone,
    /// or there is something that is neither a file nor a folder.
    func strangers(among names: FolderNames, in folder: Folder) -> [String]? {
        guard folder.subfolders.isSubset(of: names.folders), !names.hasOthers else { return nil }
        var strangers: [String] = []
        for name in names.folders.subtracting(folder.subfolders) {
            guard let files = Self.files(below: "\(folder.path)/\(name.name(below: .top))", top: top) else {
                return nil
            }
            strangers += files
        }
        return strangers
    }

    /// Holds the files of a folder against the index; answers how many of them are there, or `nil` for kinds of files and
    /// names that are left to the long way.
    private func compare(_ folder: Folder, _ opened: Int32, _ look: inout Look) -> Int? {
        let prefix = folder.path.utf8.count + 1
        return index.withBytes { bytes in
            var present = 0
            for number in folder.entries.joined() {
                let entry = index[number]
                let name = index.path(of: number).dropFirst(prefix)
                guard entry.isFile, let base = bytes.baseAddress, Self.isText(bytes[name]),
                    // They may change what git would record of the others.
                    bytes[name.lowerBound] != UInt8(ascii: ".") || !bytes[name].elementsEqual(".gitattributes".utf8)
                else { return nil }
                var facts = stat()
                // A zero follows the path in the index.
                let start = (base + name.lowerBound).assumingMemoryBound(to: CChar.self)
                let isFound = fstatat(opened, start, &facts, AT_SYMLINK_NOFOLLOW) == 0
                // As listings count: a folder in the place of a file is none.
                if isFound, facts.st_mode & S_IFMT == S_IFREG { present += 1 }
                if isFound, isUntouched(entry, facts) {
                    look.untouched.append(UInt32(number))
                } else {
                    look.touched.append(UInt32(number))
                }
            }
            return present
        }
    }

    static func isText(_ name: Slice<UnsafeRawBufferPointer>) -> Bool {
        name.allSatisfy { $0 < 0x80 } || String(validating: name, as: UTF8.self) != nil
    }

    /// The blob of one file, if it is as the index has it.
    public func blob(ofUntouched path: String) -> BlobID? {
        guard let number = index.number(of: Array(path.utf8)) else { return nil }
        let entry = index[number]
        var facts = stat()
        // Below a link it is not the file that git means.
        guard entry.mode & 0o170000 == S_IFREG, !isBelowLink(path), lstat("\(top)/\(path)", &facts) == 0,
            isUntouched(entry, facts)
        else { return nil }
        return index.blob(of: number)
    }

    /// Whether the index has a file at exactly this path.
    public func hasFile(_ path: String) -> Bool { index.number(of: Array(path.utf8)) != nil }

    /// The size that the index has of a file, in bytes; `nil` where it has none of that path.
    public func size(of path: String) -> Int? { index.number(of: Array(path.utf8)).map { size(of: $0) } }

    /// The size that the index has of a file, in bytes.
    public func size(of number: Int) -> Int { Int(index[number].size) }

    /// The files directly in a folder that are as the index has them, by their numbers in it; none where that cannot be told.
    public func untouchedFiles(in folder: String) -> [UInt32] {
        guard !isBelowLink("\(folder)/"), let own = folders(below: folder)?.first(where: { $0.path == folder }) else {
            return []
        }
        return look(in: own)?.untouched ?? []
    }

    /// The tree of a folder, if the index knows it to be exactly what it has there.
    public func tree(of folder: String) -> TreeID? { index.trees[RepositoryPath(folder)] }

    private func isBelowLink(_ path: String) -> Bool {
        var folder = path[...]
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
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

    /// Every file below a folder that git knows nothing of; `nil` where something else is in it, or a repository.
    private static func files(below folder: String, top: String) -> [String]? {
        let opened = open("\(top)/\(folder)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        guard let names = FolderNames(of: opened), !names.hasOthers, !names.folders.contains(".git"),
            let own = FolderNames.files(of: opened), !own.contains(".git")
        else { return nil }
        var files = own.map { "\(folder)/\($0)" }
        for name in names.folders {
            guard let inner = Self.files(below: "\(folder)/\(name.name(below: .top))", top: top) else { return nil }
            files += inner
        }
        return files
    }
}
