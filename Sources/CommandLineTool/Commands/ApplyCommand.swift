import CalendarLoading
import Diagnostics
import Views

/// `calends apply`
struct ApplyCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        try invocation.require(.sandbox, for: .at, .until)
        if invocation.has(.sandbox), invocation.has(.wait) { throw UsageError.optionExcludes(.sandbox, .wait) }
        let file = invocation.arguments.operands.first.map { PlanFile($0, for: invocation) }
        for option in [Option.sandbox, .account, .target] where file != nil && invocation.has(option) {
            throw UsageError.planDecides(option)
        }
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar(looking: .intoWhatIsToCome)
        if let invalidity = calendar.invalidity {
            let console = invocation.console
            console.report(DiagnosticText.text(calendar.diagnostics, style: console.reportStyle))
            throw invalidity.failure
        }
        if invocation.has(.sandbox) {
            return try await Rehearsal(invocation: invocation, workspace: workspace, calendar: calendar).run()
        }
        return try await RealApply(
            invocation: invocation, workspace: workspace, calendar: calendar,
            saved: file.map { ($0, try $0.read()) }
        ).run()
    }
}
