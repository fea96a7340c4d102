import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct HTTPErrorTests {
    /// What `send` throws, as text with the port replaced.
    private func failure(
        of request: HTTPRequest, with client: HTTPClient = HTTPClient()
    ) async throws -> HTTPError {
        do throws(HTTPError) {
            let response = try await client.send(request)
            Issue.record("answered with \(response.status)")
            throw HTTPError(kind: .other, delivery: .unknown, host: "", message: "")
        } catch { return error }
    }

    static let impossible: [(String, HTTPError.Kind, String)] = [
        ("ftp://example.com/", .invalidRequest, "the URL is not an absolute http or https URL"),
        ("file:///etc/passwd", .invalidRequest, "the URL is not an absolute http or https URL"),
        ("http://a b/", .invalidRequest, "the URL has white space or control characters"),
        ("http://a/\0b", .invalidRequest, "the URL has white space or control characters"),
        ("/relative", .invalidRequest, "Bad scheme"),
        ("http://name.invalid/?secret", .nameResolution, "Could not resolve host: name.invalid"),
    ]
    @Test("What cannot be sent was never sent", arguments: impossible)
    func unsent(url: String, kind: HTTPError.Kind, message: String) async throws {
        let error = try await failure(of: HTTPRequest(method: .post, url: url))
        #expect(error.kind == kind)
        #expect(error.message == message)
        #expect(error.delivery == .neverSent)
        #expect(!error.description.contains("secret"))
    }

    @Test("A header cannot bring in another")
    func headerInjection() async throws {
        for headers: HTTPHeaders in [["X": "a\r\nY: b"], ["X\r\n": "a"], ["": "a"], ["X:": "a"], ["X": "a\0"]] {
            let error = try await failure(of: HTTPRequest(url: "http://127.0.0.1:1/", headers: headers))
            #expect(error.kind == .invalidRequest)
            #expect(error.host == "127.0.0.1")
        }
    }

    @Test("A missing file, or one too short, is found out before anything is sent")
    func file() async throws {
        for body: HTTPRequest.Body in [
            .file(path: "/nonexistent"), .file(path: "/"), .file(path: "/etc/hostname", offset: 1 << 40),
            .file(path: "/etc/hostname", offset: 0, length: 1 << 40), .file(path: "/etc/hostname", offset: -1),
        ] {
            let error = try await failure(of: HTTPRequest(method: .put, url: "http://127.0.0.1:1/", body: body))
            #expect(error.kind == .bodyUnreadable)
            #expect(error.delivery == .neverSent)
        }
    }

    @Test("Refused: never sent, in words")
    func refused() async throws {
        let port = try LoopbackServer { _ in }.port  // closed again at once
        let error = try await failure(of: HTTPRequest(method: .post, url: "http://127.0.0.1:\(port)/x?token=secret"))
        let text = error.description.replacing("\(port)", with: "PORT").replacing(#/after \d+ ms/#, with: "after N ms")
        #expect(
            text == """
                127.0.0.1: no connection (Failed to connect to 127.0.0.1 port PORT after N ms: Couldn't connect to server); \
                the request was never sent
                """)
        #expect(error.kind == .connection)
    }

    @Test("No TLS: never sent")
    func tls() async throws {
        let server = try LoopbackServer { connection in
            connection.write("this is not TLS\r\n\r\n")
            connection.waitForEnd()
        }
        let error = try await failure(of: HTTPRequest(method: .post, url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.kind == .tls)
        #expect(error.delivery == .neverSent)
    }

    @Test("A connection that never becomes TLS times out, never sent")
    func connectTimeout() async throws {
        let server = try LoopbackServer { $0.waitForEnd() }
        let error = try await failure(
            of: HTTPRequest(
                method: .post, url: "https://127.0.0.1:\(server.port)/", timeouts: .init(connect: .milliseconds(50))))
        #expect(error.kind == .timedOut)
        #expect(error.delivery == .neverSent)
    }

    @Test("No answer in time: unknown")
    func timeout() async throws {
        let server = try LoopbackServer { $0.waitForEnd() }
        let error = try await failure(
            of: HTTPRequest(method: .post, url: server.url, timeouts: .init(total: .milliseconds(50))))
        #expect(error.kind == .timedOut)
        #expect(error.delivery == .unknown)
        #expect(error.status == nil)
    }

    @Test("Still in line when its time is up: never sent")
    func queued() async throws {
        let arrived = Mailbox<Void>()
        let server = try LoopbackServer { connection in
            while connection.readRequest() != nil { arrived.put(()) }
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerHost: 1))
        let first = Task { try await failure(of: HTTPRequest(method: .post, url: server.url), with: client) }
        await arrived.take()  // the only connection is taken, and will be until `first` is cancelled
        let second = try await failure(
            of: HTTPRequest(method: .post, url: server.url, timeouts: .init(total: .milliseconds(20))), with: client)
        #expect(second.kind == .timedOut)
        #expect(second.delivery == .neverSent)
        first.cancel()
        #expect(try await first.value.kind == .cancelled)
    }

    static let halves: [(String, Bool, HTTPError.Kind, Int?)] = [
        ("", false, .connectionLost, nil),
        ("", true, .connectionLost, nil),
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", false, .truncatedResponse, 200),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false, .truncatedResponse, 200),
        ("not http at all\r\n\r\n", false, .malformedResponse, nil),
        ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789", false, .responseTooLarge(limit: 9), 200),
        ("HTTP/1.1 200 OK\r\n\r\n0123456789", false, .responseTooLarge(limit: 9), 200),
    ]
    @Test("An answer that is not whole: unknown", arguments: halves)
    func broken(answer: String, isReset: Bool, kind: HTTPError.Kind, status: Int?) async throws {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            connection.write(answer)
            if isReset { connection.reset() }
        }
        let error = try await failure(of: HTTPRequest(method: .post, url: server.url, maximumResponseBytes: 9))
        #expect(error.kind == kind)
        #expect(error.status == status)
        #expect(error.delivery == .unknown)
    }

    @Test("A reset in the middle of a body: unknown, status known")
    func reset() async throws {
        let goAhead = Mailbox<Void>()
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
            connection.write([UInt8](repeating: 65, count: 20_000_000))  // more than socket buffers hold: it was read
            connection.reset()
            goAhead.put(())
        }
        let error = try await failure(
            of: HTTPRequest(method: .post, url: server.url, maximumResponseBytes: 200_000_000))
        #expect([.connectionLost, .truncatedResponse].contains(error.kind))
        #expect(error.status == 200)
        #expect(error.delivery == .unknown)
    }

    @Test("Endless headers are stopped")
    func headers() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n")
            for number in 0..<20 { connection.write("X-\(number): " + String(repeating: "a", count: 50_000) + "\r\n") }
            connection.waitForEnd()
        }
        let error = try await failure(of: HTTPRequest(url: server.url))
        #expect(error.kind == .responseTooLarge(limit: 256 << 10))
    }

    @Test("A kept connection that dies unanswered: GET is repeated, POST never")
    func noSilentRepetition() async throws {
        for (method, expected) in [(HTTPRequest.Method.get, 3), (.post, 2)] {
            let arrived = Counter()
            let server = try LoopbackServer { connection in
                while connection.readRequest() != nil {
                    // The second request, whatever its connection, is taken in and never answered.
                    if arrived.next() == 2 { break }
                    connection.respond()
                }
            }
            let client = HTTPClient()
            _ = try await client.send(HTTPRequest(method: method, url: server.url))
            if method == .get {
                #expect(try await client.send(HTTPRequest(method: method, url: server.url)).status == 200)
            } else {
                let error = try await failure(of: HTTPRequest(method: method, url: server.url), with: client)
                #expect(error.kind == .connectionLost)
                #expect(error.delivery == .unknown)
            }
            #expect(arrived.count == expected)
        }
    }

    @Test("Cancelled while the server thinks: unknown, and the connection is closed")
    func cancellation() async throws {
        let arrived = Mailbox<Void>()
        let closed = Mailbox<Void>()
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            arrived.put(())
            connection.waitForEnd()
            closed.put(())
        }
        let client = HTTPClient()
        let task = Task { try await failure(of: HTTPRequest(method: .post, url: server.url), with: client) }
        await arrived.take()
        task.cancel()
        let error = try await task.value
        #expect(error.kind == .cancelled)
        #expect(error.delivery == .unknown)
        await closed.take()
    }

    @Test("Cancelled before it starts: never sent")
    func cancelledEarly() async throws {
        let server = try LoopbackServer { $0.waitForEnd() }
        let error = try await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await failure(of: HTTPRequest(method: .post, url: server.url))
        }.value
        #expect(error.kind == .cancelled)
        #expect(error.delivery == .neverSent)
        #expect(server.connectionCount == 0)
    }

    @Test("Printing a request gives no secret away")
    func printing() {
        let request = HTTPRequest(url: "https://a/", headers: ["authorization": "Bearer secret", "X-A": "b"])
        var dumped = ""
        dump(request, to: &dumped)
        #expect(!(dumped + "\(request)" + String(reflecting: request)).contains("secret"))
        #expect(request.headers.description == "authorization: (hidden)\nX-A: b")
    }
}
