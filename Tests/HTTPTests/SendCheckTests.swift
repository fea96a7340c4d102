import Foundation
import HTTP
import HTTPServer
import Synchronization
import TestSupport
import Testing

/// The check that stands between a request and its first byte.
@Suite struct SendCheckTests {
    /// What `send` throws.
    private func refusal(
        of request: HTTPRequest, with client: HTTPClient, maySend: @escaping HTTPClient.SendCheck
    ) async throws -> HTTPError {
        do throws(HTTPError) {
            let response = try await client.send(request, maySend: maySend)
            Issue.record("answered with \(response.status)")
            throw HTTPError(kind: .other, delivery: .unknown, host: "", message: "")
        } catch { return error }
    }

    @Test("A request that is held back leaves no byte on its connection")
    func noByte() async throws {
        let received = Mailbox<[UInt8]>()
        let server = try LoopbackServer { connection in received.put(connection.readToEnd()) }
        var client: HTTPClient? = HTTPClient()
        let error = try await refusal(
            of: HTTPRequest(method: .post, url: server.url + "/?secret", body: .bytes([1, 2, 3])),
            with: try #require(client), maySend: { false })
        #expect(
            error.description
                == "127.0.0.1: the request was held back (it may not be sent any more); the request was never sent")
        #expect(error.kind == .heldBack)
        #expect(error.delivery == .neverSent)
        client = nil  // closes what the client may have kept open
        #expect(await received.take() == [])
    }

    @Test("A connection that carried a request does not carry the next unasked")
    func keptConnection() async throws {
        let paths = Mutex<[String]>([])
        let server = try Server { request in
            paths.withLock { $0.append(request.path) }
            return .text("done\n")
        }
        let client = HTTPClient()
        #expect(try await client.send(HTTPRequest(method: .post, url: server.url + "/first")).status == 200)
        let error = try await refusal(
            of: HTTPRequest(method: .post, url: server.url + "/second"), with: client, maySend: { false })
        #expect(error.delivery == .neverSent)
        #expect(try await client.send(HTTPRequest(method: .post, url: server.url + "/third")).status == 200)
        #expect(paths.withLock { $0 } == ["/first", "/third"])
        await server.stop()
    }

    @Test("Asked when the line has moved up, not when the request was handed in")
    func asksLate() async throws {
        let arrived = Mailbox<String>()
        let goAhead = Gate(opensAt: 2)
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                arrived.put(request.line)
                if request.line.contains("/first") { goAhead.arrive() }
                connection.respond()
            }
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerHost: 1))
        let isOver = Atomic(false)
        let url = server.url
        let first = Task { try await client.send(HTTPRequest(method: .post, url: url + "/first")).status }
        #expect(await arrived.take() == "POST /first HTTP/1.1")
        // From here on the only connection is taken until the gate opens.
        async let second = refusal(of: HTTPRequest(method: .post, url: url + "/second"), with: client) {
            !isOver.load(ordering: .acquiring)
        }
        for _ in 0..<1_000 { await Task.yield() }  // time for it to get in line, so that asking early would show
        isOver.store(true, ordering: .releasing)
        goAhead.arrive()
        #expect(try await second.delivery == .neverSent)
        #expect(try await first.value == 200)
        _ = try await client.send(HTTPRequest(method: .post, url: url + "/third"))
        #expect(await arrived.take() == "POST /third HTTP/1.1")
    }

    @Test("Asked again before a repetition; by then a byte has left")
    func repetition() async throws {
        let arrived = Counter()
        let server = try LoopbackServer { connection in
            while connection.readRequest() != nil {
                if arrived.next() == 2 { break }  // taken in and never answered: libcurl repeats a GET
                connection.respond()
            }
        }
        let client = HTTPClient()
        _ = try await client.send(HTTPRequest(url: server.url))
        let asked = Counter()
        let error = try await refusal(of: HTTPRequest(url: server.url), with: client) { asked.next() == 1 }
        #expect(error.kind == .heldBack)
        #expect(error.delivery == .unknown)
        #expect(asked.count == 2)
        #expect(arrived.count == 2)
    }

    @Test("Asked again before a redirect is followed")
    func redirect() async throws {
        let arrived = Counter()
        let server = try LoopbackServer { connection in
            while connection.readRequest() != nil {
                _ = arrived.next()
                connection.respond("307 Temporary Redirect", headers: ["Location: /there"])
            }
        }
        let asked = Counter()
        let error = try await refusal(
            of: HTTPRequest(method: .post, url: server.url, followRedirects: true), with: HTTPClient()
        ) { asked.next() == 1 }
        #expect(error.kind == .heldBack)
        #expect(error.delivery == .unknown)
        #expect(asked.count == 2)
        #expect(arrived.count == 1)
    }
}
