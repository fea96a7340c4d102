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
    private var asked: Set<String> = []
    /// Of entries whose name another has taken since.
    private var others: [HistoryQuery: Departure] = [:]
    /// Why a departure is not known, where it is not.
    private(set) var gap = HistoryGap("history does not show the entry")

    /// None yet.
    ///
    /// - Parameter head: the commit from which is looked; `nil` before a first commit.
    init(from head: CommitID?) { self.head = head }

    /// The last time that something left the path.
    subscript(path: String) -> Departure? { found[path] }

    /// When the entry itself left its path.
    subscript(query: HistoryQuery) -> Departure? {
        get { others[query] ?? found[query.source.path] }
        set { others[query] = newValue }
    }

    /// What is known of each path that was asked for and that the commit has not; `nil` where nothing is.
    var gone: [RepositoryPath: Departure?] {
        var gone: [RepositoryPath: Departure?] = [:]
        for path in asked {
            let departure = found[path]
            if departure == nil || departure?.change != nil { gone[RepositoryPath(path)] = .some(departure) }
        }
        return gone
    }

    /// Looks for more of them; what was asked for before is not looked for again.
    mutating func find(_ paths: some Sequence<String>, in source: borrowing some HistorySource & ~Copyable) {
        let new = Set(paths).subtracting(asked)
        guard !new.isEmpty, let head else { return }
        asked.formUnion(new)
        do throws(GitError) {
            let more = try Self.find(new.sorted(), from: head, in: source)
            found.merge(more) { _, new in new }
            if source.isShallow, more.count < new.count {
                gap = HistoryGap(
                    "this clone is shallow, and its history does not show the entry (git fetch --unshallow brings the "
                        + "rest)")
            }
        } catch {
            gap = HistoryGap(error.description)
        }
    }

    /// The same in a repository, which is not opened where nothing is asked.
    mutating func find(_ paths: [String], in pool: RepositoryPool) throws(CalendarSourceError) {
        guard !paths.isEmpty else { return }
        try pool.withRepository { repository throws(GitError) in find(paths, in: repository) }
    }

    private static func find(
        _ texts: [String], from start: CommitID, in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> [String: Departure] {
        var found: [String: Departure] = [:]
        let paths = texts.map { RepositoryPath($0) }
        for (path, file) in try repository.files(at: paths, in: repository.commit(start).tree) {
            found[path.text] = Departure(change: nil, last: start, blob: file.blob)
        }
        let gone = paths.filter { found[$0.text] == nil }
        guard !gone.isEmpty else { return found }
        let places = gone.map { HistoryPlace(path: $0, commit: start) }
        let changes = try repository.lastChanges(of: places, mostCommits: EntryTrails.mostCommits).changes
        let byPath = Dictionary(zip(gone, changes), uniquingKeysWith: { first, _ in first })
        for (change, paths) in Dictionary(grouping: gone, by: { byPath[$0] ?? nil }) {
            guard let change, !change.isAtShallowBoundary else { continue }
            for parent in change.commit.parents {
                let missing = paths.filter { found[$0.text] == nil }
                for (path, file) in try repository.files(at: missing, in: repository.commit(parent).tree) {
                    found[path.text] = Departure(change: change.commit, last: parent, blob: file.blob)
                }
            }
        }
        return found
    }
}
