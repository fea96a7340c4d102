public import ObjectIDs

/// What HEAD, and with it the work tree, is at.
public enum Head: Hashable, Sendable {
    /// A branch, by its name below `refs/heads/`, and its newest commit.
    case branch(String, CommitID)
    /// A commit, on no branch.
    case detached(CommitID)
    /// A branch that gets its first commit next.
    case unborn(branch: String)

    /// The commit, unless there is none yet.
    public var commit: CommitID? {
        switch self {
        case .branch(_, let commit), .detached(let commit): commit
        case .unborn: nil
        }
    }
}
