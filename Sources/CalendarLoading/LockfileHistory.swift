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

    /// So many commits are looked at, newest first: a repository that never had a lockfile is not searched to its beginning.
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

    /// What is found of a lockfile.
    public struct Finding: Sendable {
        /// What it lacks of what any version of it in the history of HEAD says; `nil` where nothing is missing.
        public var loss: Diagnostic?
        /// The commit up to which everything is in the lockfile of that very commit, so that later looks need not go
        /// further; `nil` where the lockfile here is another one.
        public var checked: CommitID?
    }

    /// What `lockfile` lacks of what it said before, on whichever side of a merge.
    ///
    /// An earlier version that cannot be read, for instance because this clone is shallow, proves nothing.
    ///
    /// - Parameters:
    ///   - bytes: those that `lockfile` was read from.
    ///   - checked: what was found before, on any branch.
    public func finding(
        of lockfile: Lockfile, bytes: [UInt8], since checked: CommitID? = nil
    ) throws(CalendarSourceError) -> Finding {
        try pool.withRepository { repository throws(GitError) -> Finding in
            guard let survey = try survey(since: checked, in: repository) else { return Finding() }
            let (text, formerNames) = (LockfileText(files: [bytes]), lockfile.formerNames)
            let present = BlobID(hashing: bytes).object
            var isCurrent = survey.current == present
            var lost: [PublicationID] = []
            let version = try survey.lacking(in: present, repository) { version throws(GitError) in
                guard let files = try? contents(of: version, in: repository) else { return true }
                if let text, let former = LockfileText(files: files.map(\.bytes)) {
                    if former.bytes == text.bytes, version.object == survey.current { isCurrent = true }
                    if text.hasNames(of: former) { return true }
                }
                guard let earlier = Self.lockfile(of: files) else { return true }
                lost = lockfile.lost(of: earlier, besides: formerNames)
                return lost.isEmpty
            }
            if let version, let first = lost.first {
                let file = version.isFolder ? "\(path)/\(LockfileParts.name(of: first.account))" : path
                return Finding(loss: loss(of: lost.count, first: first, since: "\(version.commit)", file: file))
            }
            return Finding(checked: isCurrent ? survey.checked : nil)
        }
    }

    /// What history has of the lockfile; `nil` where there is no commit yet.
    ///
    /// - Parameter checked: as ``finding(of:bytes:since:)`` tells it.
    public func survey(since checked: CommitID? = nil) throws(CalendarSourceError) -> LockfileSurvey? {
        try pool.withRepository { repository throws(GitError) in try survey(since: checked, in: repository) }
    }

    /// Git's name of the lockfile as it lies in the work tree; `nil` where there is none, or something else is there.
    public func present() async throws(CalendarSourceError) -> ObjectID? {
        guard let tree = try await ScannedTree(in: pool) else { return nil }
        return LockfileInTree(at: path, in: tree)?.id
    }

    private func survey(
        since checked: CommitID?, in repository: borrowing Repository
    ) throws(GitError) -> LockfileSurvey? {
        guard let head = try repository.head().commit else { return nil }
        return try LockfileSurvey(
            of: RepositoryPath(path), at: head, since: checked, mostCommits: Self.mostCommits, in: repository)
    }

    /// Whether this clone is shallow and left out commits that may have had other versions of the lockfile.
    public func isCutOff() throws(CalendarSourceError) -> Bool {
        try pool.withRepository { repository throws(GitError) in
            guard repository.isShallow, let head = try repository.head().commit else { return false }
            return try repository.versions(of: RepositoryPath(path), at: head, mostCommits: Self.mostCommits).isCutOff
        }
    }

    /// Whether the lockfile that a calendar was held against has a record under each name under which any version has;
    /// `nil` where only reading them as a whole can tell.
    ///
    /// - Parameter isKnown: whether that was found of a version before, by git's name of it.
    /// - Returns: the versions that had to be looked at, and the commit up to which everything is checked now.
    public func versionsHeld(
        by calendar: UnsettledCalendar, of survey: LockfileSurvey, unless isKnown: (ObjectID) -> Bool = { _ in false }
    ) throws(CalendarSourceError) -> (looked: [ObjectID], checked: CommitID?)? {
        try pool.withRepository { repository throws(GitError) -> (looked: [ObjectID], checked: CommitID?)? in
            var looked: [ObjectID] = []
            let lacking = try survey.lacking(in: calendar.lockfileID, repository) { version throws(GitError) in
                looked.append(version.object)
                if isKnown(version.object) { return true }
                let files = try repository.files(in: repository.tree(of: version.commit), under: RepositoryPath(path))
                return try calendar.lockfileInTree.hasNames(of: files) { file throws(GitError) in
                    try repository.content(of: file.blob, limit: Self.byteLimit)
                }
            }
            guard lacking == nil else { return nil }
            return (looked, survey.current == calendar.lockfileID ? survey.checked : nil)
        }
    }

    /// The files of a version by their names in its folder, in the order of those.
    private func contents(
        of version: PathVersions.Version, in repository: borrowing Repository
    ) throws(GitError) -> [(name: String, bytes: [UInt8])] {
        guard version.isFolder else {
            let bytes = try repository.content(of: BlobID(version.object), limit: Self.byteLimit)
            return [(LockfileParts.single, bytes)]
        }
        var contents: [(name: String, bytes: [UInt8])] = []
        for file in try repository.files(in: TreeID(version.object)) {
            contents.append((file.path.text, try repository.content(of: file.blob, limit: Self.byteLimit)))
        }
        return contents
    }

    private static func lockfile(of files: [(name: String, bytes: [UInt8])]) -> Lockfile? {
        try? LockfileParts(Dictionary(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first }))
            .lockfile()
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

    /// What an earlier one has records of and this one has not, neither by a name nor by the medium; sorted.
    fileprivate func lost(of earlier: Lockfile, besides formerNames: Set<PublicationID>) -> [PublicationID] {
        let lost = earlier.records.keys.filter { records[$0] == nil && !formerNames.contains($0) }
        guard !lost.isEmpty else { return [] }
        let missing = Set(self.missing(of: earlier))
        let others = Set(duplicates.values.joined().compactMap { $0.publication?.mediaID })
        return lost.filter { id in
            guard let medium = earlier.records[id]?.publication?.mediaID else { return true }
            return missing.contains(id) && !others.contains(medium)
        }.sorted()
    }
}
