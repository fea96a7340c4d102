import Foundation
import HTTP
import MetaGraph
import Publishing
import Synchronization
import Testing

@testable import GraphPublishing

/// What flows are told of the platform's answers, and of those that never came.
@Suite struct PlatformClientTests {
    static let start = Date(timeIntervalSince1970: 1_790_000_000)

    /// A client whose calls are answered in order, a minute apart from ``start`` on.
    private func client(
        _ answers: [Result<HTTPResponse, HTTPError>], mayAct: @escaping HTTPClient.SendCheck = { true }
    ) throws -> PlatformClient {
        let left = Mutex(answers)
        let token = try #require(AccessToken("t"))
        let graph = GraphClient(host: .instagram, token: token, mayAct: mayAct) {
            _, maySend async throws(HTTPError) in
            guard maySend() else { throw HTTPError(kind: .heldBack, delivery: .neverSent, host: "h", message: "no") }
            let missing = HTTPError(kind: .other, delivery: .unknown, host: "h", message: "no answer is left")
            return try left.withLock { $0.isEmpty ? .failure(missing) : $0.removeFirst() }.get()
        }
        let minutes = Mutex(-1)
        return .instagram(IGUserID("1"), through: graph, media: Studio.media) {
            Self.start.addingTimeInterval(
                minutes.withLock { minutes in
                    minutes += 1
                    return Double(minutes) * 60
                })
        }
    }

    private static func answer(
        _ text: String, status: Int = 200, _ headers: HTTPHeaders = [:]
    ) -> Result<HTTPResponse, HTTPError> {
        .success(HTTPResponse(status: status, headers: headers, body: Array(text.utf8)))
    }

    private func refusal(of call: () async throws(Refusal) -> Void) async -> Refusal? {
        do throws(Refusal) { try await call() } catch { return error }
        return nil
    }

    @Test("A call that was held back is told as one that never left")
    func heldBack() async throws {
        let client = try client([], mayAct: { false })
        let refusals = [
            await refusal { () async throws(Refusal) in _ = try await client.publish("11") },
            await refusal { () async throws(Refusal) in _ = try await client.comment("5", "a") },
            await refusal { () async throws(Refusal) in try await client.switchComments("5", true) },
            await refusal { () async throws(Refusal) in try await client.delete("5") },
        ]
        #expect(refusals.map { $0?.effect } == Array(repeating: .unsent, count: 4))
        #expect(
            refusals[0]?.message
                == "POST 1/media_publish: h: the request was held back (no); the request was never sent")
    }

    static let effects: [(Result<HTTPResponse, HTTPError>, Refusal.Effect)] = [
        (.failure(HTTPError(kind: .connection, delivery: .neverSent, host: "h", message: "m")), .unsent),
        (.failure(HTTPError(kind: .timedOut, delivery: .unknown, host: "h", message: "m")), .unknown),
        (answer("<html>", status: 502), .unknown),
        (answer(#"{"error":{"code":9007,"error_subcode":2207027,"message":"m"}}"#, status: 400), .none),
    ]
    @Test("Tells what never left from what came back as not done", arguments: effects)
    func effect(answer: Result<HTTPResponse, HTTPError>, expected: Refusal.Effect) async throws {
        let client = try client([answer])
        #expect(await refusal { () async throws(Refusal) in _ = try await client.publish("11") }?.effect == expected)
    }

    @Test("The publishing quota is what the account's own answer says")
    func quota() async throws {
        let client = try client([
            Self.answer(#"{"data":[{"quota_usage":2,"config":{"quota_total":50,"quota_duration":86400}}]}"#),
            Self.answer(#"{"data":[{"quota_usage":7}]}"#),
        ])
        let quota = try await client.publishingLimit()
        #expect(quota == PublishingQuota(used: 2, total: 50, window: .seconds(86_400)))
        #expect(quota.left == 48)
        #expect(try await client.publishingLimit().left == nil)
    }

    @Test("Usage is heard from answers and from refusals, and kept while answers are silent of it")
    func usage() async throws {
        let busy = #"{"1":[{"type":"instagram","call_count":90,"estimated_time_to_regain_access":5}]}"#
        let calm = #"{"1":[{"type":"instagram","call_count":20}]}"#
        let client = try client([
            Self.answer(#"{"id":"5"}"#),
            Self.answer(#"{"id":"5"}"#, ["X-App-Usage": #"{"call_count":30,"total_time":31}"#]),
            Self.answer(
                #"{"error":{"code":4,"message":"m"}}"#, status: 400, ["X-Business-Use-Case-Usage": busy]),
            Self.answer(#"{"id":"5"}"#),
            Self.answer(#"{"id":"5"}"#, ["X-Business-Use-Case-Usage": calm, "Retry-After": "30"]),
        ])
        var heard: [PlatformUsage?] = [client.usage()]
        for _ in 0..<5 {
            _ = try? await client.permalink("5")
            heard.append(client.usage())
        }
        func at(_ minutes: Double) -> Date { Self.start.addingTimeInterval(minutes * 60) }
        let throttled = PlatformUsage(percent: 90, heardAt: at(2), quietUntil: at(7))
        #expect(
            heard == [
                nil, nil, PlatformUsage(percent: 31, heardAt: at(1), quietUntil: nil), throttled, throttled,
                PlatformUsage(percent: 31, heardAt: at(1), quietUntil: at(4.5)),
            ])
    }
}
