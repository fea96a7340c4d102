import ContentModel
import Git
import ObjectIDs
import Planning

/// When entries left their place, and what they said before: one walk through history for all of them.
struct Departures: Sendable {
    /// How an entry was before it left its place.
    struct Departure: Hashable, Sendable {
        /// The commit that took it away; `nil` where only the work tree lacks it.
        var change: Commit?
        /// The last commit that has it.
        var last: CommitID
        /// What it said there.
        var blob: BlobID
    }

    private let head: CommitID?
    private var found: [String: Departure] = [:]
    /// The last change of each path that is not as it was published; `nil` where it was not found.
    private(set) var lastChanges: [RepositoryPath: LastChange?] = [:]
    /// Of entries that were followed: another may have taken their names since.
    private var others: [HistoryQuery: Departure] = [:]
    /// Why a departure is not known, where it is not.
    private(set) var gap = HistoryGap("history does not show the entry")

    /// None yet.
    ///
    /// - Parameter head: the commit from which is looked; `nil` before a first commit.
    init(from head: CommitID?) { self.head = head }

    /// The last time that something left the path.
    subscript(path: String) -> Departure? { found[path] }

    /// When the entry itself left its path, where it was followed.
    func own(_ query: HistoryQuery) -> Departure? { others[query] }

    /// When the entry itself left its path, as far as that is known.
    subscript(query: HistoryQuery) -> Departure? {
        get { others[query] ?? found[query.source.path] }
        set { others[query] = newValue }
    }

    /// Looks for those of some entries.
    mutating func find(_ queries: [HistoryQuery], in source: borrowing some HistorySource & ~Copyable) {
        guard !queries.isEmpty, let head else { return }
        do throws(GitError) {
            let asked = Dictionary(grouping: queries) { RepositoryPath($0.source.path) }
            let here = try source.files(at: Array(asked.keys), in: source.commit(head).tree)
            for (path, file) in here { found[path.text] = Departure(change: nil, last: head, blob: file.blob) }
            // What is there as it was published has not been changed for what matters here.
            let changed = asked.filter { path, queries in
                queries.contains { $0.source.blob != here[path]?.blob }
            }.keys.sorted()
            let places = changed.map { HistoryPlace(path: $0, commit: head) }
            let changes = try source.lastChanges(of: places, mostCommits: EntryTrails.mostCommits).changes
            lastChanges = Dictionary(zip(changed, changes), uniquingKeysWith: { first, _ in first })
            try findVersions(before: lastChanges.filter { here[$0.key] == nil }, in: source)
            if source.isShallow, found.count < asked.count {
                gap = HistoryGap(
                    "this clone is shallow, and its history does not show the entry (git fetch --unshallow brings the "
                        + "rest)")
            }
        } catch {
            gap = HistoryGap(error.description)
        }
    }

    /// The same in a repository, which is not opened where nothing is asked.
    mutating func find(_ queries: [HistoryQuery], in pool: RepositoryPool) throws(CalendarSourceError) {
        guard !queries.isEmpty else { return }
        try pool.withRepository { repository throws(GitError) in find(queries, in: repository) }
    }

    /// What entries said before the commits that took them away.
    private mutating func findVersions(
        before deletions: [RepositoryPath: LastChange?], in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        for (change, deleted) in Dictionary(grouping: deletions.keys, by: { deletions[$0] ?? nil }) {
            guard let change, !change.isAtShallowBoundary else { continue }
            for parent in change.commit.parents {
                let missing = deleted.filter { found[$0.text] == nil }
                for (path, file) in try source.files(at: missing, in: source.commit(parent).tree) {
                    found[path.text] = Departure(change: change.commit, last: parent, blob: file.blob)
                }
            }
        }
    }
}
