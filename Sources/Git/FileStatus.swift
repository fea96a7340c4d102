import CGit2

/// How a path differs between HEAD, the index and the work tree.
public struct FileStatus: Hashable, Sendable {
    /// Where, from the top of the repository.
    public let path: RepositoryPath
    /// How the index differs from HEAD: what the next commit would record.
    public let staged: Difference?
    /// How the work tree differs from the index.
    public let unstaged: Difference?
    /// Whether git knows nothing of the file.
    public let isUntracked: Bool
    /// Whether git is told to leave the file alone.
    public let isIgnored: Bool
    /// Whether a merge left several contents to be resolved.
    public let isConflicted: Bool

    /// How one side of a comparison differs from the other.
    public enum Difference: Hashable, Sendable {
        /// There only on the newer side.
        case added
        /// There on both sides, with other content or another mode.
        case modified
        /// There only on the older side.
        case deleted
        /// A file on one side, a link or submodule on the other.
        case typeChanged
        /// There, and this process may not read it.
        case unreadable
    }

    init(path: RepositoryPath, _ status: git_status_t) {
        func has(_ flag: git_status_t) -> Bool { status.rawValue & flag.rawValue != 0 }
        self.path = path
        staged =
            has(GIT_STATUS_INDEX_NEW)
            ? .added
            : has(GIT_STATUS_INDEX_DELETED)
                ? .deleted
                : has(GIT_STATUS_INDEX_TYPECHANGE) ? .typeChanged : has(GIT_STATUS_INDEX_MODIFIED) ? .modified : nil
        unstaged =
            has(GIT_STATUS_WT_DELETED)
            ? .deleted
            : has(GIT_STATUS_WT_TYPECHANGE)
                ? .typeChanged
                : has(GIT_STATUS_WT_UNREADABLE) ? .unreadable : has(GIT_STATUS_WT_MODIFIED) ? .modified : nil
        isUntracked = has(GIT_STATUS_WT_NEW)
        isIgnored = has(GIT_STATUS_IGNORED)
        isConflicted = has(GIT_STATUS_CONFLICTED)
    }
}
