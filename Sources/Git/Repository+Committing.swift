import CGit2
public import FoundationEssentials
public import ObjectIDs

extension Repository {
    /// Commits these files, and nothing else, on top of HEAD; nil when HEAD has them already.
    ///
    /// What the user has changed elsewhere, staged or not, stays as it is: the commit's tree is HEAD's with these files
    /// replaced, and in the index only their entries change. The work tree is not written; files are expected to be
    /// there already. Content passes the filters of `git add` (such as `autocrlf`); a file that exists keeps its mode.
    /// The commit goes to the branch HEAD names, which may be its first one, or moves a detached HEAD. It is not
    /// signed, and no hooks run.
    ///
    /// - Parameters:
    ///   - contents: each file with its content.
    ///   - removed: files that are to be gone; one that is not there is no error.
    ///   - message: kept as it is.
    ///   - expected: where HEAD must be, if the content rests on it; nil takes it where it is.
    ///   - environment: where `GIT_AUTHOR_NAME` and its like are looked up.
    /// - Throws: ``GitError/headMoved(expected:found:)``, ``GitError/operationInProgress(_:)``,
    ///   ``GitError/noIdentity(_:)``, ``GitError/locked(file:)``, ``GitError/invalidPath(_:)``. HEAD and the index are
    ///   then as they were.
    public func commitFiles(
        _ contents: [RepositoryPath: [UInt8]], removing removed: [RepositoryPath] = [], message: String,
        onto expected: CommitID? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(GitError) -> CommitID? {
        if let operation = operationInProgress { throw .operationInProgress(operation) }
        let head = try self.head()
        if let expected, head.commit != expected { throw .headMoved(expected: expected, found: head.commit) }
        let people = try self.people(environment: environment)
        var base: TreeID?
        if let parent = head.commit { base = try tree(of: parent) }
        let updates = try self.updates(contents, removed, to: base)
        let tree = try updatedTree(base, updates)
        if tree == base || (base == nil && updates.isEmpty) { return nil }

        let commit = try writeCommit(
            tree, message: message, parent: head.commit, author: people.author, committer: people.committer)
        // The index goes first: if it is locked, nothing has happened yet; if HEAD turns out to have moved, the
        // entries go back.
        let before = isBare ? [:] : try updateIndex(updates)
        do throws(GitError) {
            try moveHead(from: head, to: commit, summary: message.prefix { $0 != "\n" })
        } catch {
            if !isBare { try restoreIndex(before) }
            throw error
        }
        return commit
    }

    private var operationInProgress: GitError.Operation? {
        switch git_repository_state_t(UInt32(bitPattern: git_repository_state(pointer))) {
        case GIT_REPOSITORY_STATE_MERGE: .merge
        case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: .revert
        case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: .cherryPick
        case GIT_REPOSITORY_STATE_BISECT: .bisect
        case GIT_REPOSITORY_STATE_REBASE, GIT_REPOSITORY_STATE_REBASE_INTERACTIVE, GIT_REPOSITORY_STATE_REBASE_MERGE:
            .rebase
        case GIT_REPOSITORY_STATE_APPLY_MAILBOX, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: .applyMailbox
        default: nil
        }
    }

    /// What the commit changes: for each path its file, nil to remove it.
    private func updates(
        _ contents: [RepositoryPath: [UInt8]], _ removed: [RepositoryPath], to base: TreeID?
    ) throws(GitError) -> [(path: RepositoryPath, file: TreeFile?)] {
        var updates: [(path: RepositoryPath, file: TreeFile?)] = []
        for (path, content) in contents.sorted(by: { $0.key < $1.key }) {
            var existing: TreeFile?
            if let base { existing = try file(at: path, in: base) }
            let mode: FileMode = existing?.mode == .executable ? .executable : .regular
            updates.append((path, TreeFile(path: path, mode: mode, blob: try write(content, at: path))))
        }
        for path in removed where contents[path] == nil {
            guard let base, try file(at: path, in: base) != nil else { continue }
            updates.append((path, nil))
        }
        return updates
    }

    /// The tree that a base becomes; what is removed goes first, so that a folder may take the place of a file.
    func updatedTree(
        _ base: TreeID?, _ updates: [(path: RepositoryPath, file: TreeFile?)]
    ) throws(GitError) -> TreeID {
        let removals = updates.filter { $0.file == nil }
        guard !removals.isEmpty, removals.count < updates.count else { return try treeByUpdating(base, updates) }
        return try treeByUpdating(treeByUpdating(base, removals), updates.filter { $0.file != nil })
    }

    private func treeByUpdating(
        _ base: TreeID?, _ updates: [(path: RepositoryPath, file: TreeFile?)]
    ) throws(GitError) -> TreeID {
        let names = try StringArray(updates.map(\.path))
        var changes: [git_tree_update] = []
        for (place, update) in updates.enumerated() {
            var change = git_tree_update()
            change.action = update.file == nil ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT
            change.id = update.file?.blob.object.oid ?? git_oid()
            change.filemode = update.file?.mode.bits ?? GIT_FILEMODE_BLOB
            change.path = UnsafePointer(names.strarray.strings[place])
            changes.append(change)
        }
        var oid = git_oid()
        let code: Int32
        if let base {
            let baseline = try lookUp(base)
            code = git_tree_create_updated(&oid, pointer, baseline.pointer, changes.count, changes)
        } else {
            code = git_tree_create_updated(&oid, pointer, nil, changes.count, changes)
        }
        if code < 0, let path = updates.map(\.path).first(where: { !$0.isValid }) { throw .invalidPath(path) }
        try check(code, "git_tree_create_updated")
        return TreeID(ObjectID(oid))
    }

    /// Stores content as `git add` would.
    private func write(_ content: [UInt8], at path: RepositoryPath) throws(GitError) -> BlobID {
        guard path.isValid else { throw .invalidPath(path) }
        var filters: OpaquePointer?
        let name = try path.cString()
        let flags = GIT_FILTER_DEFAULT.rawValue
        try check(
            git_filter_list_load(&filters, pointer, nil, name, GIT_FILTER_TO_ODB, flags), "git_filter_list_load")
        defer { git_filter_list_free(filters) }
        var clean = git_buf()
        defer { git_buf_dispose(&clean) }
        var oid = git_oid()
        if let filters {
            // `[CChar]` and `[UInt8]` differ in sign alone.
            let code = content.withUnsafeBytes { raw in
                git_filter_list_apply_to_buffer(
                    &clean, filters, raw.bindMemory(to: CChar.self).baseAddress, raw.count)
            }
            try check(code, "git_filter_list_apply_to_buffer")
            try check(git_blob_create_from_buffer(&oid, pointer, clean.ptr, clean.size), "git_blob_create_from_buffer")
        } else {
            try check(
                git_blob_create_from_buffer(&oid, pointer, content, content.count), "git_blob_create_from_buffer")
        }
        return BlobID(ObjectID(oid))
    }
}

extension RepositoryPath {
    /// Whether git would store a file here.
    var isValid: Bool {
        let names = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return !names.isEmpty && !bytes.contains(0)
            && names.allSatisfy { name in
                !name.isEmpty && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
                    && String(decoding: name, as: UTF8.self).lowercased() != ".git"
            }
    }
}
