import ContentModel
import Cryptography
import Diagnostics
import FileStore
import Foundation
import GraphModel
import GraphSandbox
import HTTP
import Hosting
import MediaHeaders
import MetaGraph
import ObjectIDs
import Publishing
import ScheduleLock
import TestSupport
import Testing

@testable import GraphPublishing

/// A sandbox with one account, and an applier that publishes to it as the product does.
final class Studio: Sendable {
    let sandbox: Sandbox
    let graph: GraphClient
    let account: IGUserID
    private let folder: String
    private let login: ContentModel.Login

    init(_ login: ContentModel.Login) async throws {
        self.login = login
        folder = FileManager.default.temporaryDirectory.appending(path: "studio-\(UUID())").path
        try FileManager.default.createDirectory(atPath: "\(folder)/hosted", withIntermediateDirectories: true)
        var configuration = SandboxConfiguration(dataDirectory: "\(folder)/graph")
        configuration.hostedDirectory = "\(folder)/hosted"
        configuration.platform.videoProcessing = .zero
        configuration.accounts = [
            .init(name: "bakery", platform: .instagram, login: login == .instagram ? .instagram : .facebook)
        ]
        sandbox = try await Sandbox.start(configuration)
        let credentials = try #require(sandbox.accounts.first)
        account = IGUserID(credentials.id)
        graph = GraphClient(
            host: GraphHost(login == .instagram ? .instagram : .facebook, baseURL: sandbox.url),
            token: try #require(AccessToken(credentials.token)), http: HTTPClient())
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Publishes `content` and reads the medium back.
    func publish(_ content: Content) async throws -> Media {
        let publication = Publication(
            id: try #require(PublicationID("launch@bakery")),
            account: Account(
                name: AccountName("bakery"), platform: .instagram(login), id: account.text,
                token: .environment("TOKEN"), api: sandbox.url, version: "v25.0",
                location: SourceLocation(file: "calendar/settings.yaml")),
            source: Publication.Source(path: "calendar/launch.yaml", blob: .all("e")), due: .onMerge,
            grace: .seconds(3600), content: content)
        let now = Date()
        let work = Work(
            publication: publication.id, account: publication.account.name, due: now,
            task: .publish(
                publication, JournalEvent.Version(of: publication, commit: nil, now: now), InFlight(), .published))
        let hosting = HostingClient.directory(
            try FileRoot("\(folder)/hosted"), publicURL: "\(sandbox.url)/hosted",
            source: { [folder] file throws(Refusal) in try Self.publicFile(of: file, in: folder) })
        let platforms = [
            publication.account.name: PlatformClient.instagram(account, through: graph, media: Self.media)
        ]
        let scheduler = Scheduler(
            clock: ClockClient(now: { Date() }, sleep: { try await Task.sleep(for: min($0, .milliseconds(20))) }),
            state: StateClient(
                append: { _ async throws(StateFailure) in }, record: { _, _ async throws(StateFailure) in },
                read: { () async throws(StateFailure) in RunState() }),
            span: .once,
            agenda: { _, _ in Agenda(work: [work], next: nil, platforms: platforms, hosting: hosting) })
        let outcome = try #require(try await scheduler.run()[publication.id])
        guard case .published(let published, let followUp) = outcome else {
            throw Unpublished(outcome: outcome)
        }
        #expect(followUp == FollowUp())
        return try await graph.media(MediaID(published.mediaID), Media.allFields).value
    }

    /// Tells the sandbox's controls something, as any client would.
    func control(_ path: String, _ json: String) async throws {
        let request = HTTPRequest(
            method: .post, url: "\(sandbox.url)/_sandbox/\(path)", body: .bytes(Array(json.utf8)))
        let answer = try await HTTPClient().send(request)
        try #require(answer.status == 200, "\(answer.text)")
    }

    /// The requests that made containers and sent bytes to them, oldest first.
    ///
    /// An upload is named by where it began in the film: at 0, in the half that is left by a cut, or later.
    func uploadCalls() async throws -> [String] {
        struct Logged: Decodable {
            let method: String
            let path: String
            let parameters: Parameters
            struct Parameters: Decodable {
                let offset: Int?
                let video_url: String?
            }
        }
        let answer = try await HTTPClient().send(HTTPRequest(url: "\(sandbox.url)/_sandbox/requests"))
        struct Log: Decodable { let requests: [Logged] }
        let logged = try JSONDecoder().decode(Log.self, from: Data(answer.body)).requests
        let half = Self.bytes(of: Self.film).count / 2
        return logged.compactMap { request in
            if request.path.contains("ig-api-upload/") {
                let offset = request.parameters.offset ?? -1
                return "upload " + (offset == 0 ? "0" : offset == half ? "half" : "more")
            }
            guard request.method == "POST", request.path.hasSuffix("/media") else { return nil }
            return request.parameters.video_url == nil ? "create" : "create by URL"
        }
    }

    struct Unpublished: Error { let outcome: FlowOutcome }

    // MARK: Real small media, those of the sandbox's own tests

    static let picture = file("picture.jpg", "1")
    static let other = file("other.jpg", "2")
    static let film = file("film.mp4", "3")

    private static func file(_ name: String, _ digit: Character) -> MediaFile {
        MediaFile(path: name, blob: .all(digit), location: SourceLocation(file: "calendar/launch.yaml"))
    }

    private static func publicFile(of file: MediaFile, in folder: String) throws(Refusal) -> PublicFile {
        let (path, bytes) = ("\(folder)/\(file.blob)", bytes(of: file))
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let format = try MediaFacts(of: bytes).format
            return PublicFile(
                path: path, size: bytes.count, sha256: SHA256.digest(of: bytes), contentType: format.contentType,
                fileExtension: format.fileExtension)
        } catch {
            throw Refusal(remedy: .person, effect: .none, message: "\(file.path): \(error)", fix: "")
        }
    }

    static let media = MediaFiles(
        locate: { file in
            MediaFiles.Location(
                path: fixture(of: file).path, byteCount: Int64(bytes(of: file).count),
                contentType: file.path.hasSuffix("mp4") ? "video/mp4" : "image/jpeg")
        },
        read: { location, range in
            let bytes = (try? Array(Data(contentsOf: URL(fileURLWithPath: location.path)))) ?? []
            return Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
        })

    private static func fixture(of file: MediaFile) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../GraphSandboxTests/Fixtures/\(file.path)")
    }

    static func bytes(of file: MediaFile) -> [UInt8] {
        (try? Array(Data(contentsOf: fixture(of: file)))) ?? []
    }
}
