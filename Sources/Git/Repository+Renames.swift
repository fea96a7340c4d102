import CGit2
public import ObjectIDs

/// Where files of an earlier tree are in a later one.
public struct Renames: Hashable, Sendable {
    /// The new path of each file that moved, by its old one.
    public var moves: [RepositoryPath: RepositoryPath] = [:]
    /// Files of the later tree that came from nowhere.
    public var added: [RepositoryPath] = []
    /// Files that both trees have, with other content, of which nothing tells that it came from elsewhere.
    public var edited: [RepositoryPath] = []
    /// Whether every file could be read: one that moved and was edited may else be among ``added``.
    public var isComplete = true

    /// Nothing moved.
    public init() {}
}

extension Repository {
    /// Where files went between two trees, by the rules of ``RenameDetection``.
    ///
    /// Only folders that differ are entered. A blob that is not here, as in a partial clone, is compared by its id alone.
    ///
    /// - Parameters:
    ///   - prefixes: files and folders to look at.
    ///   - isTarget: whether a new file may be an old one's; what it may not be is not read.
    public func renames(
        from old: TreeID, to new: TreeID, under prefixes: [RepositoryPath],
        onto isTarget: (RepositoryPath) -> Bool = { _ in true }
    ) throws(GitError) -> Renames {
        var renames = Renames()
        var missing = false
        var detection = RenameDetection(
            try changes(from: old, to: new, under: prefixes, detectingRenames: false), onto: isTarget)
        let found = try detection.run { id throws(GitError) in
            do throws(GitError) { return try fingerprint(of: id) } catch {
                guard case .missingObject = error else { throw error }
                missing = true
                return nil
            }
        }
        for change in found {
            switch change {
            case .renamed(let from, let to, _): renames.moves[from.path] = to.path
            case .added(let file): renames.added.append(file.path)
            case .modified(_, let file): renames.edited.append(file.path)
            case .deleted: break
            }
        }
        renames.added.sort()
        renames.edited.sort()
        renames.isComplete = !missing
        return renames
    }

    /// `nil` for a blob that is too large to be compared by its content.
    func fingerprint(of id: BlobID) throws(GitError) -> Fingerprint? {
        guard try size(of: id) <= RenameDetection.largestComparedFile else { return nil }
        return Fingerprint(try content(of: id, limit: RenameDetection.largestComparedFile))
    }

    /// Which of some files a tree has, with their content; each folder on the way is read once.
    public func files(
        at paths: [RepositoryPath], in tree: TreeID
    ) throws(GitError) -> [RepositoryPath: TreeFile] {
        guard !paths.isEmpty else { return [:] }
        let found = try changes(from: nil, to: tree, under: paths, detectingRenames: false).compactMap(\.after)
        let wanted = Set(paths)
        return Dictionary(
            found.filter { wanted.contains($0.path) }.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether objects were left out when it was cloned, to be fetched when git needs them: a partial clone.
    public var isPartial: Bool {
        get throws(GitError) {
            let all = try handle("git_repository_config_snapshot", freeing: git_config_free) {
                git_repository_config_snapshot(&$0, pointer)
            }
            var iterator: OpaquePointer?
            try check(
                git_config_iterator_glob_new(
                    &iterator, all.pointer, "^(remote\\..*\\.promisor|extensions\\.partialclone)$"),
                "git_config_iterator_glob_new")
            defer { git_config_iterator_free(iterator) }
            var entry: UnsafeMutablePointer<git_config_entry>?
            return git_config_next(&entry, iterator) == 0
        }
    }
}
