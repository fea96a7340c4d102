import CalendarLoading
import ContentModel
import Diagnostics
import Views

/// `calends media check`
struct MediaCheckCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        if let absence = workspace.media.absence { throw CommandFailure(noWorker: absence) }
        let calendar = try await workspace.calendar(at: invocation.value(of: .commit), looking: .intoEverything)
        let console = invocation.console
        let media = calendar.media
        if invocation.format == "json" {
            console.write(MediaListing.json(media, calendar.diagnostics).text)
        } else {
            console.write(MediaListing.text(media, style: console.style))
            console.write(DiagnosticText.text(calendar.diagnostics, style: console.style))
        }
        invocation.tell(
            DiagnosticText.summary(of: calendar.diagnostics, entryCount: calendar.entries.count))
        return calendar.diagnostics.containsError ? .calendarErrors : .done
    }
}

extension LoadedCalendar {
    /// Every medium of a legal publication as it goes out, each once, sorted by path.
    var media: [MediaFile] {
        struct Outcome: Hashable {
            var path: MediaPath
            var treatment: Treatment?
        }
        var seen: Set<Outcome> = []
        return publications.flatMap(\.content.media)
            .filter { seen.insert(Outcome(path: MediaPath(known: $0.path), treatment: $0.treatment)).inserted }
            .sorted { ($0.path, $0.treatment?.summary ?? "") < ($1.path, $1.treatment?.summary ?? "") }
    }
}
