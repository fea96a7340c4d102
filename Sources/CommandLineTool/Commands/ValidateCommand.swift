import CalendarLoading
import ContentModel
import Diagnostics
import Planning
import Views

/// `calends validate`
struct ValidateCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        let findings = try await workspace.lookingIntoMedia {
            try await workspace.findings(at: invocation.value(of: .commit), looking: .intoWhatIsToCome)
        }
        let console = invocation.console
        let (diagnostics, entryCount) = (findings.diagnostics, findings.entryCount)
        switch invocation.format {
        case "json": console.write(DiagnosticJSON.report(diagnostics, entryCount: entryCount).text)
        case "github": console.write(GitHubAnnotations.text(diagnostics))
        default: console.write(DiagnosticText.text(diagnostics, style: console.style))
        }
        invocation.tell(DiagnosticText.summary(of: diagnostics, entryCount: entryCount))
        return diagnostics.containsError ? .calendarErrors : .done
    }
}
