import CGit2
public import ObjectIDs

extension Repository {
    /// What HEAD is at.
    public func head() throws(GitError) -> Head {
        let name = try headTarget()
        var oid = git_oid()
        let code = git_reference_name_to_id(&oid, pointer, "HEAD")
        let id = CommitID(ObjectID(oid))
        guard let name else {
            try check(code, "git_reference_name_to_id")
            return .detached(id)
        }
        let branch = name.hasPrefix("refs/heads/") ? String(name.dropFirst("refs/heads/".count)) : name
        if code == GIT_ENOTFOUND.rawValue { return .unborn(branch: branch) }
        try check(code, "git_reference_name_to_id")
        return .branch(branch, id)
    }

    /// The commit HEAD is at.
    ///
    /// - Throws: ``GitError/unbornHead(branch:)`` where there is none yet.
    public func headCommit() throws(GitError) -> CommitID {
        switch try head() {
        case .branch(_, let commit), .detached(let commit): commit
        case .unborn(let branch): throw .unbornHead(branch: branch)
        }
    }

    /// The full name of the reference HEAD points at; nil when it is detached.
    func headTarget() throws(GitError) -> String? {
        let head = try handle("git_reference_lookup", freeing: git_reference_free) {
            git_reference_lookup(&$0, pointer, "HEAD")
        }
        return git_reference_symbolic_target(head.pointer).map { String(cString: $0) }
    }

    /// The commit that `revision` names: a branch, a tag, a full or abbreviated id, or an expression such as
    /// `HEAD~3`, as `git rev-parse` reads it.
    ///
    /// - Throws: ``GitError/unknownRevision(_:isShallow:)``, ``GitError/ambiguousRevision(_:)``,
    ///   ``GitError/notACommit(_:)``, ``GitError/unbornHead(branch:)``.
    public func resolve(_ revision: String) throws(GitError) -> CommitID {
        try checkHead()
        var found: OpaquePointer?
        let code =
            revision.utf8.contains(0)
            ? GIT_EINVALIDSPEC.rawValue
            : git_revparse_single(&found, pointer, revision)
        switch code {
        case GIT_EAMBIGUOUS.rawValue: throw .ambiguousRevision(revision)
        case GIT_ENOTFOUND.rawValue, GIT_EINVALIDSPEC.rawValue, GIT_EUNBORNBRANCH.rawValue:
            let startsAtHead = revision.hasPrefix("HEAD") || revision.hasPrefix("@")
            if startsAtHead, case .unborn(let branch) = try head() { throw .unbornHead(branch: branch) }
            throw .unknownRevision(revision, isShallow: isShallow)
        default: try check(code, "git_revparse_single")
        }
        guard let found else { throw .unknownRevision(revision, isShallow: isShallow) }
        let object = Handle(found, freeing: git_object_free)
        var peeled: OpaquePointer?
        let peeling = git_object_peel(&peeled, object.pointer, GIT_OBJECT_COMMIT)
        if peeling == GIT_EINVALIDSPEC.rawValue || peeling == GIT_EPEEL.rawValue { throw .notACommit(revision) }
        try check(peeling, "git_object_peel")
        guard let peeled else { throw .notACommit(revision) }
        let commit = Handle(peeled, freeing: git_object_free)
        return CommitID(ObjectID(git_object_id(commit.pointer).pointee))
    }

    /// Makes sure that HEAD's commit and top folder are whole, which an interrupted commit leaves damaged most often.
    func checkHead() throws(GitError) {
        if let commit = try head().commit { _ = try lookUp(tree(of: commit)) }
    }

    /// What the commit says about itself.
    public func commit(_ id: CommitID) throws(GitError) -> Commit { Commit(try lookUp(id)) }

    /// The snapshot that a commit took of the files.
    public func tree(of id: CommitID) throws(GitError) -> TreeID {
        let commit = try lookUp(id)
        return TreeID(ObjectID(git_commit_tree_id(commit.pointer).pointee))
    }

    /// Whether the repository has this object, of whatever kind.
    public func contains(_ id: ObjectID) throws(GitError) -> Bool {
        let database = try handle("git_repository_odb", freeing: git_odb_free) { git_repository_odb(&$0, pointer) }
        var oid = id.oid
        return git_odb_exists(database.pointer, &oid) == 1
    }

    func lookUp(_ id: CommitID) throws(GitError) -> Handle {
        var oid = id.object.oid
        return try lookUp("git_commit_lookup", id.object, expecting: "commit", freeing: git_commit_free) {
            git_commit_lookup(&$0, pointer, &oid)
        }
    }

    func lookUp(_ id: TreeID) throws(GitError) -> Handle {
        var oid = id.object.oid
        return try lookUp("git_tree_lookup", id.object, expecting: "tree", freeing: git_tree_free) {
            git_tree_lookup(&$0, pointer, &oid)
        }
    }

    func lookUp(
        _ call: StaticString, _ id: ObjectID, expecting kind: String, freeing free: @escaping (OpaquePointer?) -> Void,
        _ look: (inout OpaquePointer?) -> Int32
    ) throws(GitError) -> Handle {
        try checkLooseObject(id)
        var found: OpaquePointer?
        let code = look(&found)
        if code == 0, let found { return Handle(found, freeing: free) }
        let error = failure(code, call, object: id)
        // Asked for an object of one kind, libgit2 says "not found" of one that has another.
        if code == GIT_ENOTFOUND.rawValue, try contains(id) { throw .wrongKind(id, expected: kind) }
        throw error
    }
}
