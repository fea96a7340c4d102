import CGit2
import ObjectIDs

extension Repository {
    /// Stores a commit that no branch names yet.
    func writeCommit(
        _ tree: TreeID, message: String, parent: CommitID?, author: Signature, committer: Signature
    ) throws(GitError) -> CommitID {
        let snapshot = try lookUp(tree)
        let writer = try OwnedSignature(author)
        let sender = try OwnedSignature(committer)
        var oid = git_oid()
        guard let parent else {
            let code = git_commit_create(
                &oid, pointer, nil, writer.pointer, sender.pointer, nil, message, snapshot.pointer, 0, nil)
            try check(code, "git_commit_create")
            return CommitID(ObjectID(oid))
        }
        let before = try lookUp(parent)
        var parents: [OpaquePointer?] = [before.pointer]
        let code = git_commit_create(
            &oid, pointer, nil, writer.pointer, sender.pointer, nil, message, snapshot.pointer, 1, &parents)
        try check(code, "git_commit_create")
        return CommitID(ObjectID(oid))
    }

    /// Lets HEAD's branch, or a detached HEAD, name `commit`, if it still is where it was.
    func moveHead(from head: Head, to commit: CommitID, summary: some StringProtocol) throws(GitError) {
        var oid = commit.object.oid
        var moved: OpaquePointer?
        defer { git_reference_free(moved) }
        let name = try headTarget() ?? "HEAD"
        let code: Int32
        if let before = head.commit {
            var expected = before.object.oid
            code = git_reference_create_matching(&moved, pointer, name, &oid, 1, &expected, "commit: \(summary)")
        } else {
            code = git_reference_create(&moved, pointer, name, &oid, 0, "commit (initial): \(summary)")
        }
        switch code {
        case GIT_EMODIFIED.rawValue, GIT_EEXISTS.rawValue, GIT_ENOTFOUND.rawValue:
            throw .headMoved(expected: head.commit, found: try self.head().commit)
        default: try check(code, "git_reference_create_matching")
        }
    }

    /// Makes the index agree with a commit about its files; gives what it said before, nil where it had no entry.
    func updateIndex(
        _ updates: [(path: RepositoryPath, file: TreeFile?)]
    ) throws(GitError) -> [RepositoryPath: git_index_entry?] {
        let index = try freshIndex()
        var before: [RepositoryPath: git_index_entry?] = [:]
        // What is removed goes first: a folder may take the place of a file.
        for update in updates.filter({ $0.file == nil }) + updates.filter({ $0.file != nil }) {
            let name = try update.path.cString()
            before[update.path] = .some(git_index_get_bypath(index.pointer, name, 0)?.pointee)
            try set(update.file.map { Self.entry($0.blob, $0.mode) }, at: name, in: index)
            if let file = update.file { try noteTimes(of: file, name, in: index) }
        }
        try check(git_index_write(index.pointer), "git_index_write")
        return before
    }

    /// Puts entries back as they were.
    func restoreIndex(_ entries: [RepositoryPath: git_index_entry?]) throws(GitError) {
        let index = try freshIndex()
        for (path, entry) in entries { try set(entry, at: path.cString(), in: index) }
        try check(git_index_write(index.pointer), "git_index_write")
    }

    private func set(
        _ entry: git_index_entry?, at name: [CChar], in index: borrowing Handle
    ) throws(GitError) {
        // A file whose merge is unresolved has entries of other stages, which the commit settles.
        let settled = git_index_conflict_remove(index.pointer, name)
        if settled != GIT_ENOTFOUND.rawValue { try check(settled, "git_index_conflict_remove") }
        guard var entry else {
            let code = git_index_remove(index.pointer, name, 0)
            if code != GIT_ENOTFOUND.rawValue { try check(code, "git_index_remove") }
            return
        }
        let code = name.withUnsafeBufferPointer { text in
            entry.path = text.baseAddress
            return git_index_add(index.pointer, &entry)
        }
        try check(code, "git_index_add")
    }

    /// Lets git see by its times that the file in the work tree is the committed one, where it is.
    ///
    /// If it is another by now, the entry stays without times, and git compares contents.
    private func noteTimes(of file: TreeFile, _ name: [CChar], in index: borrowing Handle) throws(GitError) {
        guard let top = workTreePath, let there = try? hash(file.path, mode: file.mode, top: top), there == file.blob
        else { return }
        try check(git_index_add_bypath(index.pointer, name), "git_index_add_bypath")
        // The file may have changed between the two lines.
        let noted = git_index_get_bypath(index.pointer, name, 0).map { ObjectID($0.pointee.id) }
        if noted == file.blob.object { return }
        try set(Self.entry(file.blob, file.mode), at: name, in: index)
    }

    private static func entry(_ blob: BlobID, _ mode: FileMode) -> git_index_entry {
        var entry = git_index_entry()
        entry.id = blob.object.oid
        entry.mode = mode.bits.rawValue
        return entry
    }
}

/// A signature as libgit2 wants it.
private struct OwnedSignature: ~Copyable {
    let pointer: UnsafeMutablePointer<git_signature>

    init(_ signature: Signature) throws(GitError) {
        var made: UnsafeMutablePointer<git_signature>?
        let time = signature.time
        let code = git_signature_new(
            &made, signature.name, signature.email, time.secondsSinceEpoch, Int32(clamping: time.offsetInMinutes))
        guard code == 0, let made else { throw GitError(call: "git_signature_new", code: code) }
        pointer = made
    }

    deinit { git_signature_free(pointer) }
}
