public import ContentModel
import Diagnostics
public import MediaHeaders
public import ObjectIDs
import Planning

/// Reads calendars: settings, the brake, and every entry, on all cores.
public struct CalendarLoader: Sendable {
    /// Where everything about a calendar lies.
    public static let settingsPath = "calendar/settings.yaml"
    /// A file that stops every publish while it exists.
    public static let freezePath = "calendar/FREEZE"

    let zones: ZoneClient
    private let look: MediaLook?
    private let ignoresHosting: Bool

    /// Looks into a medium behind its headers.
    public typealias MediaLook =
        @Sendable (_ path: String, _ blob: BlobID, _ facts: MediaFacts, _ bytes: () throws -> [UInt8]) -> MediaInsight

    /// A loader that resolves wall times by the rules of `zones`.
    ///
    /// - Parameters:
    ///   - look: looks into each medium once; without it, headers alone decide.
    ///   - ignoresHosting: whether media are judged as if any hosting could publish what was made of them.
    public init(zones: ZoneClient, look: MediaLook? = nil, ignoresHosting: Bool = false) {
        (self.zones, self.look, self.ignoresHosting) = (zones, look, ignoresHosting)
    }

    /// What of a calendar is kept after it was judged.
    public enum Kept: Hashable, Sendable {
        /// What a plan is made of.
        case everything
        /// What is wrong with it: of a large calendar the rest takes much memory.
        case findings
    }

    /// So many entries are in memory as drafts at a time, which take ten times what is kept of them.
    private static let batchSize = 8_192

    /// Everything in `source`: problems of files are in the result, sorted, never thrown.
    ///
    /// - Throws: when the source itself cannot be read.
    public func load(
        _ source: CalendarSource, keeping kept: Kept = .everything
    ) async throws(CalendarSourceError) -> LoadedCalendar {
        try await load(source, keeping: kept) { _ in }
    }

    /// - Parameter note: sees what entries came to, many at a time.
    func load(
        _ source: CalendarSource, keeping kept: Kept = .everything, note: ([EntryReading]) -> Void
    ) async throws(CalendarSourceError) -> LoadedCalendar {
        let listing = CalendarListing(try source.calendarFiles())
        let settings = try settings(in: listing, of: source)
        var known = settings.settings
        if ignoresHosting { known.hosting = nil }
        // Without accounts every entry would be found to name unknown ones.
        let canJudge = listing.settings != nil && settings.namesAccounts
        var media = MediaCensus(source, look: look)
        var readings: [EntryReading] = []
        readings.reserveCapacity(listing.entries.count)
        for start in stride(from: 0, to: listing.entries.count, by: Self.batchSize) {
            let batch = Array(listing.entries[start..<min(start + Self.batchSize, listing.entries.count)])
            let decoded = await mapInParallel(batch, with: { EntryDecoder() }) { decoder, file in
                Self.decode(file, from: source, by: decoder)
            }
            try await media.take(decoded.lazy.compactMap(\.draft).flatMap(\.mediaPaths))
            let context = EntryContext(
                settings: known, undecidedAccounts: settings.undecidedAccounts, zones: zones, media: media.client)
            let judged = await mapInParallel(decoded) { file in
                guard let draft = file.draft, canJudge else {
                    return EntryReading(unreadable: file.source, diagnostics: file.diagnostics)
                }
                var reading = EntryReading(draft, in: context, earlier: file.diagnostics)
                if kept == .findings { reading.publications = [] }
                return reading
            }
            note(judged)
            readings += judged
        }
        EntryCollisions.report(in: &readings)
        let uncommitted = kept == .everything ? try source.uncommitted(media.paths) : []
        return try assemble(readings, settings, listing, uncommitted: uncommitted, source)
    }

    // MARK: - Parts

    /// An entry's file, decoded as far as it goes.
    private struct DecodedFile: Sendable {
        var source: Publication.Source
        var draft: EntryDraft?
        var diagnostics: [Diagnostic]
    }

    private static func decode(
        _ file: CalendarFile, from source: CalendarSource, by decoder: EntryDecoder
    ) -> DecodedFile {
        let publicationSource = Publication.Source(path: file.path, blob: file.blob)
        guard !file.isLink else {
            let link = CalendarListing.link(at: file.path)
            return DecodedFile(source: publicationSource, draft: nil, diagnostics: [link])
        }
        do throws(CalendarSourceError) {
            let (draft, diagnostics) = decoder.decode(try source.read(file), of: publicationSource)
            return DecodedFile(source: publicationSource, draft: draft, diagnostics: diagnostics)
        } catch {
            let unreadable = Diagnostic(publicationSource.location, error.what, why: error.why, fix: error.fix)
            return DecodedFile(source: publicationSource, draft: nil, diagnostics: [unreadable])
        }
    }

    private func settings(
        in listing: CalendarListing, of source: CalendarSource
    ) throws(CalendarSourceError) -> SettingsReading {
        guard let file = listing.settings else { return SettingsReading(missing: Self.settingsPath) }
        var reading = SettingsReading(try source.read(file), file: file.path, zones: zones)
        reading.diagnostics += try SecretFiles(of: reading.settings).findings(in: source)
        return reading
    }

    private func assemble(
        _ readings: [EntryReading], _ settings: SettingsReading, _ listing: CalendarListing, uncommitted: [String],
        _ source: CalendarSource
    ) throws(CalendarSourceError) -> LoadedCalendar {
        let mayAct = !settings.diagnostics.containsError
        let invalid = readings.filter { $0.diagnostics.containsError }
        let diagnostics =
            settings.diagnostics + listing.diagnostics + readings.flatMap(\.diagnostics)
            + (settings.settings.hosting == nil ? HostingNeed.findings(in: readings) : [])
        var freeze: String?
        if let file = listing.freeze { freeze = String(decoding: try source.read(file), as: UTF8.self).trimmedLines }
        return LoadedCalendar(
            settings: mayAct ? settings.settings : nil,
            publications: mayAct ? readings.flatMap(\.publications).sorted { $0.id < $1.id } : [],
            entries: Dictionary(
                readings.map { ($0.source.path, LoadedEntry(id: $0.id, blob: $0.source.blob)) },
                uniquingKeysWith: { first, _ in first }),
            drafts: Set(readings.filter { $0.isDraft && !$0.diagnostics.containsError }.map(\.id)),
            invalidEntries: invalid.map { reading in
                InvalidEntry(
                    entry: reading.id, path: reading.source.path, accounts: reading.accounts,
                    errorCount: reading.diagnostics.count { $0.severity == .error })
            },
            diagnostics: diagnostics.sorted(), freeze: freeze, commit: source.commit,
            uncommitted: uncommitted)
    }
}

extension String {
    /// Without white space at either end.
    fileprivate var trimmedLines: String {
        var rest = self[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
