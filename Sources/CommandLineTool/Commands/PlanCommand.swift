import CalendarLoading
import Diagnostics
import FoundationEssentials
import Planning
import Views

/// `calends plan`
struct PlanCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(around: invocation.directory)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar(at: invocation.value(of: .commit))
        let making = try PlanMaking(calendar, in: workspace, accounts: invocation.accountNames)
        let zone = workspace.zone(of: calendar)
        let now = try invocation.value(of: .at).map { text throws(UsageError) in
            try MomentArgument.instant(text, of: .at, in: zone, endsDay: false)
        }
        let state = try PublishedState.lastSeen(for: invocation, workspace, calendar.settings)
        let quotas = try PublishedState.quotas(for: invocation, workspace)
        let plan = try await making.plan(state, quotas: quotas, now: now ?? Date()).plan
        let console = invocation.console
        switch invocation.format {
        case "json": console.write(PlanJSON.value(plan, zone: zone).text)
        case "markdown":
            let pictures = HostedPictures(calendar, in: workspace)
            console.write(PlanMarkdown(plan, zone: zone, thumbnail: { pictures.url(of: $0) }).text)
        case "html":
            let media = ViewedMedia(of: workspace)
            console.write(PlanPage(plan, zone: zone, media: { media.source(of: $0) }).text)
        default: console.write(PlanText(plan, style: console.style, zone: zone).text)
        }
        if plan.diagnostics.containsError { return .calendarErrors }
        guard invocation.has(.detailedExitcode) else { return .done }
        // Changes are told first: a script that applies them must not stop at what was missed long ago.
        return plan.hasChanges ? .changesPending : plan.needsPerson ? .needsPerson : .done
    }
}
