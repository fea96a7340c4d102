import CGit2
import FoundationEssentials
import ObjectIDs

#if canImport(Glibc)
    import Glibc
#endif

/// An open git repository, freed exactly once.
///
/// Not `Sendable`: libgit2 lets one thread at a time use a repository. It may be sent whole to another task, never
/// shared; a task that wants its own opens its own, which costs less than a millisecond.
///
/// The path given decides which repository is meant. `GIT_DIR`, `GIT_WORK_TREE` and `GIT_INDEX_FILE` are ignored:
/// a hook of one repository must not make `-C` of another read the first. `GIT_CEILING_DIRECTORIES` bounds the
/// search as it does in git.
public struct Repository: ~Copyable {
    let pointer: OpaquePointer

    /// Opens the repository that `path` lies in, looking in `path` and then in the folders above it.
    ///
    /// - Throws: ``GitError/notARepository(path:)``, ``GitError/dubiousOwnership(path:)``,
    ///   ``GitError/unsupportedFormat(path:detail:)``.
    public init(discoveringFrom path: String) throws(GitError) {
        let ceiling = ProcessInfo.processInfo.environment["GIT_CEILING_DIRECTORIES"]
        try self.init(path: path, flags: 0, ceiling: ceiling)
    }

    /// Opens the repository whose work tree or git folder is `path` itself.
    ///
    /// - Throws: as ``init(discoveringFrom:)``.
    public init(openingAt path: String) throws(GitError) {
        try self.init(path: path, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, ceiling: nil)
    }

    private init(path: String, flags: UInt32, ceiling: String?) throws(GitError) {
        Library.start()
        var opened: OpaquePointer?
        let code = git_repository_open_ext(&opened, path, flags, ceiling)
        guard code == 0, let opened else { throw Self.failureToOpen(path, code: code) }
        pointer = opened
    }

    init(adopting opened: OpaquePointer) { pointer = opened }

    deinit { git_repository_free(pointer) }

    /// Makes `path` a repository with a work tree, creating the folder if need be; one that exists is only opened.
    ///
    /// - Parameter initialBranch: the branch HEAD names; nil is `init.defaultBranch` of the user, else `master`.
    public static func initialize(at path: String, initialBranch: String? = nil) throws(GitError) -> Repository {
        Library.start()
        var opened: OpaquePointer?
        let code = initialize(&opened, at: path, initialBranch: initialBranch)
        guard code == 0, let opened else { throw failureToOpen(path, code: code) }
        return Repository(adopting: opened)
    }

    private static func initialize(_ opened: inout OpaquePointer?, at path: String, initialBranch: String?) -> Int32 {
        var options = git_repository_init_options()
        let code = git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
        guard code == 0 else { return code }
        options.flags = GIT_REPOSITORY_INIT_MKDIR.rawValue | GIT_REPOSITORY_INIT_MKPATH.rawValue
        guard let initialBranch else { return git_repository_init_ext(&opened, path, &options) }
        return initialBranch.utf8CString.withUnsafeBufferPointer { name in
            options.initial_head = name.baseAddress
            return git_repository_init_ext(&opened, path, &options)
        }
    }

    private static func failureToOpen(_ path: String, code: Int32) -> GitError {
        let error = GitError(call: "git_repository_open_ext", code: code)
        switch code {
        case GIT_ENOTFOUND.rawValue:
            // Without a configuration file to look up `safe.directory` in, libgit2 says "not found" of these too.
            return foreignRepository(from: path).map { .dubiousOwnership(path: $0) } ?? .notARepository(path: path)
        case GIT_EOWNER.rawValue: return .dubiousOwnership(path: path)
        default: break
        }
        // libgit2 has no code of its own for a format it does not read.
        guard case .library(_, _, let message) = error else { return error }
        let isFormat = message.contains("unsupported extension") || message.contains("unsupported repository version")
        return isFormat ? .unsupportedFormat(path: path, detail: message) : error
    }
}

extension Repository {
    /// The nearest folder from `path` up that has a `.git` of another user's.
    private static func foreignRepository(from path: String) -> String? {
        guard let start = realpath(path, nil) else { return nil }
        defer { free(start) }
        var folder = String(cString: start)[...]
        while !folder.isEmpty {
            var facts = stat()
            if lstat(folder + "/.git", &facts) == 0 { return facts.st_uid == geteuid() ? nil : String(folder) }
            folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
        }
        return nil
    }
}

extension Repository {
    /// The top folder of the files, without a `/` at its end; nil in a bare repository.
    public var workTreePath: String? {
        git_repository_workdir(pointer).map { Self.withoutSlash(String(cString: $0)) }
    }

    /// The folder that git keeps of this work tree, without a `/` at its end: usually `.git`.
    public var gitFolderPath: String {
        Self.withoutSlash(git_repository_path(pointer).map { String(cString: $0) } ?? "")
    }

    /// The folder that all work trees of this repository share, without a `/` at its end.
    public var commonFolderPath: String {
        Self.withoutSlash(git_repository_commondir(pointer).map { String(cString: $0) } ?? "")
    }

    /// Whether there is history only, and no work tree.
    public var isBare: Bool { git_repository_is_bare(pointer) == 1 }

    /// Whether older history was left out when it was cloned or fetched.
    public var isShallow: Bool { git_repository_is_shallow(pointer) == 1 }

    /// Whether HEAD names a branch that has no commit yet; other branches may have some.
    public var isEmpty: Bool { git_repository_head_unborn(pointer) == 1 }

    /// The top folder of the files.
    ///
    /// - Throws: ``GitError/bare(path:)``.
    public func requireWorkTree() throws(GitError) -> String {
        guard let path = workTreePath else { throw .bare(path: gitFolderPath) }
        return path
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}

extension Repository {
    /// Turns a code of libgit2's into an error; call it at once.
    func check(_ code: Int32, _ call: StaticString, object: ObjectID? = nil) throws(GitError) {
        guard code < 0 else { return }
        throw failure(code, call, object: object)
    }

    /// Reads this thread's last libgit2 message; call it at once.
    func failure(_ code: Int32, _ call: StaticString, object: ObjectID? = nil) -> GitError {
        let error = GitError(call: "\(call)", code: code, object: object)
        switch error {
        case .missingObject(let id, _): return .missingObject(id, isShallow: isShallow)
        // Of the index, libgit2 does not say which file its lock is.
        case .locked(let file) where !file.contains("/"): return .locked(file: gitFolderPath + "/index.lock")
        default: return error
        }
    }

    /// What `create` makes, with its owner.
    func handle(
        _ call: StaticString, object: ObjectID? = nil, freeing free: @escaping (OpaquePointer?) -> Void,
        _ create: (inout OpaquePointer?) -> Int32
    ) throws(GitError) -> Handle {
        var made: OpaquePointer?
        try check(create(&made), call, object: object)
        guard let made else { throw .library(call: "\(call)", code: 0, message: "it made nothing") }
        return Handle(made, freeing: free)
    }
}
