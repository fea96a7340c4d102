import GraphModel
import HTTP
import Testing

@testable import GraphSandbox

@Suite struct FaultTests {
    /// The fault, what the client sees of its publish, and whether it went live all the same.
    static let modes: [(String, String, Bool)] = [
        (#"{"mode":"drop-before"}"#, "connectionLost", false),
        (#"{"mode":"drop-after"}"#, "connectionLost", true),
        (#"{"mode":"delay","latency":20}"#, "200 id", true),
        (#"{"mode":"status","status":429,"retry_after":7}"#, "429 7", false),
        (#"{"mode":"garbage"}"#, "200 no JSON", true),
        (#"{"mode":"truncate"}"#, "truncatedResponse", true),
        (#"{"mode":"error","code":2}"#, "400 error 2/-", false),
        (#"{"mode":"error-after","code":4,"subcode":2207051}"#, "400 error 4/2207051", true),
    ]

    @Test("Harms one publish, and the effect is as it says", arguments: modes)
    func harms(fault: String, seen: String, isLive: Bool) async throws {
        let world = try await Rehearsal()
        let account = try world.account("bakery")
        let made = try await world.create(["image_url": try await world.host(.picture)])
        let container = try #require(made["id"]?.string)
        let path = #""path":"*/media_publish","method":"POST""#
        _ = try await world.control(.post, "faults", fault.dropLast() + "," + path + "}")
        let headers: HTTPHeaders = ["Authorization": "Bearer \(account.token)"]
        let result: String
        do throws(HTTPError) {
            let answer = try await world.publishRaw("/v25.0/\(account.id)/media_publish", container, headers)
            result = Self.words(answer)
        } catch {
            result = "\(error.kind)"
        }
        #expect(result == seen)
        #expect(await world.sandbox.everythingPublished().count == (isLive ? 1 : 0))
        let status = try await world.graph(.get, container, ["fields": "status_code"])["status_code"]?.string
        #expect(status == (isLive ? "PUBLISHED" : "FINISHED"))
        #expect(try await world.control(.get, "faults")["faults"]?[0]?["hits"] == 1)
    }

    private static func words(_ answer: HTTPResponse) -> String {
        if let seconds = answer.headers["Retry-After"] { return "\(answer.status) \(seconds)" }
        guard let body = try? JSON(parsing: answer.body) else { return "\(answer.status) no JSON" }
        guard let error = body["error"] else { return "\(answer.status) \(body.members?.first?.name ?? "")" }
        let subcode = error["error_subcode"]?.integer.map(String.init) ?? "-"
        return "\(answer.status) error \(error["code"]?.integer ?? 0)/\(subcode)"
    }

    @Test("Waits for the request it is meant for, and harms as many as it says")
    func counting() throws {
        let board = FaultBoard()
        _ = try board.add(try JSON(parsing: #"{"mode":"delay","nth":2,"count":2}"#))
        let struck = (1...5).map { _ in board.strike(method: "GET", path: "/me", isGraphCall: true) != nil }
        #expect(struck == [false, true, true, false, false])
        #expect(board.strike(method: "GET", path: "/media/x.jpg", isGraphCall: false) == nil)
    }

    @Test("Without a count it harms all, until it is taken away")
    func always() throws {
        let board = FaultBoard()
        _ = try board.add(try JSON(parsing: #"{"mode":"delay","count":null,"method":"post","path":"/v*/media"}"#))
        for _ in 1...3 { #expect(board.strike(method: "POST", path: "/v25.0/17/media", isGraphCall: true) != nil) }
        #expect(board.strike(method: "GET", path: "/v25.0/17/media", isGraphCall: true) == nil)
        board.clear()
        #expect(board.strike(method: "POST", path: "/v25.0/17/media", isGraphCall: true) == nil)
    }

    static let mistakes: [(String, String)] = [
        ("[]", "a fault is a JSON object"),
        (
            "{}",
            "mode must be one of drop-before, drop-after, delay, status, garbage, truncate, error, error-after, "
                + "cut-upload, refuse-upload, lose-upload"
        ),
        (#"{"mode":"delay","latency":-1}"#, "latency must be a whole number from 0 to 600000"),
        (#"{"mode":"delay","latency":1e99}"#, "latency must be a whole number from 0 to 600000"),
        (#"{"mode":"delay","nth":0}"#, "nth must be a whole number from 1 to 1000000"),
        (#"{"mode":"delay","path":7}"#, "path must be a text"),
        (#"{"mode":"delay","pth":"x"}"#, "a fault has no 'pth'"),
        ("nonsense", "the body is not JSON: unexpected character at byte 1"),
    ]

    @Test("Says what is wrong with a fault", arguments: mistakes)
    func saysWrong(body: String, message: String) async throws {
        let world = try await Rehearsal()
        #expect(try await world.control(.post, "faults", body)["error"]?.string == message)
    }

    static let globs: [(String, String, Bool)] = [
        ("*", "/any", true), ("*", "", true), ("/a*c", "/abc", true), ("/a*c", "/abcd", false), ("/a*c", "/ac", true),
        ("*/media", "/v25.0/1/media", true), ("*/media", "/v25.0/1/media_publish", false), ("a**b", "aXYb", true),
        ("*a*b*", "xxaxxbxx", true), ("*ab", "aab", true), ("", "", true), ("", "x", false),
    ]

    @Test("A star stands for any text", arguments: globs)
    func fits(pattern: String, text: String, fits: Bool) {
        #expect(text.matches(glob: pattern) == fits)
    }
}

extension Rehearsal {
    func publishRaw(_ path: String, _ container: String, _ headers: HTTPHeaders) async throws(HTTPError) -> HTTPResponse
    {
        try await HTTPClient().send(
            HTTPRequest(
                method: .post, url: sandbox.url + path, headers: headers,
                body: .bytes(Array("creation_id=\(container)".utf8))))
    }
}
