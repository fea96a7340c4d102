public import ContentModel
import Diagnostics
public import FoundationEssentials
import Git
public import ObjectIDs
public import Planning
public import ScheduleLock

/// Brings together what a plan is made of: the calendar as loaded, the state of this machine, and git's history.
public struct PlanAssembly: Sendable {
    private let calendar: LoadedCalendar
    private let settings: Settings
    private let history: EntryHistory
    private let pool: RepositoryPool
    private let memory = HistoryMemory()

    /// - Parameters:
    ///   - settings: those of `calendar`, which must be free of errors.
    ///   - path: in the repository that the calendar was loaded from.
    public init(of calendar: LoadedCalendar, settings: Settings, inRepositoryAt path: String, zones: ZoneClient) {
        self.calendar = calendar
        self.settings = settings
        pool = RepositoryPool(path: path)
        history = EntryHistory(in: pool, settings: settings, from: calendar.settingsBlob, zones: zones)
    }

    /// The plan for `now`.
    ///
    /// - Parameters:
    ///   - lockfileDigest: names the state that was planned against.
    ///   - settledCount: how many publications are left out that stand as they were published, with their records.
    ///   - observed: what accounts show, where the platform was asked.
    ///   - quotas: what the platform last said of accounts' quotas.
    ///   - tokenEnds: when tokens end, as far as that is known.
    ///   - hostingEnd: when the keys of the hosting end, where they were lent and that is known.
    public func plan(
        lockfile: Lockfile, lockfileDigest: BlobID, settledCount: Int = 0, journal: Journal,
        observed: [ObservedAccount] = [], quotas: [AccountName: AccountQuota] = [:], tokenEnds: [TokenEnd] = [],
        hostingEnd: Date? = nil, at now: Date
    ) async throws(CalendarSourceError) -> Plan {
        var input = PlanningInput(
            desired: calendar.publications, invalid: calendar.invalidEntries, drafts: calendar.drafts,
            accounts: settings.accounts, lockfile: lockfile,
            lockfileDigest: lockfileDigest.description, journal: journal,
            commit: calendar.isDirty ? nil : calendar.commit, now: now, freeze: calendar.freeze,
            safety: settings.safety, facebookScheduling: settings.facebookScheduling, observed: observed,
            quotas: quotas, tokenEnds: tokenEnds, hostingEnd: hostingEnd,
            diagnostics: calendar.diagnostics)
        let vanished = Planning.vanished(from: input)
        let standing = vanished.isEmpty ? [] : calendar.standing(in: lockfile)
        let fates = try memory.fates(of: vanished, besides: standing) { () throws(CalendarSourceError) in
            try findFates(of: vanished, besides: standing)
        }
        let (departures, moved) = (fates.departures, fates.moves)
        (input.renames, input.arrivals) = (moved.renames, moved.arrivals)
        (input.places, input.unfollowed) = (moved.places, moved.unfollowed)
        let queries = Planning.historyNeeded(by: input)
        input.history = await memory.answers(to: queries) { await history.answers(to: $0, departures) }
        // What an entry said last speaks for its removal only where git could see that it was not renamed.
        for query in queries where query.version == .last {
            if let gap = moved.unknown[query] { input.history[query] = .unavailable(gap.reason) }
        }
        var plan = Planning.plan(input)
        plan.unchangedCount += settledCount
        // What the bytes alone have told needs no history.
        let told = Set(plan.renames.map(\.from))
        let untold = moved.unknown.filter { !told.contains($0.key.publication) }
        plan.diagnostics = (plan.diagnostics + Self.warnings(of: untold)).sorted()
        EntryOrigins(of: calendar, lockfile, departures, knowing: moved.lastChanges, memory, in: pool).add(to: &plan)
        return plan
    }

    private func findFates(
        of vanished: [HistoryQuery], besides standing: Set<EntryID>
    ) throws(CalendarSourceError) -> HistoryMemory.Fates {
        var departures = Departures(from: calendar.commit)
        try departures.find(vanished, in: pool)
        let moves = try EntryRenames(in: pool).find(vanished, in: calendar, besides: standing, &departures)
        return HistoryMemory.Fates(departures: departures, moves: moves)
    }

    /// One finding for all entries that a larger clone could tell more of.
    private static func warnings(of unknown: [HistoryQuery: HistoryGap]) -> [Diagnostic] {
        let curable = unknown.filter { $0.value.fix != nil }
        guard let first = curable.min(by: { $0.key.publication < $1.key.publication }), let fix = first.value.fix else {
            return []
        }
        let rest = curable.count == 1 ? "" : " and \(curable.count - 1) more"
        return [
            Diagnostic(
                nil, "\(first.key.publication)\(rest) cannot be followed through history",
                why:
                    "\(first.value.reason): whether it was renamed, or what was asked for when it was removed, is unknown",
                fix: "run \(fix)", severity: .warning)
        ]
    }

    /// The publications that left the calendar in the middle of their flow, as the version in flight had them: what
    /// `Workload` needs to find out what became of them.
    public func earlierPublications(in journal: Journal) -> [PublicationID: Publication] {
        let present = Set(calendar.publications.map(\.id))
        var found: [PublicationID: Publication] = [:]
        for (id, inFlight) in journal.inFlight where !present.contains(id) {
            guard let version = inFlight.requestedVersion ?? inFlight.version else { continue }
            let media = Dictionary(
                version.media.map { (MediaPath(known: $0.path), $0.blob) }, uniquingKeysWith: { first, _ in first })
            let entry = history.entry(
                atBlob: version.source.blob, path: version.source.path, commit: version.commit, media: media)
            guard case .success(let publications) = entry else { continue }
            found[id] = publications.first {
                $0.account.name == id.account && $0.id.occurrence == id.occurrence
            }
        }
        return found
    }
}
