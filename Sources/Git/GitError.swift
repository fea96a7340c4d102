public import ObjectIDs

/// Why git could not do what was asked, with the facts a person needs to act.
///
/// `description` says what and where; ``why`` and ``fix`` are in `GitError+Text.swift`.
public enum GitError: Error, Hashable, Sendable {
    /// Neither `path` nor a folder above it is a repository.
    case notARepository(path: String)
    /// The repository belongs to another user, who could have run programs through its configuration.
    case dubiousOwnership(path: String)
    /// The repository uses a format this program cannot read, such as SHA-256 ids.
    case unsupportedFormat(path: String, detail: String)
    /// A work tree was needed and the repository at `path` has none.
    case bare(path: String)
    /// HEAD names `branch`, which has no commit yet.
    case unbornHead(branch: String)
    /// `revision` names nothing in this repository.
    case unknownRevision(String, isShallow: Bool)
    /// `revision` is the start of more than one object's id.
    case ambiguousRevision(String)
    /// `revision` names an object that is no commit and leads to none.
    case notACommit(String)
    /// An object that something refers to is not there.
    case missingObject(ObjectID?, isShallow: Bool)
    /// An object is there and cannot be read; the id is nil where libgit2 does not tell it.
    case corruptObject(ObjectID?, detail: String)
    /// The object exists and is of another kind than the id's type says.
    case wrongKind(ObjectID, expected: String)
    /// A blob is larger than the caller's bound, in bytes.
    case blobTooLarge(BlobID, size: Int, limit: Int)
    /// No file is at this path in the tree or work tree asked about.
    case noSuchFile(RepositoryPath)
    /// A work tree file cannot be read.
    case unreadableFile(RepositoryPath, detail: String)
    /// A path that no repository can hold: empty, absolute, with `..`, `.git` or a zero byte in it.
    case invalidPath(RepositoryPath)
    /// Folders stand in folders more than `limit` times.
    case nestedTooDeep(limit: Int)
    /// More than `limit` files and folders below a path.
    case tooManyFiles(RepositoryPath, limit: Int)
    /// Another process holds `file`, or died holding it.
    case locked(file: String)
    /// HEAD is no longer at the commit it was expected at; nil is "no commit yet".
    case headMoved(expected: CommitID?, found: CommitID?)
    /// A merge, rebase or the like is waiting for its end.
    case operationInProgress(Operation)
    /// Neither the environment nor the configuration says who commits, as `role`.
    case noIdentity(Role)
    /// `variable` holds a date this program does not read.
    case invalidDate(variable: String, value: String)
    /// A configuration file cannot be read.
    case invalidConfiguration(detail: String)
    /// A remote did not do what was asked.
    case remote(RemoteProblem)
    /// Any other failure: which call of libgit2, its code, and its own words.
    case library(call: String, code: Int, message: String)

    /// What git keeps in the middle of several steps.
    public enum Operation: String, Hashable, Sendable {
        case merge, revert, bisect, rebase
        case cherryPick = "cherry-pick"
        case applyMailbox = "am"
    }

    /// In which part a person appears in a commit.
    public enum Role: String, Hashable, Sendable {
        case author, committer
    }
}
