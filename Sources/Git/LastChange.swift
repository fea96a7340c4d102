public import ObjectIDs

/// The commit that last changed a path.
public struct LastChange: Hashable, Sendable {
    /// The commit: who, when and why.
    public let commit: Commit
    /// Whether history was cut off here by a shallow clone, so that the change may in truth be older.
    public let isAtShallowBoundary: Bool
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
        let boundary = try shallowBoundary()
        var walk = HistoryWalk(paths: Array(Set(paths)), boundary: boundary, mostCommits: mostCommits)
        let found = try walk.run(from: start, in: self)
        var commits: [CommitID: Commit] = [:]
        var changes: [RepositoryPath: LastChange] = [:]
        for (path, id) in found {
            if commits[id] == nil { commits[id] = try commit(id) }
            changes[path] = commits[id].map { LastChange(commit: $0, isAtShallowBoundary: boundary.contains(id)) }
        }
        return changes
    }
}
