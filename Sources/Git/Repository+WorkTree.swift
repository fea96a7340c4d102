import CGit2
public import ObjectIDs

#if canImport(Glibc)
    import Glibc
#endif

extension Repository {
    /// The paths at or below `prefixes` that differ between HEAD, the index and the work tree, sorted.
    ///
    /// A file whose size and times are as the index noted them is not read. Submodules are left out.
    ///
    /// - Parameter prefixes: files and folders, taken literally; none means everything.
    /// - Throws: ``GitError/bare(path:)``.
    public func status(
        under prefixes: [RepositoryPath] = [], includingIgnored: Bool = false
    ) throws(GitError) -> [FileStatus] {
        _ = try requireWorkTree()
        try checkHead()
        var options = git_status_options()
        try check(git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION)), "git_status_options_init")
        options.flags =
            GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
            | GIT_STATUS_OPT_EXCLUDE_SUBMODULES.rawValue | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue
            | GIT_STATUS_OPT_INCLUDE_UNREADABLE.rawValue
        if includingIgnored {
            options.flags |=
                GIT_STATUS_OPT_INCLUDE_IGNORED.rawValue | GIT_STATUS_OPT_RECURSE_IGNORED_DIRS.rawValue
        }
        let pathspec = try StringArray(Self.pathspec(prefixes))
        options.pathspec = pathspec.strarray
        let list = try handle("git_status_list_new", freeing: git_status_list_free) {
            git_status_list_new(&$0, pointer, &options)
        }
        var result: [FileStatus] = []
        for place in 0..<git_status_list_entrycount(list.pointer) {
            guard let entry = git_status_byindex(list.pointer, place)?.pointee,
                let delta = entry.index_to_workdir ?? entry.head_to_index,
                let path = delta.pointee.new_file.path ?? delta.pointee.old_file.path
            else { continue }
            result.append(FileStatus(path: RepositoryPath(cString: path), entry.status))
        }
        return result.sorted { $0.path < $1.path }
    }

    /// The files of the work tree at or below `prefixes`, sorted, each with the blob git would record for it.
    ///
    /// The blob of an unmodified file comes from the index, and a file whose size and times are as the index noted
    /// them is not read; others are hashed. Folders that are repositories of their own, and ignored files unless
    /// asked for, are left out. Filters that are programs (such as Git LFS) are not run: a file they would change
    /// counts as modified once its times differ from the index.
    ///
    /// - Parameter prefixes: files and folders, taken literally; none means everything.
    /// - Throws: ``GitError/bare(path:)``, ``GitError/unreadableFile(_:detail:)``.
    public func workTreeFiles(
        under prefixes: [RepositoryPath] = [], includingIgnored: Bool = false
    ) throws(GitError) -> [WorkTreeFile] {
        let top = try requireWorkTree()
        var options = git_diff_options()
        try check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), "git_diff_options_init")
        options.flags =
            GIT_DIFF_INCLUDE_UNMODIFIED.rawValue | GIT_DIFF_INCLUDE_UNTRACKED.rawValue
            | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue | GIT_DIFF_IGNORE_SUBMODULES.rawValue
            | GIT_DIFF_DISABLE_PATHSPEC_MATCH.rawValue | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue
            | GIT_DIFF_INCLUDE_UNREADABLE.rawValue
        if includingIgnored {
            options.flags |= GIT_DIFF_INCLUDE_IGNORED.rawValue | GIT_DIFF_RECURSE_IGNORED_DIRS.rawValue
        }
        let pathspec = try StringArray(Self.pathspec(prefixes))
        options.pathspec = pathspec.strarray
        let index = try freshIndex()
        let diff: Handle
        do throws(GitError) {
            diff = try handle("git_diff_index_to_workdir", freeing: git_diff_free) {
                git_diff_index_to_workdir(&$0, pointer, index.pointer, &options)
            }
        } catch .locked(let file) where file.hasPrefix("\(top)/") && !file.hasPrefix(gitFolderPath) {
            // libgit2's word for a file that may not be read.
            throw .unreadableFile(RepositoryPath(String(file.dropFirst(top.count + 1))), detail: "permission denied")
        }
        var files: [WorkTreeFile] = []
        for place in 0..<git_diff_num_deltas(diff.pointer) {
            guard let delta = git_diff_get_delta(diff.pointer, place)?.pointee,
                let file = try workTreeFile(delta, top: top)
            else { continue }
            files.append(file)
        }
        return files.sorted { $0.path < $1.path }
    }

    /// The blob git would record for a file of the work tree, tracked or not, ignored or not.
    ///
    /// - Throws: ``GitError/noSuchFile(_:)``, ``GitError/unreadableFile(_:detail:)``, ``GitError/bare(path:)``.
    public func blobID(ofWorkTreeFile path: RepositoryPath) throws(GitError) -> BlobID {
        let files = try workTreeFiles(under: [path], includingIgnored: true)
        guard let file = files.first(where: { $0.path == path }) else { throw .noSuchFile(path) }
        return file.blob
    }

    /// Whether `.gitignore`, `.git/info/exclude` or the user's configuration says to leave `path` alone.
    ///
    /// The path need not exist. A file that is tracked all the same is reported as ignored too.
    public func isIgnored(_ path: RepositoryPath) throws(GitError) -> Bool {
        _ = try requireWorkTree()
        var ignored: Int32 = 0
        try check(git_ignore_path_is_ignored(&ignored, pointer, try path.cString()), "git_ignore_path_is_ignored")
        return ignored == 1
    }

    /// The index, as it is on disk now.
    func freshIndex() throws(GitError) -> Handle {
        let index = try handle("git_repository_index", freeing: git_index_free) {
            git_repository_index(&$0, pointer)
        }
        try check(git_index_read(index.pointer, 0), "git_index_read")
        return index
    }

    private static func pathspec(_ prefixes: [RepositoryPath]) -> [RepositoryPath] {
        prefixes.contains { $0.isTop } ? [] : prefixes
    }

    private func workTreeFile(_ delta: git_diff_delta, top: String) throws(GitError) -> WorkTreeFile? {
        guard let name = delta.new_file.path else { return nil }
        let path = RepositoryPath(cString: name)
        let state: WorkTreeFile.State
        switch delta.status {
        case GIT_DELTA_UNMODIFIED: state = .unmodified
        case GIT_DELTA_MODIFIED, GIT_DELTA_TYPECHANGE: state = .modified
        case GIT_DELTA_UNTRACKED: state = .untracked
        case GIT_DELTA_IGNORED: state = .ignored
        case GIT_DELTA_CONFLICTED: state = .conflicted
        case GIT_DELTA_DELETED:
            var facts = stat()
            let isGone = try lstat(Self.full(path, below: top), &facts) == 0 || errno != EACCES
            // libgit2 takes what is in a folder that may not be entered for deleted.
            guard isGone else { throw .unreadableFile(path, detail: "permission denied") }
            return nil
        case GIT_DELTA_UNREADABLE: throw .unreadableFile(path, detail: "permission denied")
        default: return nil
        }
        let noted = state == .unmodified ? delta.old_file : delta.new_file
        guard let mode = FileMode(git_filemode_t(rawValue: UInt32(noted.mode))), mode != .submodule else { return nil }
        if state == .unmodified {
            return WorkTreeFile(path: path, mode: mode, blob: BlobID(ObjectID(noted.id)), state: state)
        }
        let blob = try hash(path, mode: mode, top: top)
        let isKnown = state == .modified && delta.old_file.mode != 0
        return WorkTreeFile(
            path: path, mode: mode, blob: blob, state: state,
            noted: isKnown ? BlobID(ObjectID(delta.old_file.id)) : nil)
    }

    private static func full(_ path: RepositoryPath, below top: String) throws(GitError) -> [CChar] {
        try top.utf8.map { CChar(bitPattern: $0) } + [CChar(bitPattern: UInt8(ascii: "/"))] + path.cString()
    }

    /// Hashes a file as `git hash-object --path` does; a link's content is its target.
    func hash(_ path: RepositoryPath, mode: FileMode, top: String) throws(GitError) -> BlobID {
        let name = try path.cString()
        let full = try Self.full(path, below: top)
        if mode == .symbolicLink { return BlobID(hashing: try Self.linkTarget(full, path)) }
        var oid = git_oid()
        let code = git_repository_hashfile(&oid, pointer, full, GIT_OBJECT_BLOB, name)
        if code == GIT_ENOTFOUND.rawValue { throw .noSuchFile(path) }
        if code == GIT_ELOCKED.rawValue { throw .unreadableFile(path, detail: "permission denied") }
        if code < 0, case .library(_, _, let message) = failure(code, "git_repository_hashfile") {
            throw .unreadableFile(path, detail: message)
        }
        try check(code, "git_repository_hashfile")
        return BlobID(ObjectID(oid))
    }

    private static func linkTarget(_ full: [CChar], _ path: RepositoryPath) throws(GitError) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink(full, &buffer, buffer.count)
        guard count >= 0 else { throw .unreadableFile(path, detail: String(cString: strerror(errno))) }
        return buffer.prefix(count).map { UInt8(bitPattern: $0) }
    }
}
