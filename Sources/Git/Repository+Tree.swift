import CGit2
public import ObjectIDs

/// A file of a tree: where, what kind, and which content.
public struct TreeFile: Hashable, Sendable {
    /// Where, from the top of the repository.
    public let path: RepositoryPath
    /// What kind of file.
    public let mode: FileMode
    /// Its content; for a symbolic link its target.
    public let blob: BlobID
}

extension Repository {
    /// How many folders may stand in one another: more than a path of `PATH_MAX` bytes has in practice, and few enough
    /// for the stack.
    static let maximumDepth = 1_000

    /// How many names a listing may meet, ten times those of a large repository.
    ///
    /// A tree may name one subtree many times, so that ten small objects claim a billion files.
    public static let maximumNames = 2_000_000

    /// Files found, and how many names were met on the way.
    private struct Listing {
        var files: [TreeFile] = []
        var nameCount = 0
        let top: RepositoryPath
        let limit: Int
    }

    /// The files of `tree` at or below `prefix`, in git's order (byte by byte, a folder as if its name ended in `/`),
    /// without reading any of them.
    ///
    /// Submodules are left out: their files belong to another repository. A prefix that is not there gives none.
    ///
    /// - Parameter limit: how many files and folders there may be.
    /// - Throws: ``GitError/nestedTooDeep(limit:)``, ``GitError/tooManyFiles(_:limit:)``.
    public func files(
        in tree: TreeID, under prefix: RepositoryPath = .top, limit: Int = Repository.maximumNames
    ) throws(GitError) -> [TreeFile] {
        var listing = Listing(top: prefix, limit: limit)
        let top = try lookUp(tree)
        guard !prefix.isTop else {
            try collect(into: &listing, tree: top, path: .top, depth: 0)
            return listing.files
        }
        guard let entry = try entry(in: top, at: prefix) else { return [] }
        if git_tree_entry_type(entry.pointer) == GIT_OBJECT_TREE {
            let folder = try lookUp(TreeID(ObjectID(git_tree_entry_id(entry.pointer).pointee)))
            try collect(into: &listing, tree: folder, path: prefix, depth: prefix.components.count)
        } else if let file = Self.file(entry.pointer, path: prefix) {
            listing.files.append(file)
        }
        return listing.files
    }

    /// The file at exactly `path` in `tree`; nil where there is none, or a folder or submodule.
    public func file(at path: RepositoryPath, in tree: TreeID) throws(GitError) -> TreeFile? {
        guard !path.isTop else { return nil }
        guard let entry = try entry(in: try lookUp(tree), at: path) else { return nil }
        return Self.file(entry.pointer, path: path)
    }

    /// The folder at exactly `path` in `tree`; nil where there is none.
    public func folder(at path: RepositoryPath, in tree: TreeID) throws(GitError) -> TreeID? {
        guard let entry = try entry(in: try lookUp(tree), at: path),
            git_tree_entry_type(entry.pointer) == GIT_OBJECT_TREE
        else { return nil }
        return TreeID(ObjectID(git_tree_entry_id(entry.pointer).pointee))
    }

    /// The content of a blob.
    ///
    /// - Parameter limit: the most bytes to read; the size is looked at before the content.
    /// - Throws: ``GitError/blobTooLarge(_:size:limit:)``, ``GitError/missingObject(_:isShallow:)``.
    public func content(of id: BlobID, limit: Int) throws(GitError) -> [UInt8] {
        let size = try self.size(of: id)
        guard size <= limit else { throw .blobTooLarge(id, size: size, limit: limit) }
        var oid = id.object.oid
        let blob = try lookUp("git_blob_lookup", id.object, expecting: "blob", freeing: git_blob_free) {
            git_blob_lookup(&$0, pointer, &oid)
        }
        let count = Int(clamping: git_blob_rawsize(blob.pointer))
        return Array(UnsafeRawBufferPointer(start: git_blob_rawcontent(blob.pointer), count: count))
    }

    /// The count of bytes of a blob, from its header.
    public func size(of id: BlobID) throws(GitError) -> Int {
        try checkLooseObject(id.object)
        let database = try handle("git_repository_odb", freeing: git_odb_free) { git_repository_odb(&$0, pointer) }
        var oid = id.object.oid
        var size = 0
        var kind = GIT_OBJECT_INVALID
        try check(
            git_odb_read_header(&size, &kind, database.pointer, &oid), "git_odb_read_header", object: id.object)
        guard kind == GIT_OBJECT_BLOB else { throw .wrongKind(id.object, expected: "blob") }
        return size
    }

    private func entry(in tree: borrowing Handle, at path: RepositoryPath) throws(GitError) -> Handle? {
        // libgit2 calls itself once a component.
        guard path.components.count <= Self.maximumDepth + 1 else { return nil }
        var found: OpaquePointer?
        let code = git_tree_entry_bypath(&found, tree.pointer, try path.cString())
        if code == GIT_ENOTFOUND.rawValue, git_error_last()?.pointee.klass != Int32(GIT_ERROR_ODB.rawValue) {
            return nil
        }
        try check(code, "git_tree_entry_bypath")
        guard let found else { return nil }
        return Handle(found, freeing: git_tree_entry_free)
    }

    private func collect(
        into listing: inout Listing, tree: borrowing Handle, path: RepositoryPath, depth: Int
    ) throws(GitError) {
        guard depth <= Self.maximumDepth else { throw .nestedTooDeep(limit: Self.maximumDepth) }
        for place in 0..<git_tree_entrycount(tree.pointer) {
            listing.nameCount += 1
            guard listing.nameCount <= listing.limit else { throw .tooManyFiles(listing.top, limit: listing.limit) }
            guard let entry = git_tree_entry_byindex(tree.pointer, place), let name = git_tree_entry_name(entry) else {
                continue
            }
            let child = path.appending(RepositoryPath(cString: name).bytes)
            if git_tree_entry_type(entry) == GIT_OBJECT_TREE {
                let folder = try lookUp(TreeID(ObjectID(git_tree_entry_id(entry).pointee)))
                try collect(into: &listing, tree: folder, path: child, depth: depth + 1)
            } else if let file = Self.file(entry, path: child) {
                listing.files.append(file)
            }
        }
    }

    private static func file(_ entry: OpaquePointer, path: RepositoryPath) -> TreeFile? {
        guard git_tree_entry_type(entry) == GIT_OBJECT_BLOB, let mode = FileMode(git_tree_entry_filemode(entry)) else {
            return nil
        }
        return TreeFile(path: path, mode: mode, blob: BlobID(ObjectID(git_tree_entry_id(entry).pointee)))
    }
}
