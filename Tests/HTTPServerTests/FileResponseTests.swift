import Foundation
import HTTPServer
import Testing

@Suite struct FileResponseTests {
    static let content = "0123456789"

    /// The Range asked for, the status, the Content-Range and the body it gives.
    static let ranges: [(String, String, String?, String)] = [
        ("bytes=0-3", "206 Partial Content", "bytes 0-3/10", "0123"),
        ("bytes=7-", "206 Partial Content", "bytes 7-9/10", "789"),
        ("bytes=-2", "206 Partial Content", "bytes 8-9/10", "89"),
        ("bytes=-99", "206 Partial Content", "bytes 0-9/10", content),
        ("BYTES= 4 - 99 ", "206 Partial Content", "bytes 4-9/10", "456789"),
        ("bytes=0-99999999999999999999999999", "206 Partial Content", "bytes 0-9/10", content),
        ("bytes=10-", "416 Range Not Satisfiable", "bytes */10", ""),
        ("bytes=99999999999999999999999999-", "416 Range Not Satisfiable", "bytes */10", ""),
        ("bytes=-0", "416 Range Not Satisfiable", "bytes */10", ""),
        ("bytes=5-2", "200 OK", nil, content),
        ("bytes=0-1,4-5", "200 OK", nil, content),
        ("bytes=", "200 OK", nil, content),
        ("bytes=-", "200 OK", nil, content),
        ("lines=1-2", "200 OK", nil, content),
    ]

    @Test("Serves the part asked for", arguments: ranges)
    func range(asked: String, status: String, contentRange: String?, body: String) async throws {
        try await withFile { port in
            let answer = try #require(try await get(port, "Range: \(asked)\r\n"))
            #expect(answer.status == "HTTP/1.1 " + status)
            #expect(answer.header("Content-Range") == contentRange)
            #expect(answer.header("Content-Length") == "\(body.utf8.count)")
            #expect(answer.header("Content-Type") == "video/mp4")
            #expect(answer.body == body)
        }
    }

    @Test("Says when the client's copy is still right")
    func entityTag() async throws {
        try await withFile { port in
            let tag = try #require(try await get(port, "")?.header("ETag"))
            #expect(try await get(port, "If-None-Match: \(tag)\r\n")?.status == "HTTP/1.1 304 Not Modified")
            #expect(try await get(port, "If-None-Match: \"other\"\r\n")?.body == Self.content)
            #expect(try await get(port, "Range: bytes=0-1\r\nIf-Range: \(tag)\r\n")?.body == "01")
            #expect(try await get(port, "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n")?.body == Self.content)
        }
    }

    @Test("What is no readable file is not found", arguments: ["/nonexistent/file", "/", "/dev/zero"])
    func missing(path: String) async throws {
        let server = try Server { _ in ServerResponse(body: .file(path)) }
        #expect(try await get(server.port, "")?.status == "HTTP/1.1 404 Not Found")
    }

    @Test("Rehearses an answer that breaks off")
    func cutShort() async throws {
        let server = try Server { _ in ServerResponse(body: .cutShort(Array("half".utf8), declaredLength: 8)) }
        let answer = try #require(try await get(server.port, ""))
        #expect(answer.header("Content-Length") == "8")
        #expect(answer.body == "half")
    }

    @Test("Rehearses an answer that never comes")
    func hangUp() async throws {
        let server = try Server { _ in ServerResponse(body: .hangUp) }
        #expect(try await get(server.port, "") == nil)
    }

    @Test("A header that would split the answer makes it a plain 500")
    func splitting() async throws {
        let server = try Server { _ in
            ServerResponse(headers: [.init("Location", "/\r\nSet-Cookie: a=b")], body: .bytes([]))
        }
        let answer = try #require(try await get(server.port, ""))
        #expect(answer.status == "HTTP/1.1 500 Internal Server Error")
        #expect(answer.header("Set-Cookie") == nil)
    }

    private func get(_ port: Int, _ headers: String) async throws -> Answer? {
        let client = try RawClient(port: port)
        client.send("GET /f HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
        return await client.answer()
    }

    private func withFile(_ body: (Int) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(Self.content.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.path
        let server = try Server { _ in
            ServerResponse(headers: [.init("Content-Type", "video/mp4")], body: .file(path))
        }
        try await body(server.port)
    }
}
