import ContentModel
import Diagnostics

/// What a calendar without hosting cannot publish.
///
/// A warning, since nothing but a real apply needs hosting: a rehearsal brings its own.
enum HostingNeed {
    /// One finding at the first medium that has to be public, however many there are.
    static func findings(in readings: [EntryReading]) -> [Diagnostic] {
        let needy = readings.lazy.flatMap(\.publications).filter { !$0.fetchedMedia.isEmpty }
        guard let first = needy.min(by: { $0.id < $1.id }), let medium = first.fetchedMedia.first else { return [] }
        let why =
            first.uploadsVideos
            ? "Meta takes the bytes of videos alone, and fetches pictures from a public URL"
            : "Meta fetches the media of \(first.account.name) from a public URL"
        return [
            Diagnostic(
                medium.location, "hosting is missing in calendar/settings.yaml", why: why,
                fix: "write hosting: there before it is due", severity: .warning)
        ]
    }
}
