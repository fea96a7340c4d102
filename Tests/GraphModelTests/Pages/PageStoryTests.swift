import GraphModel
import Testing

@Suite struct PageStoryTests {
    @Test("A photo's story is named by a number, seen for a day, and kept in the archive")
    func photo() throws {
        var world = World.ofPage()
        let photo = try world.photo()
        let body = world.post("\(World.page)/photo_stories", ["photo_id": .text(photo)]).body
        let id = try #require(body["post_id"]?.integer)
        #expect(body.text() == #"{"success":true,"post_id":\#(id)}"#)
        #expect(
            world.get("\(World.page)/stories").body["data"]?[0]?.text()
                == #"{"post_id":"\#(id)","status":"PUBLISHED","creation_time":"1795168800","media_type":"photo","media_id":"\#(photo)","url":"https://www.facebook.com/stories/\#(World.page)/\#(id)/","id":"\#(id)"}"#
        )
        #expect(world.ids("feed") == [])
        #expect(world.ids("stories", ["status": "PUBLISHED"]) == ["\(id)"])
        world.advance(86_400)
        #expect(world.ids("stories", ["status": "PUBLISHED"]) == [])
        #expect(world.ids("stories", ["status": "ARCHIVED"]) == ["\(id)"])
        #expect(world.get("\(World.page)/stories", ["status": "NEW"]).verdict == "100")
    }

    @Test("A video's story has no words")
    func video() throws {
        var world = World.ofPage()
        let id = try world.upload("video_stories")
        let body = world.post(
            "\(World.page)/video_stories", ["upload_phase": "finish", "video_id": .text(id), "description": "x"]
        ).body
        #expect(body["post_id"]?.integer != nil)
        world.advance(4)
        #expect(world.ids("stories").count == 1)
        #expect(world.platform.postRecords(at: world.now).map(\.message) == [nil])
    }

    @Test("A medium that a post shows becomes no story, nor one of another kind")
    func used() throws {
        var world = World.ofPage()
        let photo = try world.make("photos", ["url": "https://media.example/1.jpg"])
        #expect(world.post("\(World.page)/photo_stories", ["photo_id": .text(photo)]).verdict == "100")
        let unknown = world.post("\(World.page)/photo_stories", ["photo_id": "17"])
        #expect(unknown.body["error"]?["message"] == "(#100) Invalid id.")
        let reel = try world.upload("video_reels")
        let finish: Parameters = ["upload_phase": "finish", "video_id": .text(reel)]
        #expect(world.post("\(World.page)/video_stories", finish).verdict == "100")
    }

    @Test("The same photo twice: as the switch says", arguments: [true, false])
    func twice(sameID: Bool) throws {
        var world = World.ofPage { $0.secondFinish = sameID ? .sameID : .error }
        let photo = try world.photo()
        let first = world.post("\(World.page)/photo_stories", ["photo_id": .text(photo)])
        let second = world.post("\(World.page)/photo_stories", ["photo_id": .text(photo)])
        #expect(second.verdict == (sameID ? "ok" : "100"))
        if sameID { #expect(second.body == first.body) }
        #expect(world.states == ["photo_story published"])
    }
}
