import Foundation
import GraphModel
import GraphSandbox
import HTTP
import Testing

@Suite struct PublishingTests {
    static let kinds: [(parameters: [String: String], source: String, fixture: Fixture, read: String, kind: String)] = [
        (["caption": "One"], "image_url", .picture, "IMAGE FEED", "post"),
        (["media_type": "REELS", "caption": "Two"], "video_url", .film, "VIDEO REELS", "reel"),
        (["media_type": "STORIES"], "image_url", .picture, "IMAGE STORY", "story"),
        (["media_type": "STORIES"], "video_url", .film, "VIDEO STORY", "story"),
    ]

    @Test("Publishes every kind and reads it back", arguments: ["bakery", "atelier"], kinds)
    func publishes(
        name: String,
        expected: (parameters: [String: String], source: String, fixture: Fixture, read: String, kind: String)
    ) async throws {
        let world = try await Rehearsal()
        var parameters = expected.parameters
        parameters[expected.source] = try await world.host(expected.fixture)
        let id = try await world.publish(as: name, parameters)
        let fields = "media_type,media_product_type,caption,media_url,permalink"
        let read = try await world.graph(.get, id, as: name, ["fields": fields])
        #expect(
            "\(read["media_type"]?.string ?? "") \(read["media_product_type"]?.string ?? "")" == expected.read)
        #expect(read["caption"]?.string == expected.parameters["caption"])

        let file = try await world.send(.get, try #require(read["media_url"]?.string))
        #expect(file.body == (try expected.fixture.bytes))
        #expect(file.headers["Content-Type"] == (expected.fixture == .film ? "video/mp4" : "image/jpeg"))
        let page = try await world.send(.get, try #require(read["permalink"]?.string))
        #expect(page.status == 200)

        let truth = try await world.control(.get, "media?account=\(try world.account(name).id)")
        #expect(truth["media"]?.array?.map { $0["kind"]?.string } == [expected.kind])
    }

    @Test("A carousel keeps the order of its slides")
    func carousel() async throws {
        let world = try await Rehearsal()
        var children: [String] = []
        let sources: [(Fixture, [String: String])] = [(.other, [:]), (.film, ["media_type": "VIDEO"]), (.picture, [:])]
        for (fixture, more) in sources {
            var parameters = more.merging(["is_carousel_item": "true"]) { $1 }
            parameters[fixture == .film ? "video_url" : "image_url"] = try await world.host(fixture)
            let child = try #require(try await world.create(parameters)["id"]?.string)
            #expect(try await world.finish(child) == "FINISHED")
            children.append(child)
        }
        let id = try await world.publish(["media_type": "CAROUSEL", "children": children.joined(separator: ",")])
        let fields = ["fields": "media_type,media_url,permalink"]
        let slides = try await world.graph(.get, "\(id)/children", fields)["data"]?.array
        #expect(slides?.map { $0["media_type"]?.string } == ["IMAGE", "VIDEO", "IMAGE"])
        for (slide, source) in zip(slides ?? [], sources) {
            #expect(try await world.send(.get, try #require(slide["media_url"]?.string)).body == source.0.bytes)
            #expect(try await world.page(try #require(slide["permalink"]?.string)).contains("class=\"carousel\""))
        }
        let page = try await world.page("/")
        #expect(page.contains("aria-label=\"Carousel\""))
    }

    @Test("What is deleted is gone from pages and stays in the truth")
    func deletion() async throws {
        let world = try await Rehearsal()
        let url = try await world.host(.picture)
        let id = try await world.publish(as: "atelier", ["image_url": url, "caption": "Soon gone"])
        #expect(try await world.page("/@atelier").contains("Soon gone"))
        #expect(try await world.graph(.delete, id, as: "atelier")["success"] == true)
        #expect(!(try await world.page("/@atelier").contains("Soon gone")))
        let truth = await world.sandbox.everythingPublished()
        #expect(truth.map(\.id) == [id])
        #expect(truth.first?.deletedAt != nil)
    }

    @Test("A video that is none fails in its container, not in the call")
    func badVideo() async throws {
        let world = try await Rehearsal()
        let made = try await world.create(["media_type": "REELS", "video_url": try await world.host(.picture)])
        let container = try #require(made["id"]?.string)
        #expect(try await world.finish(container) == "ERROR")
    }

    @Test("Side by side, nothing is lost")
    func together() async throws {
        let world = try await Rehearsal(keepsFolder: true)
        let url = try await world.host(.picture)
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<30 {
                group.addTask { try await world.publish(["image_url": url, "caption": "Number \(number)"]) }
            }
            var ids: Set<String> = []
            for try await id in group { ids.insert(id) }
            #expect(ids.count == 30)
        }
        await world.sandbox.stop()
        let later = try await Rehearsal(in: world.folder)
        #expect(await later.sandbox.everythingPublished().count == 30)
    }
}
