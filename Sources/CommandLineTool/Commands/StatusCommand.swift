import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import TimeZones
import Views

/// `calends status`
struct StatusCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let (statuses, zone) = try await PublicationStatus.all(for: invocation)
        let console = invocation.console
        if invocation.format == "json" {
            console.write(StatusJSON.report(statuses).text)
        } else {
            console.write(StatusText(statuses, style: console.style, zone: zone).text)
        }
        return .done
    }
}

extension PublicationStatus {
    /// Where every publication of the work tree stands, and the zone to show it in.
    static func all(for invocation: Invocation) async throws -> ([PublicationStatus], ZoneRules) {
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        // As the last plan has seen it, so that both count alike.
        let calendar = try await workspace.calendar(looking: .asRemembered)
        let making = try PlanMaking(calendar, in: workspace, selection: invocation.selection)
        let state = try PublishedState.lastSeen(for: invocation, workspace, calendar.settings)
        let quotas = try PublishedState.quotas(for: invocation, workspace)
        let planned = try await making.plan(state, quotas: quotas, now: Date())
        let statuses = all(
            of: planned.plan, desired: making.calendar.publications, lockfile: planned.lockfile,
            journal: planned.journal
        ).filter { invocation.selection.includes($0.publication) }
        return (statuses, workspace.zone(of: calendar))
    }
}
