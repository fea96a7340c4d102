import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    @Test("Sends what it was given, and nothing it was not asked for")
    func request() async throws {
        let seen = Mailbox<LoopbackRequest>()
        let server = try LoopbackServer { connection in
            guard let request = connection.readRequest() else { return }
            seen.put(request)
            connection.respond("201 Created", headers: ["X-Two: a", "x-two: b", "Empty:"], body: [0, 255, 10, 0])
        }
        let client = HTTPClient(configuration: .init(userAgent: "calends/1.2.3"))
        let response = try await client.send(
            HTTPRequest(
                method: .post, url: server.url + "/a?b=c%23", headers: ["Authorization": "Bearer t", "X-Empty": ""],
                body: .bytes([0, 1, 0, 254])))
        #expect(response.status == 201)
        #expect(response.headers.values(of: "X-TWO") == ["a", "b"])
        #expect(response.headers["empty"] == "")
        #expect(response.body == [0, 255, 10, 0])
        let request = try #require(await seen.take())
        #expect(request.line == "POST /a?b=c%23 HTTP/1.1")
        #expect(
            request.headers.filter { !$0.hasPrefix("Host:") } == [
                "User-Agent: calends/1.2.3", "Accept: */*", "Authorization: Bearer t", "X-Empty:", "Content-Length: 4",
            ])
        #expect(request.body == [0, 1, 0, 254])
    }

    static let bodies: [(HTTPRequest.Method, HTTPRequest.Body, String?)] = [
        (.get, .none, nil), (.delete, .none, nil), (.post, .none, "0"), (.put, .none, "0"), (.patch, .bytes([1]), "1"),
        (.put, .bytes([1, 2]), "2"), (.delete, .bytes([1]), "1"), (.get, .bytes([1]), "1"),
    ]
    @Test("Keeps the method with any body", arguments: bodies)
    func methods(method: HTTPRequest.Method, body: HTTPRequest.Body, length: String?) async throws {
        let seen = Mailbox<LoopbackRequest>()
        let server = try LoopbackServer { connection in
            guard let request = connection.readRequest() else { return }
            seen.put(request)
            connection.respond()
        }
        _ = try await HTTPClient().send(HTTPRequest(method: method, url: server.url, body: body))
        let request = try #require(await seen.take())
        #expect(request.line == "\(method.rawValue) / HTTP/1.1")
        #expect(request.header("content-length") == length)
    }

    @Test("HEAD has no body to wait for")
    func head() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n")
            connection.waitForEnd()
        }
        let response = try await HTTPClient().send(HTTPRequest(method: .head, url: server.url))
        #expect(response.headers["content-length"] == "12345")
        #expect(response.body.isEmpty)
    }

    @Test("Sends a part of a file, unchanged")
    func file() async throws {
        let path = NSTemporaryDirectory() + "calends-http-\(UUID().uuidString)"
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let seen = Mailbox<LoopbackRequest>()
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                seen.put(request)
                connection.respond()
            }
        }
        let client = HTTPClient()
        for (offset, length) in [(Int64(0), Int64?.none), (17, 250_000), (299_999, nil), (300_000, nil), (5, 0)] {
            _ = try await client.send(
                HTTPRequest(method: .put, url: server.url, body: .file(path: path, offset: offset, length: length)))
            let request = try #require(await seen.take())
            let end = length.map { Int(offset + $0) } ?? bytes.count
            #expect(request.line == "PUT / HTTP/1.1")
            #expect(request.body == Array(bytes[Int(offset)..<end]))
            #expect(request.header("expect") == nil)
        }
    }

    @Test("Uses one connection for requests that follow each other")
    func reuse() async throws {
        let server = try LoopbackServer { connection in
            while connection.readRequest() != nil { connection.respond(body: Array("\(connection.number)".utf8)) }
        }
        let client = HTTPClient()
        for _ in 0..<20 {
            #expect(try await client.send(HTTPRequest(url: server.url)).text == "1")
        }
        #expect(server.connectionCount == 1)
    }

    @Test("Carries hundreds of requests at once over a bounded number of connections")
    func concurrency() async throws {
        // The first answers wait until as many requests as connections are allowed have arrived: with fewer at a time, or
        // with one sent ahead to learn whether the server has HTTP/2, this would never end.
        let gate = Gate(opensAt: 32)
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                gate.arrive()
                connection.respond(body: request.body)
            }
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerHost: 32))
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<600 {
                group.addTask {
                    try await client.send(
                        HTTPRequest(method: .post, url: server.url, body: .bytes(Array("\(number)".utf8)))
                    ).text
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(answers == Set((0..<600).map(String.init)))
        #expect(server.connectionCount == 32)
    }

    @Test("Reads chunked bodies, drops trailers and interim answers")
    func chunked() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            connection.write(
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n")
            connection.write("\r\n3\r\nabc\r\n")
            connection.write("2;ext=1\r\nde\r\n0\r\nTrailer: t\r\n\r\n")
            connection.waitForEnd()
        }
        let response = try await HTTPClient().send(HTTPRequest(url: server.url))
        #expect(response.text == "abcde")
        #expect(response.headers.fields.map(\.name) == ["Transfer-Encoding"])
    }

    @Test("A redirect is a response; followed only when asked", arguments: [false, true])
    func redirect(isFollowed: Bool) async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                if request.line.hasPrefix("GET /there") {
                    connection.respond(body: Array("there".utf8))
                } else {
                    connection.respond("302 Found", headers: ["Location: /there"], body: Array("moved".utf8))
                }
            }
        }
        let response = try await HTTPClient().send(HTTPRequest(url: server.url, followRedirects: isFollowed))
        #expect(response.status == (isFollowed ? 200 : 302))
        #expect(response.text == (isFollowed ? "there" : "moved"))
        #expect(response.headers["location"] == (isFollowed ? nil : "/there"))
    }

    @Test("Downloads to a new file, and leaves nothing behind when that fails")
    func download() async throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                switch request.line {
                case "GET /whole HTTP/1.1": connection.respond(body: bytes)
                case "GET /missing HTTP/1.1": connection.respond("404 Not Found", body: Array("no".utf8))
                default:
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
                    return
                }
            }
        }
        let path = NSTemporaryDirectory() + "calends-http-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let client = HTTPClient()
        func get(_ name: String, limit: Int = 3_000_000) async throws -> HTTPResponse {
            try await client.download(HTTPRequest(url: server.url + name, maximumResponseBytes: limit), to: path)
        }
        #expect(try await get("/missing").text == "no")
        await #expect(throws: HTTPError.self) { try await get("/part") }
        await #expect(throws: HTTPError.self) { try await get("/whole", limit: 2_999_999) }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await get("/whole").body.isEmpty)
        #expect(FileManager.default.contents(atPath: path) == Data(bytes))
        await #expect(throws: HTTPError.self) { try await get("/whole") }
        #expect(FileManager.default.contents(atPath: path) == Data(bytes))
    }

    /// 100,000 times the letter a.
    static let gzip =
        "H4sIAAAAAAACA+3BMQEAAADCoKzrX8IaHkABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAArwaH+uIboIYBAA=="

    @Test("Bodies come decompressed when that was allowed, and the bound counts what comes out")
    func compression() async throws {
        let bytes = [UInt8](try #require(Data(base64Encoded: Self.gzip)))
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                let isWelcome = request.header("accept-encoding")?.contains("gzip") == true
                connection.respond(headers: isWelcome ? ["Content-Encoding: gzip"] : [], body: bytes)
            }
        }
        let client = HTTPClient()
        #expect(try await client.send(HTTPRequest(url: server.url)).body == bytes)
        let whole = HTTPRequest(url: server.url, maximumResponseBytes: 100_000, acceptsCompression: true)
        #expect(try await client.send(whole).body == [UInt8](repeating: UInt8(ascii: "a"), count: 100_000))
        var tooLarge = whole
        tooLarge.maximumResponseBytes = 99_999
        await #expect(throws: HTTPError.self) { try await client.send(tooLarge) }
    }

    @Test("Requests cancelled at any point end, and leave the client whole")
    func cancellationAtAnyPoint() async throws {
        let server = try LoopbackServer { connection in
            while connection.readRequest() != nil { connection.respond(body: [UInt8](repeating: 0, count: 50_000)) }
        }
        let client = HTTPClient(configuration: .init(maximumConnectionsPerHost: 8))
        let tasks = (0..<300).map { _ in
            Task {
                do throws(HTTPError) { return try await client.send(HTTPRequest(url: server.url)).status } catch {
                    return error.kind == .cancelled ? 0 : -1
                }
            }
        }
        for (number, task) in tasks.enumerated() where number.isMultiple(of: 2) {
            task.cancel()
            await Task.yield()
        }
        for (number, task) in tasks.enumerated() {
            let result = await task.value
            #expect(result == 200 || (result == 0 && number.isMultiple(of: 2)))
        }
        #expect(try await client.send(HTTPRequest(url: server.url)).status == 200)
    }
}
