import ContentModel
import Git
import ObjectIDs
import Planning

/// Finds, in git, under which names entries go on that left their place.
struct EntryRenames {
    private let pool: RepositoryPool

    init(in pool: RepositoryPool) { self.pool = pool }

    /// The new id of each entry that was renamed since the commit its query names.
    ///
    /// Git's rename detection compares that commit with the calendar's own. What is not committed on either side is
    /// recognised by its unchanged content, where just one new file has it. A query whose commit this clone has not, for
    /// instance because it is shallow, may find nothing: see ``canSearch(from:)``.
    func find(
        _ vanished: [HistoryQuery], in calendar: LoadedCalendar
    ) throws(CalendarSourceError) -> [EntryID: EntryID] {
        guard !vanished.isEmpty else { return [:] }
        return try pool.withRepository { repository throws(GitError) in
            var search = RenameSearch(calendar: calendar)
            try search.readHead(in: repository)
            var renames: [EntryID: EntryID] = [:]
            for query in vanished {
                guard let id = try search.newID(of: query, in: repository), id != query.publication.entry else {
                    continue
                }
                renames[query.publication.entry] = id
            }
            return renames
        }
    }

    /// Whether renames can be looked for from that commit on.
    func canSearch(from commit: CommitID?) throws(CalendarSourceError) -> Bool {
        guard let commit else { return false }
        return try pool.withRepository { repository throws(GitError) in try repository.contains(commit.object) }
    }
}

/// Looks for one calendar's entries under new names; each earlier commit is compared once.
private struct RenameSearch {
    private let calendar: LoadedCalendar
    private var head: CommitID?
    /// The calendar's files in the commit it is based on, by path.
    private var committed: [String: BlobID] = [:]
    /// Entries whose files are not in that commit, by content.
    private var uncommitted: [BlobID: [LoadedEntry]] = [:]
    private var movesByCommit: [CommitID: [String: String]] = [:]

    init(calendar: LoadedCalendar) { self.calendar = calendar }

    mutating func readHead(in repository: borrowing Repository) throws(GitError) {
        head = calendar.commit
        if let head {
            let files = try repository.files(in: try repository.tree(of: head), under: "calendar")
            committed = Dictionary(
                files.map { ($0.path.text, $0.blob) }, uniquingKeysWith: { first, _ in first })
        }
        for (path, entry) in calendar.entries where committed[path] == nil {
            uncommitted[entry.blob, default: []].append(entry)
        }
    }

    mutating func newID(
        of query: HistoryQuery, in repository: borrowing Repository
    ) throws(GitError) -> EntryID? {
        var path = query.source.path
        if let commit = query.commit { path = try moves(since: commit, in: repository)[path] ?? path }
        if let id = calendar.entryID(at: path) { return id }
        return uncommittedEntry(with: committed[path] ?? query.source.blob)?.id
    }

    /// Where files of the calendar went between `commit` and the calendar's own.
    private mutating func moves(
        since commit: CommitID, in repository: borrowing Repository
    ) throws(GitError) -> [String: String] {
        if let known = movesByCommit[commit] { return known }
        var moves: [String: String] = [:]
        if let head, commit != head, try repository.contains(commit.object) {
            for change in try repository.changes(from: commit, to: head, under: ["calendar"]) {
                if case .renamed(let from, let to, _) = change { moves[from.path.text] = to.path.text }
            }
        }
        movesByCommit[commit] = moves
        return moves
    }

    /// The only file that has this content and is not in the commit.
    private func uncommittedEntry(with blob: BlobID) -> LoadedEntry? {
        guard let matches = uncommitted[blob], matches.count == 1 else { return nil }
        return matches.first
    }
}
