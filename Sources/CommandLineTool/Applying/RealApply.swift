import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import LocalState
import Planning
import Publishing
import ScheduleLock
import TimeZones
import Views

/// `calends apply` against the real accounts: brakes first, then the work, then the commit of what came of it.
struct RealApply {
    let invocation: Invocation
    let workspace: Workspace
    let calendar: LoadedCalendar
    /// The saved plan to carry out, if there is one.
    var saved: (file: PlanFile, plan: SavedPlan)?

    /// What the run is about, by its command line or its saved plan.
    private var selection: Selection {
        guard let plan = saved?.plan else { return invocation.selection }
        return Selection(
            accounts: plan.accounts.map { AccountName($0) }, targets: plan.targets.map { TargetPattern($0) })
    }

    func run() async throws -> ExitStatus {
        guard let settings = calendar.settings else { return .calendarErrors }
        let brakes = Brakes(invocation: invocation, settings: settings)
        try brakes.checkCommitted(calendar)
        try brakes.checkState()
        let span: Scheduler.Span =
            try invocation.span(.wait).map { .until(Date().addingTimeInterval($0 / .seconds(1))) } ?? .once
        let zone = workspace.zone(of: calendar)
        let keeper = try await StateKeeper.open(for: invocation, workspace, settings)
        let forgotten = await keeper.forgotten()
        let reporter = ApplyReporter(for: invocation, zone: zone)
        let quotas = try QuotaMemory(in: workspace.files(), at: .real)
        let course = try courses(over: span, settings, forgotten, reporter)
        let run = ApplyRun(
            state: keeper.client, clock: ClockClient.system.finishingShortSleeps(upTo: .seconds(3)), span: span,
            course: course, access: try .real(invocation, workspace, keeper, app: settings.app),
            slowestRequest: keeper.slowestRequest, quota: { await quotas.remember($1, of: $0) },
            report: { reporter.hear($0) },
            notice: { reporter.hear($0) })
        return try await keeper.whileAttending {
            try await checkSaved(against: keeper.client.read())
            let (planned, workload) = try await run.plan(keeper.client.read())
            if workload.work.isEmpty, span == .once { try brakes.checkFreeze(calendar) }
            try brakes.check(workload)
            try confirm(workload, planned.plan, over: span, zone)
            let console = invocation.console
            let ending = await RunEnding.of(
                whenStopped: {
                    workspace.media.stop()
                    console.report("Stopping when what is in flight has ended; once more stops at once.\n")
                },
                whenTooLate: {
                    console.report("What has not ended is recorded: the next run finds out what became of it.\n")
                }
            ) { try await reporter.whileTurning { try await run.perform() } }
            defer { ending.interruption.end() }
            let results = ResultCommit(
                invocation: invocation, workspace: workspace, layout: LockfileLayout(settings))
            if let failure = ending.failure, !(failure is StateFailure) {
                _ = await keeper.conclude(results, .results)
                throw failure
            }
            let summary = ApplySummary(
                outcomes: reporter.outcomes, plan: planned.plan,
                later: planned.plan.later(than: reporter.outcomes), ending: ending.status)
            reporter.conclude(summary, style: invocation.console.style, zone: zone)
            let concluded = await keeper.conclude(results, .results)
            if let failure = ending.failure { throw failure }
            try brakes.checkFreeze(calendar)
            return summary.exitStatus.combined(with: concluded)
        }
    }

    /// Refuses a saved plan that is not what would happen now.
    private func checkSaved(against state: RunState) async throws {
        guard let saved else { return }
        let making = try PlanMaking(calendar, in: workspace, selection: selection)
        let plan = try await making.plan(state, now: Date()).plan
        let now = SavedPlan(
            plan, calendar: try calendar.content(in: workspace), accounts: selection.accounts,
            targets: selection.targets.map(\.text))
        try saved.file.check(saved.plan, against: now, of: workspace)
    }

    /// A run that ends at once keeps to the commit that is checked out; one that waits goes with the branch.
    private func courses(
        over span: Scheduler.Span, _ settings: Settings, _ forgotten: [PublicationID], _ reporter: ApplyReporter
    ) throws -> @Sendable () async throws -> Course {
        let tip = try? BranchTip(for: invocation, workspace, settings)
        if span != .once, saved == nil, !calendar.isDirty, let tip {
            let follower = CalendarFollower(workspace, tip: tip.movedOn(from: workspace))
            let courses = RunCourses(
                invocation: invocation, workspace: workspace, follower: follower, forgotten: { forgotten },
                state: settings.state, tell: { reporter.say($0) },
                heldBack: { problems in for problem in problems { reporter.say("held back: \(problem)") } })
            return { try await courses.current() }
        }
        let brakes = Brakes(invocation: invocation, settings: settings)
        let isFrozen = calendar.freeze != nil
        let hosting = RealHosting(
            settings: settings, commit: calendar.isDirty ? nil : calendar.commit, workspace: workspace,
            environment: invocation.environment, tell: { reporter.say($0) })
        let course = Course(
            making: try PlanMaking(calendar, in: workspace, selection: selection.restricted(to: saved?.plan)),
            hosting: try hosting.client(), mostPublishes: brakes.mostPublishes, mostDeletes: brakes.mostDeletes
        ) { workload in
            var workload = workload
            // Nothing goes out, and still it is found out what became of what may have gone out before.
            if isFrozen { workload.work.removeAll { !$0.onlyLooks } }
            try hosting.check(workload)
            try brakes.check(workload, against: forgotten)
            return workload
        }
        return { course }
    }

    /// Shows a person what will happen and waits for a yes; in a job there is nobody to ask.
    private func confirm(
        _ workload: Workload, _ plan: Plan, over span: Scheduler.Span, _ zone: ZoneRules
    ) throws {
        let console = invocation.console
        var count = workload.work.count { $0.isVisible }
        if case .until(let end) = span {
            let approach = plan.now.addingTimeInterval(Scheduler.approach)
            count += plan.actions.count { $0.kind == .publish && $0.at > approach && $0.at <= end }
        }
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

extension Plan {
    /// What still waits for its time, by due time; what is prepared, too.
    fileprivate func later(than outcomes: [PublicationID: FlowOutcome]) -> [Action] {
        actions.filter { action in
            guard action.kind == .publish, !isDue(action) else { return false }
            if case .published? = outcomes[action.publication] { return false }
            return true
        }
    }
}
