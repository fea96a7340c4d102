public import ObjectIDs

/// A file of the work tree, with the content git would record for it now.
public struct WorkTreeFile: Hashable, Sendable {
    /// Where, from the top of the repository.
    public let path: RepositoryPath
    /// What kind of file.
    public let mode: FileMode
    /// The blob of its content, after the filters (such as `autocrlf`) that git applies when a file is added. The
    /// blob need not be in the repository yet.
    public let blob: BlobID
    /// What the index knows of the file.
    public let state: State
    /// The blob that the index has of a modified file.
    public var noted: BlobID?

    /// How a file stands to the index.
    public enum State: Hashable, Sendable {
        /// As in the index.
        case unmodified
        /// In the index, with other content or another mode.
        case modified
        /// Not in the index.
        case untracked
        /// Not in the index, and meant not to be.
        case ignored
        /// In the index with several contents: a merge left it to be resolved.
        case conflicted
    }
}
