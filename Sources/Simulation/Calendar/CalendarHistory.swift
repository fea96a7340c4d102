import ContentModel
import FoundationEssentials
import ObjectIDs
import Planning
import ScheduleLock

/// The calendar as git would have it: every commit with its time, and what planning asks history for.
struct CalendarHistory {
    /// One commit: all entries as they are from then on.
    struct Commit {
        let id: CommitID
        let at: Moment
        let entries: [Lineage: EntryVersion]
        /// Every publication, in the order of their ids.
        let publications: [Publication]

        fileprivate init(
            id: CommitID, at: Moment, entries: [Lineage: EntryVersion], accounts: [AccountName: Account]
        ) {
            (self.id, self.at, self.entries) = (id, at, entries)
            publications = entries.values
                .flatMap { entry in entry.accounts.compactMap { accounts[$0] }.map { entry.publication(on: $0) } }
                .sorted { $0.id < $1.id }
        }
    }

    /// Oldest first; never empty.
    private(set) var commits: [Commit]
    let accounts: [AccountName: Account]
    let scheduling: FacebookScheduling
    /// Who ever had which name. A name is never given to a second entry.
    private var lineages: [EntryID: Lineage] = [:]

    init(accounts: [AccountName: Account], entries: [EntryVersion], scheduling: FacebookScheduling) {
        self.accounts = accounts
        self.scheduling = scheduling
        commits = []
        commit(Dictionary(entries.map { ($0.lineage, $0) }, uniquingKeysWith: { first, _ in first }), at: .beginning)
    }

    mutating func commit(_ entries: [Lineage: EntryVersion], at moment: Moment) {
        let id = CommitID(ObjectID(high: 0xC0_FFEE, middle: UInt64(commits.count + 1), low: 0))
        for entry in entries.values { lineages[EntryID(entry.name)] = entry.lineage }
        commits.append(Commit(id: id, at: moment, entries: entries, accounts: accounts))
    }

    /// The newest commit that was made by then.
    func head(at moment: Moment) -> Commit {
        commits.last { $0.at <= moment } ?? commits[0]
    }

    /// When a publication came into the calendar last, after it was not there.
    func added(_ id: PublicationID) -> Date {
        guard let lineage = lineages[id.entry] else { return Moment.beginning.date }
        var since = Moment.beginning
        for (former, commit) in zip(commits, commits.dropFirst())
        where former.entries[lineage] != commit.entries[lineage] {
            since = commit.at
        }
        return since.date
    }

    func lineage(of entry: EntryID) -> Lineage? { lineages[entry] }

    /// Plans for a moment as the product does: with git's renames and git's history.
    func plan(_ head: Commit, lockfile: Lockfile, journal: Journal, at now: Date) -> Plan {
        var input = PlanningInput(
            desired: head.publications, accounts: accounts, lockfile: lockfile,
            lockfileDigest: "", journal: journal,
            commit: head.id, now: now, facebookScheduling: scheduling)
        for query in Planning.vanished(from: input) {
            guard let lineage = lineage(of: query), let entry = head.entries[lineage] else { continue }
            input.renames[query.publication.entry] = EntryID(entry.name)
        }
        for query in Planning.historyNeeded(by: input) {
            input.history[query] = answer(to: query, head: head)
        }
        return Planning.plan(input)
    }

    /// Publications that left the calendar in the middle of their flow, as the version in flight had them.
    func earlier(in journal: Journal, head: Commit) -> [PublicationID: Publication] {
        var found: [PublicationID: Publication] = [:]
        for (id, inFlight) in journal.inFlight {
            guard let version = inFlight.requestedVersion ?? inFlight.version,
                let entry = entry(version.source, at: version.commit), let account = accounts[id.account],
                head.entries[entry.lineage]?.name != id.entry.text
            else { continue }
            found[id] = entry.publication(on: account)
        }
        return found
    }

    private func lineage(of query: HistoryQuery) -> Lineage? { entry(query.source, at: query.commit)?.lineage }

    private func entry(_ source: Publication.Source, at commit: CommitID?) -> EntryVersion? {
        commits.first { $0.id == commit }?.entries.values.first { "calendar/\($0.name).yaml" == source.path }
    }

    private func answer(to query: HistoryQuery, head: Commit) -> HistoryAnswer {
        guard let published = entry(query.source, at: query.commit), let account = accounts[query.publication.account]
        else { return .unavailable("the commit is not there") }
        guard query.version == .last else { return .found(published.publication(on: account)) }
        let past = commits.prefix { $0.at <= head.at }
        let last = past.last { $0.entries[published.lineage] != nil }?.entries[published.lineage]
        return .found((last ?? published).publication(on: account))
    }
}
