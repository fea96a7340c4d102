public import ObjectIDs

extension Repository {
    /// Moves the checked-out branch forward to a commit that differs from it in one file or one folder, and lets index and
    /// work tree have that; answers whether it did.
    ///
    /// It does not when somebody would have to look: the branch is not at `old`, is not behind `new`, more than that path
    /// differs, or something there was changed here.
    ///
    /// - Parameter write: puts the new content of every file at or below the path into the work tree.
    public func fastForward(
        from old: CommitID, to new: CommitID, path: RepositoryPath,
        write: (_ contents: [RepositoryPath: [UInt8]]) throws(GitError) -> Void
    ) throws(GitError) -> Bool {
        let head = try self.head()
        guard head.commit == old, try isAncestor(old, of: new), let top = workTreePath else { return false }
        let changes = try changes(from: old, to: new, detectingRenames: false)
        guard !changes.isEmpty, changes.allSatisfy({ path.contains($0.path) }) else { return false }
        let files = try self.files(in: tree(of: new), under: path)
        guard !files.isEmpty else { return false }
        for change in changes {
            let here = change.after ?? change.before
            let present = here.flatMap { try? hash($0.path, mode: $0.mode, top: top) }
            guard present == change.before?.blob || present == change.after?.blob else { return false }
        }
        try write(contents(of: files, limit: Int.max))
        let before = try updateIndex(changes.map { ($0.path, $0.after) })
        do throws(GitError) {
            try moveHead(from: head, to: new, summary: "fast-forward")
        } catch {
            try restoreIndex(before)
            throw error
        }
        return true
    }

    /// The content of every file at or below `path` in a tree, by its path; none where there is nothing.
    ///
    /// - Parameter limit: the most bytes of one file.
    public func contents(
        at path: RepositoryPath, in tree: TreeID, limit: Int
    ) throws(GitError) -> [RepositoryPath: [UInt8]] {
        try contents(of: files(in: tree, under: path), limit: limit)
    }

    private func contents(of files: [TreeFile], limit: Int) throws(GitError) -> [RepositoryPath: [UInt8]] {
        var contents: [RepositoryPath: [UInt8]] = [:]
        for file in files { contents[file.path] = try content(of: file.blob, limit: limit) }
        return contents
    }
}
