import Foundation
import GraphModel
import GraphSandbox
import HTTP
import MetaGraph
import Testing

/// A sandbox with a Page and a clock that stands still, and the Graph client that works on it.
final class PageStudio: Sendable {
    let sandbox: Sandbox
    let graph: GraphClient
    let page: PageID
    /// 2026-11-20 10:00 UTC.
    static let start = Date(timeIntervalSince1970: 1_795_168_800)
    private let folder: String
    private let http = HTTPClient()

    init(_ configure: (inout Configuration) -> Void = { _ in }) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID())").path
        try FileManager.default.createDirectory(atPath: "\(folder)/hosted", withIntermediateDirectories: true)
        var configuration = SandboxConfiguration(dataDirectory: "\(folder)/graph")
        configuration.hostedDirectory = "\(folder)/hosted"
        configuration.startTime = Self.start
        configuration.platform.videoProcessing = .zero
        configuration.accounts = [.init(name: "bakery-page", platform: .facebook, login: .facebook)]
        configure(&configuration.platform)
        sandbox = try await Sandbox.start(configuration)
        let credentials = try #require(sandbox.accounts.first)
        page = PageID(credentials.id)
        graph = GraphClient(
            host: GraphHost(.facebook, baseURL: sandbox.url), token: try #require(AccessToken(credentials.token)),
            http: http)
        try await control("clock", #"{"freeze":true}"#)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The media beside the sandbox's own tests.
    static func path(of fixture: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "GraphSandboxTests/Fixtures/\(fixture)").path
    }

    static func bytes(of fixture: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(of: fixture))))
    }

    /// Puts a medium where the platform can fetch it.
    func host(_ fixture: String) throws -> String {
        let copy = "\(folder)/hosted/\(fixture)"
        if !FileManager.default.fileExists(atPath: copy) {
            try FileManager.default.copyItem(atPath: Self.path(of: fixture), toPath: copy)
        }
        return sandbox.hostedURL(forKey: fixture)
    }

    func control(_ path: String, _ body: String) async throws {
        let answer = try await http.send(
            HTTPRequest(method: .post, url: "\(sandbox.url)/_sandbox/\(path)", body: .bytes(Array(body.utf8))))
        #expect(answer.status == 200, "\(answer.text)")
    }

    /// Lets time pass.
    func advance(_ seconds: Int) async throws { try await control("clock", #"{"advance":\#(seconds)}"#) }

    /// What is on the Page in truth, as kind and state.
    func states() async -> [String] {
        await sandbox.postRecords().filter { $0.deletedAt == nil }.map { "\($0.kind.rawValue) \($0.state.rawValue)" }
    }

    /// Sends a photo as a draft.
    func draft(_ fixture: String = "picture.jpg") async throws -> PhotoID {
        let file = FormFile(name: fixture, type: "image/jpeg", bytes: try Self.bytes(of: fixture))
        return try await graph.createPhoto(PagePhotoRequest(.file(file), release: .draft), on: page).value.id
    }

    /// Sends the bytes of a reel or video story that was begun.
    func send(_ video: StartedVideo, from offset: Int64 = 0) async throws {
        let path = Self.path(of: "reel.mp4")
        let size = Int64(try Self.bytes(of: "reel.mp4").count)
        _ = try await graph.upload(VideoUpload(path: path, offset: offset, fileSize: size), to: video.uploadURL)
    }
}
