import ObjectIDs

/// Finds, among added, deleted and modified files, those that are old files in a new place.
///
/// The rules are git's with `-M -B`, made exact where whole contents tell more than likeness does:
/// 1. Files that swapped or passed on their whole contents in a chain or ring are renames, however alike they are.
/// 2. A deleted file whose whole content is in an added one is its source, the one of the same name first.
/// 3. A modified file with less than 60 % of its content left counts as an old and a new file, so that "moved away,
///    and another written in its place" is seen; if no new place is found, it stays modified. In a small file a few
///    edited words are as much already, so that only a new place of its whole content tells that it moved away.
/// 4. Of what is left, the pairs that share most, and at least half, are renames. What was rewritten moved away only to
///    where more of it is than in its old place.
///
/// A path that was there before is the target of a rename only when what it held has moved away itself.
struct RenameDetection {
    /// Files above this many bytes are compared by id alone.
    static let largestComparedFile = 1 << 20
    /// The share of content, in percent, that makes a rename.
    static let renameThreshold = 50
    /// The share of content, in percent, below which a modified file was written anew.
    static let rewriteThreshold = 60
    /// Where old and new file are smaller than this many bytes, edits do not make a rewrite: `MINIMUM_BREAK_SIZE` of git's
    /// diffcore.
    static let smallestRewrite = 400
    /// Above this many pairs only files of one name are compared, so that a vast move stays affordable.
    static let mostPairs = 1_000_000

    private var found: [FileChange] = []
    /// Old files that may have moved, by path.
    private var sources: [RepositoryPath: TreeFile] = [:]
    /// New files that may have come from elsewhere, by path.
    private var targets: [RepositoryPath: TreeFile] = [:]
    /// The contents of new files that are not asked about: what is whole in one of them did not go elsewhere.
    private var settled: [BlobID: Int] = [:]
    /// Files that are in place still, as far as is known.
    private var modified: [RepositoryPath: (from: TreeFile, to: TreeFile)] = [:]
    /// Rewritten files: the old half is a source, the new half waits until the old one has gone elsewhere.
    private var rewritten: [RepositoryPath: (from: TreeFile, to: TreeFile, similarity: Int)] = [:]

    /// - Parameter isTarget: whether a new file is asked about; what is not is never read.
    init(_ changes: [FileChange], onto isTarget: (RepositoryPath) -> Bool = { _ in true }) {
        for change in changes {
            switch change {
            case .added(let file) where !isTarget(file.path): settled[file.blob, default: 0] += 1
            case .added(let file): targets[file.path] = file
            case .deleted(let file): sources[file.path] = file
            case .modified(let old, let new): modified[new.path] = (old, new)
            case .renamed: found.append(change)
            }
        }
    }

    /// Decides on every file.
    ///
    /// - Parameter fingerprint: of a blob; nil for one that is too large to compare.
    mutating func run(
        fingerprint: (BlobID) throws(GitError) -> Fingerprint?
    ) throws(GitError) -> [FileChange] {
        splitRings()
        matchWholeContents()
        if !targets.isEmpty {
            var known: [BlobID: Fingerprint?] = [:]
            let remembered = { (id: BlobID) throws(GitError) -> Fingerprint? in
                if let print = known[id] { return print }
                let print = try fingerprint(id)
                known[id] = .some(print)
                return print
            }
            try splitRewritten(remembered)
            var isNew = true
            while isNew, !targets.isEmpty {
                matchWholeContents()
                dropSettled()
                try matchSimilar(remembered)
                isNew = releaseRewritten()
            }
        }
        return found + sources.values.map { .deleted($0) } + targets.values.map { .added($0) }
            + modified.values.map { .modified(from: $0.from, to: $0.to) }
    }
}

extension RenameDetection {
    /// Rule 1: a modified file whose old content is whole at another path, and whose new content was.
    private mutating func splitRings() {
        let lost = Dictionary(grouping: sources.values + modified.values.map(\.from), by: \.blob)
        let gained = Dictionary(grouping: targets.values + modified.values.map(\.to), by: \.blob)
        let inRing = modified.filter { path, pair in
            pair.from.blob != pair.to.blob && lost[pair.to.blob, default: []].contains { $0.path != path }
                && gained[pair.from.blob, default: []].contains { $0.path != path }
        }
        for (path, pair) in inRing {
            modified[path] = nil
            sources[path] = pair.from
            targets[path] = pair.to
        }
    }

    /// Rule 2.
    private mutating func matchWholeContents() {
        let byContent = Dictionary(grouping: sources.values, by: \.blob)
        var left = byContent.mapValues { $0.sorted { $0.path < $1.path } }
        let waiting = targets.values.sorted { $0.path < $1.path }
        for sameName in [true, false] {
            for target in waiting where targets[target.path] != nil && !target.blob.isEmptyFile {
                guard let candidates = left[target.blob] else { continue }
                let place = candidates.firstIndex { source in
                    source.path != target.path && Self.canPair(source, target)
                        && (!sameName || source.path.name == target.path.name)
                }
                guard let place else { continue }
                left[target.blob]?.remove(at: place)
                pair(candidates[place], target, similarity: 100)
            }
        }
    }

    /// Rule 2, of what is not asked about.
    private mutating func dropSettled() {
        guard !settled.isEmpty else { return }
        for source in sources.values.sorted(by: { $0.path < $1.path }) where settled[source.blob, default: 0] > 0 {
            settled[source.blob, default: 0] -= 1
            sources[source.path] = nil
        }
    }

    /// Rule 3, first half.
    private mutating func splitRewritten(_ fingerprint: (BlobID) throws(GitError) -> Fingerprint?) throws(GitError) {
        let gained = Set(targets.values.map(\.blob))
        for (path, pair) in modified where pair.from.blob != pair.to.blob {
            guard let old = try fingerprint(pair.from.blob), let new = try fingerprint(pair.to.blob) else { continue }
            let isSmall = max(old.size, new.size) < Self.smallestRewrite
            guard !isSmall || gained.contains(pair.from.blob) else { continue }
            let similarity = old.similarity(to: new)
            guard similarity < Self.rewriteThreshold else { continue }
            modified[path] = nil
            rewritten[path] = (pair.from, pair.to, similarity)
            sources[path] = pair.from
        }
    }

    /// Rule 3, second half: what moved away leaves a new file behind. True when that gives new targets.
    private mutating func releaseRewritten() -> Bool {
        var isNew = false
        for (path, pair) in rewritten where sources[path] == nil {
            rewritten[path] = nil
            targets[path] = pair.to
            isNew = true
        }
        if !isNew {
            for (path, pair) in rewritten {
                sources[path] = nil
                modified[path] = (pair.from, pair.to)
            }
            rewritten = [:]
        }
        return isNew
    }

    /// Rule 4.
    private mutating func matchSimilar(_ fingerprint: (BlobID) throws(GitError) -> Fingerprint?) throws(GitError) {
        let isVast = sources.count.multipliedReportingOverflow(by: targets.count)
        let onlySameName = isVast.overflow || isVast.partialValue > Self.mostPairs
        let byName = onlySameName ? Dictionary(grouping: sources.values, by: \.path.name) : [:]
        let all = onlySameName ? [] : Array(sources.values)
        var candidates: [(source: TreeFile, target: TreeFile, similarity: Int)] = []
        for target in targets.values {
            guard let new = try fingerprint(target.blob), new.size > 0 else { continue }
            for source in onlySameName ? byName[target.path.name, default: []] : all {
                guard source.path != target.path, Self.canPair(source, target),
                    let old = try fingerprint(source.blob),
                    min(old.size, new.size) >= max(old.size, new.size) / 100 * Self.renameThreshold
                else { continue }
                let similarity = old.similarity(to: new)
                if let inPlace = rewritten[source.path]?.similarity, inPlace >= similarity { continue }
                if similarity >= Self.renameThreshold { candidates.append((source, target, min(similarity, 99))) }
            }
        }
        candidates.sort { left, right in
            if left.similarity != right.similarity { return left.similarity > right.similarity }
            let (a, b) = (
                left.source.path.name == left.target.path.name, right.source.path.name == right.target.path.name
            )
            if a != b { return a }
            return (left.source.path, left.target.path) < (right.source.path, right.target.path)
        }
        for (source, target, similarity) in candidates
        where sources[source.path] != nil && targets[target.path] != nil {
            pair(source, target, similarity: similarity)
        }
    }

    private mutating func pair(_ source: TreeFile, _ target: TreeFile, similarity: Int) {
        sources[source.path] = nil
        targets[target.path] = nil
        found.append(.renamed(from: source, to: target, similarity: similarity))
    }

    /// A link's content is a path, which says nothing about a file's.
    private static func canPair(_ source: TreeFile, _ target: TreeFile) -> Bool {
        (source.mode == .symbolicLink) == (target.mode == .symbolicLink)
    }
}

extension RepositoryPath {
    /// The last part of the path.
    var name: ArraySlice<UInt8> { bytes[(bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...] }
}

extension BlobID {
    /// Every empty file has this id, so it tells nothing about where one came from.
    var isEmptyFile: Bool { self == Self.emptyFile }

    private static let emptyFile = BlobID(hashing: [])
}
