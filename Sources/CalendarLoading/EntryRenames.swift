public import ContentModel
import Git
public import Planning

/// Follows entries to new names through git's history.
public struct EntryRenames: Sendable {
    private let pool: RepositoryPool

    /// - Parameter path: in the repository.
    public init(ofRepositoryAt path: String) { pool = RepositoryPool(path: path) }

    /// The entries of `queries` that have a new name in `calendar`: the old id and the new one.
    ///
    /// Each is followed from the commit it was published from to the one that the calendar is based on. What git cannot
    /// follow, for example in a shallow clone, is left out: the planner then asks a person instead of guessing.
    public func renames(of queries: [HistoryQuery], in calendar: LoadedCalendar) -> [EntryID: EntryID] {
        guard let head = calendar.commit.flatMap({ Git.CommitID($0) }) else { return [:] }
        var renames: [EntryID: EntryID] = [:]
        for (commit, queries) in Dictionary(grouping: queries, by: \.commit) {
            guard let commit = commit.flatMap({ Git.CommitID($0) }) else { continue }
            let moved = (try? paths(from: commit, to: head)) ?? [:]
            for query in queries {
                guard let path = moved[query.source.path], let id = calendar.entry(at: path) else { continue }
                renames[query.publication.entry] = id
            }
        }
        return renames
    }

    private func paths(
        from commit: Git.CommitID, to head: Git.CommitID
    ) throws(CalendarSourceError) -> [String: String] {
        try pool.withRepository { repository throws(GitError) in
            var paths: [String: String] = [:]
            for change in try repository.changes(from: commit, to: head, under: ["calendar"]) {
                guard case .renamed(let old, let new, _) = change else { continue }
                paths[old.path.description] = new.path.description
            }
            return paths
        }
    }
}

extension LoadedCalendar {
    /// The id of the entry in the file at `path`, legal or not.
    fileprivate func entry(at path: String) -> EntryID? {
        publications.first { $0.source.path == path }?.id.entry
            ?? invalidEntries.first { $0.path == path }?.entry
    }
}
