import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import LocalState
import Planning
import Publishing
import ScheduleLock

/// Carries a plan out and shows what happens.
struct ApplyRun: Sendable {
    let making: PlanMaking
    let state: LocalState
    let clock: ClockClient
    let hosting: HostingClient
    let reporter: ApplyReporter
    /// The client of an account that has work.
    let platform: @Sendable (Account) throws -> PlatformClient

    /// How long a run may take that does not wait for anything to fall due: a video is processed in minutes.
    private static let patience: TimeInterval = 15 * 60

    /// The plan for the state as it is now.
    func plan() async throws -> PlannedCalendar {
        let lockfile = await state.lockfile
        return try await making.plan(lockfile, bytes: lockfile.bytes, await state.journal, now: clock.now())
    }

    /// What an apply would do of a plan.
    func workload(of planned: PlannedCalendar) -> Workload {
        Workload(
            of: planned.plan, lockfile: planned.lockfile, journal: planned.journal,
            publishUntil: planned.plan.now, earlier: making.earlierPublications(in: planned.journal))
    }

    /// Does the work; what came of it is with the reporter.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, ``Publishing/StateFailure`` when something could not
    ///   be made durable, and whatever keeps an account's client from being made, before anything is done.
    func perform(_ workload: Workload) async throws {
        var platforms: [AccountName: PlatformClient] = [:]
        let accounts = making.calendar.settings?.accounts ?? [:]
        for name in Set(workload.work.filter(\.needsPlatform).map(\.account)).sorted() {
            guard let account = accounts[name] else { continue }
            platforms[name] = try platform(account)
        }
        let applier = Applier(
            clock: clock, platforms: platforms, hosting: hosting, state: state.client,
            runEnd: clock.now().addingTimeInterval(Self.patience), report: { reporter.hear($0) })
        try await reporter.whileTurning { _ = try await applier.run(workload.work) }
    }
}

extension Work {
    /// Whether anything is asked of the platform.
    fileprivate var needsPlatform: Bool { if case .note = task { false } else { true } }
}
