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
        let formerNames = lockfile.formerNames
        return try pool.withRepository { repository throws(GitError) -> Diagnostic? in
            guard let head = try repository.head().commit,
                let change = try lastChange(from: head, in: repository)
            else { return nil }
            let parents = change.isAtShallowBoundary ? [] : change.commit.parents
            for commit in [change.commit.id] + parents {
                guard let earlier = try earlierLockfile(of: commit, unless: present, in: repository) else { continue }
                let lost = earlier.records.keys.filter { lockfile.records[$0] == nil && !formerNames.contains($0) }
                    .sorted()
                guard let first = lost.first else { continue }
                let isFolder = try repository.file(at: RepositoryPath(path), in: repository.tree(of: commit)) == nil
                let file = isFolder ? "\(path)/\(LockfileParts.name(of: first.account))" : path
                return loss(of: lost.count, first: first, since: "\(commit)", file: file)
            }
            return nil
        }
    }

    /// Git's names of the lockfiles that ``loss(in:bytes:)`` compares with.
    public func versions() throws(CalendarSourceError) -> [ObjectID] {
        try pool.withRepository { repository throws(GitError) -> [ObjectID] in
            let versions = try versions(in: repository)
            return versions.map { $0.id }
        }
    }

    /// Git's name of the lockfile as it lies in the work tree; `nil` where there is none, or something else is there.
    public func present() async throws(CalendarSourceError) -> ObjectID? {
        guard let tree = try await ScannedTree(in: pool) else { return nil }
        return LockfileInTree(at: path, in: tree)?.id
    }

    /// Whether the lockfile that a calendar was held against has a record under each name under which these versions have;
    /// false also where only reading them as a whole can tell.
    public func hasAllNames(
        ofVersions ids: [ObjectID], in calendar: UnsettledCalendar
    ) throws(CalendarSourceError) -> Bool {
        try pool.withRepository { repository throws(GitError) -> Bool in
            for version in try versions(in: repository) where ids.contains(version.id) {
                let files = try repository.files(in: repository.tree(of: version.commit), under: RepositoryPath(path))
                let hasNames = try calendar.lockfileInTree.hasNames(of: files) { file throws(GitError) in
                    try repository.content(of: file.blob, limit: Self.byteLimit)
                }
                guard hasNames else { return false }
            }
            return true
        }
    }

    private func versions(
        in repository: borrowing Repository
    ) throws(GitError) -> [(commit: CommitID, id: ObjectID)] {
        guard let head = try repository.head().commit,
            let change = try lastChange(from: head, in: repository)
        else { return [] }
        let parents = change.isAtShallowBoundary ? [] : change.commit.parents
        var versions: [(commit: CommitID, id: ObjectID)] = []
        for commit in [change.commit.id] + parents {
            let tree = try repository.tree(of: commit)
            if let file = try repository.file(at: RepositoryPath(path), in: tree) {
                versions.append((commit, file.blob.object))
            } else if let folder = try repository.folder(at: RepositoryPath(path), in: tree) {
                versions.append((commit, folder.object))
            }
        }
        return versions
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
    /// Every name under which it knew a publication before its entry was renamed.
    fileprivate var formerNames: Set<PublicationID> {
        var names: Set<PublicationID> = []
        for record in records.values { names.formUnion(record.formerIDs) }
        for record in duplicates.values.joined() { names.formUnion(record.formerIDs) }
        return names
    }
}
