import ContentModel
import Git
import ObjectIDs
import Planning
import ScheduleLock

/// Looks for one calendar's entries under new names.
struct RenameSearch {
    /// So many commits are compared with the calendar's own, for each of two reasons.
    private static let mostEnds = 16
    /// So many files that may be an entry are followed: where there are more, they are an import.
    private static let mostArrivals = 64
    /// So many times in a row something is looked for that came instead of what had come instead.
    private static let mostGenerations = 8

    private let calendar: LoadedCalendar
    private let candidates: [String: LoadedEntry]
    private let head: Commit?
    /// Where an entry is by the comparison of both ends of history.
    private var ends: [HistoryQuery: String] = [:]
    /// Of which both ends were compared, with everything there that it takes.
    private var isCompared: Set<HistoryQuery> = []
    /// The comparisons of commits before one that took something away.
    private var sinceDepartures: [CommitID: Renames] = [:]
    /// What became of each, by following it.
    private var tracks: [HistoryQuery: EntryTrails.End] = [:]
    private var lastChanges: [String: Commit?] = [:]
    /// Where is now what came with the commits that took entries away.
    private var arrivals: [HistoryQuery: Set<String>] = [:]
    /// Where some of that could not be followed.
    private var lostArrivals: Set<HistoryQuery> = []

    init(
        _ calendar: LoadedCalendar, _ candidates: [String: LoadedEntry],
        in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        (self.calendar, self.candidates) = (calendar, candidates)
        var head: Commit?
        if let commit = calendar.commit { head = try repository.commit(commit) }
        self.head = head
    }

    /// Candidates whose files are not in the commit that the calendar is based on, by content.
    ///
    /// They may be in as many folders as there are accounts, of which all trees are read.
    private func uncommitted(
        in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> [BlobID: [LoadedEntry]] {
        guard calendar.isDirty || head == nil else { return [:] }
        var committed: [RepositoryPath: TreeFile] = [:]
        if let head { committed = try repository.files(at: candidates.keys.map { RepositoryPath($0) }, in: head.tree) }
        var uncommitted: [BlobID: [LoadedEntry]] = [:]
        for (path, entry) in candidates where committed[RepositoryPath(path)] == nil {
            uncommitted[entry.blob, default: []].append(entry)
        }
        return uncommitted
    }

    /// Compares commits that have entries as they were published with the calendar's own.
    ///
    /// A later publication's commit has earlier ones' entries as well, and is nearer: few commits do for all.
    mutating func compareEnds(
        of queries: [HistoryQuery], in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        guard let head else { return }
        var commits: [Commit] = []
        for id in Set(queries.compactMap(\.commit)) where try repository.contains(id.object) {
            commits.append(try repository.commit(id))
        }
        func age(_ commit: Commit) -> (Int64, String) { (-commit.committer.time.secondsSinceEpoch, "\(commit.id)") }
        commits.sort { age($0) < age($1) }
        let known = Set(commits.map(\.id))
        var left = queries.filter { query in query.commit.map(known.contains) ?? false }
        var count = 0
        for commit in commits where left.contains(where: { $0.commit == commit.id }) {
            guard count < Self.mostEnds else { return }
            count += 1
            let files = try repository.files(at: left.map { RepositoryPath($0.source.path) }, in: commit.tree)
            let here = left.filter { query in
                query.commit == commit.id || files[RepositoryPath(query.source.path)]?.blob == query.source.blob
            }
            let renames =
                commit.tree == head.tree
                ? Renames()
                : try repository.renames(from: commit.tree, to: head.tree, under: ["calendar"]) {
                    candidates[$0.text] != nil
                }
            for query in here {
                if renames.isComplete { isCompared.insert(query) }
                ends[query] = renames.moves[RepositoryPath(query.source.path)]?.text
            }
            let covered = Set(here)
            left.removeAll { covered.contains($0) }
        }
    }

    /// Follows each entry from the version that was published.
    mutating func follow(
        _ queries: [HistoryQuery], _ departures: inout Departures,
        in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        guard let head else { return }
        let here = try source.files(at: queries.map { RepositoryPath($0.source.path) }, in: head.tree)
        var followed: [HistoryQuery] = []
        for query in queries {
            let path = RepositoryPath(query.source.path)
            if here[path]?.blob == query.source.blob { tracks[query] = .at(path) } else { followed.append(query) }
        }
        guard !followed.isEmpty else { return }
        var trails = try EntryTrails(to: head.id, knowing: departures.lastChanges, in: source)
        let found = try trails.ends(
            of: followed.map { (RepositoryPath($0.source.path), .version($0.source.blob)) }, in: source)
        var ends = Array(zip(followed, found))
        // What was taken away may have come back, and be recorded under the name it then had.
        let again = ends.indices.filter { index in
            guard case (let query, .deleted) = ends[index] else { return false }
            return query.publication.entry.ownPath != query.source.path
        }
        let back = try trails.ends(
            of: again.map { (RepositoryPath(ends[$0].0.publication.entry.ownPath), .version(ends[$0].0.source.blob)) },
            in: source)
        for (index, end) in zip(again, back) where end != .lost { ends[index].1 = end }
        for (query, end) in ends {
            tracks[query] = end
            if case .deleted(let departure, _) = end { departures[query] = departure }
        }
        // What came instead may have been moved on since, or have made way for something else in its turn.
        var seen: Set<Arrival> = []
        for _ in 0..<Self.mostGenerations where !ends.isEmpty {
            let others = ends.flatMap { query, end -> [Arrival] in
                guard case .deleted(_, let successors) = end else { return [] }
                if successors.count > Self.mostArrivals { lostArrivals.insert(query) }
                return successors.prefix(Self.mostArrivals).map { Arrival(query: query, file: $0) }
                    .filter { seen.insert($0).inserted }
            }
            let places = try trails.ends(of: others.map { ($0.file.path, .guess($0.file.commit)) }, in: source)
            for (other, end) in zip(others, places) {
                switch end {
                case .at(let path): arrivals[other.query, default: []].insert(path.text)
                case .lost: lostArrivals.insert(other.query)
                case .deleted(let departure, _):
                    // A merge may have brought back what one side had taken away, or somebody did with a word changed.
                    let back = candidates.filter { $0.value.blob == departure.blob }
                    arrivals[other.query, default: []].formUnion(back.keys)
                    let renames = try renames(from: departure.last, in: source)
                    if let place = renames?.moves[other.file.path] {
                        arrivals[other.query]?.insert(place.text)
                    } else if renames?.isComplete != true {
                        lostArrivals.insert(other.query)
                    }
                }
            }
            ends = Array(zip(others.map(\.query), places))
        }
        for case (let query, .deleted(_, let successors)) in ends where !successors.isEmpty {
            lostArrivals.insert(query)
        }
        for (path, change) in trails.lastChanges { lastChanges[path.text] = .some(change) }
    }

    /// Where files of a commit are in the calendar's own; `nil` where too many were compared already.
    private mutating func renames(
        from commit: CommitID, in source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> Renames? {
        if let known = sinceDepartures[commit] { return known }
        guard let head, sinceDepartures.count < Self.mostEnds else { return nil }
        let renames = try source.renames(
            from: source.commit(commit).tree, to: head.tree, under: ["calendar"], onto: { candidates[$0.text] != nil })
        sinceDepartures[commit] = renames
        return renames
    }

    /// What may have come instead of an entry.
    private struct Arrival: Hashable {
        let query: HistoryQuery
        let file: EntryTrails.Successor
    }

    func answer(
        to queries: [HistoryQuery], in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> EntryRenames.Answer {
        var answer = EntryRenames.Answer(lastChanges: lastChanges)
        let isShallow = repository.isShallow
        let isPartial = try repository.isPartial
        let places = queries.map(place)
        let absent = Set(places).filter { calendar.entryID(at: $0) == nil }.map { RepositoryPath($0) }
        // What the commit has and the calendar has not, the work tree lacks.
        var lacking: [RepositoryPath: TreeFile] = [:]
        if let head { lacking = try repository.files(at: absent, in: head.tree) }
        let isAnyLost = zip(queries, places).contains { query, place in entry(at: place, of: query) == nil }
        let uncommitted = isAnyLost ? try uncommitted(in: repository) : [:]
        for (query, place) in zip(queries, places) {
            let arrived = (arrivals[query] ?? []).compactMap { candidates[$0]?.id }
            if !arrived.isEmpty { answer.arrivals[query.publication.entry, default: []].formUnion(arrived) }
            let left = lacking[RepositoryPath(place)]?.blob
            // Only the work tree has moved it: nothing but its content can tell.
            let moved = uncommitted[left ?? query.source.blob] ?? []
            if !isFollowed(query) || lostArrivals.contains(query) { answer.unfollowed.insert(query.publication) }
            // By its content only where a single file has it.
            if let id = entry(at: place, of: query) ?? (moved.count == 1 ? moved[0].id : nil) {
                answer.places[query.publication] = id
                if id != query.publication.entry { answer.renames[query.publication.entry] = id }
            } else if isFollowed(query) {
                // It went nowhere, whatever the entry of this name has become on another account.
                answer.places[query.publication] = query.publication.entry
                if left != nil, !uncommitted.isEmpty {
                    answer.unknown[query] = HistoryGap("the work tree lacks it, and is not committed")
                }
            } else if left != nil, !uncommitted.isEmpty {
                answer.unknown[query] = HistoryGap("the work tree lacks it, and is not committed")
            } else if !isTold(query) {
                answer.unknown[query] = gap(of: query, isShallow: isShallow, isPartial: isPartial)
            }
        }
        return answer
    }

    /// Where an entry is by now, or was last.
    private func place(of query: HistoryQuery) -> String {
        switch tracks[query] {
        case .at(let path)?: path.text
        case .deleted?: query.source.path
        case .lost?, nil: ends[query] ?? lastKnownPlace(of: query)
        }
    }

    /// Where an entry went by the last rename that was recorded: its former path may be another's by now.
    private func lastKnownPlace(of query: HistoryQuery) -> String {
        let own = query.publication.entry.ownPath
        return calendar.entryID(at: own) == query.publication.entry ? own : query.source.path
    }

    /// What is at a place, unless that is known to be another.
    private func entry(at place: String, of query: HistoryQuery) -> EntryID? {
        if case .deleted? = tracks[query] { return nil }
        return calendar.entryID(at: place)
    }

    /// Whether it is known what became of an entry.
    private func isTold(_ query: HistoryQuery) -> Bool { isFollowed(query) || isCompared.contains(query) }

    /// Whether following an entry has told what became of it.
    func isFollowed(_ query: HistoryQuery) -> Bool {
        switch tracks[query] {
        case .at?, .deleted?: true
        case .lost?, nil: false
        }
    }

    private func gap(of query: HistoryQuery, isShallow: Bool, isPartial: Bool) -> HistoryGap {
        guard query.commit != nil else {
            return HistoryGap("it was published from a work tree that was not committed")
        }
        if isShallow {
            return HistoryGap("this clone is shallow and ends after it was published", fix: "git fetch --unshallow")
        }
        if isPartial {
            return HistoryGap(
                "this clone is partial and has not fetched what it takes to compare them",
                fix: "git fetch --refetch --no-filter")
        }
        return HistoryGap("the commit it was published from is not in this history")
    }
}
