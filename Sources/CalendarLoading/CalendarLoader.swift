public import ContentModel
import Diagnostics
import Git
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
        @Sendable (_ path: String, _ blob: BlobID, _ facts: MediaFacts, _ bytes: () throws(MediaDefect) -> [UInt8])
        -> MediaInsight

    /// A loader that resolves wall times by the rules of `zones`.
    ///
    /// - Parameters:
    ///   - look: looks into each medium once; without it, headers alone decide.
    ///   - ignoresHosting: whether media are judged as if any hosting could publish what was made of them.
    public init(zones: ZoneClient, look: MediaLook? = nil, ignoresHosting: Bool = false) {
        (self.zones, self.look, self.ignoresHosting) = (zones, look, ignoresHosting)
    }

    /// Everything in `source`: problems of files are in the result, sorted, never thrown.
    ///
    /// - Throws: when the source itself cannot be read.
    public func load(_ source: CalendarSource) async throws(CalendarSourceError) -> LoadedCalendar {
        let listing = CalendarListing(try source.calendarFiles())
        let judging = judging(source, try settings(in: listing, of: source), isWhole: listing.settings != nil)
        return try await load(source, listing, by: judging)
    }

    /// - Parameters:
    ///   - judging: looks at the entries.
    ///   - known: what some entries came to already, by their paths.
    func load(
        _ source: CalendarSource, _ listing: CalendarListing, by judging: EntryJudging,
        known: [RepositoryPath: EntryReading] = [:]
    ) async throws(CalendarSourceError) -> LoadedCalendar {
        var readings: [EntryReading] = []
        readings.reserveCapacity(listing.entries.count)
        let new = known.isEmpty ? listing.entries : listing.entries.filter { known[RepositoryPath($0.path)] == nil }
        try await judging.judge(new, { $0 }) { readings += $0 }
        if !known.isEmpty {
            readings += listing.entries.compactMap { known[RepositoryPath($0.path)] }
            readings.sort { $0.source.path.utf8.lexicographicallyPrecedes($1.source.path.utf8) }
        }
        EntryCollisions.report(in: &readings)
        return try assemble(
            readings, judging.settings, listing, uncommitted: source.uncommitted(judging.mediaPaths), source)
    }

    // MARK: - Parts

    /// - Parameters:
    ///   - isWhole: whether there are settings at all; without accounts every entry would be found to name unknown ones.
    ///   - makesPublications: see ``EntryContext``.
    ///   - published: media that need not be looked into.
    func judging(
        _ source: CalendarSource, _ settings: SettingsReading, isWhole: Bool, makesPublications: Bool = true,
        published: Set<BlobID> = []
    ) -> EntryJudging {
        var look = look
        if let lookInside = look, !published.isEmpty {
            look = { path, blob, facts, bytes in
                published.contains(blob) ? MediaInsight() : lookInside(path, blob, facts, bytes)
            }
        }
        return EntryJudging(
            source, settings, zones: zones, look: look, ignoresHosting: ignoresHosting,
            makesPublications: makesPublications, canJudge: isWhole && settings.namesAccounts)
    }

    func settings(
        in listing: CalendarListing, of source: CalendarSource
    ) throws(CalendarSourceError) -> SettingsReading {
        guard let file = listing.settings else { return SettingsReading(missing: Self.settingsPath) }
        var reading = SettingsReading(try source.read(file), file: file.path, zones: zones)
        reading.diagnostics += try SecretFiles(of: reading.settings).findings(in: source)
        return reading
    }

    /// One finding about the first medium that has to be public, however many there are.
    private func hostingNeed(of readings: [EntryReading]) -> [Diagnostic] {
        readings.lazy.compactMap { HostingNeed(of: $0) }.min().map { [$0.finding] } ?? []
    }

    /// What the brake says of itself; one that cannot be read stops everything all the same.
    private func reason(of brake: CalendarFile, in source: CalendarSource, _ diagnostics: inout [Diagnostic]) -> String
    {
        guard !brake.isLink else { return "" }
        do throws(CalendarSourceError) {
            return String(decoding: try source.read(brake), as: UTF8.self).trimmedLines.shortened
        } catch {
            diagnostics.append(
                Diagnostic(
                    SourceLocation(file: brake.path), error.what,
                    why: "\(error.why): every publish is stopped, and nobody is told the reason", fix: error.fix,
                    severity: .warning))
            return ""
        }
    }

    private func assemble(
        _ readings: [EntryReading], _ settings: SettingsReading, _ listing: CalendarListing, uncommitted: [String],
        _ source: CalendarSource
    ) -> LoadedCalendar {
        let mayAct = !settings.diagnostics.containsError
        let invalid = readings.filter { $0.diagnostics.containsError }
        var diagnostics =
            settings.diagnostics + listing.diagnostics + readings.flatMap(\.diagnostics)
            + (settings.settings.hosting == nil ? hostingNeed(of: readings) : [])
        let freeze = listing.freeze.map { reason(of: $0, in: source, &diagnostics) }
        return LoadedCalendar(
            settings: mayAct ? settings.settings : nil, settingsBlob: listing.settings?.blob,
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

    /// No longer than what is told beside each publication that is held back.
    fileprivate var shortened: String {
        let start = prefix(1_000)
        return start.endIndex == endIndex ? self : start + "…"
    }
}
