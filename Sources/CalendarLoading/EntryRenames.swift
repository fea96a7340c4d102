import ContentModel
import Git
import ObjectIDs
import Planning
import ScheduleLock

/// Finds, in git, under which names entries go on that left their place.
struct EntryRenames {
    /// What git knows of entries that left their place.
    struct Answer {
        /// The new id of each that was renamed.
        var renames: [EntryID: EntryID] = [:]
        /// New entries that came with the very commit that took an old one away and are not like it, or are like it and came
        /// with another: by the old one.
        var arrivals: [EntryID: Set<EntryID>] = [:]
        /// Why it cannot be told of others whether they were renamed; completes "… because".
        var unknown: [HistoryQuery: HistoryGap] = [:]
    }

    private let pool: RepositoryPool

    init(in pool: RepositoryPool) { self.pool = pool }

    /// Looks where each entry went since the commit that its query names.
    ///
    /// Git's rename detection compares each commit that took an entry away with the one before it, so that edits of later
    /// commits do not hide a rename, and what is only alike does not pass for one. Where history does not tell that
    /// commit, the one that the query names is compared with the calendar's own. What is not committed is recognised by
    /// its unchanged content, where just one new file has it.
    ///
    /// - Parameters:
    ///   - standing: entries that are as they were published under their own names: no other went on as one of them.
    ///   - departures: takes in what more is found of them.
    func find(
        _ vanished: [HistoryQuery], in calendar: LoadedCalendar, besides standing: Set<EntryID> = [],
        _ departures: inout Departures
    ) throws(CalendarSourceError) -> Answer {
        guard !vanished.isEmpty else { return Answer() }
        return try pool.withRepository { repository throws(GitError) in
            try Self.find(vanished, in: calendar, besides: standing, &departures, repository)
        }
    }

    /// The same in any history.
    static func find(
        _ vanished: [HistoryQuery], in calendar: LoadedCalendar, besides standing: Set<EntryID>,
        _ departures: inout Departures, _ source: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> Answer {
        let candidates = calendar.entries.filter { !standing.contains($0.value.id) }
        // Where every entry is accounted for, nothing can have gone on as one.
        guard !vanished.isEmpty, !candidates.isEmpty else { return Answer() }
        var search = try RenameSearch(calendar, candidates, in: source)
        try search.compareEnds(of: vanished, in: source)
        // A path that was moved may have been moved again.
        for _ in 0..<RenameSearch.mostMoves {
            let paths = search.openPaths(of: vanished)
            guard !paths.isEmpty else { break }
            departures.find(paths, in: source)
            try search.follow(vanished, departures, in: source)
        }
        return try search.answer(to: vanished, departures, in: source)
    }
}

extension LoadedCalendar {
    /// The entries that are as they were published under their own names.
    func standing(in lockfile: Lockfile) -> Set<EntryID> {
        var standing: Set<EntryID> = []
        for (id, record) in lockfile.records {
            guard let entry = entries[record.source.path] else { continue }
            if entry.id == id.entry, entry.blob == record.source.blob { standing.insert(entry.id) }
        }
        return standing
    }
}

/// Looks for one calendar's entries under new names.
private struct RenameSearch {
    /// So many times in a row an entry is followed to a new place.
    static let mostMoves = 8
    /// So many commits are compared with the calendar's own, and so many with the one before them.
    private static let mostComparisons = (ends: 16, steps: 256)

    private let calendar: LoadedCalendar
    private let candidates: [String: LoadedEntry]
    private let head: Commit?
    /// Candidates whose files are not in the commit that the calendar is based on, by content.
    private var uncommitted: [BlobID: [LoadedEntry]] = [:]
    /// Where an entry is by now, as far as it was followed.
    private var places: [HistoryQuery: String] = [:]
    /// Where it is by the comparison of both ends of history.
    private var ends: [HistoryQuery: String] = [:]
    /// Entries that a commit took away, and moved nowhere.
    private var isDeleted: Set<HistoryQuery> = []
    private var isSettled: Set<HistoryQuery> = []
    /// Where something was that came with such a commit, and that left without a trace.
    private var isDeadEnd: Set<String> = []
    /// Entries of which git has looked whether they moved, with everything there that it takes.
    private var isSearched: Set<HistoryQuery> = []
    /// What came with the commits that took entries away, by where it is by now, as far as it was followed.
    private var arrivals: [HistoryQuery: Set<String>] = [:]
    private var steps: [CommitID: Renames] = [:]

    init(
        _ calendar: LoadedCalendar, _ candidates: [String: LoadedEntry],
        in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        (self.calendar, self.candidates) = (calendar, candidates)
        var head: Commit?
        var committed: [RepositoryPath: TreeFile] = [:]
        if let commit = calendar.commit {
            let based = try repository.commit(commit)
            committed = try repository.files(at: candidates.keys.map { RepositoryPath($0) }, in: based.tree)
            head = based
        }
        self.head = head
        for (path, entry) in candidates where committed[RepositoryPath(path)] == nil {
            uncommitted[entry.blob, default: []].append(entry)
        }
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
            guard count < Self.mostComparisons.ends else { return }
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
                if renames.isComplete { isSearched.insert(query) }
                ends[query] = renames.moves[RepositoryPath(query.source.path)]?.text
            }
            let covered = Set(here)
            left.removeAll { covered.contains($0) }
        }
    }

    /// The places that entries were followed to, and are not at any more.
    func openPaths(of queries: [HistoryQuery]) -> Set<String> {
        Set(queries.filter { !isSettled.contains($0) }.map { places[$0] ?? $0.source.path })
            .union(arrivals.values.joined().filter { calendar.entryID(at: $0) == nil && !isDeadEnd.contains($0) })
    }

    /// Follows each entry from where it was through the commit that took it away.
    mutating func follow(
        _ queries: [HistoryQuery], _ departures: Departures,
        in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) {
        for (query, paths) in arrivals {
            for path in paths where calendar.entryID(at: path) == nil && !isDeadEnd.contains(path) {
                if let next = try step(from: path, departures, repository)?.moves[RepositoryPath(path)] {
                    arrivals[query]?.remove(path)
                    arrivals[query]?.insert(next.text)
                } else {
                    isDeadEnd.insert(path)
                }
            }
        }
        for query in queries where !isSettled.contains(query) {
            let place = places[query] ?? query.source.path
            guard let step = try step(from: place, departures, repository) else {
                isSettled.insert(query)
                continue
            }
            if step.isComplete { isSearched.insert(query) } else { isSearched.remove(query) }
            if let next = step.moves[RepositoryPath(place)] {
                arrive(query, at: next.text)
            } else {
                isSettled.insert(query)
                if step.isComplete { isDeleted.insert(query) }
                arrivals[query] = Set(step.added.map(\.text))
            }
        }
    }

    /// What the commit moved that took a file away; `nil` where there is none, or too many were looked at.
    private mutating func step(
        from place: String, _ departures: Departures, _ repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> Renames? {
        guard let departure = departures[place], let change = departure.change else { return nil }
        if let known = steps[change.id] { return known }
        guard steps.count < Self.mostComparisons.steps else { return nil }
        let step = try repository.renames(
            from: repository.commit(departure.last).tree, to: change.tree, under: ["calendar"], onto: { _ in true })
        steps[change.id] = step
        return step
    }

    private mutating func arrive(_ query: HistoryQuery, at place: String) {
        places[query] = place
        if calendar.entryID(at: place) != nil { isSettled.insert(query) }
    }

    func answer(
        to queries: [HistoryQuery], _ departures: Departures, in repository: borrowing some HistorySource & ~Copyable
    ) throws(GitError) -> EntryRenames.Answer {
        var answer = EntryRenames.Answer()
        for (query, paths) in arrivals {
            // What is only alike, and came with another commit, may be another of many that are alike.
            let alike = isDeleted.contains(query) ? ends[query].map { [$0] } ?? [] : []
            let here = (alike + paths).compactMap { candidates[$0]?.id }
            if !here.isEmpty { answer.arrivals[query.publication.entry, default: []].formUnion(here) }
        }
        let isShallow = repository.isShallow
        let isPartial = try repository.isPartial
        for query in queries {
            let place = places[query] ?? (isDeleted.contains(query) ? nil : ends[query]) ?? query.source.path
            let departure = departures[place]
            // Only the work tree has moved it: nothing but its content can tell.
            let content = departure.map { $0.change == nil ? $0.blob : query.source.blob } ?? query.source.blob
            if let id = calendar.entryID(at: place) ?? uncommittedEntry(with: content)?.id {
                if id != query.publication.entry { answer.renames[query.publication.entry] = id }
            } else if let departure, departure.change == nil, !uncommitted.isEmpty {
                answer.unknown[query] = HistoryGap("the work tree lacks it, and is not committed")
            } else if !isSearched.contains(query) {
                answer.unknown[query] = gap(of: query, isShallow: isShallow, isPartial: isPartial)
            }
        }
        return answer
    }

    private func gap(of query: HistoryQuery, isShallow: Bool, isPartial: Bool) -> HistoryGap {
        guard query.commit != nil else {
            return HistoryGap("it was published from a work tree that was not committed")
        }
        if isShallow {
            return HistoryGap(
                "this clone is shallow and has not the commit it was published from (git fetch --unshallow brings it)")
        }
        if isPartial { return HistoryGap("this clone is partial and has not fetched what it takes to compare them") }
        return HistoryGap("the commit it was published from is not in this history")
    }

    /// The only file that has this content and is not in the commit.
    private func uncommittedEntry(with blob: BlobID) -> LoadedEntry? {
        guard let matches = uncommitted[blob], matches.count == 1 else { return nil }
        return matches.first
    }
}
