import ObjectIDs

/// One walk through history on behalf of many paths.
///
/// All paths that start at one commit are one group. A group moves on to a parent as a whole, whatever its size; only the
/// paths in which commit and parent differ are looked at. In a merge a group may split, and groups that arrive at one
/// commit are joined, so that each commit is compared once.
struct HistoryWalk {
    private let places: [HistoryPlace]
    private let wanted: PathTrie
    private let boundary: Set<CommitID>
    private let mostCommits: Int

    /// For each path its group; nil when it is decided.
    private var groupOfPath: [Int?]
    private var groups = DisjointGroups()
    /// The group that waits at a commit, and the commits in the order of their time, newest first.
    private var waiting: [CommitID: Int] = [:]
    private var queue = NewestFirst()
    /// The last change of each path, in their order; nil for one that never was in the history of its commit.
    private(set) var found: [CommitID?]
    /// How many commits were looked at.
    private(set) var commitCount = 0

    init(_ places: [HistoryPlace], boundary: Set<CommitID>, mostCommits: Int) {
        (self.places, self.boundary, self.mostCommits) = (places, boundary, mostCommits)
        wanted = PathTrie(places.map(\.path))
        groupOfPath = Array(repeating: nil, count: places.count)
        found = Array(repeating: nil, count: places.count)
    }

    /// Looks for the last change of each path.
    mutating func run(in repository: borrowing Repository) throws(GitError) {
        for (start, indices) in Dictionary(grouping: places.indices, by: { places[$0].commit }) {
            let group = groups.make(size: 0)
            put(Set(indices), into: group)
            try move(group, to: start, in: repository)
        }
        while commitCount < mostCommits, let commit = queue.removeFirst() {
            guard let group = waiting.removeValue(forKey: commit.id), groups.size(of: group) > 0 else { continue }
            commitCount += 1
            try look(at: commit, for: group, in: repository)
        }
    }

    private mutating func look(
        at commit: Commit, for group: Int, in repository: borrowing Repository
    ) throws(GitError) {
        let parents = boundary.contains(commit.id) ? [] : commit.parents
        var before: TreeID?
        if let parent = parents.first { before = try repository.tree(of: parent) }
        var different = try repository.places(of: wanted, from: before, to: commit.tree) { isOpen($0, in: group) }
        take(different, from: group)
        if let parent = parents.first { try move(group, to: parent, in: repository) }
        for parent in parents.dropFirst() where !different.isEmpty {
            let tree = try repository.tree(of: parent)
            let stillDifferent = try repository.places(of: wanted, from: tree, to: commit.tree) {
                different.contains($0)
            }
            let part = groups.make(size: 0)
            put(different.subtracting(stillDifferent), into: part)
            try move(part, to: parent, in: repository)
            different = stillDifferent
        }
        for place in different { found[place] = commit.id }
    }

    private func isOpen(_ place: Int, in group: Int) -> Bool {
        groupOfPath[place].map { groups.root(of: $0) == groups.root(of: group) } ?? false
    }

    private mutating func take(_ places: Set<Int>, from group: Int) {
        for place in places { groupOfPath[place] = nil }
        groups.resize(group, by: -places.count)
    }

    private mutating func put(_ places: Set<Int>, into group: Int) {
        for place in places { groupOfPath[place] = group }
        groups.resize(group, by: places.count)
    }

    private mutating func move(
        _ group: Int, to commit: CommitID, in repository: borrowing Repository
    ) throws(GitError) {
        guard groups.size(of: group) > 0 else { return }
        if let there = waiting[commit] {
            waiting[commit] = groups.join(there, group)
        } else {
            waiting[commit] = group
            queue.insert(try repository.commit(commit))
        }
    }
}

/// Groups that can be joined in almost no time, with the count of members each has (union by size).
private struct DisjointGroups {
    private var parents: [Int] = []
    private var sizes: [Int] = []

    mutating func make(size: Int) -> Int {
        parents.append(parents.count)
        sizes.append(size)
        return parents.count - 1
    }

    func root(of group: Int) -> Int {
        var group = group
        while parents[group] != group { group = parents[group] }
        return group
    }

    func size(of group: Int) -> Int { sizes[root(of: group)] }

    mutating func resize(_ group: Int, by count: Int) { sizes[root(of: group)] += count }

    mutating func join(_ first: Int, _ second: Int) -> Int {
        let (one, two) = (root(of: first), root(of: second))
        if one == two { return one }
        let (small, large) = sizes[one] < sizes[two] ? (one, two) : (two, one)
        parents[small] = large
        sizes[large] += sizes[small]
        return large
    }
}
