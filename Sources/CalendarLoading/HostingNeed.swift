import ContentModel
import Diagnostics

/// The first medium of an entry that a calendar without hosting cannot publish, since it has to be public.
struct HostingNeed: Sendable {
    private let publication: PublicationID
    private let location: SourceLocation
    private let why: String

    /// `nil` where the entry needs none.
    init?(of reading: EntryReading) {
        let needy = reading.publications.lazy.filter { !$0.fetchedMedia.isEmpty }
        guard let first = needy.min(by: { $0.id < $1.id }), let medium = first.fetchedMedia.first else { return nil }
        (publication, location) = (first.id, medium.location)
        why =
            first.uploadsVideos
            ? "Meta takes the bytes of videos alone, and fetches pictures from a public URL"
            : "Meta fetches the media of \(first.account.name) from a public URL"
    }

    /// A warning, since nothing but a real apply needs hosting: a rehearsal brings its own.
    var finding: Diagnostic {
        Diagnostic(
            location, "hosting is missing in calendar/settings.yaml", why: why,
            fix: "write hosting: there before it is due", severity: .warning)
    }
}

extension HostingNeed: Comparable {
    static func == (left: HostingNeed, right: HostingNeed) -> Bool { left.publication == right.publication }
    static func < (left: HostingNeed, right: HostingNeed) -> Bool { left.publication < right.publication }
}
