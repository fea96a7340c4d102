import ContentModel
import Diagnostics
import Foundation
import Git
import ObjectIDs
import TestSupport

@testable import CalendarLoading
@testable import Git

/// What an entry of the model says.
struct ModelEntry: Hashable {
    /// Which of all entries it is, whatever it is called: what must not go out twice.
    var lineage: Int
    /// The number of its picture.
    let picture: Int
    /// The number that its text begins with: entries made from one template are alike.
    let template: Int
    /// Grows when it is written anew.
    var text = 0 { didSet { blob = BlobID(hashing: bytes) } }
    /// Grows when a little of it is edited.
    var detail = 0 { didSet { blob = BlobID(hashing: bytes) } }
    private(set) var blob: BlobID

    init(lineage: Int, template: Int) {
        (self.lineage, self.template, picture) = (lineage, template, lineage)
        blob = BlobID(hashing: [])
        blob = BlobID(hashing: bytes)
    }

    var bytes: [UInt8] {
        // One word a line, for a caption that was written anew has other words.
        var lines = (0..<8).map { "aLineOfText\(template)x\(text)ThatIsLikeNoOtherInAnyEntryNumber\($0)\n" }
        lines.append("details of \(picture): \(detail)\n")
        return Array(lines.joined().utf8)
    }

    func publication(at path: String, on account: Account) -> Publication {
        let medium = MediaFile(
            path: "media/\(picture).jpg", blob: BlobID(hashing: Array("medium \(picture)".utf8)),
            location: SourceLocation(file: path))
        return Publication(
            id: PublicationID(entry: EntryID(path: path), account: account.name), account: account,
            source: Publication.Source(path: path, blob: blob),
            // What is written anew goes out at another time as well, which would tell that it is the same.
            due: .at(
                ZonedTime(instant: Team.now.addingTimeInterval(Double(text) * 60), utcOffset: 0, zone: "UTC")),
            grace: .seconds(3600),
            content: .post(
                ImagePost(
                    image: Photo(file: medium), details: FeedDetails(caption: String(decoding: bytes, as: UTF8.self)))))
    }
}

/// A repository that is a value: commits, their files, and git's own rules about what became of a file.
struct ModelHistory: HistorySource {
    typealias Files = [String: ModelEntry]

    private(set) var commits: [CommitID: Commit] = [:]
    private(set) var trees: [TreeID: Files] = [:]
    /// Every version of every entry that is still there.
    private(set) var blobs: [BlobID: ModelEntry] = [:]
    private var count: UInt64 = 0

    let isShallow = false
    let isPartial = false

    /// Makes a commit, a minute after the one before.
    mutating func commit(_ files: Files, after parents: [CommitID]) -> CommitID {
        count += 1
        let id = CommitID(ObjectID(high: 0xC0, middle: count, low: 0))
        let tree = TreeID(ObjectID(high: 0x7E, middle: count, low: 0))
        let someone = Signature(
            name: "Ada", email: "", time: CommitTime(secondsSinceEpoch: Int64(count) * 60, offsetInMinutes: 0))
        commits[id] = Commit(
            id: id, tree: tree, parents: parents, author: someone, committer: someone, summary: "Commit \(count)")
        trees[tree] = files
        for entry in files.values { blobs[entry.blob] = entry }
        return id
    }

    /// Forgets all but one commit and those before it, as garbage collection does.
    mutating func keep(only head: CommitID) {
        let kept = ancestors(of: head)
        commits = commits.filter { kept.contains($0.key) }
        trees = trees.filter { tree in commits.values.contains { $0.tree == tree.key } }
        blobs = Dictionary(
            trees.values.flatMap(\.values).map { ($0.blob, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A commit and all that it follows.
    func ancestors(of head: CommitID) -> Set<CommitID> {
        var (seen, waiting): (Set<CommitID>, [CommitID]) = ([head], [head])
        while let next = waiting.popLast() {
            for parent in commits[next]?.parents ?? [] where seen.insert(parent).inserted { waiting.append(parent) }
        }
        return seen
    }

    func files(of commit: CommitID) -> Files { commits[commit].flatMap { trees[$0.tree] } ?? [:] }

    func contains(_ object: ObjectID) -> Bool { commits[CommitID(object)] != nil }

    func commit(_ id: CommitID) throws(GitError) -> Commit {
        guard let commit = commits[id] else { throw .missingObject(id.object, isShallow: false) }
        return commit
    }

    func files(at paths: [RepositoryPath], in tree: TreeID) -> [RepositoryPath: TreeFile] {
        var found: [RepositoryPath: TreeFile] = [:]
        for path in paths { found[path] = trees[tree]?[path.text].map { Self.file(path, $0) } }
        return found
    }

    func renames(
        from old: TreeID, to new: TreeID, under prefixes: [RepositoryPath], onto isTarget: (RepositoryPath) -> Bool
    ) throws(GitError) -> Renames {
        let (before, after) = (trees[old] ?? [:], trees[new] ?? [:])
        var changes: [FileChange] = []
        for name in Set(before.keys).union(after.keys).sorted() {
            let path = RepositoryPath(name)
            switch (before[name].map { Self.file(path, $0) }, after[name].map { Self.file(path, $0) }) {
            case (let was?, let now?): if was != now { changes.append(.modified(from: was, to: now)) }
            case (let was?, nil): changes.append(.deleted(was))
            case (nil, let now?): changes.append(.added(now))
            case (nil, nil): break
            }
        }
        let contents = Dictionary(
            (Array(before.values) + Array(after.values)).map { ($0.blob, $0.bytes) }, uniquingKeysWith: { $1 })
        var detection = RenameDetection(changes, onto: isTarget)
        var renames = Renames()
        for change in try detection.run(fingerprint: { contents[$0].map { Fingerprint($0) } }) {
            if case .renamed(let from, let to, _) = change { renames.moves[from.path] = to.path }
            if case .added(let file) = change { renames.added.append(file.path) }
            if case .modified(_, let file) = change { renames.edited.append(file.path) }
        }
        return renames
    }

    /// As `git log -1` simplifies history: on to the first parent that has the file as it is.
    func lastChanges(
        of places: [HistoryPlace], mostCommits: Int
    ) throws(GitError) -> (changes: [LastChange?], commitCount: Int) {
        var changes: [LastChange?] = []
        for place in places {
            let path = place.path
            var commit = try self.commit(place.commit)
            func blob(in commit: Commit) -> BlobID? { trees[commit.tree]?[path.text]?.blob }
            walk: while true {
                for parent in commit.parents {
                    let parent = try self.commit(parent)
                    if blob(in: parent) == blob(in: commit) {
                        commit = parent
                        continue walk
                    }
                }
                break
            }
            let isKnown = blob(in: commit) != nil || !commit.parents.isEmpty
            changes.append(isKnown ? LastChange(commit: commit, isAtShallowBoundary: false) : nil)
        }
        return (changes, 0)
    }

    /// As `git log --full-history --diff-filter=D LAST..COMMIT`: on to every parent that has not the file either.
    func removals(
        of absences: [Absence], mostCommits: Int
    ) throws(GitError) -> (removals: [[Commit]?], commitCount: Int) {
        var removals: [[Commit]?] = []
        for absence in absences {
            var (found, seen, waiting): ([Commit], Set<CommitID>, [CommitID]) = (
                [], ancestors(of: absence.last).union([absence.commit]), [absence.commit]
            )
            while let next = waiting.popLast() {
                let commit = try self.commit(next)
                let gone = commit.parents.filter { files(of: $0)[absence.path.text] == nil }
                if gone.isEmpty, !commit.parents.isEmpty { found.append(commit) }
                waiting += gone.filter { seen.insert($0).inserted }
            }
            removals.append(found.sorted { $0.committer.time.secondsSinceEpoch > $1.committer.time.secondsSinceEpoch })
        }
        return (removals, 0)
    }

    private static func file(_ path: RepositoryPath, _ entry: ModelEntry) -> TreeFile {
        TreeFile(path: path, mode: .regular, blob: entry.blob)
    }
}
