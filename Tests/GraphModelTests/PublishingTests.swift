import Foundation
import GraphModel
import Testing

@Suite struct PublishingTests {
    @Test("An image goes from its URL to the grid")
    func image() throws {
        var world = World()
        let container = try world.create(["image_url": "https://media.example/1.jpg", "caption": "Stollen is back."])
        let medium = try world.publish(container)
        #expect(medium != container)
        #expect(world.get("\(World.account)/media").body["data"] == [["id": .string(medium)]])
    }

    static let repeats: [(Configuration.SecondPublish, String, Int)] = [
        (.sameID, "same id", 1), (.error, "9007/2207027", 1), (.newMedia, "other id", 2),
    ]
    @Test("A second publish does as the switch says", arguments: repeats)
    func secondPublish(mode: Configuration.SecondPublish, expected: String, count: Int) throws {
        var world = World { $0.secondPublish = mode }
        let container = try world.create(["image_url": "https://media.example/1.jpg"])
        let first = try world.publish(container)
        let second = world.post("\(World.account)/media_publish", ["creation_id": .text(container)])
        let seen = second.body["id"]?.string.map { $0 == first ? "same id" : "other id" } ?? second.verdict
        #expect(seen == expected)
        #expect(world.platform.everything().count == count)
    }

    static let answers: [(Configuration.PublishAnswer, Int, String)] = [
        (.id, 200, "ok"), (.actionBlocked, 400, "4/2207051"), (.serverError, 500, "-1/2207001"),
        (.unknownError, 500, "1"), (.serviceDown, 503, "2"),
    ]
    @Test("An error does not prove that nothing went live", arguments: answers)
    func answer(mode: Configuration.PublishAnswer, status: Int, verdict: String) throws {
        var world = World { $0.publishAnswer = mode }
        let container = try world.create(["image_url": "https://media.example/1.jpg"])
        let response = world.post("\(World.account)/media_publish", ["creation_id": .text(container)])
        #expect(response.status == status)
        #expect(response.verdict == verdict)
        #expect(world.platform.everything().map(\.containerID) == [container])
        #expect(world.get(container, ["fields": "status_code"]).body["status_code"] == "PUBLISHED")
    }

    @Test("The quota counts the last 24 hours, or since a time within them")
    func quota() throws {
        var world = World()
        _ = try world.publishImage()
        world.advance(3600)
        _ = try world.publishImage()
        let path = "\(World.account)/content_publishing_limit"
        #expect(world.get(path).bodyText == #"{"data":[{"quota_usage":2}]}"#)
        let since = ParameterValue.text(String(Int(world.now.timeIntervalSince1970)))
        #expect(world.get(path, ["since": since]).bodyText == #"{"data":[{"quota_usage":1}]}"#)
        world.advance(86_400 - 3600)
        #expect(world.get(path).bodyText == #"{"data":[{"quota_usage":1}]}"#)
        #expect(world.get(path, ["since": "2026-11-01"]).verdict == "100")
    }

    @Test("A new medium is in lists only after the lag, and read by id at once")
    func listLag() throws {
        var world = World { $0.listLag = .seconds(90) }
        let medium = try world.publishImage()
        #expect(world.get(medium).body["id"]?.string == medium)
        #expect(world.get("\(World.account)/media").bodyText == #"{"data":[]}"#)
        world.advance(90)
        #expect(world.get("\(World.account)/media").body["data"]?[0]?["id"]?.string == medium)
    }

    @Test("Where the platform deduplicates, the same URL is the same container")
    func deduplication() throws {
        var world = World { $0.deduplicatesByURL = true }
        let parameters: Parameters = ["media_type": "REELS", "video_url": "https://media.example/1.mp4"]
        let first = try world.create(parameters)
        #expect(try world.create(parameters) == first)
        #expect(try world.create(["media_type": "REELS", "video_url": "https://media.example/1.mp4?v=2"]) != first)
        world.advance(86_400)
        #expect(try world.create(parameters) != first)
    }

    @Test("While containers cannot be read, they can be published")
    func containerReads() throws {
        var world = World { $0.containerReads = .fail }
        let container = try world.create(["image_url": "https://media.example/1.jpg"])
        #expect(world.get(container, ["fields": "status_code"]).verdict == "100/33")
        _ = try world.publish(container)
    }

    @Test("A JSON body counts as a form does")
    func jsonBody() throws {
        var world = World()
        let body = try JSON(
            parsing:
                #"{"image_url":"https://media.example/1.jpg","caption":"é","user_tags":[{"username":"a","x":0.1,"y":1}],"is_carousel_item":false}"#
        )
        let medium = try world.publish(try world.create(Parameters(body: body)))
        #expect(world.get(medium, ["fields": "caption"]).body["caption"] == "é")
    }
}
