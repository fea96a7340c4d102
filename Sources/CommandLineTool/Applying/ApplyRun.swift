import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import ObjectIDs
import Planning
import Publishing
import ScheduleLock
import Synchronization

/// Carries out what a calendar asks for, and tells what happens.
struct ApplyRun: Sendable {
    let state: StateClient
    let clock: ClockClient
    let span: Scheduler.Span
    /// The calendar as it is at the moment, and what goes with it.
    let course: @Sendable () async throws -> Course
    let access: AccountAccess
    /// The longest time between two looks at state and calendar.
    var poll = Duration.seconds(60)
    /// The longest that a request may be on its way.
    var slowestRequest = Duration.seconds(60)
    /// A number from 0 up to 1, another one at each call: a part of what is waited beyond what must be.
    var jitter: @Sendable () -> Double = { Double.random(in: 0..<1) }
    /// Hears what the platform says of an account's quota.
    var quota: @Sendable (AccountName, AccountQuota) async -> Void = { _, _ in }
    /// Hears what happens to publications, from several tasks at once.
    let report: @Sendable (ApplyEvent) -> Void
    /// Hears each plan that is made.
    var planned: @Sendable (PlannedCalendar, Workload) -> Void = { _, _ in }
    /// Hears what concerns the run as a whole.
    var notice: @Sendable (RunNotice) -> Void = { _ in }

    /// The plan for a state, and what this run would do of it now.
    func plan(_ state: RunState) async throws -> (PlannedCalendar, Workload) {
        let course = try await course()
        let (planned, workload) = try await plan(state, on: course)
        return (planned, try course.restrict(workload))
    }

    /// The plan for a state, and what it asks for, also of what must not be done.
    private func plan(_ state: RunState, on course: Course) async throws -> (PlannedCalendar, Workload) {
        let now = clock.now()
        let planned = try await course.making.plan(
            state.lockfile, bytes: state.lockfile.bytes, state.journal, now: now)
        let approach = now.addingTimeInterval(Scheduler.approach)
        let (publishUntil, horizon): (Date, Date) =
            switch span {
            case .once: (now, now)
            case .until(let end): (min(approach, end), end)
            case .forever: (approach, .distantFuture)
            }
        let workload = course.making.workload(of: planned, publishUntil: publishUntil, horizon: horizon)
        return (planned, workload)
    }

    /// Does the work; what came of it is reported.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, ``Publishing/StateFailure`` when something could not
    ///   be made durable, and whatever keeps an account's client from being made, before anything is done for it.
    func perform() async throws {
        let memory = RunMemory(access: access)
        let scheduler = Scheduler(
            clock: clock, state: state, span: span,
            agenda: { state, _ in
                do {
                    return try await agenda(state, memory)
                } catch  where span == .forever {
                    throw StateFailure(passing: error)
                }
            },
            poll: poll, slowestRequest: slowestRequest, jitter: jitter,
            quota: { account, quota in
                let known = AccountQuota(
                    used: quota.used, total: quota.total, window: quota.window, readAt: clock.now())
                if let known { await self.quota(account, known) }
            },
            report: report, notice: notice)
        _ = try await scheduler.run()
    }

    private func agenda(_ state: RunState, _ memory: RunMemory) async throws -> Agenda {
        let course = try await course()
        let (commit, now) = (course.making.calendar.exactCommit, clock.now())
        if let lull = memory.lull, lull.goesOn(for: state, at: commit, now) { return lull.agenda }
        memory.lull = nil
        let (planned, wanted) = try await plan(state, on: course)
        let workload = try course.restrict(wanted)
        self.planned(planned, workload)
        let accounts = course.making.calendar.settings?.accounts ?? [:]
        let names = Set(workload.work.filter(\.needsPlatform).map(\.account))
        let platforms = try memory.clients(for: names.sorted().compactMap { accounts[$0] })
        let agenda = agenda(for: workload, course, platforms)
        if span == .forever, wanted.work.isEmpty { memory.lull = Lull(after: agenda, for: state, at: commit, now) }
        return agenda
    }

    private func agenda(
        for workload: Workload, _ course: Course, _ platforms: [AccountName: PlatformClient]
    ) -> Agenda {
        let safety = course.making.calendar.settings?.safety ?? Safety()
        return Agenda(
            work: workload.work, next: workload.next, platforms: platforms, hosting: course.hosting,
            quiet: safety.quiet.filter { $0.from.instant < $0.to.instant }.map { $0.from.instant..<$0.to.instant },
            minimumGap: safety.minimumGap, mostPublishes: course.mostPublishes, mostDeletes: course.mostDeletes)
    }
}

/// What a run keeps from one look to the next.
private final class RunMemory: Sendable {
    /// One keeps what it heard of its allowance, for as long as account and token are as they were.
    private struct Known {
        let account: Account
        let token: String
        let client: PlatformClient
    }

    private let access: AccountAccess
    private let known = Mutex<[AccountName: Known]>([:])
    private let lastLull = Mutex<Lull?>(nil)

    var lull: Lull? {
        get { lastLull.withLock { $0 } }
        set { lastLull.withLock { $0 = newValue } }
    }

    init(access: AccountAccess) { self.access = access }

    func clients(for accounts: [Account]) throws -> [AccountName: PlatformClient] {
        try known.withLock { known in
            var clients: [AccountName: PlatformClient] = [:]
            for account in accounts {
                do {
                    let token = try access.token(account)
                    if let former = known[account.name], former.account == account, former.token == token {
                        clients[account.name] = former.client
                    } else {
                        let client = try access.client(account, token)
                        known[account.name] = Known(account: account, token: token, client: client)
                        clients[account.name] = client
                    }
                } catch {
                    try access.unreachable(account, error)
                }
            }
            return clients
        }
    }
}

extension LoadedCalendar {
    /// The commit that says all of it; nil where something is not committed.
    fileprivate var exactCommit: CommitID? { isDirty ? nil : commit }
}

extension Work {
    /// Whether anything is asked of the platform.
    fileprivate var needsPlatform: Bool { if case .note = task { false } else { true } }
}
