import Foundation
import HTTP
import MetaGraph
import Synchronization
import TestSupport
import Testing

@Suite struct GraphClientTests {
    static let account = IGUserID("17841405822304914")

    /// A client whose requests are answered in order, and a record of them as text.
    final class Script: Sendable {
        private let answers: Mutex<[HTTPResponse]>
        private let log = Mutex<[String]>([])
        var requests: [String] { log.withLock { $0 } }

        init(_ answers: [HTTPResponse]) { self.answers = Mutex(answers) }

        func client(
            _ host: GraphHost = .instagram, token: String = "IGAAsecret",
            mayAct: @escaping HTTPClient.SendCheck = { true }
        ) throws -> GraphClient {
            GraphClient(host: host, token: try #require(AccessToken(token)), mayAct: mayAct) {
                request, maySend async throws(HTTPError) in
                guard maySend() else {
                    throw HTTPError(kind: .heldBack, delivery: .neverSent, host: "h", message: "no")
                }
                var text = "\(request.method.rawValue) \(request.url)"
                if case .bytes(let body) = request.body { text += " " + String(decoding: body, as: UTF8.self) }
                self.log.withLock { $0.append(text) }
                guard request.headers["Authorization"] == "Bearer IGAAsecret",
                    let answer = self.answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() })
                else { throw HTTPError(kind: .other, delivery: .neverSent, host: "", message: "not expected") }
                return answer
            }
        }
    }

    static func json(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: Array(text.utf8))
    }

    @Test("Every call is written as the platform reads it")
    func calls() async throws {
        let script = Script([
            Self.json(#"{"id":"11","uri":"https://rupload.facebook.com/x"}"#),
            Self.json(#"{"id":"11","status_code":"FINISHED"}"#), Self.json(#"{"id":90071992547409931}"#),
            Self.json(#"{"data":[{"quota_usage":2,"config":{"quota_total":50,"quota_duration":86400}}]}"#),
            Self.json(#"{"id":"5","caption":"c"}"#), Self.json(#"{"id":"6"}"#), Self.json(#"{"data":[{"id":"6"}]}"#),
            Self.json(#"{"success":true}"#), Self.json(#"{"success":true}"#),
            Self.json(#"{"success":true,"deleted_id":"5"}"#), Self.json(#"{"user_id":"1","username":"b"}"#),
            Self.json(#"{"data":[]}"#),
        ])
        let client = try script.client()
        let created = try await client.createContainer(.image(.init(url: "u#")), for: Self.account).value
        #expect(created == CreatedContainer(id: ContainerID("11"), uploadURL: "https://rupload.facebook.com/x"))
        #expect(try await client.status(of: created.id).value.code == .finished)
        #expect(try await client.publish(created.id, on: Self.account).value == MediaID("90071992547409931"))
        let limit = try await client.publishingLimit(
            of: Self.account, since: Date(timeIntervalSince1970: 1_790_000_000))
        #expect(limit.value == PublishingLimit(used: 2, total: 50, window: .seconds(86_400)))
        #expect(try await client.media(MediaID("5"), ["id", "caption"]).value.caption == "c")
        #expect(try await client.comment("#a b", on: MediaID("5")).value == CommentID("6"))
        #expect(try await client.comments(on: MediaID("5"), ["id"], limit: 50).value.items.map(\.id.text) == ["6"])
        _ = try await client.delete(CommentID("6"))
        _ = try await client.setComments(enabled: false, on: MediaID("5"))
        _ = try await client.delete(MediaID("5"))
        #expect(try await client.me().value.username == "b")
        #expect(try await client.stories(of: IGUserID("../1?a=b"), ["id"]).value.items.isEmpty)
        let base = "https://graph.instagram.com/v25.0/"
        #expect(
            script.requests.map { $0.replacing(base, with: "") } == [
                "POST 17841405822304914/media image_url=u%23",
                "GET 11?fields=id%2Cstatus_code%2Cstatus",
                "POST 17841405822304914/media_publish creation_id=11",
                "GET 17841405822304914/content_publishing_limit?fields=quota_usage%2Cconfig&since=1790000000",
                "GET 5?fields=id%2Ccaption", "POST 5/comments message=%23a%20b", "GET 5/comments?fields=id&limit=50",
                "DELETE 6", "POST 5 comment_enabled=false", "DELETE 5",
                "GET me?fields=user_id%2Cusername%2Caccount_type", "GET ..%2F1%3Fa%3Db/stories?fields=id",
            ])
    }

    @Test("Who may not act may look and prepare, and does nothing that others see")
    func mayNotAct() async throws {
        let page = Self.json(#"{"data":[]}"#)
        let script = Script([page, Self.json(#"{"id":"11"}"#)])
        let client = try script.client { false }
        func outcome(_ call: () async throws(GraphError) -> Void) async -> Outcome? {
            do throws(GraphError) { try await call() } catch { return error.outcome }
            return nil
        }
        let outcomes = [
            await outcome { () async throws(GraphError) in _ = try await client.media(of: Self.account) },
            await outcome { () async throws(GraphError) in
                _ = try await client.createContainer(.image(.init(url: "u")), for: Self.account)
            },
            await outcome { () async throws(GraphError) in
                _ = try await client.publish(ContainerID("11"), on: Self.account)
            },
            await outcome { () async throws(GraphError) in _ = try await client.comment("a", on: MediaID("5")) },
            await outcome { () async throws(GraphError) in
                _ = try await client.setComments(enabled: true, on: MediaID("5"))
            },
            await outcome { () async throws(GraphError) in _ = try await client.delete(MediaID("5")) },
            await outcome { () async throws(GraphError) in _ = try await client.delete(CommentID("6")) },
            await outcome { () async throws(GraphError) in _ = try await client.delete("7") },
        ]
        #expect(outcomes == [nil, nil] + Array(repeating: .certainlyNotDone, count: 6))
        #expect(script.requests.count == 2)
    }

    @Test("Pages follow each other by their query alone, the token left out, up to the bound")
    func paging() async throws {
        let next =
            "https://graph.instagram.com/v25.0/17841405822304914/media?access_token=SECRET&fields=id&limit=2&after=QVF%3D"
        let pages = [
            Self.json(#"{"data":[{"id":"1"},{"id":"2"}],"paging":{"cursors":{"after":"x"},"next":"\#(next)1"}}"#),
            Self.json(#"{"data":[],"paging":{"next":"\#(next)2"}}"#),
            Self.json(#"{"data":[{"id":"3"},{"id":"4"}],"paging":{"cursors":{"after":"y"}}}"#),
        ]
        let script = Script(pages)
        var ids: [String] = []
        for try await media in try script.client().allMedia(of: Self.account, ["id"], limit: 2) {
            ids.append(media.id.text)
        }
        #expect(ids == ["1", "2", "3", "4"])
        let path = "GET https://graph.instagram.com/v25.0/17841405822304914/media?fields=id&limit=2"
        #expect(script.requests == [path, path + "&after=QVF%3D1", path + "&after=QVF%3D2"])

        let bounded = Script(pages)
        var few: [String] = []
        for try await media in try bounded.client().allMedia(of: Self.account, ["id"], limit: 2, maximum: 2) {
            few.append(media.id.text)
        }
        #expect(few == ["1", "2"])
        #expect(bounded.requests.count == 1)
    }

    /// What each page says is next, and how many pages are asked for.
    static let endless: [(String, [String], Int)] = [
        ("itself", ["a", "a"], 2), ("in a circle", ["a", "b", "a"], 3),
        ("further and further", (1...200).map { "\($0)" }, PageTrail.mostEmpty),
    ]
    @Test("A list without an end ends with an error", arguments: endless)
    func neverEnding(_: String, nexts: [String], asked: Int) async throws {
        let script = Script(
            nexts.map { Self.json(#"{"data":[],"paging":{"next":"https://h/?after=\#($0)"}}"#) })
        var words = ""
        do {
            for try await _ in try script.client().allMedia(of: Self.account) {}
        } catch { words = "\(error)" }
        #expect(words.contains("the list does not end: "), "\(words)")
        #expect(script.requests.count == asked)
    }

    static let failures: [(HTTPResponse, String)] = [
        (
            json(
                """
                {"error":{"message":"Media ID is not available","type":"OAuthException","code":9007,\
                "error_subcode":2207027,"is_transient":false,"error_user_title":"Not ready",\
                "error_user_msg":"The media is not ready, wait.","fbtrace_id":"Axyz"}}
                """, status: 400),
            """
            POST 17841405822304914/media_publish: the container is not ready to be published (code 9007, \
            subcode 2207027, OAuthException, HTTP 400): Media ID is not available — Not ready — \
            The media is not ready, wait. [trace Axyz]; send the same request again in a few seconds
            """
        ),
        (
            json(
                #"{"error":{"message":"Malformed access token IGAAsecret","code":"190","error_subcode":null}}"#,
                status: 401),
            """
            POST 17841405822304914/media_publish: the token is not valid (code 190, HTTP 401): \
            Malformed access token (token); log in again, or grant the missing permission
            """
        ),
        (
            json(#"{"error":{"message":"An unexpected error has occurred.","code":2}}"#),
            """
            POST 17841405822304914/media_publish: the service failed or is down for a while (code 2, HTTP 200): \
            An unexpected error has occurred.; look first at what has been published
            """
        ),
        (
            json(#"{"error_type":"OAuthException","code":400,"error_message":"Invalid platform app"}"#, status: 400),
            """
            POST 17841405822304914/media_publish: the token is not valid (code 400, OAuthException, HTTP 400): \
            Invalid platform app; log in again, or grant the missing permission
            """
        ),
        (
            json(
                #"{"debug_info":{"retriable":false,"type":"ProcessingFailedError","message":"Request failed"}}"#,
                status: 400),
            """
            POST 17841405822304914/media_publish: the upload could not be processed (ProcessingFailedError, HTTP 400): \
            Request failed; make a new container
            """
        ),
        (
            HTTPResponse(status: 502, headers: ["Content-Type": "text/html"], body: Array("<html>".utf8)),
            """
            POST 17841405822304914/media_publish: HTTP 502 with 6 bytes of text/html in place of a Graph error; \
            look first at what has been published
            """
        ),
        (
            HTTPResponse(status: 500),
            """
            POST 17841405822304914/media_publish: HTTP 500 with 0 bytes of no type in place of a Graph error; \
            look first at what has been published
            """
        ),
        (
            json(#"{"error":{"message":"cut o"#, status: 400),
            """
            POST 17841405822304914/media_publish: HTTP 400 with 26 bytes of application/json in place of a Graph error; \
            look first at what has been published
            """
        ),
        (
            json(""),
            """
            POST 17841405822304914/media_publish: HTTP 200, but its body of 0 bytes is not complete JSON; \
            look first at what has been published
            """
        ),
        (
            json(#"{"id":"#),
            """
            POST 17841405822304914/media_publish: HTTP 200, but its body of 6 bytes is not complete JSON; \
            look first at what has been published
            """
        ),
        (
            json(#"{"success":true}"#),
            """
            POST 17841405822304914/media_publish: HTTP 200, but the body has nothing at .id; \
            look first at what has been published
            """
        ),
        (
            HTTPResponse(status: 302, headers: ["Location": "https://elsewhere/"]),
            """
            POST 17841405822304914/media_publish: HTTP 302 with 0 bytes of no type in place of a Graph error; \
            look first at what has been published
            """
        ),
    ]

    @Test("Each way a publish can fail is told in one line", arguments: failures)
    func failure(answer: HTTPResponse, expected: String) async throws {
        let client = try Script([answer]).client()
        do throws(GraphError) {
            _ = try await client.publish(ContainerID("1"), on: Self.account)
            Issue.record("published")
        } catch {
            #expect(error.description == expected)
            #expect(!error.description.contains("secret"))
            #expect(error.status == answer.status)
        }
    }

    @Test("A deletion that is not called a success is not one")
    func notASuccess() async throws {
        let client = try Script([Self.json(#"{"success":false}"#)]).client(.facebook)
        do throws(GraphError) {
            _ = try await client.delete(MediaID("5"))
            Issue.record("deleted")
        } catch {
            #expect(error.cause == .unexpectedAnswer("the body's value is not the promised one at .success"))
            #expect(error.outcome == .unknown)
        }
    }

    @Test("Against a server: usage, trace and a lost connection")
    func server() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                guard request.header("authorization") == "Bearer t" else { return }
                if request.line.contains("media_publish") { return }
                connection.respond(
                    headers: [#"X-App-Usage: {"call_count":7}"#, "X-FB-Trace-ID: T1"], body: Array(#"{"id":"11"}"#.utf8)
                )
            }
        }
        let client = GraphClient(
            host: GraphHost(.instagram, baseURL: server.url + "/"), token: try #require(AccessToken("t")),
            http: HTTPClient())
        let reply = try await client.createContainer(.image(.init(url: "u")), for: Self.account)
        #expect(reply.value.id == ContainerID("11"))
        #expect(reply.usage.app?.calls == 7)
        #expect(reply.traceID == "T1")
        do throws(GraphError) {
            _ = try await client.publish(reply.value.id, on: Self.account)
            Issue.record("published")
        } catch {
            #expect(error.outcome == .unknown)
            #expect(error.remedy == .lookUpFirst)
        }
    }
}
