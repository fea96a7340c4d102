public import ObjectIDs

/// Every content that a path had in the history of a commit, on all sides of merges, and which came in place of which.
public struct PathVersions: Sendable {
    /// One content: of a file, or of a folder with everything in it.
    public struct Version: Hashable, Sendable {
        /// Git's name of the file or folder.
        public let object: ObjectID
        /// Whether it is a folder.
        public let isFolder: Bool
        /// The commit that made it, where it was met; else one that has it.
        public fileprivate(set) var commit: CommitID
    }

    /// One version that another one, or none, came in place of.
    public struct Step: Hashable, Sendable {
        /// How that came about.
        public enum Kind: Hashable, Sendable {
            /// A commit with one parent, or one that joins what none of its parents has.
            case change(isMerge: Bool)
            /// A merge took over what another parent has.
            case choice
        }

        /// The place of the earlier version.
        public let earlier: Int
        /// The place of the later one; `nil` where the path was gone.
        public let later: Int?
        /// How the later one came in place of it.
        public let kind: Kind
    }

    /// Each once, those that were met from newer commits first.
    public fileprivate(set) var versions: [Version] = []
    /// Each once.
    public fileprivate(set) var steps: [Step] = []
    /// The place of the version of the commit that was started from; `nil` where it has none.
    public fileprivate(set) var current: Int?
    /// The place of the version of the commit up to which everything is known, and of those that only it and commits
    /// before it have.
    public fileprivate(set) var known: (last: Int?, before: [Int]) = (nil, [])
    /// How many commits were looked at.
    public fileprivate(set) var commitCount = 0
    /// Whether a shallow clone left out commits that would have been looked at.
    public fileprivate(set) var isCutOff = false
}

extension Repository {
    /// Every content that a path had, seen from `start`; renames are not followed.
    ///
    /// - Parameters:
    ///   - known: a commit before `start`; what is reachable from it is not looked at.
    ///   - mostCommits: so many commits are looked at, newest first.
    public func versions(
        of path: RepositoryPath, at start: CommitID, since known: CommitID? = nil, mostCommits: Int = .max
    ) throws(GitError) -> PathVersions {
        var walk = VersionWalk(path: path, boundary: try shallowBoundary(), mostCommits: mostCommits)
        try walk.run(from: start, since: known, in: self)
        return walk.found
    }

    /// The files that two versions of a path have under one name with different contents; `nil` where one has a file that
    /// `later` has not, or they are a file and a folder.
    public func changedFiles(
        from earlier: PathVersions.Version, to later: PathVersions.Version
    ) throws(GitError) -> [(earlier: BlobID, later: BlobID)]? {
        guard earlier.isFolder == later.isFolder else { return nil }
        guard earlier.isFolder else { return [(BlobID(earlier.object), BlobID(later.object))] }
        var pairs: [(earlier: BlobID, later: BlobID)] = []
        var isKept = true
        try walkDifferences(from: TreeID(earlier.object), to: TreeID(later.object), context: ()) { _, was, now, _ in
            guard let was else { return nil }
            if let now, was.tree == nil, now.tree == nil {
                pairs.append((BlobID(was.id), BlobID(now.id)))
            } else {
                isKept = false
            }
            return nil
        }
        return isKept ? pairs : nil
    }
}

/// One walk, on all sides of each merge.
private struct VersionWalk {
    private let path: RepositoryPath
    private let boundary: Set<CommitID>
    private let mostCommits: Int
    private var places: [ObjectID: Int] = [:]
    private var placesByTree: [TreeID: Int?] = [:]
    private var seenSteps: Set<PathVersions.Step> = []
    private var queue = NewestFirst()
    /// Whether each commit that was met is reachable from the one that is known.
    private var isKnown: [CommitID: Bool] = [:]
    private var waiting: Set<CommitID> = []
    /// How many of those that wait are not known.
    private var openCount = 0
    /// Parents of commits that are not known, with the places of their versions.
    private var borders: [CommitID: Int] = [:]
    private(set) var found = PathVersions()

    init(path: RepositoryPath, boundary: Set<CommitID>, mostCommits: Int) {
        (self.path, self.boundary, self.mostCommits) = (path, boundary, mostCommits)
    }

    mutating func run(
        from start: CommitID, since known: CommitID?, in repository: borrowing Repository
    ) throws(GitError) {
        if let known { try meet(known, isKnown: true, in: repository) }
        try meet(start, isKnown: false, in: repository)
        found.current = try place(of: repository.tree(of: start), at: start, in: repository)
        while openCount > 0, found.commitCount < mostCommits, let commit = queue.removeFirst() {
            waiting.remove(commit.id)
            found.commitCount += 1
            let isOpen = isKnown[commit.id] == false
            if isOpen { openCount -= 1 }
            guard !boundary.contains(commit.id) else {
                if isOpen { found.isCutOff = true }
                continue
            }
            if isOpen { try look(at: commit, in: repository) }
            for parent in commit.parents { try meet(parent, isKnown: !isOpen, in: repository) }
        }
        guard let known else { return }
        found.known.last = try place(of: repository.tree(of: known), at: known, in: repository)
        found.known.before = Set(borders.filter { isKnown[$0.key] == true }.map(\.value)).sorted()
    }

    private mutating func meet(
        _ commit: CommitID, isKnown isNowKnown: Bool, in repository: borrowing Repository
    ) throws(GitError) {
        if let was = isKnown[commit] {
            guard isNowKnown, !was, waiting.contains(commit) else { return }
            isKnown[commit] = true
            openCount -= 1
            return
        }
        isKnown[commit] = isNowKnown
        queue.insert(try repository.commit(commit))
        waiting.insert(commit)
        if !isNowKnown { openCount += 1 }
    }

    private mutating func look(at commit: Commit, in repository: borrowing Repository) throws(GitError) {
        let own = try place(of: commit.tree, at: commit.id, in: repository)
        var parents: [Int?] = []
        for parent in commit.parents {
            let place = try place(of: repository.tree(of: parent), at: parent, in: repository)
            if let place { borders[parent] = place }
            parents.append(place)
        }
        let isTaken = parents.contains(own)
        if let own, !isTaken { found.versions[own].commit = commit.id }
        for case let parent? in parents where parent != own {
            let kind: PathVersions.Step.Kind = isTaken ? .choice : .change(isMerge: parents.count > 1)
            let step = PathVersions.Step(earlier: parent, later: own, kind: kind)
            if seenSteps.insert(step).inserted { found.steps.append(step) }
        }
    }

    /// The place of the version that a commit has.
    private mutating func place(
        of tree: TreeID, at commit: CommitID, in repository: borrowing Repository
    ) throws(GitError) -> Int? {
        if let place = placesByTree[tree] { return place }
        let version: PathVersions.Version? =
            if let file = try repository.file(at: path, in: tree) {
                PathVersions.Version(object: file.blob.object, isFolder: false, commit: commit)
            } else if let folder = try repository.folder(at: path, in: tree) {
                PathVersions.Version(object: folder.object, isFolder: true, commit: commit)
            } else {
                nil
            }
        let place = version.map { version in
            if let place = places[version.object] { return place }
            places[version.object] = found.versions.count
            found.versions.append(version)
            return found.versions.count - 1
        }
        placesByTree[tree] = .some(place)
        return place
    }
}
