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
    private let makesPublications: Bool
    private let media: MediaCensus

    /// So many entries are read at a time: those that have to wait for their media take ten times what is kept of them.
    private static let batchSize = 8_192

    /// - Parameters:
    ///   - ignoresHosting: see ``CalendarLoader``.
    ///   - makesPublications: see ``EntryContext``.
    ///   - canJudge: whether more can be told of entries than what is wrong with their files.
    init(
        _ source: CalendarSource, _ settings: SettingsReading, zones: ZoneClient, look: CalendarLoader.MediaLook?,
        ignoresHosting: Bool, makesPublications: Bool, canJudge: Bool
    ) {
        (self.source, self.settings, self.zones, self.canJudge) = (source, settings, zones, canJudge)
        self.makesPublications = makesPublications
        media = MediaCensus(source, look: look)
        var known = settings.settings
        if ignoresHosting { known.hosting = nil }
        self.known = known
    }

    /// The media that entries showed so far, sorted.
    var mediaPaths: [String] { media.paths }

    /// Reads and judges entries in their order.
    ///
    /// - Parameters:
    ///   - keep: what is kept of an entry, told where it was judged.
    ///   - take: is given what was kept, many at a time.
    func judge<Kept: Sendable>(
        _ files: [CalendarFile], _ keep: @escaping @Sendable (EntryReading) -> Kept, _ take: ([Kept]) -> Void
    ) async throws(CalendarSourceError) {
        let context = context()
        for start in stride(from: 0, to: files.count, by: Self.batchSize) {
            let batch = files[start..<min(start + Self.batchSize, files.count)]
            let pieces = await piecesInParallel(batch, with: judgingTask) { task, file in step(file, of: task, keep) }
            let waiting = pieces.joined().flatMap(\.mediaPaths)
            if !waiting.isEmpty { try await media.take(waiting) }
            for piece in await mapInParallel(pieces, { $0.map { $0.kept(keep, in: context) } }) { take(piece) }
        }
    }

    private func context() -> EntryContext {
        EntryContext(
            settings: known, undecidedAccounts: settings.undecidedAccounts, zones: zones, media: media.client,
            makesPublications: makesPublications)
    }

    /// What a task has for itself: counting the owners of what several use would slow all of them.
    private final class JudgingTask {
        let read: CalendarSource.Read
        let decoder = EntryDecoder()
        let context: EntryContext

        init(_ read: @escaping CalendarSource.Read, _ context: EntryContext) {
            (self.read, self.context) = (read, context)
        }
    }

    @Sendable private func judgingTask() -> JudgingTask {
        JudgingTask(source.readerForOneTask?() ?? source.read, context())
    }

    /// What became of an entry's file: it is judged at once where its media are known.
    private enum Step<Verdict: Sendable>: Sendable {
        case judged(Verdict)
        case waiting(WaitingEntry)

        var mediaPaths: [MediaPath] {
            if case .waiting(let entry) = self { entry.mediaPaths } else { [] }
        }

        func kept(_ keep: (EntryReading) -> Verdict, in context: EntryContext) -> Verdict {
            switch self {
            case .judged(let verdict): verdict
            case .waiting(let entry):
                keep(EntryReading(entry.draft, of: entry.source, in: context, earlier: entry.diagnostics))
            }
        }
    }

    /// An entry that is decoded and waits for its media.
    private struct WaitingEntry: Sendable {
        let source: Publication.Source
        let draft: EntryDraft
        let diagnostics: [Diagnostic]
        let mediaPaths: [MediaPath]
    }

    private func step<Kept>(_ file: CalendarFile, of task: JudgingTask, _ keep: (EntryReading) -> Kept) -> Step<Kept> {
        let entry = Publication.Source(path: file.path, blob: file.blob)
        func unreadable(_ diagnostics: [Diagnostic]) -> Step<Kept> {
            .judged(keep(EntryReading(unreadable: entry, diagnostics: diagnostics)))
        }
        guard !file.isLink else { return unreadable([CalendarListing.link(at: file.path)]) }
        do throws(CalendarSourceError) {
            let (draft, diagnostics) = task.decoder.decode(try task.read(file), of: entry)
            guard let draft, canJudge else { return unreadable(diagnostics) }
            let mediaPaths = draft.mediaPaths
            guard media.knows(mediaPaths) else {
                return .waiting(
                    WaitingEntry(source: entry, draft: draft, diagnostics: diagnostics, mediaPaths: mediaPaths))
            }
            return .judged(keep(EntryReading(draft, of: entry, in: task.context, earlier: diagnostics)))
        } catch {
            return unreadable([Diagnostic(entry.location, error.what, why: error.why, fix: error.fix)])
        }
    }
}
