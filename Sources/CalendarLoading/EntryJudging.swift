import ContentModel
import Diagnostics

/// Entries on their way from files to verdicts, many at a time and on all cores; what they share is looked at once.
struct EntryJudging {
    let settings: SettingsReading
    private let source: CalendarSource
    /// By which entries are judged.
    private let known: Settings
    private let zones: ZoneClient
    private let canJudge: Bool
    private let kept: CalendarLoader.Kept
    private let media: MediaCensus

    /// So many entries are read at a time: those that have to wait for their media take ten times what is kept of them.
    private static let batchSize = 2_048

    /// - Parameters:
    ///   - ignoresHosting: see ``CalendarLoader``.
    ///   - kept: what of the entries is asked for.
    ///   - canJudge: whether more can be told of entries than what is wrong with their files.
    init(
        _ source: CalendarSource, _ settings: SettingsReading, zones: ZoneClient, look: CalendarLoader.MediaLook?,
        ignoresHosting: Bool, keeping kept: CalendarLoader.Kept, canJudge: Bool
    ) {
        (self.source, self.settings, self.zones, self.canJudge) = (source, settings, zones, canJudge)
        self.kept = kept
        media = MediaCensus(source, look: look)
        var known = settings.settings
        if ignoresHosting { known.hosting = nil }
        self.known = known
    }

    /// The media that entries showed so far, sorted.
    var mediaPaths: [String] { media.paths }

    /// Reads and judges entries in their order.
    ///
    /// - Parameter take: is given what they came to, many at a time.
    func judge(_ files: [CalendarFile], _ take: ([EntryReading]) -> Void) async throws(CalendarSourceError) {
        // Which of them needs hosting, where there is none, is a finding as well.
        let context = EntryContext(
            settings: known, undecidedAccounts: settings.undecidedAccounts, zones: zones, media: media.client,
            makesPublications: kept == .everything || settings.settings.hosting == nil)
        for start in stride(from: 0, to: files.count, by: Self.batchSize) {
            let batch = Array(files[start..<min(start + Self.batchSize, files.count)])
            let pieces = await piecesInParallel(batch, with: { EntryDecoder() }) { decoder, file in
                decode(file, by: decoder, in: context)
            }
            let waiting = pieces.joined().compactMap(\.waiting)
            guard !waiting.isEmpty else {
                for piece in pieces { take(piece.compactMap(\.reading)) }
                continue
            }
            try await media.take(waiting.lazy.flatMap(\.mediaPaths))
            for piece in await mapInParallel(pieces, { $0.compactMap { $0.judged(in: context) } }) { take(piece) }
        }
    }

    /// What became of an entry's file: it is judged at once where its media are known.
    private struct Step: Sendable {
        var reading: EntryReading?
        var waiting: WaitingEntry?

        func judged(in context: EntryContext) -> EntryReading? { reading ?? waiting?.judged(in: context) }
    }

    /// An entry that is decoded and waits for its media.
    private struct WaitingEntry: Sendable {
        let draft: EntryDraft
        let diagnostics: [Diagnostic]
        let mediaPaths: [MediaPath]

        func judged(in context: EntryContext) -> EntryReading {
            EntryReading(draft, in: context, earlier: diagnostics)
        }
    }

    private func decode(_ file: CalendarFile, by decoder: EntryDecoder, in context: EntryContext) -> Step {
        let entry = Publication.Source(path: file.path, blob: file.blob)
        func unreadable(_ diagnostics: [Diagnostic]) -> Step {
            Step(reading: EntryReading(unreadable: entry, diagnostics: diagnostics))
        }
        guard !file.isLink else { return unreadable([CalendarListing.link(at: file.path)]) }
        do throws(CalendarSourceError) {
            let (draft, diagnostics) = decoder.decode(try source.read(file), of: entry)
            guard let draft, canJudge else { return unreadable(diagnostics) }
            let mediaPaths = draft.mediaPaths
            guard media.knows(mediaPaths) else {
                return Step(waiting: WaitingEntry(draft: draft, diagnostics: diagnostics, mediaPaths: mediaPaths))
            }
            return Step(reading: EntryReading(draft, in: context, earlier: diagnostics))
        } catch {
            return unreadable([Diagnostic(entry.location, error.what, why: error.why, fix: error.fix)])
        }
    }
}
