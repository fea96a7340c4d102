public import ContentModel
import Diagnostics
import ObjectIDs
import Planning

/// Reads calendars: settings, the brake, and every entry, on all cores.
public struct CalendarLoader: Sendable {
    /// Where everything about a calendar lies.
    public static let settingsPath = "calendar/settings.yaml"
    /// A file that stops every publish while it exists.
    public static let freezePath = "calendar/FREEZE"

    private let zones: ZoneClient

    /// A loader that resolves wall times by the rules of `zones`.
    public init(zones: ZoneClient) { self.zones = zones }

    /// Everything in `source`: problems of files are in the result, sorted, never thrown.
    ///
    /// - Throws: when the source itself cannot be read.
    public func load(_ source: CalendarSource) async throws(CalendarSourceError) -> LoadedCalendar {
        let files = try source.calendarFiles()
        let listing = CalendarListing(files)
        let settings = try settings(in: listing, of: source)
        let decoded = await mapInParallel(listing.entries) { Self.decode($0, from: source) }
        let media = try await media(of: decoded.compactMap(\.draft), in: source)
        let context = EntryContext(
            settings: settings.settings, undecidedAccounts: settings.undecidedAccounts, zones: zones, media: media)
        // Without accounts every entry would be found to name unknown ones.
        let canJudge = listing.settings != nil && settings.namesAccounts
        var readings = await mapInParallel(decoded) { file in
            guard let draft = file.draft, canJudge else {
                return EntryReading(unreadable: file.source, diagnostics: file.diagnostics)
            }
            return EntryReading(draft, in: context, earlier: file.diagnostics)
        }
        EntryCollisions.report(in: &readings)
        return try assemble(readings, settings, listing, media: decoded, source)
    }

    // MARK: - Parts

    /// An entry's file, decoded as far as it goes.
    struct DecodedFile: Sendable {
        var source: Publication.Source
        var draft: EntryDraft?
        var diagnostics: [Diagnostic]
    }

    private static func decode(_ file: CalendarFile, from source: CalendarSource) -> DecodedFile {
        let publicationSource = Publication.Source(path: file.path, blob: file.blob)
        guard !file.isLink else {
            let link = CalendarListing.link(at: file.path)
            return DecodedFile(source: publicationSource, draft: nil, diagnostics: [link])
        }
        do throws(CalendarSourceError) {
            let (draft, diagnostics) = EntryDecoder(source: publicationSource).decode(try source.read(file))
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

    /// Looks at every medium once: paths to blobs in one question, facts once a blob.
    private func media(
        of drafts: [EntryDraft], in source: CalendarSource
    ) async throws(CalendarSourceError) -> MediaClient {
        let paths = Set(drafts.flatMap(\.mediaPaths)).sorted()
        let located = try source.locate(paths)
        var pathsByBlob: [BlobID: String] = [:]
        for path in paths {
            if case .success(let blob)? = located[path], pathsByBlob[blob] == nil { pathsByBlob[blob] = path }
        }
        let blobs = pathsByBlob.sorted { $0.value < $1.value }
        let facts = await mapInParallel(blobs) { blob, path in (blob, source.facts(path, blob)) }
        let factsByBlob = Dictionary(facts, uniquingKeysWith: { first, _ in first })
        return MediaClient { path in
            guard let found = located[path] else { return .failure(.missing(nearest: nil)) }
            return found.flatMap { blob in
                guard let facts = factsByBlob[blob] else { return .failure(.missing(nearest: nil)) }
                return facts.map { InspectedMedia(blob: blob, facts: $0) }
            }
        }
    }

    private func assemble(
        _ readings: [EntryReading], _ settings: SettingsReading, _ listing: CalendarListing, media: [DecodedFile],
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
            uncommitted: try source.uncommitted(Set(media.compactMap(\.draft).flatMap(\.mediaPaths)).sorted()))
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
