import ContentModel
public import Diagnostics
import Git
public import ObjectIDs
public import ScheduleLock

/// What git remembers of a lockfile.
///
/// Records never vanish by themselves: one that did, by a revert, a deleted file or a merge that took one side, would let
/// its publication go out a second time.
public struct LockfileHistory: Sendable {
    private let pool: RepositoryPool
    private let path: String

    /// So many commits are looked at, newest first: a loss is told by the first plan after it, and a repository that never
    /// had a lockfile is not searched to its beginning.
    private static let mostCommits = 10_000

    /// As much as the largest lockfile takes, in bytes.
    private static let byteLimit = 512 << 20

    /// - Parameters:
    ///   - repositoryPath: in the repository.
    ///   - path: where the lockfile lies in it.
    public init(ofRepositoryAt repositoryPath: String, path: String) {
        pool = RepositoryPool(path: repositoryPath)
        self.path = path
    }

    /// What `lockfile` lacks of what the lockfile of HEAD says, or said right before it was changed last; `nil` where
    /// nothing is missing.
    ///
    /// An earlier version that cannot be read, for instance because this clone is shallow, proves nothing.
    ///
    /// - Parameter bytes: those that `lockfile` was read from.
    public func loss(in lockfile: Lockfile, bytes: [UInt8]) throws(CalendarSourceError) -> Diagnostic? {
        let present = BlobID(hashing: bytes)
        let names = lockfile.names
        return try pool.withRepository { repository throws(GitError) -> Diagnostic? in
            guard let head = try repository.head().commit,
                let change = try lastChange(from: head, in: repository)
            else { return nil }
            let parents = change.isAtShallowBoundary ? [] : change.commit.parents
            for commit in [change.commit.id] + parents {
                guard let earlier = try earlierLockfile(of: commit, unless: present, in: repository) else { continue }
                let lost = earlier.records.keys.filter { !names.contains($0) }.sorted()
                guard let first = lost.first else { continue }
                let isFolder = try repository.file(at: RepositoryPath(path), in: repository.tree(of: commit)) == nil
                let file = isFolder ? "\(path)/\(LockfileParts.name(of: first.account))" : path
                return loss(of: lost.count, first: first, since: "\(commit)", file: file)
            }
            return nil
        }
    }

    /// The lockfiles that ``loss(in:bytes:)`` compares with, by their content; `nil` where one of them is a folder.
    public func versions() throws(CalendarSourceError) -> [BlobID]? {
        try pool.withRepository { repository throws(GitError) -> [BlobID]? in
            guard let head = try repository.head().commit,
                let change = try lastChange(from: head, in: repository)
            else { return [] }
            let parents = change.isAtShallowBoundary ? [] : change.commit.parents
            var versions: [BlobID] = []
            for commit in [change.commit.id] + parents {
                let tree = try repository.tree(of: commit)
                guard try repository.folder(at: RepositoryPath(path), in: tree) == nil else { return nil }
                if let file = try repository.file(at: RepositoryPath(path), in: tree) { versions.append(file.blob) }
            }
            return versions
        }
    }

    private func lastChange(
        from head: CommitID, in repository: borrowing Repository
    ) throws(GitError) -> LastChange? {
        try repository.lastChange(of: [RepositoryPath(path)], at: head, mostCommits: Self.mostCommits).values.first
    }

    /// The lockfile of a commit; `nil` where it has none that can be read, or has `present`, which is known already.
    private func earlierLockfile(
        of commit: CommitID, unless present: BlobID, in repository: borrowing Repository
    ) throws(GitError) -> Lockfile? {
        let tree = try repository.tree(of: commit)
        if let file = try repository.file(at: RepositoryPath(path), in: tree) {
            guard file.blob != present else { return nil }
            return try? Lockfile(bytes: repository.content(of: file.blob, limit: Self.byteLimit))
        }
        let files = try repository.contents(at: RepositoryPath(path), in: tree, limit: Self.byteLimit)
        guard !files.isEmpty else { return nil }
        let named = files.map { file, bytes in (file.name(below: RepositoryPath(path)), bytes) }
        return try? LockfileParts(Dictionary(named, uniquingKeysWith: { first, _ in first })).lockfile()
    }

    private func loss(of count: Int, first: PublicationID, since commit: String, file: String) -> Diagnostic {
        let others = count > 1 ? " and \(count - 1) other\(count > 2 ? "s" : "")" : ""
        return Diagnostic(
            SourceLocation(file: path), "the record of \(first)\(others) is missing",
            why: "without it what was published would go out again",
            fix: "copy it back from 'git show \(commit.prefix(12)):\(file)'")
    }
}

extension Lockfile {
    /// Every name under which it knows a publication, or knew it before its entry was renamed.
    fileprivate var names: Set<PublicationID> {
        var names = Set(records.keys)
        for record in records.values { names.formUnion(record.formerIDs) }
        for record in duplicates.values.joined() { names.formUnion(record.formerIDs) }
        return names
    }
}
