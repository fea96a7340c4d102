public import ObjectIDs

extension Repository {
    /// Moves the checked-out branch forward to a commit that differs from it in one file, and lets index and work tree
    /// have that file; answers whether it did.
    ///
    /// It does not when somebody would have to look: the branch is not at `old`, is not behind `new`, more than that file
    /// differs, or the file was changed here.
    ///
    /// - Parameter write: puts the new content of the file into the work tree.
    public func fastForward(
        from old: CommitID, to new: CommitID, file path: RepositoryPath,
        write: (_ content: [UInt8]) throws(GitError) -> Void
    ) throws(GitError) -> Bool {
        let head = try self.head()
        guard head.commit == old, try isAncestor(old, of: new), let top = workTreePath else { return false }
        let changes = try changes(from: old, to: new, detectingRenames: false)
        guard changes.allSatisfy({ $0.path == path }),
            let file = try file(at: path, in: tree(of: new))
        else { return false }
        let former = try self.file(at: path, in: tree(of: old))
        let present = try? hash(path, mode: file.mode, top: top)
        guard present == former?.blob || present == file.blob else { return false }
        try write(content(of: file.blob, limit: Int.max))
        let before = try updateIndex([(path, file)])
        do throws(GitError) {
            try moveHead(from: head, to: new, summary: "fast-forward")
        } catch {
            try restoreIndex(before)
            throw error
        }
        return true
    }
}
