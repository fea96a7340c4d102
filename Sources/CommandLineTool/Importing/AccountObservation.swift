import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import MetaGraph
import Planning
import ScheduleLock

/// What accounts show, and which of them could not be asked.
struct AccountObservation {
    /// An account that could not be asked.
    struct Problem {
        var account: AccountName
        var reason: String
        var location: SourceLocation?

        /// As a plan names it.
        var diagnostic: Diagnostic {
            Diagnostic(
                location, "account \(account) was not asked what it shows", why: reason,
                fix: "see calends auth status --account \(account), and try again", severity: .warning)
        }
    }

    private(set) var accounts: [ObservedAccount] = []
    private(set) var problems: [Problem] = []

    /// So many accounts are asked side by side.
    private static let mostAtOnce = 8

    /// Asks every account that is meant, as far back as something of ours should be there, or may be.
    static func of(
        _ calendar: LoadedCalendar, published lockfile: Lockfile, for invocation: Invocation, _ workspace: Workspace
    ) async throws -> AccountObservation {
        var observation = AccountObservation()
        guard let settings = calendar.settings else { return observation }
        let reading = try AccountReading(for: invocation, workspace, settings)
        let stories = lockfile.stories(in: calendar.publications)
        let wanted = Dictionary(grouping: calendar.publications, by: \.account.name)
        var looks: [any PlatformLook] = []
        for account in settings.accounts.values.sorted(by: { $0.name < $1.name })
        where invocation.selection.includes(account.name) {
            let expected = lockfile.live(on: account.name).filter { !stories.contains($0.0) }.map(\.1)
            workspace.trace.step(
                "compares account \(account.name) with the \(expected.count) media that the lockfile has there")
            do {
                let graph = try reading.graph(for: account)
                let wanted = wanted[account.name] ?? []
                let retrospect = Retrospect(
                    expected: expected, pending: wanted.filter { lockfile.records[$0.id] == nil }, now: Date())
                switch account.platform {
                case .instagram:
                    looks.append(
                        InstagramLook(account: account, graph: graph, expected: expected, retrospect: retrospect))
                case .facebook:
                    looks.append(
                        PageLook(
                            account: account, graph: graph, expected: expected, wanted: wanted, retrospect: retrospect))
                }
            } catch let error as Diagnostic {
                observation.problems.append(
                    Problem(account: account.name, reason: "\(error)", location: account.location))
            }
        }
        var rest = looks[...]
        while !rest.isEmpty {
            let some = rest.prefix(mostAtOnce)
            rest = rest.dropFirst(mostAtOnce)
            try await withThrowingTaskGroup(of: (ObservedAccount?, Problem?).self) { group in
                for look in some { group.addTask { try await look.answer() } }
                for try await (account, problem) in group {
                    if let account { observation.accounts.append(account) }
                    if let problem { observation.problems.append(problem) }
                }
            }
        }
        observation.accounts.sort { $0.account < $1.account }
        observation.problems.sort { $0.account < $1.account }
        return observation
    }
}

/// A look at one account.
protocol PlatformLook: Sendable {
    var account: Account { get }

    /// - Throws: ``MetaGraph/GraphError``, or `CancellationError`.
    func observe() async throws -> ObservedAccount
}

extension PlatformLook {
    /// What the account shows, or why it could not be asked.
    func answer() async throws -> (ObservedAccount?, AccountObservation.Problem?) {
        do {
            return (try await observe(), nil)
        } catch let error as GraphError {
            return (
                nil,
                AccountObservation.Problem(account: account.name, reason: "\(error)", location: account.location)
            )
        }
    }
}

/// Looks at an Instagram account with few calls: its list as far back as something of ours should be, and each medium
/// that is missing there.
private struct InstagramLook: PlatformLook {
    let account: Account
    let graph: GraphClient
    /// What should be there.
    let expected: [PublishedPublication]
    let retrospect: Retrospect

    private static let fields: [Field] = [
        "id", "caption", "media_type", "permalink", "timestamp", "is_comment_enabled", "alt_text",
        Field("children", ["id"]),
    ]
    /// The platform lists no more than its newest 10,000.
    private static let mostMedia = 10_000

    func observe() async throws -> ObservedAccount {
        var missing = Set(expected.map(\.mediaID))
        var media: [ObservedMedium] = []
        for try await medium in graph.allMedia(of: IGUserID(account.id), Self.fields, maximum: Self.mostMedia) {
            if let start = retrospect.start, let time = medium.timestamp, time < start { break }
            missing.remove(medium.id.text)
            media.append(ObservedMedium(medium))
        }
        media.removeAll { !retrospect.includes($0) }
        var gone: Set<String> = []
        for medium in missing.sorted() {
            do throws(GraphError) {
                media.append(ObservedMedium(try await graph.media(MediaID(medium), Self.fields).value))
            } catch {
                // "No such object" alone is what an outage says, too; here the list agrees with it.
                guard error.refusal?.code == 100, error.refusal?.subcode == 33 else { throw error }
                gone.insert(medium)
            }
        }
        return ObservedAccount(account: account.name, media: media, gone: gone)
    }
}

extension ObservedMedium {
    /// What the platform told of a medium whose caption, form and comments it was asked for.
    init(_ medium: Media) {
        let kind: ScheduleLock.MediaLook.Kind? =
            switch medium.kind {
            case .image: .image
            case .video: .video
            case .carousel: .carousel
            default: nil
            }
        self.init(
            id: medium.id.text, publishedAt: medium.timestamp, permalink: medium.permalink,
            commentsEnabled: medium.isCommentEnabled,
            sight: Sight(
                kind: kind, caption: medium.caption, altText: medium.altText, childCount: medium.children?.count))
    }
}
