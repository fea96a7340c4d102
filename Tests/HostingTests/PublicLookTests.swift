import Foundation
import Publishing
import TestSupport
import Testing

@testable import Hosting

@Suite struct PublicLookTests {
    static let content = Array(("\u{FF}jpeg" + String(repeating: "x", count: 3_000)).utf8)

    /// What a host answers to a glimpse of the file, and the message it comes to; nil where all is right.
    struct Answer: CustomTestStringConvertible {
        var name: String
        var status = "200 OK"
        var headers = ["Content-Type: image/jpeg"]
        var body = PublicLookTests.content
        var place = PublicLook.Place.publicBucket
        var message: String?
        var fix = ""
        var testDescription: String { name }
    }

    static let answers = [
        Answer(name: "the whole"),
        Answer(
            name: "a part", status: "206 Partial Content",
            headers: ["Content-Type: image/jpeg", "Content-Range: bytes 0-1023/\(content.count)"],
            body: Array(content.prefix(1024)),
            message: "HOST answers with a part (206) where all of it was asked for",
            fix: "have the whole file served, with status 200, to who names no range"),
        Answer(
            name: "another end", body: content.dropLast() + [0], message: "HOST shows other bytes than its file has",
            fix: "empty the cache behind hosting.public_url, or remove the setting: URLs are then signed"),
        Answer(
            name: "packed", headers: ["Content-Type: image/jpeg", "Content-Encoding: gzip"], body: [0x1F, 0x8B, 8, 0],
            message: "HOST serves it packed (Content-Encoding: gzip), though nobody asked for that",
            fix: "have .jpg served as it is, without Content-Encoding"),
        Answer(
            name: "no type", headers: [], message: "HOST serves it without a Content-Type, not as image/jpeg",
            fix: "have .jpg served as image/jpeg"),
        Answer(name: "a type with parameters", headers: ["content-type: Image/JPEG ; a=b"]),
        Answer(
            name: "private", status: "403 Forbidden", message: "it is not public: HOST answers 403",
            fix: "make the objects public, or remove hosting.public_url: URLs are then signed"),
        Answer(
            name: "private folder", status: "401 Unauthorized", place: .folder("public/media"),
            message: "it is not public: HOST answers 401",
            fix: "have what is in public/media served at hosting.public_url to everybody"),
        Answer(
            name: "not pushed", status: "404 Not Found", place: .published, message: "HOST does not have it: 404",
            fix: "push the commit, or correct hosting.base"),
        Answer(
            name: "moved", status: "302 Found", headers: ["Location: https://login.example/?next=/a"],
            message: "its public URL at HOST redirects to login.example, which the platform does not follow",
            fix: "let hosting.public_url name where it leads to"),
        Answer(
            name: "a page", headers: ["Content-Type: text/html"], body: Array("<html>Click to go on".utf8),
            message: "HOST shows a web page instead of it",
            fix: "let hosting.public_url lead to the files themselves, with no page, warning or log-in in front"),
        Answer(
            name: "a pointer", headers: ["Content-Type: text/plain"],
            body: Array("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n".utf8), place: .published,
            message: "HOST shows a Git LFS pointer instead of it",
            fix: "use hosting of kind s3 or directory: this host does not resolve Git LFS"),
        Answer(
            name: "something else", body: Array("\u{FF}jpeg of an older day".utf8), place: .published,
            message: "HOST shows other bytes than its file has", fix: "let hosting.base name {commit}, and push"),
        Answer(
            name: "cut", body: Array(content.prefix(2_000)), message: "HOST has 2000 bytes of it, not 3006",
            fix: "empty the cache behind hosting.public_url, or remove the setting: URLs are then signed"),
        Answer(
            name: "another type", headers: ["Content-Type: application/octet-stream"],
            message: "HOST serves it as 'application/octet-stream', not as image/jpeg",
            fix: "have .jpg served as image/jpeg"),
        Answer(name: "no type from others", headers: ["Content-Type: application/octet-stream"], place: .published),
        Answer(
            name: "out of order", status: "503 Service Unavailable",
            message: "HOST answers 503 at its public URL",
            fix: "look at hosting.public_url: it has to serve the bucket's objects"),
    ]

    @Test("Tells what Meta would not accept, and what to do about it", arguments: answers)
    func look(_ answer: Answer) async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                let isRobots = request.line.contains("/robots.txt")
                guard !isRobots else {
                    connection.respond("404 Not Found")
                    continue
                }
                let agent = request.header("user-agent") ?? ""
                guard agent.hasPrefix("facebookexternalhit/1.1"), request.header("authorization") == nil else {
                    connection.respond("400 Bad Request")
                    continue
                }
                connection.respond(answer.status, headers: answer.headers, body: answer.body)
            }
        }
        let refusal = try await Self.refusal(at: server.url + "/a.jpg?v=1", answer.place)
        let host = "127.0.0.1:\(server.port)"
        #expect(
            refusal?.message == answer.message.map { "hosting media/a.jpg: " + $0.replacing("HOST", with: host) })
        #expect((refusal?.fix ?? "") == answer.fix)
        #expect((refusal?.remedy == .backOff) == (answer.name == "out of order"))
    }

    /// What a host with and without ranges shows of a film, and what it comes to.
    static let films: [(name: String, knowsRanges: Bool, changed: Int?, message: String?)] = [
        ("ranges", true, nil, nil), ("no ranges", false, nil, nil),
        ("another end", true, film.count - 1, "shows other bytes than its file has"),
        ("another middle", true, film.count / 2 + 10, "shows other bytes than its file has"),
        ("one other byte, no ranges", false, 5_000_000, "shows other bytes than its file has"),
    ]
    static let film = (0..<(9 << 20)).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8) }

    @Test("Of a large file pieces are compared, or all of it where a host gives no pieces", arguments: films)
    func large(name: String, knowsRanges: Bool, changed: Int?, message: String?) async throws {
        var shown = Self.film
        if let changed { shown[changed] ^= 1 }
        let served = shown
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                let numbers = request.header("range")?.dropFirst(6).split(separator: "-").compactMap { Int($0) }
                if request.line.contains("robots") {
                    connection.respond("404 Not Found")
                } else if knowsRanges, let numbers, numbers.count == 2 {
                    connection.respond("206 Partial Content", body: Array(served[numbers[0]...numbers[1]]))
                } else {
                    connection.respond(headers: ["Content-Type: video/mp4"], body: served)
                }
            }
        }
        let folder = try TemporaryDirectory()
        try folder.write(Data(Self.film), to: "a.mp4")
        var file = try PublicFile.sample(at: folder.path(of: "a.mp4"))
        (file.contentType, file.fileExtension) = ("video/mp4", "mp4")
        let film = file
        let look = PublicLook(.publicBucket, isLocal: true)
        let host = "127.0.0.1:\(server.port)"
        var found: String?
        do throws(Refusal) { try await look.check(server.url + "/a.mp4", shows: film, path: "media/a.mp4") } catch {
            found = error.message
        }
        #expect(found == message.map { "hosting media/a.mp4: \(host) \($0)" })
    }

    @Test("A host that does not answer is told without what became of the request")
    func unanswered() async throws {
        let refusal = try await Self.refusal(at: "http://127.0.0.1:1/a.jpg", .publicBucket)
        #expect(
            refusal?.message.contains("127.0.0.1:1 does not answer as the platform needs it: 127.0.0.1: no") == true)
        #expect(refusal?.message.contains("effect") == false && refusal?.remedy == .backOff)
    }

    @Test("Looks once at what is right, for all that ask")
    func once() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                connection.respond(
                    request.line.contains("robots") ? "404 Not Found" : "200 OK",
                    headers: ["Content-Type: image/jpeg", "Connection: close"], body: Self.content)
                return
            }
        }
        let (file, folder) = try Self.file()
        defer { _ = folder }
        let look = PublicLook(.publicBucket, isLocal: true)
        for tag in 1...5 {
            try await look.check(server.url + "/a.jpg?v=\(tag)", shows: file, path: "media/a.jpg")
        }
        #expect(server.connectionCount == 2, "the file and robots.txt")
    }

    @Test("What robots.txt forbids is told")
    func robots() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                let isRobots = request.line.contains("/robots.txt")
                connection.respond(
                    headers: ["Content-Type: image/jpeg"],
                    body: isRobots ? Array("User-agent: *\nDisallow: /media/\n".utf8) : Self.content)
            }
        }
        #expect(try await Self.refusal(at: server.url + "/a.jpg", .publicBucket) == nil)
        #expect(
            try await Self.refusal(at: server.url + "/media/a.jpg", .publicBucket)?.message
                == "hosting media/a.jpg: robots.txt at 127.0.0.1:\(server.port) forbids it to facebookexternalhit: "
                + "Disallow: /media/")
    }

    @Test("Addresses that Meta cannot reach, or advises against, are told without a request")
    func address() async throws {
        for (url, message) in [
            (
                "http://localhost:8000/a.jpg",
                "its public URL is at localhost:8000, which only this machine or network reaches"
            ),
            (
                "https://192.168.1.7/a.jpg",
                "its public URL is at 192.168.1.7, which only this machine or network reaches"
            ),
            ("https://bäckerei.example/a.jpg", "its public URL has characters beyond ASCII"),
        ] {
            let refusal = try await Self.refusal(at: url, .publicBucket, isLocal: false)
            #expect(refusal?.message == "hosting media/a.jpg: " + message)
            #expect(refusal?.remedy == .person)
        }
    }

    static let rules: [(text: String, path: String, rule: String?)] = [
        ("", "/a.jpg", nil), ("User-agent: *\nDisallow: /", "/a.jpg", "/"), ("User-agent: *\nDisallow:", "/a.jpg", nil),
        ("User-agent: *\nDisallow: /\n\nUser-agent: facebookexternalhit\nAllow: /", "/a.jpg", nil),
        ("User-agent: other\nUser-agent: FacebookExternalHit\nDisallow: /m # not this", "/media/a.jpg", "/m"),
        ("User-agent: *\nDisallow: /m\nAllow: /media/", "/media/a.jpg", nil),
        ("User-agent: *\nDisallow: /*.jpg$", "/media/a.jpg", "/*.jpg$"),
        ("User-agent: *\nDisallow: /*.jpg$", "/media/a.jpg?v=1", nil), ("Disallow: /", "/a.jpg", nil),
        ("User-agent: *\nDisallow: /*/private*x", "/a/private/b/x.jpg", "/*/private*x"),
    ]

    @Test("Reads robots.txt as RFC 9309 says", arguments: rules)
    func robots(text: String, path: String, rule: String?) {
        #expect(RobotsRules(text).rule(against: path) == rule)
    }

    static func file() throws -> (PublicFile, TemporaryDirectory) {
        let folder = try TemporaryDirectory()
        try folder.write(Data(content), to: "a.jpg")
        return (try PublicFile.sample(at: folder.path(of: "a.jpg")), folder)
    }

    static func refusal(
        at url: String, _ place: PublicLook.Place, isLocal: Bool = true
    ) async throws -> Refusal? {
        let (file, folder) = try file()
        defer { _ = folder }
        do throws(Refusal) {
            try await PublicLook(place, isLocal: isLocal).check(url, shows: file, path: "media/a.jpg")
            return nil
        } catch {
            return error
        }
    }
}
