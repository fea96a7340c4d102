public import ContentModel
import Git
public import Planning

extension EntryHistory {
    /// Where entries that left the calendar went: their old id and the new one.
    ///
    /// Git's rename detection compares the commit that an entry was published from with the calendar's own commit. What
    /// is not committed on either side is recognised by its unchanged content, where just one new file has it.
    ///
    /// - Parameters:
    ///   - vanished: what lockfile and journal hold of entries that are not where they were.
    ///   - calendar: the calendar as it is now.
    /// - Throws: when the repository cannot be read; a commit that this clone lacks only finds no renames.
    public func renames(
        of vanished: [HistoryQuery], in calendar: LoadedCalendar
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

    /// Whether git can tell what was renamed since `commit`: whether this clone has it.
    func canFindRenames(since commit: ContentModel.CommitID?) throws(CalendarSourceError) -> Bool {
        guard let commit, let id = Git.CommitID(commit) else { return false }
        return try pool.withRepository { repository throws(GitError) in try repository.contains(id.object) }
    }
}

/// Looks for one calendar's entries under new names; each earlier commit is compared once.
private struct RenameSearch {
    private let calendar: LoadedCalendar
    private var head: Git.CommitID?
    /// The calendar's files in the commit it is based on, by path.
    private var committed: [String: ContentModel.BlobID] = [:]
    private var movesByCommit: [ContentModel.CommitID: [String: String]] = [:]

    init(calendar: LoadedCalendar) { self.calendar = calendar }

    mutating func readHead(in repository: borrowing Repository) throws(GitError) {
        head = calendar.commit.flatMap { Git.CommitID($0) }
        guard let head else { return }
        let files = try repository.files(in: try repository.tree(of: head), under: "calendar")
        committed = Dictionary(
            files.map { ($0.path.text, ContentModel.BlobID($0.blob)) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func newID(
        of query: HistoryQuery, in repository: borrowing Repository
    ) throws(GitError) -> EntryID? {
        var path = query.source.path
        if let commit = query.commit { path = try moves(since: commit, in: repository)[path] ?? path }
        if let entry = calendar.entries[path] { return entry.id }
        return uncommittedEntry(with: committed[path] ?? query.source.blob)?.id
    }

    /// Where files of the calendar went between `commit` and the calendar's own.
    private mutating func moves(
        since commit: ContentModel.CommitID, in repository: borrowing Repository
    ) throws(GitError) -> [String: String] {
        if let known = movesByCommit[commit] { return known }
        var moves: [String: String] = [:]
        if let head, let start = Git.CommitID(commit), try repository.contains(start.object) {
            for change in try repository.changes(from: start, to: head, under: ["calendar"]) {
                if case .renamed(let from, let to, _) = change { moves[from.path.text] = to.path.text }
            }
        }
        movesByCommit[commit] = moves
        return moves
    }

    /// The only file that has this content and is not in the commit.
    private func uncommittedEntry(with blob: ContentModel.BlobID) -> LoadedEntry? {
        let matches = calendar.entries.filter { $0.value.blob == blob && committed[$0.key] == nil }
        return matches.count == 1 ? matches.first?.value : nil
    }
}
