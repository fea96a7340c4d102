import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import HTTP

/// `calends doctor`: whether everything that publishing stands on is as it must be.
struct DoctorCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        let calendar = try await workspace.calendar()
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let accounts = try invocation.accounts(of: settings)
        let http = invocation.trace.httpClient()
        var checks = [calendarCheck(calendar)]
        if let freeze = calendar.freeze {
            checks.append(
                Check(
                    subject: "calendar", name: "freeze", verdict: .warn,
                    what: "nothing is published: \(freeze.trimmed)",
                    fix: "remove \(CalendarLoader.freezePath) to go on"))
        }
        checks.append(SurroundingChecks.mediaTools(invocation.environment))
        checks += await SurroundingChecks.hosting(
            settings, calendar, workspace, invocation.environment, http)
        checks += await SurroundingChecks.remote(settings.state, workspace, invocation.environment)
        checks += await SurroundingChecks.clocks(of: accounts, http)
        checks += try await AuthStatusCommand.checks(
            of: accounts, settings, calendar.publications, invocation, workspace)
        return invocation.show(checks)
    }

    private func calendarCheck(_ calendar: LoadedCalendar) -> Check {
        let errors = calendar.diagnostics.count { $0.severity == .error }
        return Check(
            subject: "calendar", name: "entries", verdict: errors == 0 ? .ok : .fail,
            what: errors == 0
                ? "\(calendar.entries.count) without an error" : "\(errors) \(errors == 1 ? "error" : "errors")",
            fix: errors == 0 ? nil : "run calends validate")
    }
}
