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
        /// Under which name each publication goes on, also where that is its own: another account may have been told of a
        /// rename before.
        var places: [PublicationID: EntryID] = [:]
        /// Those that could not be followed from commit to commit: what came in their place is unknown.
        var unfollowed: Set<PublicationID> = []
        /// Entries that the very commit changed that took an old one away, and are not like it: by the old one.
        var arrivals: [EntryID: Set<EntryID>] = [:]
        /// The last change of each path that was looked at on the way; `nil` where it was not found.
        var lastChanges: [String: Commit?] = [:]
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
        guard !vanished.isEmpty else { return Answer() }
        var search = try RenameSearch(calendar, candidates, in: source)
        try search.follow(vanished, &departures, in: source)
        try search.compareEnds(of: vanished.filter { !search.isFollowed($0) }, in: source)
        return try search.answer(to: vanished, in: source)
    }
}

extension LoadedCalendar {
    /// The entries that are as they were published under their own names, on all accounts and days.
    ///
    /// One of which a record is lacking, or another's, may carry on what another name has published: a decision about one
    /// of its days says nothing of the others.
    func standing(in lockfile: Lockfile) -> Set<EntryID> {
        var standing: Set<EntryID> = []
        for (id, record) in lockfile.records {
            guard let entry = entries[record.source.path] else { continue }
            if entry.id == id.entry, entry.blob == record.source.blob { standing.insert(entry.id) }
        }
        for publication in publications where standing.contains(publication.id.entry) {
            if lockfile.records[publication.id]?.source.blob != publication.source.blob {
                standing.remove(publication.id.entry)
            }
        }
        return standing
    }
}
