import ContentModel
import Git
import Planning

/// Finds, in git, under which names entries go on that left their place.
struct EntryRenames {
    private let pool: RepositoryPool

    init(in pool: RepositoryPool) { self.pool = pool }

    /// The new id of each entry that was renamed between the commit its query names and `head`.
    ///
    /// A query whose commit this clone has not, for instance because it is shallow, has no answer: see
    /// ``canSearch(from:)``.
    ///
    /// - Parameter ids: the ids of today's entries, by path: an entry may name its own.
    func find(
        _ vanished: [HistoryQuery], at head: ContentModel.CommitID?, ids: [String: EntryID]
    ) throws(CalendarSourceError) -> [EntryID: EntryID] {
        guard let head, let headID = Git.CommitID(head) else { return [:] }
        var renames: [EntryID: EntryID] = [:]
        for (commit, queries) in Dictionary(grouping: vanished, by: \.commit) {
            guard let commit, commit != head, let start = Git.CommitID(commit) else { continue }
            let entries = Dictionary(
                queries.map { ($0.source.path, $0.publication.entry) }, uniquingKeysWith: { first, _ in first })
            let moved = try pool.withRepository { repository throws(GitError) in
                try Self.moves(of: Set(entries.keys), from: start, to: headID, in: repository)
            }
            for (path, place) in moved {
                guard let entry = entries[path] else { continue }
                renames[entry] = ids[place] ?? EntryID(path: place)
            }
        }
        return renames
    }

    /// Whether renames can be looked for from that commit on.
    func canSearch(from commit: ContentModel.CommitID?) throws(CalendarSourceError) -> Bool {
        guard let commit, let id = Git.CommitID(commit) else { return false }
        return try pool.withRepository { repository throws(GitError) in try repository.contains(id.object) }
    }

    private static func moves(
        of paths: Set<String>, from start: Git.CommitID, to head: Git.CommitID, in repository: borrowing Repository
    ) throws(GitError) -> [String: String] {
        guard try repository.contains(start.object) else { return [:] }
        var moves: [String: String] = [:]
        for change in try repository.changes(from: start, to: head, under: ["calendar"]) {
            guard case .renamed(let before, let after, _) = change, let path = before.path.string,
                paths.contains(path)
            else { continue }
            moves[path] = after.path.text
        }
        return moves
    }
}
