import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import Planning
import Publishing
import Views

/// `calends refresh`: asks the platform what became of what was published, and changes nothing.
struct DriftCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar()
        let making = try PlanMaking(calendar, in: workspace, selection: invocation.selection)
        let state = try PublishedState.lastSeen(for: invocation, workspace, calendar.settings)
        let observation = try await AccountObservation.of(
            making.calendar, published: state.lockfile, for: invocation, workspace)
        let plan = try await making.plan(state, observed: observation.accounts, now: Date()).plan
        let report = DriftReport(plan, problems: observation.problems.map(\.sentence))
        let console = invocation.console
        console.write(
            invocation.format == "json"
                ? report.json.text : report.text(style: console.style, zone: workspace.zone(of: calendar)))
        if report.needsPerson { return .needsPerson }
        return observation.problems.isEmpty ? .done : .tryLater
    }
}
