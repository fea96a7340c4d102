import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import Git
import LocalState
import ObjectIDs
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
    /// That of all accounts.
    private let whole: LoadedCalendar
    private let assembly: PlanAssembly
    /// The publications to plan for.
    private let selection: Selection

    /// - Throws: ``UsageError`` for an account that the settings do not have; ``CommandFailure`` when there are no
    ///   settings to plan by.
    init(_ calendar: LoadedCalendar, in workspace: Workspace, selection: Selection) throws {
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let known = settings.accounts.keys.map(\.text).sorted()
        for name in selection.accounts where !known.contains(name.text) {
            throw UsageError.badValue(.account, value: name.text, choices: known)
        }
        var wanted = calendar
        if !selection.accounts.isEmpty { wanted.publications.removeAll { !selection.includes($0.account.name) } }
        (self.calendar, whole) = (wanted, calendar)
        self.selection = selection
        assembly = PlanAssembly(of: wanted, settings: settings, inRepositoryAt: workspace.root, zones: workspace.zones)
    }

    /// The plan for a state at a moment.
    ///
    /// - Parameter bytes: those that `lockfile` was read from.
    func plan(
        _ lockfile: Lockfile, bytes: [UInt8], _ journal: Journal, quotas: [AccountName: AccountQuota] = [:],
        tokenEnds: [TokenEnd] = [], now: Date
    ) async throws -> PlannedCalendar {
        try await plan(
            lockfile, digest: BlobID(hashing: bytes), journal, quotas: quotas, tokenEnds: tokenEnds, now: now)
    }

    /// The plan for a state at a moment.
    ///
    /// - Parameters:
    ///   - digest: names the whole state.
    ///   - settledCount: how many publications are left out of calendar and state, since they stand as they were published.
    ///   - observed: what accounts show, where the platform was asked.
    ///   - hostingEnd: when the keys of the hosting end, where they were lent and that is known.
    func plan(
        _ lockfile: Lockfile, digest: BlobID, settledCount: Int = 0, _ journal: Journal,
        observed: [ObservedAccount] = [], quotas: [AccountName: AccountQuota] = [:], tokenEnds: [TokenEnd] = [],
        hostingEnd: Date? = nil, now: Date
    ) async throws -> PlannedCalendar {
        var lockfile = lockfile
        // What an account published that is gone from the settings may be a wanted one's, under its former name.
        lockfile.records = lockfile.records.filter {
            selection.includes($0.key.account) || !isKnown($0.key.account)
        }
        try checkTargets(lockfile, journal)
        var plan = try await assembly.plan(
            lockfile: lockfile, lockfileDigest: digest, settledCount: settledCount, journal: journal,
            observed: observed, quotas: quotas, tokenEnds: tokenEnds, hostingEnd: hostingEnd, at: now)
        plan.actions.removeAll { !selection.includes($0.publication) }
        if selection.isOfSome {
            let told = Set(plan.actions.map(\.publication))
            plan.unchangedCount = calendar.publications.count { selection.includes($0.id) && !told.contains($0.id) }
        }
        return PlannedCalendar(plan: plan, lockfile: lockfile, journal: journal)
    }

    /// The plan for a state at a moment.
    func plan(
        _ state: RunState, observed: [ObservedAccount] = [], quotas: [AccountName: AccountQuota] = [:],
        tokenEnds: [TokenEnd] = [], now: Date
    ) async throws -> PlannedCalendar {
        try await plan(
            state.lockfile, digest: BlobID(hashing: state.lockfile.bytes), state.journal, observed: observed,
            quotas: quotas, tokenEnds: tokenEnds, now: now)
    }

    /// What a run does of a plan; see `Workload.init`.
    func workload(of planned: PlannedCalendar, publishUntil: Date, horizon: Date) -> Workload {
        Workload(
            of: planned.plan, lockfile: planned.lockfile, journal: planned.journal, publishUntil: publishUntil,
            horizon: horizon, earlier: assembly.earlierPublications(in: planned.journal))
    }

    private func isKnown(_ account: AccountName) -> Bool { calendar.settings?.accounts[account] != nil }

    /// A pattern that names nothing is more often a mistake than a wish.
    private func checkTargets(_ lockfile: Lockfile, _ journal: Journal) throws(CommandFailure) {
        for target in selection.targets {
            guard !calendar.publications.contains(where: { target.matches($0.id) }),
                !lockfile.records.keys.contains(where: target.matches),
                !journal.inFlight.keys.contains(where: target.matches), !namesUnpublishable(target)
            else { continue }
            let accounts = selection.accounts.map(\.text).joined(separator: ", ")
            throw CommandFailure(
                "--target '\(target.text)' names no publication",
                why: "neither calendar nor lockfile has one like it" + (accounts.isEmpty ? "" : " on \(accounts)"),
                fix: "write it like 2026-12/*, **@bakery or 2026-12/launch@bakery", status: .usage)
        }
    }

    /// Whether it names a draft, or an entry with mistakes, which the plan tells.
    private func namesUnpublishable(_ target: TargetPattern) -> Bool {
        let publishable = Set(whole.publications.map(\.id.entry))
        return whole.entries.values.contains { target.mayName($0.id) && !publishable.contains($0.id) }
    }
}
