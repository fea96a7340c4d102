import CGit2
import ObjectIDs

#if canImport(Glibc)
    import Glibc
#endif

/// An entry of a tree as a comparison sees it.
struct TreeEntry: Equatable {
    let mode: git_filemode_t
    let id: ObjectID

    var tree: TreeID? { mode == GIT_FILEMODE_TREE ? TreeID(id) : nil }

    init(_ entry: OpaquePointer) {
        mode = git_tree_entry_filemode(entry)
        id = ObjectID(git_tree_entry_id(entry).pointee)
    }

    func file(at path: RepositoryPath) -> TreeFile? {
        guard let mode = FileMode(mode), mode != .submodule else { return nil }
        return TreeFile(path: path, mode: mode, blob: BlobID(id))
    }
}

extension Repository {
    /// Walks two trees side by side, skipping whatever is equal in both: the cost is that of what differs.
    ///
    /// - Parameters:
    ///   - old: nil is the empty tree.
    ///   - new: nil is the empty tree.
    ///   - context: what `visit` wants to know about the folder it is in.
    ///   - depth: how many folders were entered already.
    ///   - visit: sees each name whose entries differ. What it returns is the context for the folder of that name;
    ///     nil keeps the walk out of it.
    func walkDifferences<Context>(
        from old: TreeID?, to new: TreeID?, context: Context, depth: Int = 0,
        visit: (RepositoryPath, TreeEntry?, TreeEntry?, Context) throws(GitError) -> Context?
    ) throws(GitError) {
        if old == new { return }
        guard depth <= Self.maximumDepth else { throw .nestedTooDeep(limit: Self.maximumDepth) }
        let before = try TreeCursor(old, in: self)
        let after = try TreeCursor(new, in: self)
        var (left, right) = (0, 0)
        while true {
            let first = before.entry(left)
            let second = after.entry(right)
            guard let order = Self.order(first, second) else { return }
            if order <= 0 { left += 1 }
            if order >= 0 { right += 1 }
            let was = order <= 0 ? first.map { TreeEntry($0) } : nil
            let now = order >= 0 ? second.map { TreeEntry($0) } : nil
            guard was != now, let named = order <= 0 ? first : second, let name = git_tree_entry_name(named) else {
                continue
            }
            guard let inner = try visit(RepositoryPath(cString: name), was, now, context) else { continue }
            if was?.tree != nil || now?.tree != nil {
                try walkDifferences(from: was?.tree, to: now?.tree, context: inner, depth: depth + 1, visit: visit)
            }
        }
    }

    /// Which of two entries git sorts first, negative for the first; nil when both lists have ended.
    private static func order(_ first: OpaquePointer?, _ second: OpaquePointer?) -> Int32? {
        switch (first, second) {
        case (nil, nil): nil
        case (_, nil): -1
        case (nil, _): 1
        case (let first?, let second?): git_tree_entry_cmp(first, second)
        }
    }
}

/// A tree's entries by their place; none for the empty tree.
private struct TreeCursor: ~Copyable {
    private let owner: Handle?
    private let tree: OpaquePointer?
    private let count: Int

    init(_ id: TreeID?, in repository: borrowing Repository) throws(GitError) {
        guard let id else {
            owner = nil
            tree = nil
            count = 0
            return
        }
        let found = try repository.lookUp(id)
        tree = found.pointer
        count = git_tree_entrycount(found.pointer)
        owner = consume found
    }

    /// Borrowed from the tree: valid while the cursor lives.
    func entry(_ place: Int) -> OpaquePointer? { place < count ? git_tree_entry_byindex(tree, place) : nil }
}
