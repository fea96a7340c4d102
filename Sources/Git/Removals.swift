import ObjectIDs

extension Repository {
    /// Every commit that took one of some paths away, on whichever side of a merge, seen from where each is gone.
    ///
    /// ``lastChanges(of:mostCommits:)`` tells one of them, since it goes on to the first parent of a merge that has a path as
    /// it is; but another side may have taken it elsewhere. As in `git log --full-history --diff-filter=D -- PATH`, up to
    /// where each side had the path. What history does not reach, because the clone is shallow, is not told.
    ///
    /// - Parameters:
    ///   - places: paths, each with a commit that has it not.
    ///   - mostCommits: so many commits are looked at, newest first.
    /// - Returns: the removals of each, newest first, and how many commits were looked at.
    public func removals(
        of places: [HistoryPlace], mostCommits: Int = .max
    ) throws(GitError) -> (removals: [[Commit]], commitCount: Int) {
        var walk = try RemovalWalk(places, boundary: shallowBoundary(), mostCommits: mostCommits)
        try walk.run(in: self)
        return (walk.found, walk.commitCount)
    }
}

/// One walk, on all sides of each merge, to where paths were taken away.
private struct RemovalWalk {
    private let places: [HistoryPlace]
    private let wanted: PathTrie
    /// The places of each path of `wanted`.
    private let placesOfPath: [[Int]]
    private let boundary: Set<CommitID>
    private let mostCommits: Int
    /// The places that are gone at a commit and not decided before it, and those commits.
    private var waiting: [CommitID: Members] = [:]
    private var queue = NewestFirst()
    private(set) var found: [[Commit]]
    private(set) var commitCount = 0

    init(_ places: [HistoryPlace], boundary: Set<CommitID>, mostCommits: Int) {
        (self.places, self.boundary, self.mostCommits) = (places, boundary, mostCommits)
        let byPath = Dictionary(grouping: places.indices) { places[$0].path }
        wanted = PathTrie(Array(byPath.keys))
        placesOfPath = Array(byPath.values)
        found = Array(repeating: [], count: places.count)
    }

    mutating func run(in repository: borrowing Repository) throws(GitError) {
        for (start, indices) in Dictionary(grouping: places.indices, by: { places[$0].commit }) {
            try move(Members(indices, of: places.count), to: start, in: repository)
        }
        while commitCount < mostCommits, let commit = queue.removeFirst() {
            guard let members = waiting.removeValue(forKey: commit.id) else { continue }
            commitCount += 1
            try look(at: commit, for: members, in: repository)
        }
    }

    private mutating func look(
        at commit: Commit, for members: Members, in repository: borrowing Repository
    ) throws(GitError) {
        guard !boundary.contains(commit.id) else { return }
        var taken: Set<Int>?
        for parent in commit.parents {
            let tree = try repository.tree(of: parent)
            // It is not here, so what differs was there.
            let paths = try repository.places(of: wanted, from: tree, to: commit.tree) { path in
                placesOfPath[path].contains { members.contains($0) }
            }
            let were = paths.flatMap { placesOfPath[$0] }.filter { members.contains($0) }
            taken = taken?.intersection(were) ?? Set(were)
            try move(members.subtracting(were), to: parent, in: repository)
        }
        for place in taken ?? [] where !found[place].contains(where: { $0.id == commit.id }) {
            found[place].append(commit)
        }
    }

    private mutating func move(
        _ members: Members, to commit: CommitID, in repository: borrowing Repository
    ) throws(GitError) {
        guard !members.isEmpty else { return }
        if waiting[commit] == nil { queue.insert(try repository.commit(commit)) }
        waiting[commit, default: Members([], of: places.count)].formUnion(members)
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

    func subtracting(_ numbers: [Int]) -> Members {
        var rest = self
        for number in numbers { rest.words[number / 64] &= ~(1 << (number % 64)) }
        return rest
    }

    mutating func formUnion(_ other: Members) {
        for index in words.indices { words[index] |= other.words[index] }
    }
}
