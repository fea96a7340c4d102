import Git
import ObjectIDs

/// What became of files, commit by commit: where each went that was moved, and what came where it was taken away.
///
/// A name tells little, for others may have taken it since; so a file is followed from the version that is known, forwards
/// through every commit that changed it. Changes are looked up backwards, for all files in one walk a round.
struct EntryTrails {
    /// Where something is followed from.
    enum Start: Hashable {
        /// The newest time at which the path had this content.
        case version(BlobID)
        /// The commit that brought it to the path.
        case arrival(CommitID)
        /// The commit from which on it may be there, for that changed the path.
        case guess(CommitID)
    }

    /// What became of one file.
    enum End: Hashable {
        /// It is there, in the commit that everything was followed to.
        case at(RepositoryPath)
        /// A commit took it away and moved it nowhere, or changed what is only guessed to be it; something else may be it.
        case deleted(Departures.Departure, successors: [Successor])
        /// History does not tell: it does not reach back so far, or not all of it is here.
        case lost
    }

    /// A file that may be what was taken away, since a commit changed it: the one that took that away, on any side of a
    /// merge, or one that brought something back to its place.
    struct Successor: Hashable {
        let path: RepositoryPath
        let commit: CommitID
    }

    /// So many commits are looked at, newest first. What is older was decided about long ago, and a walk through all that a
    /// large repository remembers would cost each plan seconds.
    static let mostCommits = 10_000
    /// So many changes of one path are looked at, so many commits are compared with the one before them, and so many
    /// times in a row a file is followed to a new place.
    private static let most = (changes: 48, steps: 512, moves: 16)

    /// The changes of one path, newest first, as far as was looked.
    private struct Trail {
        var changes: [Change] = []
        /// Where to look on; `nil` where there is nothing before.
        var cursor: CommitID?
    }

    private struct Change {
        let commit: Commit
        /// The commit before it.
        let parent: CommitID?
        let before: BlobID?
        let after: BlobID?
    }

    private struct Pursuit: Hashable {
        var place: RepositoryPath
        var start: Start
        var moves = 0
        var end: End?
    }

    private let head: CommitID
    private var trails: [RepositoryPath: Trail] = [:]
    private var steps: [[CommitID]: Renames] = [:]
    private var commitsLeft = Self.mostCommits

    /// - Parameter known: the last changes of paths that were looked for already; `nil` where one was not found.
    init(
        to head: CommitID, knowing known: [RepositoryPath: LastChange?],
        in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        self.head = head
        for (path, change) in known { try note(change, of: path, in: source) }
    }

    /// The last change of each path that was looked at; `nil` where it was not found.
    var lastChanges: [RepositoryPath: Commit?] { trails.mapValues { $0.changes.first?.commit } }

    /// What became of each file, in their order.
    mutating func ends(
        of files: [(path: RepositoryPath, start: Start)], in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> [End] {
        var pursuits = files.map { Pursuit(place: $0.path, start: $0.start) }
        while true {
            var short: Set<RepositoryPath> = []
            for index in pursuits.indices where pursuits[index].end == nil {
                if try !advance(&pursuits[index], in: source) { short.insert(pursuits[index].place) }
            }
            guard !short.isEmpty else { break }
            if try !extend(short, in: source) { break }
        }
        try addOtherSides(to: &pursuits, in: source)
        return pursuits.map { $0.end ?? .lost }
    }

    /// Adds what came where another side of a merge took away what is gone: a trail goes on to one side only.
    private mutating func addOtherSides(
        to pursuits: inout [Pursuit], in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        var gone: [Absence: [Int]] = [:]
        for index in pursuits.indices {
            let path = pursuits[index].place
            guard case .deleted(let departure, _)? = pursuits[index].end, let taking = departure.change?.id,
                let changes = trails[path]?.changes,
                let place = changes.firstIndex(where: { $0.commit.id == taking }), changes[place].after == nil,
                // It was gone until something came there again.
                let since = place == 0 ? head : changes[place - 1].parent
            else { continue }
            gone[Absence(of: path, in: since, last: departure.last), default: []].append(index)
        }
        guard !gone.isEmpty else { return }
        let absences = Array(gone.keys)
        let found = try source.removals(of: absences, mostCommits: max(commitsLeft, 0))
        commitsLeft -= found.commitCount
        for (absence, removals) in zip(absences, found.removals) {
            for index in gone[absence] ?? [] {
                pursuits[index].end = try end(pursuits[index].end, besides: removals, in: source)
            }
        }
    }

    /// The end of what was taken away, with what came by other commits that took it away; `nil` for those where not all are
    /// known.
    private mutating func end(
        _ end: End?, besides removals: [Commit]?, in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> End? {
        guard case .deleted(let departure, var successors)? = end else { return end }
        guard let removals else { return .lost }
        for removal in removals where removal.id != departure.change?.id {
            guard let step = try step(to: removal, from: removal.parents.first, in: source),
                step.isComplete || step.added.isEmpty
            else { return .lost }
            successors += step.changed.map { Successor(path: $0, commit: removal.id) }
        }
        return .deleted(departure, successors: successors)
    }

    /// Looks for the next change before those that are known of each path; `false` where nothing more can be found.
    private mutating func extend(
        _ paths: Set<RepositoryPath>, in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> Bool {
        guard commitsLeft > 0 else { return false }
        let starts = paths.sorted().map { path in
            HistoryPlace(path: path, commit: trails[path].map { $0.cursor ?? head } ?? head)
        }
        let found = try source.lastChanges(of: starts, mostCommits: commitsLeft)
        commitsLeft -= found.commitCount
        for (start, change) in zip(starts, found.changes) { try note(change, of: start.path, in: source) }
        return true
    }

    /// Adds the change before those that are known of a path; `nil` where there is none.
    private mutating func note(
        _ change: LastChange?, of path: RepositoryPath, in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        var trail = trails[path] ?? Trail()
        defer { trails[path] = trail }
        trail.cursor = nil
        guard let change, !change.isAtShallowBoundary else { return }
        var before: (commit: CommitID, blob: BlobID?)?
        for parent in change.commit.parents where before?.blob == nil {
            let file = try source.files(at: [path], in: source.commit(parent).tree)[path]
            if before == nil || file != nil { before = (parent, file?.blob) }
        }
        let after = try source.files(at: [path], in: change.commit.tree)[path]
        trail.changes.append(
            Change(commit: change.commit, parent: before?.commit, before: before?.blob, after: after?.blob))
        if trail.changes.count < Self.most.changes { trail.cursor = before?.commit }
    }

    /// Follows a file as far as its trail is known; `false` where more of that is needed.
    private mutating func advance(
        _ pursuit: inout Pursuit, in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> Bool {
        while true {
            guard let trail = trails[pursuit.place] else { return false }
            guard let later = later(than: pursuit.start, on: trail) else {
                if trail.cursor != nil { return false }
                pursuit.end = .lost
                return true
            }
            guard let (next, commit) = try moved(&pursuit, through: later, in: source) else { return true }
            pursuit.moves += 1
            guard pursuit.moves <= Self.most.moves else {
                pursuit.end = .lost
                return true
            }
            if case .guess = pursuit.start { pursuit.start = .guess(commit) } else { pursuit.start = .arrival(commit) }
            pursuit.place = next
        }
    }

    /// The changes after a start, oldest first; `nil` where it is not on the trail.
    private func later(than start: Start, on trail: Trail) -> [Change]? {
        switch start {
        case .version(let blob):
            if let place = trail.changes.firstIndex(where: { $0.before == blob }) {
                return trail.changes[...place].reversed()
            }
            // A history that was written anew may begin with a later version.
            guard trail.cursor == nil, let first = trail.changes.last, first.before == nil, first.parent == nil else {
                return nil
            }
            return trail.changes.dropLast().reversed()
        case .arrival(let commit), .guess(let commit):
            return trail.changes.firstIndex { $0.commit.id == commit }.map { trail.changes[..<$0].reversed() }
        }
    }

    /// Where a file was moved by the first of some changes that moved it; `nil` where it came to an end without that.
    private mutating func moved(
        _ pursuit: inout Pursuit, through changes: [Change], in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> (to: RepositoryPath, by: CommitID)? {
        var isGuess = false
        if case .guess = pursuit.start { isGuess = true }
        var index = 0
        while index < changes.count {
            let change = changes[index]
            index += 1
            let step = try step(to: change.commit, from: change.parent, in: source)
            // What is only guessed to be here may be any of what the commit changed, whatever git takes it for.
            let isDoubtful = isGuess && step.map { $0.changed.count > 1 } ?? false
            if !isDoubtful, let next = step?.moves[pursuit.place] { return (next, change.commit.id) }
            guard let step, step.isComplete || step.added.isEmpty, let parent = change.parent, let blob = change.before
            else {
                pursuit.end = .lost
                return nil
            }
            // Edited in its place, unless another was moved there.
            if !isDoubtful, change.after != nil, !step.moves.values.contains(pursuit.place) { continue }
            // Taken away, and brought back as it was: a removal that was reverted.
            if !isDoubtful, let back = changes[index...].firstIndex(where: { $0.before == nil && $0.after == blob }) {
                index = back + 1
                continue
            }
            // Git may have paired with another what came in its place, and what was there before may have made way for it.
            let others = step.changed.map { Successor(path: $0, commit: change.commit.id) }
            let back = changes[index...].first { $0.before == nil && $0.after != nil }
            pursuit.end = .deleted(
                Departures.Departure(change: change.commit, last: parent, blob: blob),
                successors: others + (back.map { [Successor(path: pursuit.place, commit: $0.commit.id)] } ?? []))
            return nil
        }
        pursuit.end = .at(pursuit.place)
        return nil
    }

    private mutating func step(
        to commit: Commit, from parent: CommitID?, in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> Renames? {
        guard let parent else { return Renames() }
        let key = [parent, commit.id]
        if let known = steps[key] { return known }
        guard steps.count < Self.most.steps else { return nil }
        let step = try source.renames(
            from: source.commit(parent).tree, to: commit.tree, under: ["calendar"], onto: { _ in true })
        steps[key] = step
        return step
    }
}

extension Renames {
    /// All files that are not as they were, where they are now.
    fileprivate var changed: [RepositoryPath] { added + moves.values.sorted() + edited }
}
