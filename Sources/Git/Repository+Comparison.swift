import CGit2
public import ObjectIDs

extension Repository {
    /// What differs between two trees, sorted by path.
    ///
    /// Equal folders are not entered, so the cost is that of what has changed. Submodules are left out. Renames are
    /// found among the files below `prefixes`: see ``RenameDetection`` for the rules.
    ///
    /// - Parameters:
    ///   - old: the earlier tree; nil is the empty one.
    ///   - new: the later tree; nil is the empty one.
    ///   - prefixes: files and folders to look at; none means everything.
    ///   - detectingRenames: reads the content of files that were added, deleted or rewritten. False reads none.
    public func changes(
        from old: TreeID?, to new: TreeID?, under prefixes: [RepositoryPath] = [], detectingRenames: Bool = true
    ) throws(GitError) -> [FileChange] {
        let isWhole = prefixes.isEmpty || prefixes.contains { $0.isTop }
        let top = Scope(path: .top, wanted: isWhole ? nil : PathTrie(prefixes))
        var changes: [FileChange] = []
        try walkDifferences(from: old, to: new, context: top) { name, was, now, folder throws(GitError) in
            var wanted: PathTrie?
            if let trie = folder.wanted {
                guard let child = trie.child(name.bytes) else { return nil }
                wanted = child.place == nil ? child : nil
            }
            let path = folder.path.appending(name.bytes)
            // A prefix that goes on below this name wants a folder here, not a file.
            if wanted == nil { Self.append(was?.file(at: path), now?.file(at: path), to: &changes) }
            return Scope(path: path, wanted: wanted)
        }
        if detectingRenames { changes = try findRenames(in: changes) }
        return changes.sorted { ($0.path, $0.after == nil ? 0 : 1) < ($1.path, $1.after == nil ? 0 : 1) }
    }

    /// What differs between the trees of two commits; see ``changes(from:to:under:detectingRenames:)-(TreeID?,_,_,_)``.
    public func changes(
        from old: CommitID, to new: CommitID, under prefixes: [RepositoryPath] = [], detectingRenames: Bool = true
    ) throws(GitError) -> [FileChange] {
        try changes(from: tree(of: old), to: tree(of: new), under: prefixes, detectingRenames: detectingRenames)
    }

    /// The folder a comparison is in, and the prefixes that lead further down; nil wants everything in it.
    private struct Scope {
        let path: RepositoryPath
        let wanted: PathTrie?
    }

    private static func append(_ was: TreeFile?, _ now: TreeFile?, to changes: inout [FileChange]) {
        switch (was, now) {
        case (nil, nil): break
        case (nil, let now?): changes.append(.added(now))
        case (let was?, nil): changes.append(.deleted(was))
        case (let was?, let now?):
            if (was.mode == .symbolicLink) == (now.mode == .symbolicLink) {
                changes.append(.modified(from: was, to: now))
            } else {
                changes += [.deleted(was), .added(now)]
            }
        }
    }

    private func findRenames(in changes: [FileChange]) throws(GitError) -> [FileChange] {
        var detection = RenameDetection(changes)
        return try detection.run { id throws(GitError) in try fingerprint(of: id) }
    }
}
