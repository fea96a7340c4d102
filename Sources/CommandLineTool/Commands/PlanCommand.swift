import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import Planning
import TimeZones
import Views

/// `calends plan`
struct PlanCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        if invocation.has(.out), invocation.has(.sandbox) { throw UsageError.optionExcludes(.sandbox, .out) }
        // An apply does not ask the platform, and would find that such a plan has moved.
        if invocation.has(.refresh), invocation.has(.out) { throw UsageError.optionExcludes(.out, .refresh) }
        if invocation.has(.refresh), invocation.has(.sandbox) { throw UsageError.optionExcludes(.sandbox, .refresh) }
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let read = Date()
        // Wall times are in the calendar's own zone, so the moment is known once the settings are.
        let moment = { @Sendable (zone: ZoneRules) throws(UsageError) -> Date in
            guard let text = invocation.value(of: .at) else { return read }
            return try MomentArgument.instant(text, of: .at, in: zone, endsDay: false)
        }
        let source = try await workspace.lookingIntoMedia {
            try await PlanSource.read(for: invocation, workspace) { settings in
                try moment(workspace.zone(named: settings.timezone))
            }
        }
        let calendar = source.calendar
        let making = try PlanMaking(calendar, in: workspace, selection: invocation.selection)
        let zone = workspace.zone(of: calendar)
        let accounts = invocation.has(.sandbox) ? [:] : calendar.settings?.accounts ?? [:]
        let secrets = Secrets(environment: invocation.environment, in: workspace)
        var observation = AccountObservation()
        if invocation.has(.refresh) {
            observation = try await .of(making.calendar, published: source.lockfile, for: invocation, workspace)
        }
        let planned = try await making.plan(
            source.lockfile, digest: source.digest, settledCount: source.settledCount, source.journal,
            observed: observation.accounts, quotas: source.quotas,
            tokenEnds: TokenKeeping.ends(of: accounts, in: workspace.root, secrets),
            hostingEnd: invocation.has(.sandbox)
                ? nil : calendar.settings?.hosting?.keysEnd(in: invocation.environment), now: moment(zone))
        var plan = planned.plan
        let brakes = calendar.settings.map { Brakes(invocation: invocation, settings: $0) }
        plan.obstacles = obstacles(to: planned, making, of: calendar, brakes)
        var warnings =
            observation.problems.map(\.diagnostic) + StoreWarnings.of(accounts, in: workspace.root, for: plan)
            + (brakes?.warnings(of: plan.obstacles) ?? [])
        if !invocation.has(.sandbox) { warnings += try ShallowHistory.warnings(in: workspace.root, for: plan) }
        plan.diagnostics = (plan.diagnostics + warnings).sorted()
        let console = invocation.console
        switch invocation.format {
        case "json": console.write(PlanJSON.value(plan, zone: zone).text)
        case "github": console.write(GitHubAnnotations.text(plan, zone: zone))
        case "markdown":
            let pictures = HostedPictures(calendar, in: workspace)
            console.write(PlanMarkdown(plan, zone: zone, thumbnail: { pictures.url(of: $0) }).text)
        case "html":
            let media = ViewedMedia(of: workspace)
            let page = PlanPage(plan, zone: zone, media: { media.medium(of: $0) })
            console.write(try await workspace.lookingIntoMedia { page.text })
        default: console.write(PlanText(plan, style: console.style, zone: zone).text)
        }
        if let name = invocation.value(of: .out) { try save(plan, of: calendar, in: workspace, as: name) }
        if plan.diagnostics.containsError { return .calendarErrors }
        // What was not asked may be otherwise.
        guard observation.problems.isEmpty else { return .tryLater }
        guard invocation.has(.detailedExitcode) else { return .done }
        // Changes are told first: a script that applies them must not stop at what was missed long ago.
        return plan.hasChanges ? .changesPending : plan.needsPerson ? .needsPerson : .done
    }

    /// What would stop an apply of the plan; a rehearsal has no brakes.
    private func obstacles(
        to planned: PlannedCalendar, _ making: PlanMaking, of calendar: LoadedCalendar, _ brakes: Brakes?
    ) -> [Obstacle] {
        guard let brakes, !invocation.has(.sandbox) else { return calendar.invalidity.map { [$0] } ?? [] }
        let now = planned.plan.now
        return brakes.obstacles(to: making.workload(of: planned, publishUntil: now, horizon: now), of: calendar)
    }

    private func save(_ plan: Plan, of calendar: LoadedCalendar, in workspace: Workspace, as name: String) throws {
        guard !plan.diagnostics.containsError else {
            throw CommandFailure(
                "'\(name)' was not saved", why: "the calendar has errors, and apply would refuse it",
                fix: "fix what the plan names", status: .calendarErrors)
        }
        let selection = invocation.selection
        let saved = SavedPlan(
            plan, calendar: try calendar.content(in: workspace), accounts: selection.accounts,
            targets: selection.targets.map(\.text))
        try PlanFile(name, for: invocation).write(saved)
        // A commit of what was planned leaves the plan as it is.
        let first = calendar.isDirty ? "commit, then " : ""
        let command = (["calends apply \(name)"] + plan.obstacles.compactMap(\.override)).joined(separator: " ")
        invocation.tell("Saved. To do this and nothing else: \(first)\(command)")
    }
}
