/// How one file of a tree differs from an earlier tree.
public enum FileChange: Hashable, Sendable {
    /// The file is new.
    case added(TreeFile)
    /// The file is gone.
    case deleted(TreeFile)
    /// The file has other content or another mode.
    case modified(from: TreeFile, to: TreeFile)
    /// The file was elsewhere before; `similarity` is the share of content kept, in percent, 100 when it is equal.
    case renamed(from: TreeFile, to: TreeFile, similarity: Int)

    /// Where the file is now; for a deleted one, where it was.
    public var path: RepositoryPath {
        switch self {
        case .added(let file), .deleted(let file), .modified(_, let file), .renamed(_, let file, _): file.path
        }
    }

    /// The file as it was; nil for an added one.
    public var before: TreeFile? {
        switch self {
        case .added: nil
        case .deleted(let file), .modified(let file, _), .renamed(let file, _, _): file
        }
    }

    /// The file as it is; nil for a deleted one.
    public var after: TreeFile? {
        switch self {
        case .deleted: nil
        case .added(let file), .modified(_, let file), .renamed(_, let file, _): file
        }
    }
}
