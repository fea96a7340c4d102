public import ObjectIDs

/// A path that is gone, and where it was last.
public struct Absence: Hashable, Sendable {
    /// The file.
    public var path: RepositoryPath
    /// A commit that lacks it.
    public var commit: CommitID
    /// A commit that has it: what is before that one is not looked at.
    public var last: CommitID

    /// A path that `commit` lacks, and `last` has.
    public init(of path: RepositoryPath, in commit: CommitID, last: CommitID) {
        (self.path, self.commit, self.last) = (path, commit, last)
    }
}

extension Repository {
    /// Every commit that took one of some paths away, on whichever side of a merge, seen from where each is gone.
    ///
    /// ``lastChanges(of:mostCommits:)`` tells one of them, since it goes on to the first parent of a merge that has a path as
    /// it is; but another side may have taken it elsewhere. As in
    /// `git log --full-history --diff-filter=D LAST..COMMIT -- PATH`, up to where each side had the path. What history does
    /// not reach, because the clone is shallow, is not told.
    ///
    /// - Parameter mostCommits: so many commits are looked at, newest first.
    /// - Returns: the removals of each, newest first, or `nil` where more commits would have to be looked at; and how many
    ///   were.
    public func removals(
        of absences: [Absence], mostCommits: Int = .max
    ) throws(GitError) -> (removals: [[Commit]?], commitCount: Int) {
        var walk = try RemovalWalk(absences, boundary: shallowBoundary(), mostCommits: mostCommits)
        try walk.run(in: self)
        return (walk.removals, walk.commitCount)
    }
}

/// One walk, on all sides of each merge, to where paths were taken away.
private struct RemovalWalk {
    /// What waits at a commit.
    private struct Visit {
        /// The paths that are gone here, and not decided before.
        var gone: Members
        /// The paths of which the last commit that had them is this one, or after it.
        var known: Members

        var open: Members { gone.subtracting(known) }
    }

    private let absences: [Absence]
    private let wanted: PathTrie
    /// The absences of each path of `wanted`.
    private let absencesOfPath: [[Int]]
    private let boundary: Set<CommitID>
    private let mostCommits: Int
    private var waiting: [CommitID: Visit] = [:]
    private var queue = NewestFirst()
    private var found: [[Commit]]
    private(set) var commitCount = 0

    init(_ absences: [Absence], boundary: Set<CommitID>, mostCommits: Int) {
        (self.absences, self.boundary, self.mostCommits) = (absences, boundary, mostCommits)
        let byPath = Dictionary(grouping: absences.indices) { absences[$0].path }
        wanted = PathTrie(Array(byPath.keys))
        absencesOfPath = Array(byPath.values)
        found = Array(repeating: [], count: absences.count)
    }

    /// The removals of each, as far as they are all known.
    var removals: [[Commit]?] {
        var undecided = Members([], of: absences.count)
        for visit in waiting.values { undecided.formUnion(visit.open) }
        return absences.indices.map { undecided.contains($0) ? nil : found[$0] }
    }

    mutating func run(in repository: borrowing Repository) throws(GitError) {
        let none = Members([], of: absences.count)
        for (start, indices) in Dictionary(grouping: absences.indices, by: { absences[$0].commit }) {
            try visit(start, Visit(gone: Members(indices, of: absences.count), known: none), in: repository)
        }
        for (last, indices) in Dictionary(grouping: absences.indices, by: { absences[$0].last }) {
            try visit(last, Visit(gone: none, known: Members(indices, of: absences.count)), in: repository)
        }
        while commitCount < mostCommits, waiting.values.contains(where: { !$0.open.isEmpty }),
            let commit = queue.removeFirst()
        {
            guard let visit = waiting.removeValue(forKey: commit.id) else { continue }
            commitCount += 1
            try look(at: commit, visit, in: repository)
        }
    }

    private mutating func look(
        at commit: Commit, _ visit: Visit, in repository: borrowing Repository
    ) throws(GitError) {
        guard !boundary.contains(commit.id) else { return }
        let open = visit.open
        var taken: Set<Int>?
        for parent in commit.parents {
            var next = Visit(gone: open, known: visit.known)
            if !open.isEmpty {
                let tree = try repository.tree(of: parent)
                // It is not here, so what differs was there.
                let paths = try repository.places(of: wanted, from: tree, to: commit.tree) { path in
                    absencesOfPath[path].contains { open.contains($0) }
                }
                let were = paths.flatMap { absencesOfPath[$0] }.filter { open.contains($0) }
                taken = taken?.intersection(were) ?? Set(were)
                next.gone = open.subtracting(Members(were, of: absences.count))
            }
            try self.visit(parent, next, in: repository)
        }
        for absence in taken ?? [] where !found[absence].contains(where: { $0.id == commit.id }) {
            found[absence].append(commit)
        }
    }

    private mutating func visit(
        _ commit: CommitID, _ visit: Visit, in repository: borrowing Repository
    ) throws(GitError) {
        guard !visit.gone.isEmpty || !visit.known.isEmpty else { return }
        if waiting[commit] == nil { queue.insert(try repository.commit(commit)) }
        var all = waiting[commit] ?? visit
        all.gone.formUnion(visit.gone)
        all.known.formUnion(visit.known)
        waiting[commit] = all
    }
}

/// Numbers below a bound, a bit for each: sides of a merge are joined as often as there are merges, whatever their number.
private struct Members {
    private var words: [UInt64]

    init(_ numbers: some Sequence<Int>, of count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
        for number in numbers { words[number / 64] |= 1 << (number % 64) }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func contains(_ number: Int) -> Bool { words[number / 64] & 1 << (number % 64) != 0 }

    func subtracting(_ other: Members) -> Members {
        var rest = self
        for index in words.indices { rest.words[index] &= ~other.words[index] }
        return rest
    }

    mutating func formUnion(_ other: Members) {
        for index in words.indices { words[index] |= other.words[index] }
    }
}
