import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import GraphPublishing
import HTTP
import MetaGraph
import Planning
import Publishing
import ScheduleLock
import Views

/// `calends refresh`: asks the platform what became of what was published, and changes nothing.
struct DriftCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(around: invocation.directory)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar()
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let state = try PublishedState.lastSeen(for: invocation, workspace, settings)
        let wanted = Set(invocation.accountNames)
        let known = settings.accounts.keys.map(\.text).sorted()
        for name in wanted where settings.accounts[name] == nil {
            throw UsageError.badValue(.account, value: name.text, choices: known)
        }
        let stories = Self.stories(in: state.lockfile, calendar.publications)
        let reading = try AccountReading(for: invocation, workspace, settings)
        var observed: [ObservedAccount] = []
        var problems: [String] = []
        for account in settings.accounts.values.sorted(by: { $0.name < $1.name })
        where wanted.isEmpty || wanted.contains(account.name) {
            guard case .instagram = account.platform else { continue }
            let expected = state.lockfile.live(on: account.name).filter { !stories.contains($0.0) }.map(\.1)
            do {
                let (graph, id) = try reading.graph(for: account)
                observed.append(
                    try await PlatformLook(graph: graph, id: id).observe(account.name, expecting: expected))
            } catch let error as GraphError {
                problems.append("\(account.name): \(error)")
            } catch let error as Diagnostic {
                problems.append("\(account.name): \(error)")
            }
        }
        let wishes = calendar.publications.compactMap { publication in
            publication.content.feedDetails?.commentsEnabled.map { (publication.id, $0) }
        }
        let report = DriftReport(
            drift(
                of: observed, from: state.lockfile, wishes: Dictionary(wishes) { first, _ in first },
                stories: stories, inFlight: Set(state.journal.inFlight.values.compactMap(\.mediaID))),
            problems: problems)
        let console = invocation.console
        console.write(
            invocation.format == "json"
                ? report.json.text : report.text(style: console.style, zone: workspace.zone(of: calendar)))
        if report.needsPerson { return .needsPerson }
        return problems.isEmpty ? .done : .tryLater
    }

    /// By the entry, or where that is gone by the page that a story had.
    private static func stories(in lockfile: Lockfile, _ publications: [Publication]) -> Set<PublicationID> {
        let known = Dictionary(publications.map { ($0.id, $0.content.kind) }) { first, _ in first }
        return Set(
            lockfile.records.filter { id, record in
                known[id].map { $0 == .story } ?? (record.publication?.permalink?.contains("/stories/") ?? false)
            }.keys)
    }
}

/// Looks at one account with few calls: its list as far back as something of ours should be, and each medium that is
/// missing there.
struct PlatformLook: Sendable {
    let graph: GraphClient
    let id: IGUserID

    private static let fields: [Field] = ["id", "permalink", "timestamp", "is_comment_enabled"]
    /// The platform lists no more than its newest 10,000.
    private static let mostMedia = 10_000
    /// How far our clock and the platform's may be apart, in seconds.
    private static let clockSlack = 3600.0

    func observe(
        _ account: AccountName, expecting expected: [PublishedPublication]
    ) async throws -> ObservedAccount {
        var missing = Set(expected.map(\.mediaID))
        let oldest = expected.map(\.publishedAt.date).min()?.addingTimeInterval(-Self.clockSlack)
        var media: [ObservedMedium] = []
        for try await medium in graph.allMedia(of: id, Self.fields, maximum: Self.mostMedia) {
            // What is older than all of ours was there before us.
            if let oldest, let time = medium.timestamp, time < oldest { break }
            missing.remove(medium.id.text)
            media.append(
                ObservedMedium(
                    id: medium.id.text, publishedAt: medium.timestamp, permalink: medium.permalink,
                    commentsEnabled: medium.isCommentEnabled))
        }
        var gone: Set<String> = []
        for medium in missing.sorted() {
            do throws(GraphError) {
                let found = try await graph.media(MediaID(medium), Self.fields).value
                media.append(
                    ObservedMedium(
                        id: medium, publishedAt: found.timestamp, permalink: found.permalink,
                        commentsEnabled: found.isCommentEnabled))
            } catch {
                // "No such object" alone is what an outage says, too; here the list agrees with it.
                guard error.refusal?.code == 100, error.refusal?.subcode == 33 else { throw error }
                gone.insert(medium)
            }
        }
        return ObservedAccount(account: account, media: media, gone: gone)
    }
}
