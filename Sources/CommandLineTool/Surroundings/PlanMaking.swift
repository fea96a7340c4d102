import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import Git
import LocalState
import Planning
import ScheduleLock

/// A calendar compared with a state: the plan, and what it was made of.
struct PlannedCalendar: Sendable {
    var calendar: LoadedCalendar
    var plan: Plan
    var lockfile: Lockfile
    var journal: Journal
}

/// Asks planner, git and history in turn, and puts together what they answer.
struct PlanMaking: Sendable {
    let workspace: Workspace
    let calendar: LoadedCalendar
    /// The accounts to plan for; empty for all of them.
    var accounts: [AccountName] = []

    /// The plan for a state at a moment.
    func plan(_ lockfile: Lockfile, digest: String, _ journal: Journal, now: Date) async -> PlannedCalendar {
        var input = PlanningInput(
            desired: calendar.publications.filter { isWanted($0.account.name) },
            invalid: calendar.invalidEntries, drafts: calendar.drafts, accounts: calendar.settings?.accounts ?? [:],
            lockfile: lockfile, lockfileDigest: digest, journal: journal,
            commit: calendar.isDirty ? nil : calendar.commit, now: now, freeze: calendar.freeze,
            diagnostics: calendar.diagnostics)
        input.lockfile.records = input.lockfile.records.filter { isWanted($0.key.account) }
        if workspace.isRepository, let settings = calendar.settings {
            let vanished = Planning.vanished(from: input)
            if !vanished.isEmpty {
                input.renames = EntryRenames(ofRepositoryAt: workspace.root).renames(of: vanished, in: calendar)
            }
            let queries = Planning.historyNeeded(by: input)
            if !queries.isEmpty {
                let history = EntryHistory(
                    ofRepositoryAt: workspace.root, settings: settings, zones: workspace.zones)
                input.history = await history.answers(to: queries, head: calendar.commit)
            }
        }
        var plan = Planning.plan(input)
        plan.actions.removeAll { !isWanted($0.publication.account) }
        return PlannedCalendar(calendar: calendar, plan: plan, lockfile: input.lockfile, journal: journal)
    }

    /// The plan for the state on the disk.
    func plan(_ snapshot: StateSnapshot, now: Date) async -> PlannedCalendar {
        await plan(snapshot.lockfile, digest: Self.digest(of: snapshot.lockfileBytes), snapshot.journal, now: now)
    }

    /// Names a lockfile's bytes as git would.
    static func digest(of bytes: [UInt8]) -> String { Git.BlobID(hashing: bytes).description }

    private func isWanted(_ account: AccountName) -> Bool { accounts.isEmpty || accounts.contains(account) }

    /// Refuses names that the settings do not have.
    func checkAccounts() throws(UsageError) {
        guard let known = calendar.settings?.accounts.keys.map(\.text).sorted() else { return }
        for name in accounts where !known.contains(name.text) {
            throw .badValue(.account, value: name.text, choices: known)
        }
    }

    /// The publications as versions that were begun had them, for those that left the calendar since: recovery
    /// compares with them what is on the platform.
    func earlierPublications(for plan: Plan) -> [PublicationID: Publication] {
        guard workspace.isRepository, let settings = calendar.settings else { return [:] }
        let history = EntryHistory(ofRepositoryAt: workspace.root, settings: settings, zones: workspace.zones)
        var earlier: [PublicationID: Publication] = [:]
        for action in plan.actions {
            guard case .recover(let recovery) = action.step, recovery.desired == nil,
                let version = recovery.inFlight.requestedVersion ?? recovery.inFlight.version
            else { continue }
            let media = Dictionary(version.media.map { ($0.path, $0.blob) }, uniquingKeysWith: { first, _ in first })
            let found = history.entry(
                atBlob: version.source.blob, path: version.source.path, commit: version.commit, media: media)
            guard case .success(let publications) = found else { continue }
            earlier[action.publication] = publications.first { $0.account.name == action.publication.account }
        }
        return earlier
    }
}
