import GraphModel
import Testing

@Suite struct LifeTests {
    /// `status_code` and `status` of a container, as one text.
    private func status(_ container: String, in world: inout World) -> String {
        let body = world.get(container, ["fields": "status_code,status"]).body
        return "\(body["status_code"]?.string ?? "-") | \(body["status"]?.string ?? "-")"
    }

    @Test("A reel is fetched, processed, published")
    func reel() throws {
        var world = World { $0.videoProcessing = .seconds(30) }
        let container = try world.create([
            "media_type": "REELS", "video_url": "https://media.example/1.mp4",
            "cover_url": "https://media.example/1.jpg",
        ])
        #expect(
            world.platform.pendingFetches(at: world.now).map { "\($0.purpose) \($0.url)" }
                == ["cover https://media.example/1.jpg", "video https://media.example/1.mp4"])
        world.advance(60)
        #expect(status(container, in: &world) == "IN_PROGRESS | In Progress: Media is still being processed.")
        world.fetchAll()
        #expect(world.platform.pendingFetches(at: world.now).isEmpty)
        world.advance(29)
        #expect(status(container, in: &world) == "IN_PROGRESS | In Progress: Media is still being processed.")
        world.advance(1)
        #expect(
            status(container, in: &world)
                == "FINISHED | Finished: Media has been uploaded and it is ready to be published.")
        let medium = try world.publish(container)
        #expect(
            status(container, in: &world) == "PUBLISHED | Published: Media has been successfully published.")
        let body = world.get(medium, ["fields": "media_type,media_product_type,media_url,thumbnail_url"]).body
        #expect(
            body.text() == """
                {"media_type":"VIDEO","media_product_type":"REELS","media_url":"https://scontent.cdninstagram.com/v/video.mp4","thumbnail_url":"https://scontent.cdninstagram.com/v/image.jpg","id":"\(medium)"}
                """)
    }

    @Test("A container that nobody publishes expires after a day, ready or not")
    func expiry() throws {
        var world = World()
        let image = try world.create(["image_url": "https://media.example/1.jpg"])
        let reel = try world.create(["media_type": "REELS", "video_url": "https://media.example/1.mp4"])
        world.advance(86_399)
        #expect(status(image, in: &world).hasPrefix("FINISHED"))
        #expect(world.platform.pendingFetches(at: world.now).count == 1)
        world.advance(1)
        let expected = "EXPIRED | Expired: Media was not published within 24 hours and has expired."
        #expect(status(image, in: &world) == expected)
        #expect(status(reel, in: &world) == expected)
        #expect(world.platform.pendingFetches(at: world.now).isEmpty)
    }

    @Test("What was published stays published")
    func published() throws {
        var world = World()
        let container = try world.create(["image_url": "https://media.example/1.jpg"])
        _ = try world.publish(container)
        world.advance(90_000)
        #expect(status(container, in: &world).hasPrefix("PUBLISHED"))
    }

    @Test("A carousel takes finished slides, once")
    func carousel() throws {
        var world = World()
        let image = try world.create(["image_url": "https://media.example/1.jpg", "is_carousel_item": "true"])
        let video = try world.create([
            "video_url": "https://media.example/1.mp4", "media_type": "VIDEO", "is_carousel_item": "true",
        ])
        let single = try world.create(["image_url": "https://media.example/1.jpg"])
        func parent(_ children: String) -> Parameters {
            ["media_type": "CAROUSEL", "children": .text(children), "caption": "Two"]
        }
        let path = "\(World.account)/media"
        #expect(world.post(path, parent("\(image),\(video)")).verdict == "9007/2207027")
        world.fetchAll()
        world.advance(5)
        #expect(world.post(path, parent("\(image),\(single)")).verdict == "100/2207006")
        #expect(world.post(path, parent("\(image),\(image)")).verdict == "100/2207006")
        let container = try world.create(parent("[\"\(image)\",\"\(video)\"]"))
        let medium = try world.publish(container)
        let album = world.get(medium, ["fields": "permalink,children{media_type,permalink,caption}"]).body
        let slides = try #require(album["children"]?["data"]?.array)
        #expect(slides.map { $0["media_type"]?.string } == ["IMAGE", "VIDEO"])
        #expect(Set(slides.compactMap { $0["permalink"]?.string } + [album["permalink"]?.string]).count == 3)
        #expect(album["children"]?["paging"] == nil)
        #expect(world.get("\(medium)/children").body.members?.map(\.name) == ["data"])
        #expect(world.post(path, parent("\(image),\(video)")).verdict == "100/2207006")
        #expect(
            world.get("\(World.account)/content_publishing_limit", ["fields": "quota_usage,config"]).bodyText
                == #"{"data":[{"quota_usage":1,"config":{"quota_total":100,"quota_duration":86400}}]}"#)
    }

    @Test("Slides of a parent that was never published can be used again")
    func abandonedParent() throws {
        var world = World()
        let first = try world.create(["image_url": "https://media.example/1.jpg", "is_carousel_item": "true"])
        let second = try world.create(["image_url": "https://media.example/2.jpg", "is_carousel_item": "true"])
        let parent: Parameters = ["media_type": "CAROUSEL", "children": .text("\(first),\(second)")]
        let abandoned = try world.create(parent)
        let used = try world.create(parent)
        #expect(abandoned != used)
        _ = try world.publish(used)
    }

    @Test("A story is listed for a day and among stories only")
    func story() throws {
        var world = World()
        let medium = try world.publish(
            try world.create(["media_type": "STORIES", "image_url": "https://media.example/1.jpg", "caption": "lost"]))
        #expect(world.get("\(World.account)/media").bodyText == #"{"data":[]}"#)
        #expect(world.get("\(World.account)/stories").body["data"] == [["id": .string(medium)]])
        let body = world.get(medium, ["fields": "caption,media_product_type,permalink"]).body
        #expect(body["media_product_type"] == "STORY")
        #expect(body["caption"] == nil)
        #expect(body["permalink"]?.string?.hasPrefix("https://www.instagram.com/stories/bakery/") == true)
        world.advance(86_400)
        #expect(world.get("\(World.account)/stories").bodyText == #"{"data":[]}"#)
    }
}
