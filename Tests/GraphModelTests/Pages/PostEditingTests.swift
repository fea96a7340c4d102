import GraphModel
import Testing

@Suite struct PostEditingTests {
    @Test("A draft is published once, and keeps its id")
    func draft() throws {
        var world = World.ofPage()
        let id = try world.make("feed", ["message": "Later", "published": "false"])
        #expect(world.ids("feed") == [])
        #expect(world.get(id, ["fields": "is_published"]).body["is_published"] == false)
        #expect(world.states == ["text unpublished"])
        world.advance(60)
        #expect(world.post(id, ["is_published": "true"]).bodyText == #"{"success":true}"#)
        world.advance(60)
        #expect(world.post(id, ["is_published": "true"]).bodyText == #"{"success":true}"#)
        #expect(world.get(id, ["fields": "created_time"]).body["created_time"] == "2026-11-20T10:01:00+0000")
        #expect(world.post(id, ["is_published": "false"]).verdict == "100")
        #expect(world.post(id, ["scheduled_publish_time": world.time(3600)]).verdict == "100")
        #expect(world.ids("feed") == [id])
        world.platform.configuration.publishAgain = .refused
        #expect(world.post(id, ["is_published": "true"]).verdict == "100")
    }

    @Test("Words change, of posts before and after they are seen")
    func message() throws {
        var world = World.ofPage()
        let id = try world.make("feed", ["message": "Frist"])
        world.advance(60)
        #expect(world.post(id, ["message": "First"]).bodyText == #"{"success":true}"#)
        #expect(
            world.get(id, ["fields": "message,created_time,updated_time"]).body.text()
                == #"{"message":"First","created_time":"2026-11-20T10:00:00+0000","updated_time":"2026-11-20T10:01:00+0000","id":"\#(id)"}"#
        )
        #expect(world.post(id, ["message": ""]).verdict == "100")
        #expect(world.post(id, ["is_hidden": "true"]).verdict == "ok")
        #expect(world.ids("feed") == [])
        #expect(world.ids("published_posts") == [id])
    }

    @Test("What is deleted is gone, and its photos and comments with it")
    func deletion() throws {
        var world = World.ofPage()
        let photo = world.post("\(World.page)/photos", ["url": "https://media.example/1.jpg", "caption": "A"]).body
        let (id, post) = (photo["id"]?.string ?? "", photo["post_id"]?.string ?? "")
        #expect(world.delete(post).bodyText == #"{"success":true}"#)
        #expect(world.get(post).verdict == "100/33")
        #expect(world.get(id).verdict == "100/33")
        #expect(world.delete(post).verdict == "100/33")
        #expect(world.platform.postRecords(at: world.now).map { $0.deletedAt != nil } == [true])
        #expect(world.states == ["photo published"], "it was seen")

        let orphan = try world.photo()
        #expect(world.platform.unusedPhotos(of: World.page, at: world.now) == [orphan])
        #expect(world.delete(orphan).verdict == "ok")
        #expect(world.platform.unusedPhotos(of: World.page, at: world.now) == [])
    }

    @Test("What people do by hand is seen, and is not the app's to change")
    func byHand() throws {
        var world = World.ofPage()
        let own = try world.make("feed", ["message": "Own"])
        let added = world.platform.addPost("By hand", onPage: World.page, at: world.now)
        let foreign = try #require(added)
        #expect(world.post(foreign, ["message": "Mine"]).verdict == "200")
        #expect(world.get(foreign, ["fields": "application"]).body["application"] == nil)
        let isEdited = world.platform.editPost(own, message: "Other words", at: world.now)
        #expect(isEdited)
        #expect(world.get(own).body["message"] == "Other words")
        let isDeleted = world.platform.deletePost(own, at: world.now)
        #expect(isDeleted)
        #expect(world.get(own).verdict == "100/33")
        #expect(world.ids("feed") == [foreign])
    }
}
