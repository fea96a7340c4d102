import ContentModel
import Foundation
import HTTP
import MetaGraph
import ObjectIDs
import ScheduleLock
import Synchronization
import TestSupport
import Testing

@testable import GraphPublishing
@testable import Publishing

/// The real Graph client and the real flows, against a platform that answers one kind of call with one error, again and
/// again, and every other call well. Time passes only by the flows' waits.
struct ErrorStage {
    /// A kind of call.
    enum Call: String, CaseIterable, Sendable {
        case create, status, list, publish, comment, delete
    }

    /// What one flow came to.
    struct Ending: Sendable {
        /// How often the call that fails was made.
        var calls = 0
        /// Seconds from the first of those calls to the end.
        var span = 0.0
        var published: [String] = []
        var created = 0
        var outcome: FlowOutcome?

        /// One line: how often, for how long, what came of it, and the words a person reads.
        var text: String {
            let end =
                switch outcome {
                case .stopped(let stop): "\(stop.kind): \(stop.reason) — \(stop.fix)"
                case .published(_, let followUp):
                    "published" + followUp.warnings.map { "; \($0)" }.joined()
                        + (followUp.isComplete ? "" : " (tried again by a later run)")
                case .deferred(let deferral): "left to a later run: \(deferral.reason)"
                case .some(let outcome): "\(outcome)"
                case nil: "NO END"
                }
            let containers = created > 1 ? ", \(created) containers" : ""
            return "\(calls) calls in \(Int(span)) s\(containers), \(end)"
        }
    }

    static let due = Date(timeIntervalSince1970: 1_796_112_000)

    private static let account = Account(
        name: AccountName("bakery"), platform: .instagram(.facebook), id: "1", token: .environment("TOKEN"), api: nil,
        version: "v25.0", location: Studio.picture.location)

    private static let publication = Publication(
        id: PublicationID("launch@bakery")!,  // a literal with both sides
        account: account, source: Publication.Source(path: "calendar/launch.yaml", blob: .all("e")),
        due: .at(ZonedTime(instant: due, utcOffset: 0, zone: "UTC")), grace: .seconds(6 * 3600),
        content: .post(
            ImagePost(
                image: Photo(file: Studio.picture),
                details: FeedDetails(caption: "Stollen", firstComment: "#stollen"))))

    let row: ErrorRow
    let failing: Call
    /// How often the call fails before it is answered well.
    var failures = Int.max
    /// Whether a publish that fails has taken effect all the same.
    var isLiveAnyway = false

    /// Everything that the platform knows, and how often it was asked what fails.
    private struct Platform {
        var containers = 0
        var live: [String] = []
        var failed = 0
        var isDeleted = false
    }

    func run() async throws -> Ending {
        let platform = Mutex(Platform())
        let graph = GraphClient(host: .facebook, token: try #require(AccessToken("t"))) {
            request, _ async throws(HTTPError) in
            try self.answer(to: request, platform)
        }
        let client = PlatformClient.instagram(IGUserID("1"), through: graph, media: Studio.media)
        let runEnd = Self.due.addingTimeInterval(7 * 3600)
        var ending: Ending
        if failing == .delete {
            let published = PublishedPublication(
                mediaID: "500", publishedAt: Timestamp(Self.due), permalink: "https://www.instagram.com/p/x/")
            platform.withLock { $0.live = ["500"] }
            ending = try await drive(
                RemovalFlow(Self.publication.id, published: published, state: InFlight(), runEnd: runEnd), client)
        } else {
            let version = JournalEvent.Version(of: Self.publication, commit: nil, now: Self.due)
            ending = try await drive(
                PublicationFlow(
                    publication: Self.publication, version: version, state: InFlight(), goal: .published, runEnd: runEnd
                ),
                client)
        }
        platform.withLock { ending.published = $0.live }
        platform.withLock { ending.created = $0.containers }
        return ending
    }

    private func drive<Driven: Flow>(_ flow: Driven, _ client: PlatformClient) async throws -> Ending {
        var flow = flow
        var ending = Ending()
        var now = Self.due
        var first: Date?
        var event = FlowEvent.started
        for _ in 0..<2_000 {
            let step = flow.handle(event, at: now)
            if Self.call(of: step) == failing {
                ending.calls += 1
                first = first ?? now
            }
            switch step {
            case .finished(let outcome):
                ending.outcome = outcome
                ending.span = now.timeIntervalSince(first ?? now)
                return ending
            case .wait(let until, _), .waitForTime(let until):
                now = max(now, until)
                event = .woke
            default:
                do throws(Refusal) { event = try await perform(step, client) } catch { event = .refused(error) }
            }
        }
        return ending
    }

    private func perform(_ step: FlowStep, _ client: PlatformClient) async throws(Refusal) -> FlowEvent {
        switch step {
        case .record: .recorded
        case .takeTurn: .turnTaken
        case .host(let files, let tag):
            .hosted(Dictionary(files.map { ($0.outgoing, "https://m/\(tag)/\($0.path)") }) { first, _ in first })
        case .createContainer(let draft): .containerCreated(id: try await client.createContainer(draft).id)
        case .readStatus(let container): .status(try await client.containerStatus(container))
        case .listMedia(let surface): .mediaListed(try await client.newestMedia(surface, 50))
        case .publish(let container): .published(media: try await client.publish(container))
        case .comment(let media, let text): .commented(id: try await client.comment(media, text))
        case .listComments(let media): .commentsListed(try await client.comments(media))
        case .readPermalink(let media): .permalinkRead(try await client.permalink(media))
        case .delete(let media): try await deleting(media, client)
        default: .woke
        }
    }

    private func deleting(_ media: String, _ client: PlatformClient) async throws(Refusal) -> FlowEvent {
        try await client.delete(media)
        return .deleted
    }

    private static func call(of step: FlowStep) -> Call? {
        switch step {
        case .createContainer: .create
        case .readStatus: .status
        case .listMedia: .list
        case .publish: .publish
        case .comment: .comment
        case .delete: .delete
        default: nil
        }
    }

    private static func call(of method: HTTPRequest.Method, _ path: String) -> Call? {
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        switch (method, last) {
        case (.post, "media"): return .create
        case (.get, "media"), (.get, "stories"): return .list
        case (.post, "media_publish"): return .publish
        case (.post, "comments"): return .comment
        case (.delete, _): return .delete
        default: return last.hasPrefix("9") ? .status : nil
        }
    }

    private func answer(to request: HTTPRequest, _ platform: borrowing Mutex<Platform>) throws(HTTPError)
        -> HTTPResponse
    {
        let path = request.url.split(separator: "?").first.map(String.init) ?? ""
        let call = Self.call(of: request.method, path)
        let isRefused = platform.withLock { platform in
            guard call == failing, platform.failed < failures else { return false }
            platform.failed += 1
            if call == .publish, isLiveAnyway, platform.live.isEmpty { platform.live.append("500") }
            return true
        }
        if isRefused {
            guard !row.isLost else {
                throw HTTPError(kind: .timedOut, delivery: .unknown, host: "h", message: "no answer")
            }
            return HTTPResponse(status: row.status, headers: [:], body: Array(row.body.utf8))
        }
        let text = platform.withLock { platform in Self.text(for: call, path, &platform) }
        return HTTPResponse(status: 200, headers: ["Content-Type": "application/json"], body: Array(text.utf8))
    }

    private static func text(for call: Call?, _ path: String, _ platform: inout Platform) -> String {
        switch call {
        case .create:
            platform.containers += 1
            return #"{"id":"9\#(platform.containers)"}"#
        case .status:
            let id = path.split(separator: "/").last ?? ""
            return #"{"id":"\#(id)","status_code":"\#(platform.live.isEmpty ? "FINISHED" : "PUBLISHED")"}"#
        case .list:
            let items = platform.live.map {
                #"{"id":"\#($0)","caption":"Stollen","media_type":"IMAGE","timestamp":"2026-12-01T08:00:01+0000"}"#
            }
            return #"{"data":[\#(items.joined(separator: ","))]}"#
        case .publish:
            platform.live.append("500")
            return #"{"id":"500"}"#
        case .comment: return #"{"id":"700"}"#
        case .delete:
            platform.live = []
            return #"{"success":true}"#
        case nil where path.hasSuffix("/comments"): return #"{"data":[]}"#
        case nil: return #"{"id":"500","permalink":"https://www.instagram.com/p/x/"}"#
        }
    }
}
