import GraphModel
import GraphSandbox
import HTTPServer
import Synchronization
import Testing

@Suite struct FetchingTests {
    @Test("Comes as Meta's fetcher comes, once, and without a token")
    func manners() async throws {
        let seen = Mutex<[ServerRequest]>([])
        let picture = try Fixture.picture.bytes
        let host = try Server { request in
            seen.withLock { $0.append(request) }
            return ServerResponse(headers: [.init("Content-Type", "image/jpeg")], body: .bytes(picture))
        }
        let world = try await Rehearsal()
        #expect(try await world.create(["image_url": host.url + "/a%20b.jpg?v=1"])["id"] != nil)
        let requests = seen.withLock { $0 }
        #expect(requests.map(\.target) == ["/a%20b.jpg?v=1"])
        #expect(requests.map(\.method) == ["GET"])
        #expect(
            requests.first?.header("User-Agent")
                == "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")
        #expect(requests.first?.header("Authorization") == nil)
    }

    static let answers: [(String, ServerResponse)] = [
        ("a redirect", ServerResponse(status: 302, headers: [.init("Location", "/real.jpg")], body: .bytes([]))),
        ("not found", .text("no", status: 404)),
        ("forbidden", .text("no", status: 403)),
        ("no content", ServerResponse(status: 204, body: .bytes([]))),
        ("an empty file", ServerResponse(body: .bytes([]))),
        ("half a file", ServerResponse(body: .cutShort([0xff, 0xd8], declaredLength: 500))),
        ("nothing", ServerResponse(body: .hangUp)),
    ]

    @Test("Says what Meta says when there is nothing to fetch", arguments: answers.indices)
    func refusals(index: Int) async throws {
        let host = try Server { _ in Self.answers[index].1 }
        let world = try await Rehearsal()
        let refusal = try await world.create(["image_url": host.url + "/x.jpg"])
        let code = refusal["error"]?["code"]?.integer
        #expect(code == 9004 || code == 36001, "\(Self.answers[index].0): \(refusal.text())")
        #expect(await world.sandbox.everythingPublished().isEmpty)
    }

    static let urls = [
        "ftp://127.0.0.1/x.jpg", "file:///etc/passwd", "http://127.0.0.1:1/x.jpg", "", "x", "http://[::",
    ]

    @Test("Fetches nothing but the web", arguments: urls)
    func schemes(url: String) async throws {
        let world = try await Rehearsal()
        #expect(try await world.create(["image_url": url])["error"] != nil)
    }

    @Test("Takes only JPEG for pictures")
    func format() async throws {
        let world = try await Rehearsal()
        let refusal = try await world.create(["image_url": try await world.host(.png)])
        #expect(refusal["error"]?["error_subcode"]?.integer == 2_207_005)
    }
}
