import Git
import ObjectIDs

/// Which commits gave files what they say: one that only moved a file did not.
struct ContentOrigins {
    /// So many times in a row a file is followed back to where it was moved from.
    private static let mostMoves = 16

    /// The files that a step from one commit to the next changed, by what they said before.
    private var sources: [[CommitID]: [BlobID: [RepositoryPath]]] = [:]

    /// The commit that each of some files has what it says from; none for one whose history ends too early to tell.
    ///
    /// - Parameters:
    ///   - arrived: those of which the commit is meant that brought them where they are.
    ///   - known: the last changes of some of them, which are not looked for again; `nil` where there is none.
    mutating func find(
        of paths: [RepositoryPath], arrived: Set<RepositoryPath>, at head: CommitID,
        knowing known: [RepositoryPath: Commit?], in repository: borrowing Repository
    ) throws(GitError) -> [RepositoryPath: Commit] {
        var found = known.compactMapValues { $0 }
        let unknown = paths.filter { known[$0] == nil }
        let changes = try repository.lastChange(of: unknown, at: head, mostCommits: EntryTrails.mostCommits)
        // Where a shallow clone ends, everything seems to have been changed.
        for (path, change) in changes where !change.isAtShallowBoundary { found[path] = change.commit }
        var places = Dictionary(
            found.keys.filter { !arrived.contains($0) }.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
        for _ in 0..<Self.mostMoves {
            var former: [HistoryPlace: [RepositoryPath]] = [:]
            for (path, place) in places {
                guard let commit = found[path], let source = try source(of: place, in: commit, repository) else {
                    places[path] = nil
                    continue
                }
                places[path] = source.path
                former[source, default: []].append(path)
            }
            guard !former.isEmpty else { break }
            // One walk takes each path once.
            var waiting = former.keys.sorted { ($0.path, "\($0.commit)") < ($1.path, "\($1.commit)") }
            while !waiting.isEmpty {
                var taken: Set<RepositoryPath> = []
                let round = waiting.filter { taken.insert($0.path).inserted }
                let changes = try repository.lastChanges(of: round, mostCommits: EntryTrails.mostCommits).changes
                for (place, change) in zip(round, changes) {
                    let commit = change.flatMap { $0.isAtShallowBoundary ? nil : $0.commit }
                    for path in former[place] ?? [] { found[path] = commit }
                }
                let done = Set(round)
                waiting.removeAll { done.contains($0) }
            }
        }
        return found
    }

    /// Where a commit has a file from with all that it says; `nil` where the commit itself wrote it, or took it away.
    ///
    /// A merge has what one branch edited in its place, where the other branch has moved it to.
    private mutating func source(
        of place: RepositoryPath, in commit: Commit, _ repository: borrowing Repository
    ) throws(GitError) -> HistoryPlace? {
        guard let blob = try repository.files(at: [place], in: commit.tree)[place]?.blob else { return nil }
        for parent in commit.parents {
            let key = [parent, commit.id]
            if sources[key] == nil {
                let changes = try repository.changes(
                    from: repository.tree(of: parent), to: commit.tree, detectingRenames: false)
                sources[key] = Dictionary(
                    grouping: changes.compactMap(\.before), by: \.blob
                ).mapValues { $0.map(\.path).sorted() }
            }
            if let path = sources[key]?[blob]?.first(where: { $0 != place }) {
                return HistoryPlace(path: path, commit: parent)
            }
        }
        return nil
    }
}
