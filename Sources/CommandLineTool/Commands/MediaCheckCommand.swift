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
        let calendar = try await workspace.lookingIntoMedia {
            try await workspace.calendar(at: invocation.value(of: .commit), looking: .intoEverything)
        }
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
    /// Every medium of a legal publication as it goes out, each once, sorted by path, with the entries that show it.
    var media: [MediaListing.Row] {
        struct Outcome: Hashable {
            var path: MediaPath
            var treatment: Treatment?
        }
        var rows: [Outcome: (file: MediaFile, entries: Set<EntryID>)] = [:]
        for publication in publications {
            for file in publication.content.media {
                let outcome = Outcome(path: MediaPath(known: file.path), treatment: file.treatment)
                rows[outcome, default: (file, [])].entries.insert(publication.id.entry)
            }
        }
        return rows.sorted {
            ($0.key.path, $0.key.treatment?.summary ?? "") < ($1.key.path, $1.key.treatment?.summary ?? "")
        }.map { MediaListing.Row($0.value.file, entries: $0.value.entries.sorted { $0.text < $1.text }) }
    }
}
