import Git
public import ObjectIDs
import ScheduleLock

/// Every version of a lockfile that history has, and which of them have all that others have.
///
/// A lockfile is written by adding to it. So a version that a longer one came in place of is in that one, by all
/// appearances; what a merge left out, or a commit made shorter, is read. Otherwise each plan would read a version for
/// each commit of results.
public struct LockfileSurvey: Sendable {
    /// The commit whose history it is.
    let head: CommitID
    let history: PathVersions
    /// For each version the earlier ones of which it has, by all appearances, everything.
    private let contained: [[Int]]

    /// No block of a record is shorter, in bytes.
    private static let leastBlock = 64
    /// As much is read, newest first, of versions that by all appearances are in later ones; in bytes.
    private static let freeReading = 16 << 20
    /// As much is read at most of those of which it does not show; in bytes.
    private static let mostReading = 256 << 20
    /// A file takes at least as long to read as so many bytes.
    private static let leastCost = 4_096

    /// Git's names of the versions, of newer commits first.
    public var versions: [ObjectID] { history.versions.map(\.object) }

    /// Git's name of the version of ``head``; `nil` where it has none.
    var current: ObjectID? { history.current.map { history.versions[$0].object } }

    /// The commit to begin behind next time; `nil` where so few commits were looked at that it is not
    /// worth noting, or a shallow clone may bring older ones yet.
    var checked: CommitID? { history.commitCount > 100 && !history.isCutOff ? head : nil }

    init(
        of path: RepositoryPath, at head: CommitID, since checked: CommitID?, mostCommits: Int,
        in repository: borrowing Repository
    ) throws(GitError) {
        self.head = head
        var known: CommitID?
        // What was checked up to a commit of another branch tells nothing here.
        if let checked, (try? repository.isAncestor(checked, of: head)) == true { known = checked }
        history = try repository.versions(of: path, at: head, since: known, mostCommits: mostCommits)
        var contained = Array(repeating: [Int](), count: history.versions.count)
        var sizes = Sizes()
        for step in history.steps {
            guard let later = step.later, case .change(let isMerge) = step.kind else { continue }
            let (was, now) = (history.versions[step.earlier], history.versions[later])
            // Of a folder a merge may take each file from another side.
            guard !(isMerge && now.isFolder), let files = try repository.changedFiles(from: was, to: now) else {
                continue
            }
            var isLonger = true
            for file in files {
                let growth =
                    try sizes.size(of: file.later, in: repository) - sizes.size(of: file.earlier, in: repository)
                isLonger = isLonger && growth > (isMerge ? Self.leastBlock : -Self.leastBlock)
            }
            if isLonger { contained[later].append(step.earlier) }
        }
        if let last = history.known.last { contained[last] += history.known.before }
        self.contained = contained
    }

    /// The newest version of which something is missing in the lockfile that is here; `nil` where there is none.
    ///
    /// - Parameters:
    ///   - present: git's name of the lockfile that is here, where it is known.
    ///   - holds: whether the lockfile that is here has everything of a version.
    func lacking(
        in present: ObjectID?, _ repository: borrowing Repository,
        holds: (PathVersions.Version) throws(GitError) -> Bool
    ) throws(GitError) -> PathVersions.Version? {
        var isIn = Array(repeating: false, count: history.versions.count)
        var isRead = isIn
        func take(_ place: Int) {
            var waiting = [place]
            while let next = waiting.popLast() {
                isIn[next] = true
                waiting += contained[next].filter { !isIn[$0] }
            }
        }
        if let place = history.versions.firstIndex(where: { $0.object == present }) {
            isRead[place] = true
            take(place)
        }
        for (limit, isAll) in [(Self.mostReading, false), (Self.freeReading, true)] {
            var cost = 0
            for place in history.versions.indices where !isRead[place] && (isAll || !isIn[place]) && cost < limit {
                isRead[place] = true
                cost += try Self.cost(of: history.versions[place], in: repository)
                guard try holds(history.versions[place]) else { return history.versions[place] }
                take(place)
            }
        }
        return nil
    }

    /// How much reading a version takes: asked only of what is read, since to look up a size may be to read it.
    private static func cost(
        of version: PathVersions.Version, in repository: borrowing Repository
    ) throws(GitError) -> Int {
        // A folder's files are not counted for a figure that is only needed to stop somewhere.
        guard !version.isFolder else { return 1 << 20 }
        var sizes = Sizes()
        return max(leastCost, try sizes.size(of: BlobID(version.object), in: repository))
    }

    /// Sizes of blobs, each looked up once.
    private struct Sizes {
        private var known: [BlobID: Int] = [:]

        mutating func size(of blob: BlobID, in repository: borrowing Repository) throws(GitError) -> Int {
            if let size = known[blob] { return size }
            // One that a partial clone left out is taken for none: then nothing is told of it.
            let size = (try? repository.size(of: blob)) ?? 0
            known[blob] = size
            return size
        }
    }
}
