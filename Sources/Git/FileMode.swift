import CGit2

/// What kind of file an entry of a tree is.
public enum FileMode: Hashable, Sendable {
    /// A plain file.
    case regular
    /// A file that may be run.
    case executable
    /// A symbolic link; its blob holds the target.
    case symbolicLink
    /// A commit of another repository, which has no blob here.
    case submodule

    /// Reads git's mode bits; nil for a folder and for what git never writes.
    init?(_ mode: git_filemode_t) {
        switch mode {
        case GIT_FILEMODE_BLOB: self = .regular
        case GIT_FILEMODE_BLOB_EXECUTABLE: self = .executable
        case GIT_FILEMODE_LINK: self = .symbolicLink
        case GIT_FILEMODE_COMMIT: self = .submodule
        default: return nil
        }
    }

    /// Git's mode bits.
    var bits: git_filemode_t {
        switch self {
        case .regular: GIT_FILEMODE_BLOB
        case .executable: GIT_FILEMODE_BLOB_EXECUTABLE
        case .symbolicLink: GIT_FILEMODE_LINK
        case .submodule: GIT_FILEMODE_COMMIT
        }
    }
}
