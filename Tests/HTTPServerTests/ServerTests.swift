import Foundation
import HTTPServer
import Synchronization
import Testing

/// Says back what it received, so that a test can read it.
private let echo: Server.Handler = { request in
    let fields = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
    return .text(
        "\(request.method) \(request.path) [\(fields)] \(request.header("x-note") ?? "-") "
            + String(decoding: request.body, as: UTF8.self))
}

@Suite struct ServerTests {
    static let requests: [(String, String)] = [
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / [] - "),
        (
            "GET /a%20b+c?q=a%20b+c&flag&e=%C3%A9%F0%9F%8D%9E HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /a b+c [q=a b c;flag=;e=é🍞] - "
        ),
        ("GET /%zz%4?%= HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz%4 [%=] - "),
        ("DELETE /17 HTTP/1.1\r\nHost: x\r\nX-Note:  two words \r\n\r\n", "DELETE /17 [] two words "),
        ("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", "POST /p [] - hello"),
        (
            "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
            "POST /c [] - hello"
        ),
        ("PURGE /any HTTP/1.1\r\nHost: x\r\n\r\n", "PURGE /any [] - "),
    ]

    @Test("Hands the handler what was sent", arguments: requests)
    func request(sent: String, expected: String) async throws {
        let server = try Server(handler: echo)
        let client = try RawClient(port: server.port)
        client.send(sent)
        let answer = try #require(await client.answer())
        #expect(answer.status == "HTTP/1.1 200 OK")
        #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
        #expect(answer.body == expected)
    }

    @Test("Keeps a connection for the next request, sent early or late")
    func keepAlive() async throws {
        let server = try Server(handler: echo)
        let client = try RawClient(port: server.port)
        client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await client.answer()?.body == "GET /1 [] - ")
        #expect(await client.answer()?.body == "GET /2 [] - ")
        client.send("HEAD /3 HTTP/1.1\r\nHost: x\r\n\r\n")
        let head = await client.answer(hasBody: false)
        #expect(head?.header("Content-Length") == "13")
        client.send("GET /4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(await client.answer()?.body == "GET /4 [] - ")
        #expect(await client.closes())
    }

    @Test("Asks for the body only when it would take it")
    func bodyLimit() async throws {
        let server = try Server(limits: ServerLimits(body: 5), handler: echo)
        let refusal = "the body is larger than 5 bytes, the most this server takes\n"

        let asking = try RawClient(port: server.port)
        asking.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n")
        let answer = try #require(await asking.answer())
        #expect(answer.status == "HTTP/1.1 413 Content Too Large")
        #expect(answer.body == refusal)

        let chunked = try RawClient(port: server.port)
        chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello!\r\n0\r\n\r\n")
        #expect(await chunked.answer()?.body == refusal)

        let fitting = try RawClient(port: server.port)
        fitting.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
        #expect(await fitting.answer()?.body == "POST / [] - hello")
    }

    static let garbage: KeyValuePairs = [
        "empty lines": "\r\n\r\n\r\n", "half a request line": "GET\r\n\r\n", "no text": "\u{0}\u{1}\u{2}\r\n\r\n",
        "another version": "GET / HTTP/9.9\r\n\r\n",
        "a length below zero": "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n\r\n",
        "a length past all numbers": "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "a chunk without a size": "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "a long path": "GET /\(String(repeating: "a", count: 300_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
        "many headers": "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "h: v\r\n", count: 50_000))\r\n",
    ]

    @Test("Lives on after garbage and after clients that vanish", arguments: garbage.map(\.key))
    func survives(name: String) async throws {
        let sent = try #require(Self.garbage.first { $0.key == name }?.value)
        let server = try Server(handler: echo)
        do {
            let client = try RawClient(port: server.port)
            client.send(sent)
        }
        do {
            let half = try RawClient(port: server.port)
            half.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nonly this")
        }
        let next = try RawClient(port: server.port)
        next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await next.answer()?.body == "GET / [] - ")
    }

    @Test("Lets many handlers wait at the same time")
    func manyAtOnce() async throws {
        let gate = Gate()
        let server = try Server { _ in
            await gate.pass()
            return .text("through")
        }
        let clients = try (0..<200).map { _ in try RawClient(port: server.port) }
        for client in clients { client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
        await gate.arrived(200)
        await gate.open()
        for client in clients { #expect(await client.answer()?.body == "through") }
    }

    @Test("Names the port that is taken, and what to do")
    func portTaken() async throws {
        let first = try Server(handler: echo)
        let error = try #require(throws: ServerError.self) { try Server(port: first.port, handler: echo) }
        #expect(error == .portTaken(host: "127.0.0.1", port: first.port))
        #expect(
            ServerError.portTaken(host: "127.0.0.1", port: 8080).description
                == "cannot listen on 127.0.0.1 port 8080 — another program listens there — "
                + "stop that program, or choose another port (0 picks a free one)")
    }

    @Test("Refuses what is no address", arguments: ["localhost", "", "1.2.3.4", "999.1.1.1"])
    func addresses(host: String) {
        #expect(throws: ServerError.addressUnusable(host)) { try Server(host: host, handler: echo) }
    }

    @Test("Listens on IPv6 too")
    func version6() async throws {
        let server = try Server(host: "::1", handler: echo)
        #expect(server.port > 0)
        #expect(server.url == "http://[::1]:\(server.port)")
    }

    @Test("Stopping lets the request under way finish, and frees the port")
    func stop() async throws {
        let gate = Gate()
        let server = try Server { _ in
            await gate.pass()
            return .text("finished")
        }
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await gate.arrived(1)
        async let stopped: Void = server.stop(grace: .seconds(20))
        await gate.open()
        #expect(await client.answer()?.body == "finished")
        await stopped
        await server.stop()  // again is harmless
        #expect(await client.closes())
        _ = try Server(port: server.port, handler: echo)
    }

    @Test("Stopping cancels handlers that outlast the grace")
    func cut() async throws {
        let gate = Gate()
        let server = try Server { _ in
            await gate.note()
            try? await Task.sleep(for: .seconds(600))
            return .text(Task.isCancelled ? "cancelled" : "slept")
        }
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await gate.arrived(1)
        await server.stop(grace: .zero)
    }

    @Test("A server that is let go of stops by itself")
    func letGo() async throws {
        var server: Server? = try Server(handler: echo)
        let port = try #require(server?.port)
        let client = try RawClient(port: port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await client.answer()?.body == "GET / [] - ")
        server = nil
        #expect(await client.closes())
    }
}

/// Counts who arrives, and lets nobody through until it is opened.
private actor Gate {
    private var count = 0
    private var isOpen = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watching: [(Int, CheckedContinuation<Void, Never>)] = []

    func note() {
        count += 1
        for (wanted, watcher) in watching where count >= wanted { watcher.resume() }
        watching.removeAll { count >= $0.0 }
    }

    func pass() async {
        note()
        if !isOpen { await withCheckedContinuation { held.append($0) } }
    }

    func arrived(_ wanted: Int) async {
        if count < wanted { await withCheckedContinuation { watching.append((wanted, $0)) } }
    }

    func open() {
        isOpen = true
        held.forEach { $0.resume() }
        held = []
    }
}
