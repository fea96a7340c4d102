import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import LocalState
import Planning
import Publishing
import ScheduleLock

/// A calendar compared with a state: the plan, and the state it was made from.
struct PlannedCalendar: Sendable {
    var plan: Plan
    var lockfile: Lockfile
    var journal: Journal
}

/// Plans a calendar for some or all of its accounts.
struct PlanMaking: Sendable {
    let calendar: LoadedCalendar
    private let assembly: PlanAssembly
    /// The accounts to plan for; empty for all of them.
    private let accounts: [AccountName]

    /// - Throws: ``UsageError`` for an account that the settings do not have; ``CommandFailure`` when there are no
    ///   settings to plan by.
    init(_ calendar: LoadedCalendar, in workspace: Workspace, accounts: [AccountName]) throws {
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let known = settings.accounts.keys.map(\.text).sorted()
        for name in accounts where !known.contains(name.text) {
            throw UsageError.badValue(.account, value: name.text, choices: known)
        }
        var wanted = calendar
        if !accounts.isEmpty { wanted.publications.removeAll { !accounts.contains($0.account.name) } }
        self.calendar = wanted
        self.accounts = accounts
        assembly = PlanAssembly(of: wanted, settings: settings, inRepositoryAt: workspace.root, zones: workspace.zones)
    }

    /// The plan for a state at a moment.
    ///
    /// - Parameter bytes: those that `lockfile` was read from.
    func plan(
        _ lockfile: Lockfile, bytes: [UInt8], _ journal: Journal, quotas: [AccountName: AccountQuota] = [:], now: Date
    ) async throws -> PlannedCalendar {
        var lockfile = lockfile
        // What an account published that is gone from the settings may be a wanted one's, under its former name.
        lockfile.records = lockfile.records.filter { isWanted($0.key) || !isKnown($0.key.account) }
        var plan = try await assembly.plan(
            lockfile: lockfile, lockfileBytes: bytes, journal: journal, quotas: quotas, at: now)
        plan.actions.removeAll { !isWanted($0.publication) }
        return PlannedCalendar(plan: plan, lockfile: lockfile, journal: journal)
    }

    /// The plan for a state at a moment.
    func plan(
        _ state: RunState, quotas: [AccountName: AccountQuota] = [:], now: Date
    ) async throws -> PlannedCalendar {
        try await plan(state.lockfile, bytes: state.lockfile.bytes, state.journal, quotas: quotas, now: now)
    }

    /// See `PlanAssembly.earlierPublications(in:)`.
    func earlierPublications(in journal: Journal) -> [PublicationID: Publication] {
        assembly.earlierPublications(in: journal)
    }

    private func isKnown(_ account: AccountName) -> Bool { calendar.settings?.accounts[account] != nil }

    private func isWanted(_ publication: PublicationID) -> Bool {
        accounts.isEmpty || accounts.contains(publication.account)
    }
}
