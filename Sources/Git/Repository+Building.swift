import CGit2
public import ObjectIDs

/// Who made a commit, in both parts.
public struct CommitPeople: Hashable, Sendable {
    /// Who made the change.
    public var author: Signature
    /// Who made the commit.
    public var committer: Signature

    /// One in each part.
    public init(author: Signature, committer: Signature) {
        (self.author, self.committer) = (author, committer)
    }
}

extension Repository {
    /// Makes `path` a bare repository, creating the folders it lies in; one that exists is only opened.
    ///
    /// - Throws: ``GitError/notARepository(path:)`` and what else opening throws, also where something else is there.
    public static func initializeBare(at path: String) throws(GitError) -> Repository {
        Library.start()
        var options = git_repository_init_options()
        let code = git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
        guard code == 0 else { throw GitError(call: "git_repository_init_options_init", code: code) }
        options.flags =
            GIT_REPOSITORY_INIT_BARE.rawValue | GIT_REPOSITORY_INIT_MKDIR.rawValue
            | GIT_REPOSITORY_INIT_MKPATH.rawValue
        for attempt in 1... {
            var opened: OpaquePointer?
            if git_repository_open_bare(&opened, path) == 0, let opened { return Repository(adopting: opened) }
            let code = git_repository_init_ext(&opened, path, &options)
            if code == 0, let opened { return Repository(adopting: opened) }
            let error = GitError(call: "git_repository_init_ext", code: code)
            // Another process is making it.
            guard case .locked = error, attempt < 20 else { throw error }
            Pause.take(attempt: attempt)
        }
        throw .notARepository(path: path)
    }

    /// Who the environment and the configuration say commits here now; see ``GitError/noIdentity(_:)``.
    public func people(environment: [String: String]) throws(GitError) -> CommitPeople {
        let now = try Self.now()
        return CommitPeople(
            author: try Identity(role: .author, environment: environment).signature(in: self, now: now),
            committer: try Identity(role: .committer, environment: environment).signature(in: self, now: now))
    }

    /// The moment, with this machine's zone offset.
    public static func now() throws(GitError) -> CommitTime {
        Library.start()
        var made: UnsafeMutablePointer<git_signature>?
        let code = git_signature_now(&made, "now", "now")
        guard code == 0, let made else { throw GitError(call: "git_signature_now", code: code) }
        defer { git_signature_free(made) }
        return Signature(made.pointee).time
    }

    /// Stores a commit that nothing names yet: HEAD, the index and the work tree stay as they are.
    ///
    /// Content is stored byte for byte, past the filters of `git add`.
    ///
    /// - Parameters:
    ///   - contents: each file with its content.
    ///   - removed: files that are to be gone; one that is not there is no error.
    ///   - tree: what else the commit holds; nil for these files alone.
    ///   - parent: the commit before; nil for the first of a history.
    public func storeCommit(
        _ contents: [RepositoryPath: [UInt8]], removing removed: [RepositoryPath] = [], in tree: TreeID? = nil,
        on parent: CommitID?, message: String, by people: CommitPeople
    ) throws(GitError) -> CommitID {
        var updates: [(path: RepositoryPath, file: TreeFile?)] = []
        for (path, content) in contents.sorted(by: { $0.key < $1.key }) {
            guard path.isValid else { throw .invalidPath(path) }
            var existing: TreeFile?
            if let tree { existing = try file(at: path, in: tree) }
            var oid = git_oid()
            try check(
                git_blob_create_from_buffer(&oid, pointer, content, content.count), "git_blob_create_from_buffer")
            let mode: FileMode = existing?.mode == .executable ? .executable : .regular
            updates.append((path, TreeFile(path: path, mode: mode, blob: BlobID(ObjectID(oid)))))
        }
        for path in removed where contents[path] == nil {
            guard let tree, try file(at: path, in: tree) != nil else { continue }
            updates.append((path, nil))
        }
        return try writeCommit(
            updatedTree(tree, updates), message: message, parent: parent, author: people.author,
            committer: people.committer)
    }

    /// The commit a ref is at, by the ref's full name; nil where there is no such ref.
    public func commit(at ref: String) throws(GitError) -> CommitID? {
        var oid = git_oid()
        let code = git_reference_name_to_id(&oid, pointer, ref)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try check(code, "git_reference_name_to_id")
        return CommitID(ObjectID(oid))
    }

    /// Lets a ref name a commit, wherever it was; for refs that only remember what others have.
    public func remember(_ commit: CommitID, as ref: String) throws(GitError) {
        var oid = commit.object.oid
        var made: OpaquePointer?
        defer { git_reference_free(made) }
        try check(git_reference_create(&made, pointer, ref, &oid, 1, "fetch"), "git_reference_create")
    }

    /// Removes a ref; one that cannot be removed stays, and names what is no secret.
    func forget(_ ref: String) { _ = git_reference_remove(pointer, ref) }
}
