import GraphModel
import Testing

@Suite struct DeletionTests {
    @Test("What is deleted is gone from reads, and stays in the truth")
    func deletion() throws {
        var world = World()
        let medium = try world.publishImage()
        #expect(world.delete(medium).bodyText == "{\"success\":true,\"deleted_id\":\"\(medium)\"}")
        #expect(world.get(medium).verdict == "100/33")
        #expect(world.delete(medium).verdict == "100/33")
        #expect(world.get("\(World.account)/media").bodyText == #"{"data":[]}"#)
        #expect(world.get(World.account, ["fields": "media_count"]).body["media_count"] == 0)
        let truth = world.platform.everything(of: World.account)
        #expect(truth.map(\.id) == [medium])
        #expect(truth.map(\.deletedAt) == [world.now])
        #expect(truth.first?.json["deleted"] == true)
        #expect(world.platform.everything(of: World.igAccount).isEmpty)
        #expect(world.get("\(World.account)/content_publishing_limit").body["data"]?[0]?["quota_usage"] == 1)
    }

    @Test("A carousel goes whole; a slide alone does not")
    func carousel() throws {
        var world = World()
        let first = try world.create(["image_url": "https://media.example/1.jpg", "is_carousel_item": "true"])
        let second = try world.create(["image_url": "https://media.example/2.jpg", "is_carousel_item": "true"])
        let medium = try world.publish(
            try world.create(["media_type": "CAROUSEL", "children": .text("\(first),\(second)")]))
        let slide = try #require(world.get("\(medium)/children").body["data"]?[0]?["id"]?.string)
        #expect(world.delete(slide).verdict == "-1/2207073")
        #expect(world.delete(medium).verdict == "ok")
        #expect(world.get(slide).verdict == "100/33")
    }

    @Test("Needs Facebook Login, the scope, and a platform in a good mood")
    func refusals() throws {
        var world = World()
        let medium = try world.publishImage()
        world.platform.configuration.deletion = .fails
        #expect(world.delete(medium).verdict == "-1/2207085")
        world.platform.configuration.deletion = .works
        world.platform.grant(["instagram_basic"], to: World.token)
        #expect(world.delete(medium).verdict == "10")
        #expect(world.get(medium).verdict == "ok")
        world.token = World.igToken
        #expect(world.delete(try world.publishImage()).verdict == "100/33")
    }
}
