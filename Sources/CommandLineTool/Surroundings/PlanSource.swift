import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import Git
import GitState
import LocalState
import ObjectIDs
import Planning
import Publishing
import ScheduleLock
import StateSharing

/// What a plan is made of: the calendar, what has been published, and how much of both was left out since it is settled.
struct PlanSource: Sendable {
    var calendar: LoadedCalendar
    var lockfile: Lockfile
    /// Names the bytes of the whole lockfile.
    var digest: BlobID
    var journal: Journal
    var settledCount: Int
    var quotas: [AccountName: AccountQuota]

    /// Reads what has to be read for a plan, at a moment that its calendar's zone may have to tell.
    ///
    /// Of the work tree of all accounts only what may differ from the lockfile is opened, where an earlier plan remembers
    /// the rest; the plan is the same either way.
    static func read(
        for invocation: Invocation, _ workspace: Workspace, now: @escaping @Sendable (Settings) throws -> Date
    ) async throws -> PlanSource {
        let quotas = try PublishedState.quotas(for: invocation, workspace)
        let wholeOptions: [Option] = [.commit, .account, .target, .sandbox, .out, .refresh]
        let isWhole = wholeOptions.contains { invocation.has($0) }
        guard !isWhole, let cache = PlanCache(in: workspace) else {
            let calendar = try await workspace.calendar(
                at: invocation.value(of: .commit), looking: .intoWhatIsToCome)
            return try of(calendar, invocation, workspace, quotas)
        }
        if let settled = try await settled(cache, invocation, workspace, quotas, now: now) { return settled }
        let calendar = try await workspace.calendar(looking: .intoWhatIsToCome)
        let source = try of(calendar, invocation, workspace, quotas)
        // That nothing of an earlier lockfile is missing was just found out.
        if cache.isWorthwhile(forEntries: calendar.entries.count) {
            try await cache.remember(LockfileHistory(ofRepositoryAt: workspace.root, path: StatePaths.real.lockfile))
        }
        return source
    }

    private static func of(
        _ calendar: LoadedCalendar, _ invocation: Invocation, _ workspace: Workspace,
        _ quotas: [AccountName: AccountQuota]
    ) throws -> PlanSource {
        let state = try PublishedState.lastSeen(for: invocation, workspace, calendar.settings)
        return PlanSource(
            calendar: calendar, lockfile: state.lockfile, digest: BlobID(hashing: state.lockfile.bytes),
            journal: state.journal, settledCount: 0, quotas: quotas)
    }

    /// Without what is settled; `nil` where that cannot be told.
    private static func settled(
        _ cache: PlanCache, _ invocation: Invocation, _ workspace: Workspace, _ quotas: [AccountName: AccountQuota],
        now: @escaping @Sendable (Settings) throws -> Date
    ) async throws -> PlanSource? {
        let (files, paths) = (try workspace.files(), StatePaths.real)
        var journal = try StateSnapshot.journal(in: files, at: paths)
        let window = quotas.values.map(\.window).max() ?? .zero
        let given = CalendarLoader.Settled(
            memory: { cache.entries }, folders: { cache.folders }, lockfilePath: paths.lockfile,
            inFlight: Set(journal.inFlight.keys.map(\.entry.text)),
            recent: { settings in
                // A moment that cannot be read is an error that the long way tells.
                guard let now = try? now(settings) else { return .distantPast }
                let spans = [window, .seconds(86_400), settings.safety.minimumGap, settings.safety.repeatWithin]
                return now.addingTimeInterval(-((spans.max() ?? .zero) / .seconds(1)))
            }, isWorthwhile: { cache.isWorthwhile(forEntries: $0) })
        // Git's history is asked while the work tree is looked at.
        let history = LockfileHistory(ofRepositoryAt: workspace.root, path: paths.lockfile)
        async let survey = history.survey(since: cache.checked)
        let loaded = try await workspace.loader(looking: .intoWhatIsToCome)
            .loadUnsettled(workTreeAt: workspace.root, given: given)
        guard let loaded else { return nil }
        if let memory = loaded.memory, !workspace.media.isStopped { cache.remember(entries: memory.kept) }
        if let folders = loaded.folders { cache.remember(folders: folders) }
        guard let settings = loaded.calendar.settings, try await isWhole(loaded, survey, history, cache) else {
            return nil
        }
        if let state = settings.state {
            guard let shared = try sharedJournal(state, loaded, invocation, workspace) else { return nil }
            journal = Journal(Journal(joining: journal, shared), besides: loaded.lockfile)
        }
        return PlanSource(
            calendar: loaded.calendar, lockfile: loaded.lockfile, digest: loaded.lockfileDigest, journal: journal,
            settledCount: loaded.settledCount, quotas: quotas)
    }

    /// Whether nothing that any version of the lockfile says is missing in the one here; false also where only a reading of
    /// both can tell.
    private static func isWhole(
        _ loaded: UnsettledCalendar, _ survey: LockfileSurvey?, _ history: LockfileHistory, _ cache: PlanCache
    ) throws -> Bool {
        guard let survey else { return true }
        let wholes = cache.wholes
        func whole(_ version: ObjectID) -> PlanCache.Whole {
            PlanCache.Whole(earlier: version, present: loaded.lockfileID)
        }
        guard let held = try history.versionsHeld(by: loaded, of: survey, unless: { wholes.contains(whole($0)) }) else {
            return false
        }
        let looked = held.looked.map(whole)
        if !wholes.isSuperset(of: looked) { cache.remember(Array(looked.prefix(PlanCache.mostWholes))) }
        if let checked = held.checked { cache.remember(checked: checked) }
        return true
    }

    /// The journal that runners share, where the lockfile here is the one they share.
    private static func sharedJournal(
        _ state: StateSettings, _ loaded: UnsettledCalendar, _ invocation: Invocation, _ workspace: Workspace
    ) throws -> Journal? {
        do throws(RemoteFailure) {
            let git = try GitState(
                of: workspace.root, settings: state, folder: "\(workspace.root)/\(StatePaths.real.folder)",
                environment: invocation.environment, observe: workspace.trace.remoteObserver)
            guard try git.branch.lastSeenID() == loaded.lockfileID else { return nil }
            let journal = try git.lastSeenJournal()
            // What is in flight elsewhere must not have been left out here.
            let isLeftOut = journal.inFlight.keys.contains { loaded.isSettled($0.entry) }
            return isLeftOut ? nil : journal
        } catch {
            return nil
        }
    }
}
