import Foundation
import HTTP
import MetaGraph
import Synchronization
import TestSupport
import Testing

@Suite struct VideoUploadTests {
    static let address: String = "https://rupload.facebook.com/ig-api-upload/v25.0/11"

    private func client(
        _ answer: HTTPResponse, _ seen: @escaping @Sendable (HTTPRequest) -> Void = { _ in }
    ) throws -> GraphClient {
        GraphClient(host: .facebook, token: try #require(AccessToken("EAAsecret")), mayAct: { false }) {
            request, maySend async throws(HTTPError) in
            guard maySend() else { throw HTTPError(kind: .heldBack, delivery: .neverSent, host: "h", message: "no") }
            seen(request)
            return answer
        }
    }

    @Test("The bytes go to the address as it was answered, with the headers that Meta documents")
    func request() async throws {
        let sent = Mutex<HTTPRequest?>(nil)
        let client = try client(GraphClientTests.json(#"{"success":true,"message":"Upload successful."}"#)) { request in
            sent.withLock { $0 = request }
        }
        _ = try await client.upload(VideoUpload(path: "/v.mp4", offset: 7, fileSize: 1000), to: Self.address)
        let request = try #require(sent.withLock { $0 })
        #expect(request.url == Self.address)
        #expect(request.body == .file(path: "/v.mp4", offset: 7))
        #expect(
            request.headers == [
                "Authorization": "OAuth EAAsecret", "Accept": "application/json",
                "Content-Type": "application/octet-stream", "offset": "7", "file_size": "1000",
            ])
        #expect(request.timeouts.total == nil)
    }

    static let refusals: [(String, Remedy, Outcome)] = [
        ("OffsetInvalidError", .sameRequestSoon, .certainlyNotDone),
        ("PartialRequestError", .sameRequestSoon, .certainlyNotDone),
        ("ProcessingFailedError", .newContainer, .certainlyNotDone),
        ("NotAuthorizedError", .reauthenticate, .certainlyNotDone),
        ("AnUnheardOfError", .newContainer, .unknown),
    ]

    @Test("Reads the upload host's own form of an error", arguments: refusals)
    func refused(type: String, remedy: Remedy, outcome: Outcome) async throws {
        let body = #"{"debug_info":{"retriable":false,"type":"\#(type)","message":"EAAsecret is wrong"}}"#
        let client = try client(GraphClientTests.json(body, status: 400))
        do throws(GraphError) {
            _ = try await client.upload(VideoUpload(path: "/v.mp4", fileSize: 1), to: Self.address)
            Issue.record("a refusal is an error")
        } catch {
            #expect(error.remedy == remedy)
            #expect(error.outcome == outcome)
            #expect(error.call == "POST ig-api-upload/v25.0/11")
            #expect(!error.description.contains("EAAsecret"))
        }
    }

    static let addresses: [(String, Bool)] = [
        (address, true), ("https://rupload-ams.facebook.com/x", true), ("https://graph.facebook.com/x", true),
        ("http://rupload.facebook.com/x", false), ("https://evil.example/x", false),
        ("https://evilfacebook.com/x", false), ("https://evil.example/.facebook.com/x", false),
        ("https://evil.example?.facebook.com/x", false), ("https://a@evil.example#.facebook.com/", false),
        ("https://evil.example\\.facebook.com/", false), ("", false),
    ]

    @Test("The token is shown to Meta alone", arguments: addresses)
    func leadsToMeta(url: String, isTaken: Bool) async throws {
        #expect(GraphHost.facebook.takesUploads(at: url) == isTaken)
        let client = try client(GraphClientTests.json(#"{"success":true}"#))
        let error: GraphError?
        do throws(GraphError) {
            _ = try await client.upload(VideoUpload(path: "/v.mp4", fileSize: 1), to: url)
            error = nil
        } catch let refused {
            error = refused
        }
        #expect((error == nil) == isTaken)
        #expect(error == nil || error?.isUnsent == true)
    }

    @Test("A host that stands in for Meta's takes its own uploads")
    func sandbox() {
        let host = GraphHost(.facebook, baseURL: "http://127.0.0.1:4280")
        #expect(host.takesUploads(at: "http://127.0.0.1:4280/ig-api-upload/v25.0/1"))
        #expect(!host.takesUploads(at: "http://127.0.0.1:42801/ig-api-upload/v25.0/1"))
        #expect(host.takesUploads(at: Self.address))
    }
}
