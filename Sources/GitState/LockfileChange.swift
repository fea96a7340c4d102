public import Git
import LocalState
public import ObjectIDs
public import ScheduleLock

extension LockfileParts {
    /// The lockfile that a commit has at a path, as the files it lies in; nil where it has none.
    public init?(
        at path: RepositoryPath, of commit: CommitID, in repository: borrowing Repository
    ) throws(GitError) {
        let files = try repository.contents(
            at: path, in: repository.tree(of: commit), limit: StateSnapshot.byteLimit)
        guard !files.isEmpty else { return nil }
        var contents: [String: [UInt8]] = [:]
        for (file, bytes) in files { contents[file.name(below: path)] = bytes }
        self.init(contents)
    }
}

/// What a commit changes to bring a lockfile up to date: the files of the accounts that something is new of.
public struct LockfileChange: Hashable, Sendable {
    /// Files that are new or other than before.
    public let contents: [RepositoryPath: [UInt8]]
    /// Files that are to be gone.
    public let removed: [RepositoryPath]

    /// From what a commit has to a lockfile in a layout.
    public init(to lockfile: Lockfile, as layout: LockfileLayout, at path: RepositoryPath, from former: LockfileParts?)
    {
        let wanted = LockfileParts(cutting: lockfile.bytes, into: layout)
        let before = former?.contents ?? [:]
        func place(_ name: String) -> RepositoryPath {
            name == LockfileParts.single ? path : path.appending(name.utf8)
        }
        contents = Dictionary(
            uniqueKeysWithValues: wanted.contents.filter { before[$0.key] != $0.value }.map {
                (place($0.key), $0.value)
            })
        removed = before.keys.filter { wanted.contents[$0] == nil }.sorted().map(place)
    }
}
