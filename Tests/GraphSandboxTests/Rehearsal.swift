import Foundation
import GraphModel
import GraphSandbox
import HTTP
import Testing

/// The small real media beside these tests; `Fixtures/make.sh` says how they were made.
enum Fixture: String {
    case picture = "picture.jpg"
    case other = "other.jpg"
    case png = "picture.png"
    case film = "film.mp4"
    case reel = "reel.mp4"

    var bytes: [UInt8] {
        get throws {
            let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
            return try Array(Data(contentsOf: folder.appending(path: rawValue)))
        }
    }
}

/// A sandbox of its own for one test, and a client for it.
final class Rehearsal: Sendable {
    let sandbox: Sandbox
    let folder: String
    private let client = HTTPClient()
    /// Whether the folder is left for a sandbox to come.
    private let keepsFolder: Bool

    init(in folder: String? = nil, keepsFolder: Bool = false, _ change: (inout SandboxConfiguration) -> Void = { _ in })
        async throws
    {
        self.folder =
            folder ?? FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)").path
        self.keepsFolder = keepsFolder
        var configuration = SandboxConfiguration(dataDirectory: self.folder)
        configuration.platform.videoProcessing = .zero
        change(&configuration)
        sandbox = try await Sandbox.start(configuration)
    }

    deinit {
        if !keepsFolder { try? FileManager.default.removeItem(atPath: folder) }
    }

    func account(_ name: String) throws -> SandboxAccount {
        try #require(sandbox.accounts.first { $0.name == name })
    }

    func send(
        _ method: HTTPRequest.Method = .get, _ path: String, headers: HTTPHeaders = [:], body: [UInt8] = []
    ) async throws -> HTTPResponse {
        let url = path.hasPrefix("http") ? path : sandbox.url + path
        return try await client.send(
            HTTPRequest(method: method, url: url, headers: headers, body: body.isEmpty ? .none : .bytes(body)))
    }

    /// One Graph call with form or query parameters and the account's token in the header.
    func graph(
        _ method: HTTPRequest.Method, _ path: String, as name: String = "bakery", _ parameters: [String: String] = [:]
    ) async throws -> JSON {
        let token = try account(name).token
        let form = parameters.sorted { $0.key < $1.key }
            .map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        let isBody = method == .post
        let query = isBody || form.isEmpty ? "" : "?\(form)"
        return try JSON(
            parsing: try await send(
                method, "/v25.0/\(path)\(query)", headers: ["Authorization": "Bearer \(token)"],
                body: isBody ? Array(form.utf8) : []
            ).body)
    }

    func control(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") async throws -> JSON {
        try JSON(parsing: try await send(method, "/_sandbox/\(path)", body: Array(body.utf8)).body)
    }

    /// Puts a medium where the platform can fetch it.
    func host(_ fixture: Fixture) async throws -> String {
        let answer = try await send(.put, "/_sandbox/hosting/\(fixture.rawValue)", body: try fixture.bytes)
        return try #require(try JSON(parsing: answer.body)["url"]?.string)
    }

    func create(as name: String = "bakery", _ parameters: [String: String]) async throws -> JSON {
        try await graph(.post, "\(try account(name).id)/media", as: name, parameters)
    }

    /// Creates, waits until the platform has the media, and publishes; gives the medium's id.
    func publish(as name: String = "bakery", _ parameters: [String: String]) async throws -> String {
        let container = try #require(try await create(as: name, parameters)["id"]?.string)
        try await finish(container, as: name)
        let id = try account(name).id
        return try #require(
            try await graph(.post, "\(id)/media_publish", as: name, ["creation_id": container])["id"]?.string)
    }

    /// Asks until the container is no longer IN_PROGRESS.
    @discardableResult
    func finish(_ container: String, as name: String = "bakery") async throws -> String? {
        var status: String?
        for _ in 0..<3000 {
            status = try await graph(.get, container, as: name, ["fields": "status_code"])["status_code"]?.string
            if status != "IN_PROGRESS" { break }
        }
        return status
    }

    func page(_ path: String) async throws -> String {
        try await send(path).text
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private func send(_ path: String) async throws -> HTTPResponse { try await send(.get, path) }
}
