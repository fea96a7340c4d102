import Foundation
import GraphModel
import Testing

@Suite struct DeterminismTests {
    /// A day in the life, as one text of all answers.
    private func transcript(_ world: inout World) throws -> String {
        var lines: [String] = []
        for caption in ["one", "two"] { lines.append(try world.publishImage(caption)) }
        let reel = try world.create(["media_type": "REELS", "video_url": "https://media.example/1.mp4"])
        lines.append(world.get(reel, ["fields": "status,video_status"]).bodyText)
        world.fetchAll()
        world.advance(60)
        lines.append(try world.publish(reel))
        let answers = [
            world.get("\(World.account)/media", ["fields": "id,caption,permalink,timestamp"]),
            world.get("nonsense"), world.get("me"), world.delete(lines[0]), world.get("\(World.account)/media"),
        ]
        for answer in answers {
            lines.append("\(answer.status) \(answer.bodyText)")
            lines += answer.headers.map { "\($0.name): \($0.value)" }
        }
        return lines.joined(separator: "\n")
    }

    @Test("The same calls give the same bytes; another seed other ids")
    func sameBytes() throws {
        var (first, second) = (World(), World())
        var other = World { $0.seed = 2 }
        let transcripts = [try transcript(&first), try transcript(&second), try transcript(&other)]
        #expect(transcripts[0] == transcripts[1])
        #expect(transcripts[0] != transcripts[2])
        #expect(first.platform == second.platform)
    }

    @Test("A stored world goes on where it was, fetches and waiting calls included")
    func codable() throws {
        var world = World()
        _ = try transcript(&world)
        _ = try world.create(["media_type": "REELS", "video_url": "https://media.example/2.mp4"])
        let parts: JSON = [
            [
                "method": "POST", "relative_url": "17841400000000001/media",
                "body": "image_url=https://media.example/1.jpg",
            ]
        ]
        let waiting = world.platform.respond(
            to: Request(.post, "", ["batch": .json(parts)], token: World.token), at: world.now)
        guard case .fetch(let ticket) = waiting else {
            Issue.record("the batch did not wait")
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let stored = try encoder.encode(world.platform)
        var copy = try JSONDecoder().decode(Platform.self, from: stored)
        #expect(copy == world.platform)
        #expect(try encoder.encode(copy) == stored)
        #expect(copy.pendingFetches(at: world.now) == world.platform.pendingFetches(at: world.now))
        let image = world.image
        #expect(
            copy.complete(ticket, with: image, at: world.now)
                == world.platform.complete(ticket, with: image, at: world.now))
    }

    @Test("An answer to a ticket nobody waits for is refused, and changes nothing of what is published")
    func strayTicket() throws {
        var world = World()
        let container = try world.create(["image_url": "https://media.example/1.jpg"])
        guard
            case .fetch(let ticket) = world.platform.respond(
                to: Request(
                    .post, "\(World.account)/media", ["image_url": "https://media.example/1.jpg"], token: World.token),
                at: world.now)
        else {
            Issue.record("the call did not wait")
            return
        }
        _ = world.platform.complete(ticket, with: world.image, at: world.now)
        guard case .answer(let again) = world.platform.complete(ticket, with: world.image, at: world.now) else {
            Issue.record("the second answer waits")
            return
        }
        #expect(again.verdict == "1")
        #expect(world.get(container, ["fields": "status_code"]).body["status_code"] == "FINISHED")
    }
}
