import Cryptography
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import S3

/// A store that gives the answers of a script, one a request, and tells what it was asked; real stores, which give their
/// own, are in Tests/Conformance/test_s3.py.
@Suite struct S3ClientTests {
    struct Answer {
        var status: String
        var headers: [String] = []
        var body = ""
    }

    final class Store: Sendable {
        private let rest: Mutex<[Answer]>
        private let seen = Mutex<[String]>([])
        private let server = Mutex<LoopbackServer?>(nil)

        init(_ answers: [Answer]) throws {
            rest = Mutex(answers)
            let made = try LoopbackServer { [weak self] connection in
                while let request = connection.readRequest() {
                    let answer = self?.next(after: request) ?? Answer(status: "500 Out Of Script")
                    // An answer to HEAD has no body.
                    let body = request.line.hasPrefix("HEAD") ? [] : Array(answer.body.utf8)
                    connection.respond(answer.status, headers: answer.headers, body: body)
                }
            }
            server.withLock { $0 = made }
        }

        private func next(after request: LoopbackRequest) -> Answer? {
            let isConditional = request.header("if-none-match") != nil
            let line = request.line.replacing(" HTTP/1.1", with: "") + (isConditional ? " if-none-match" : "")
            seen.withLock { $0.append(line) }
            return rest.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }

        var url: String { server.withLock { $0?.url ?? "" } }
        var requests: [String] { seen.withLock { $0 } }
    }

    static func client(_ store: Store, region: String = "eu-1") throws -> S3Client {
        S3Client(
            try #require(S3Bucket(endpoint: store.url, name: "media", region: region)),
            credentials: S3Credentials(accessKey: "AKID", secretKey: "secret"), http: HTTPClient(),
            patience: S3Client.Patience(tries: 3), now: { Date(timeIntervalSince1970: 1_440_938_160) },
            sleep: { _ in })
    }

    static func error(_ code: String) -> String { "<Error><Code>\(code)</Code><Message>No</Message></Error>" }

    static let missing = Answer(status: "404 Not Found")
    static let done = Answer(status: "200 OK", headers: ["ETag: \"e\""])
    static let digest = SHA256.digest(of: Array("bread".utf8)).hex

    static let uploads: [(name: String, answers: [Answer], outcome: String, requests: String)] = [
        ("new", [missing, done], "sent(resumed: 0)", "HEAD, PUT if-none-match"),
        // Without the right to list, AWS answers so for what is not there.
        (
            "not to be asked", [Answer(status: "403 Forbidden"), done], "sent(resumed: 0)",
            "HEAD, PUT if-none-match"
        ),
        (
            "busy", [missing, Answer(status: "503 Slow Down", body: error("SlowDown")), done], "sent(resumed: 0)",
            "HEAD, PUT if-none-match, PUT if-none-match"
        ),
        (
            "busy for ever",
            [missing] + [Answer](repeating: Answer(status: "503 Slow Down", body: error("SlowDown")), count: 3),
            "busy SlowDown", "HEAD, PUT if-none-match, PUT if-none-match, PUT if-none-match"
        ),
        (
            "no conditions", [missing, Answer(status: "501 Not Implemented", body: error("NotImplemented")), done],
            "sent(resumed: 0)", "HEAD, PUT if-none-match, PUT"
        ),
        (
            "another was first",
            [
                missing, Answer(status: "412 Precondition Failed", body: error("PreconditionFailed")),
                Answer(status: "403 Forbidden"),
            ], "found", "HEAD, PUT if-none-match, HEAD"
        ),
        (
            "no room", [missing, Answer(status: "403 Forbidden", body: error("QuotaExceeded"))], "full QuotaExceeded",
            "HEAD, PUT if-none-match"
        ),
        (
            "damaged on the way",
            [missing, Answer(status: "400 Bad Request", body: error("XAmzContentSHA256Mismatch"))],
            "corrupted XAmzContentSHA256Mismatch", "HEAD, PUT if-none-match"
        ),
    ]

    @Test("Uploads a small file, whatever the store answers", arguments: uploads)
    func upload(name: String, answers: [Answer], outcome: String, requests: String) async throws {
        let store = try Store(answers)
        let folder = try TemporaryDirectory()
        try folder.write("bread", to: "bread.jpg")
        let file = S3File(
            path: folder.path(of: "bread.jpg"), size: 5, sha256: SHA256.digest(of: Array("bread".utf8)),
            contentType: "image/jpeg")
        let client = try Self.client(store)
        var told: String
        do throws(S3Error) {
            told = "\(try await client.upload(file, to: "k/bread.jpg"))"
        } catch {
            told = "\(error.kind) \(error.code ?? "")"
        }
        #expect(told == outcome, "\(name)")
        #expect(store.requests.joined(separator: ", ").replacing(" /media/k/bread.jpg", with: "") == requests)
    }

    /// A store's address that leads nowhere, and how often it is asked there.
    static let nowhere: [(endpoint: String, kind: S3Error.Kind)] = [
        ("http://127.0.0.1:1", .unreachable), ("http://nosuch.invalid", .noSuchHost),
    ]

    @Test("What fails and is tried again is told at once, and only once", arguments: nowhere)
    func hindrance(endpoint: String, kind: S3Error.Kind) async throws {
        let told = Mutex<[S3Error.Kind]>([])
        let waits = Mutex(0)
        let client = S3Client(
            try #require(S3Bucket(endpoint: endpoint, name: "media", region: "eu-1", addressing: .path)),
            credentials: S3Credentials(accessKey: "AKID", secretKey: "secret"), http: HTTPClient(),
            patience: S3Client.Patience(tries: 5), sleep: { _ in waits.withLock { $0 += 1 } },
            hinder: { error in told.withLock { $0.append(error.kind) } })
        let error = await #expect(throws: S3Error.self) { try await client.facts(of: "k") }
        #expect(error?.kind == kind)
        #expect(error?.message.contains("effect") == false)
        #expect(told.withLock { $0 } == [kind])
        // A name that is not found is not found a moment later either.
        #expect(waits.withLock { $0 } == (kind == .unreachable ? 4 : 2))
    }

    @Test("A region that is not known is found out once")
    func region() async throws {
        let store = try Store([
            Answer(status: "400 Bad Request"),
            Answer(
                status: "400 Bad Request",
                body: "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-9</Region></Error>"),
            Answer(status: "200 OK", body: "<LocationConstraint>eu-9</LocationConstraint>"), Self.missing,
        ])
        let client = try Self.client(store, region: "auto")
        #expect(try await client.facts(of: "k") == nil)
        #expect(client.region == "eu-9")
        #expect(store.requests == ["HEAD /media/k", "GET /media/?location=", "GET /media/?location=", "HEAD /media/k"])
    }

    @Test("An error that begins as success is an error, and asked again")
    func disguise() async throws {
        let slow = Answer(status: "200 OK", body: Self.error("InternalError"))
        let page = Answer(
            status: "200 OK",
            body: "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>k</Key><Size>3</Size>"
                + "<LastModified>2026-11-28T20:00:00.123Z</LastModified></Contents></ListBucketResult>")
        let store = try Store([slow, page])
        let listed = try await Self.client(store).list(prefix: "")
        #expect(listed.map(\.key) == ["k"])
        #expect(listed.first.map { Int($0.modified.timeIntervalSince1970) } == 1_795_896_000)
        #expect(store.requests.count == 2)
    }

    @Test("Lists page after page, and does not go round in circles")
    func pages() async throws {
        func page(_ key: String, next: String?) -> Answer {
            let end = next.map { "<IsTruncated>true</IsTruncated><NextContinuationToken>\($0)</NextContinuationToken>" }
            return Answer(
                status: "200 OK",
                body: "<ListBucketResult><Contents><Key>\(key)</Key><Size>3</Size>"
                    + "<LastModified>2026-11-28T20:00:00Z</LastModified></Contents>\(end ?? "")</ListBucketResult>")
        }
        let store = try Store([page("a", next: "t+/="), page("b", next: nil)])
        #expect(try await Self.client(store).list(prefix: "c/").map(\.key) == ["a", "b"])
        #expect(
            store.requests == [
                "GET /media/?list-type=2&prefix=c%2F",
                "GET /media/?continuation-token=t%2B%2F%3D&list-type=2&prefix=c%2F",
            ])
        let circle = try Store([page("a", next: "t"), page("b", next: "t")])
        await #expect(throws: S3Error.self) { try await Self.client(circle).list(prefix: "") }
    }

    @Test("A signed URL lasts no longer than stores allow, and is another for another mark")
    func presign() throws {
        let client = try Self.client(Store([]))
        let url = client.presignedURL(of: "k/a b.jpg", lasting: .seconds(30 * 86_400), mark: "m")
        #expect(url.contains("/media/k/a%20b.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&"))
        #expect(url.contains("&X-Amz-Expires=604800&") && url.contains("&x-mark=m&"))
        #expect(url != client.presignedURL(of: "k/a b.jpg", lasting: .seconds(30 * 86_400), mark: "n"))
    }
}
