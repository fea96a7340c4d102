import ContentModel
public import Diagnostics
import Git
import ObjectIDs
public import ScheduleLock

/// What git remembers of a lockfile.
///
/// Records never vanish by themselves: one that did, by a revert, a deleted file or a merge that took one side, would let
/// its publication go out a second time.
public struct LockfileHistory: Sendable {
    private let pool: RepositoryPool
    private let path: String

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
        return try pool.withRepository { repository throws(GitError) in
            guard let head = try repository.head().commit,
                let change = try repository.lastChange(of: [RepositoryPath(path)], at: head).values.first
            else { return nil }
            let parents = change.isAtShallowBoundary ? [] : change.commit.parents
            for commit in [change.commit.id] + parents {
                let tree = try repository.tree(of: commit)
                guard let file = try repository.file(at: RepositoryPath(path), in: tree), file.blob != present,
                    let earlier = try? Lockfile(bytes: repository.content(of: file.blob, limit: Self.byteLimit))
                else { continue }
                let lost = earlier.records.keys.filter { !names.contains($0) }.sorted()
                guard let first = lost.first else { continue }
                return loss(of: lost.count, first: first, since: "\(commit)")
            }
            return nil
        }
    }

    private func loss(of count: Int, first: PublicationID, since commit: String) -> Diagnostic {
        let others = count > 1 ? " and \(count - 1) other\(count > 2 ? "s" : "")" : ""
        return Diagnostic(
            SourceLocation(file: path), "the record of \(first)\(others) is missing",
            why: "without it what was published would go out again",
            fix: "copy it back from 'git show \(commit.prefix(12)):\(path)'")
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
