public import ObjectIDs

/// The commit that last changed a path.
public struct LastChange: Hashable, Sendable {
    /// The commit: who, when and why.
    public let commit: Commit
    /// Whether history was cut off here by a shallow clone, so that the change may in truth be older.
    public let isAtShallowBoundary: Bool
}

/// A path as one commit sees it.
public struct HistoryPlace: Hashable, Sendable {
    /// A file or folder.
    public var path: RepositoryPath
    /// The commit from which on its history is looked at.
    public var commit: CommitID

    /// A path as `commit` sees it.
    public init(path: RepositoryPath, commit: CommitID) { (self.path, self.commit) = (path, commit) }
}

extension Repository {
    /// Who last changed each of `paths`, and when, seen from `start`: one walk through history for all of them.
    ///
    /// As in `git log -1 -- PATH`: a merge that took a path over from one of its parents unchanged did not change it,
    /// and the walk goes on to the first such parent; a merge in which a path is like in none of them did. A path may
    /// be a folder, which changes with anything in it. For one that is gone, the change is its deletion; one that never
    /// was is not in the result. Renames are not followed. The walk ends when everything is found.
    ///
    /// - Parameter mostCommits: so many commits are looked at, newest first; what was changed before them is not in the
    ///   result either.
    public func lastChange(
        of paths: [RepositoryPath], at start: CommitID, mostCommits: Int = .max
    ) throws(GitError) -> [RepositoryPath: LastChange] {
        let places = Set(paths).map { HistoryPlace(path: $0, commit: start) }
        let found = try lastChanges(of: places, mostCommits: mostCommits).changes
        var changes: [RepositoryPath: LastChange] = [:]
        for (place, change) in zip(places, found) { changes[place.path] = change }
        return changes
    }

    /// As ``lastChange(of:at:mostCommits:)``, each path seen from a commit of its own: still one walk for all of them.
    ///
    /// - Parameter places: each path once.
    /// - Returns: the change of each, and how many commits were looked at.
    public func lastChanges(
        of places: [HistoryPlace], mostCommits: Int = .max
    ) throws(GitError) -> (changes: [LastChange?], commitCount: Int) {
        let boundary = try shallowBoundary()
        var walk = HistoryWalk(places, boundary: boundary, mostCommits: mostCommits)
        try walk.run(in: self)
        var commits: [CommitID: Commit] = [:]
        var changes: [LastChange?] = []
        for id in walk.found {
            if let id, commits[id] == nil { commits[id] = try commit(id) }
            changes.append(
                id.flatMap { commits[$0] }.map {
                    LastChange(commit: $0, isAtShallowBoundary: boundary.contains($0.id))
                })
        }
        return (changes, walk.commitCount)
    }
}
