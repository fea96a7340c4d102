import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import LocalState
import Planning
import Publishing
import TimeZones
import Views

/// `calends apply` against the real accounts: brakes first, then the work, then the commit of what came of it.
struct RealApply {
    let invocation: Invocation
    let workspace: Workspace
    let calendar: LoadedCalendar

    func run() async throws -> ExitStatus {
        guard let settings = calendar.settings else { return .calendarErrors }
        let brakes = Brakes(invocation: invocation, settings: settings)
        try brakes.checkCommitted(calendar)
        try brakes.checkState()
        let making = try PlanMaking(calendar, in: workspace, accounts: invocation.accountNames)
        let zone = workspace.zone(of: calendar)
        let files = try workspace.files()
        let state = try StateOpening.open(files, at: .real)
        let clock = ClockClient.system.finishingShortSleeps(upTo: .seconds(3))
        let reporter = ApplyReporter(for: invocation, zone: zone)
        let hosting = RealHosting(
            settings: settings, commit: calendar.isDirty ? nil : calendar.commit, workspace: workspace)
        let clients = PlatformClients()
        let secrets = Secrets(environment: invocation.environment, root: workspace.root)
        let run = ApplyRun(
            making: making, state: state, clock: clock, hosting: try hosting.client(), reporter: reporter
        ) { account in
            let token = try secrets.secret(
                account.token, for: "the token of account \(account.name)", at: account.location)
            return try clients.client(for: account, token: token, api: account.api)
        }
        let planned = try await run.plan()
        var workload = run.workload(of: planned)
        if calendar.freeze != nil {
            // Nothing goes out, and still it is found out what became of what may have gone out before.
            workload.work.removeAll { !$0.onlyLooks }
            if workload.work.isEmpty { try brakes.checkFreeze(calendar) }
        }
        try brakes.check(workload)
        try brakes.check(workload, against: await state.forgotten)
        try confirm(workload, planned.plan, zone)
        let ending = try await perform(workload, run)
        let summary = ApplySummary(
            outcomes: reporter.outcomes, plan: planned.plan, later: workload.later, ending: ending.status)
        reporter.conclude(summary, style: invocation.console.style, zone: zone)
        let committed = ResultCommit(invocation: invocation, workspace: workspace)
            .commit(await state.lockfile, as: .results)
        if case .unrecorded(let failure) = ending { throw failure }
        try brakes.checkFreeze(calendar)
        return summary.exitStatus.combined(with: committed)
    }

    /// How the work came to its end.
    private enum Ending {
        case done
        /// By a signal.
        case interrupted
        /// Because something could not be made durable.
        case unrecorded(StateFailure)

        var status: ExitStatus {
            switch self {
            case .done: .done
            case .interrupted: .tryLater
            case .unrecorded: .needsPerson
            }
        }
    }

    private func perform(_ workload: Workload, _ run: ApplyRun) async throws -> Ending {
        let work = Task { try await run.perform(workload) }
        let console = invocation.console
        let interruption = Interruption {
            console.report("Stopping when what is in flight has ended; once more stops at once.\n")
            work.cancel()
        }
        defer { interruption.end() }
        do {
            try await work.value
            return .done
        } catch is CancellationError {
            return .interrupted
        } catch let failure as StateFailure {
            return .unrecorded(failure)
        }
    }

    /// Shows a person what will happen and waits for a yes; in a job there is nobody to ask.
    private func confirm(_ workload: Workload, _ plan: Plan, _ zone: ZoneRules) throws {
        let console = invocation.console
        let count = workload.work.count { $0.isVisible }
        guard count > 0, console.isInteractive, !invocation.has(.autoApprove) else { return }
        console.report(PlanText(plan, style: console.reportStyle, zone: zone).text + "\n")
        let answer = console.ask(
            "Make \(count) \(count == 1 ? "change" : "changes") that the public sees? Type 'yes' to go on: ")
        guard answer == "yes" else {
            throw CommandFailure(
                "nothing was done", why: "the answer was not 'yes'",
                fix: "type yes, or add --auto-approve where nobody is asked",
                status: .needsPerson)
        }
    }
}

extension Work {
    /// Whether it publishes and changes nothing.
    fileprivate var onlyLooks: Bool {
        switch task {
        case .publish(_, _, _, .resolved), .resolveRemoval: true
        case .publish, .update, .remove, .replace, .note: false
        }
    }

    /// Whether doing it changes what the public sees.
    fileprivate var isVisible: Bool {
        switch task {
        case .publish(_, _, _, let goal): goal == .published
        case .update, .remove, .replace: true
        case .resolveRemoval, .note: false
        }
    }
}
