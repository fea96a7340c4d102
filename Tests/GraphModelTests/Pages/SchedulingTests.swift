import Foundation
import GraphModel
import Testing

@Suite struct SchedulingTests {
    @Test("What is scheduled goes out by itself, at its second")
    func goesOut() throws {
        var world = World.ofPage()
        let id = try world.make(
            "feed", ["message": "At noon", "published": "false", "scheduled_publish_time": world.time(7200)])
        #expect(world.ids("scheduled_posts") == [id])
        #expect(world.ids("feed") == [])
        #expect(
            world.get(id, ["fields": "is_published,scheduled_publish_time"]).body.text()
                == #"{"is_published":false,"scheduled_publish_time":1795176000,"id":"\#(id)"}"#)
        world.advance(7199)
        #expect(world.states == ["text scheduled"])
        world.advance(1)
        #expect(world.states == ["text published"])
        #expect(world.ids("scheduled_posts") == [])
        world.advance(3600)
        #expect(
            world.get("\(World.page)/feed", ["fields": "created_time,is_published"]).body["data"]?[0]?.text()
                == #"{"created_time":"2026-11-20T12:00:00+0000","is_published":true,"id":"\#(id)"}"#)
        #expect(world.platform.postRecords(at: world.now).map(\.isScheduledByPlatform) == [true])
    }

    static let notices: [(Double, Bool)] = [
        (599, false), (600, true), (30 * 86_400, true), (30 * 86_400 + 1, false), (-60, false),
    ]

    @Test("Not sooner than in 10 minutes, nor later than in 30 days", arguments: notices)
    func bounds(seconds: Double, isTaken: Bool) throws {
        var world = World.ofPage()
        let parameters: Parameters = [
            "message": "m", "published": "false", "scheduled_publish_time": world.time(seconds),
        ]
        let response = world.post("\(World.page)/feed", parameters)
        #expect(response.verdict == (isTaken ? "ok" : "100"))
        if !isTaken {
            #expect(
                response.body["error"]?["message"] == "(#100) The specified scheduled publish time is invalid.")
        }
    }

    @Test("How far ahead is a switch, and reels have a bound of their own")
    func daysAhead() throws {
        var world = World.ofPage { $0.postDaysAhead = 75 }
        let late = world.time(29.5 * 86_400)
        _ = try world.make("feed", ["message": "m", "published": "false", "scheduled_publish_time": late])
        let reel = try world.upload("video_reels")
        let parameters: Parameters = [
            "upload_phase": "finish", "video_id": .text(reel), "video_state": "SCHEDULED",
            "scheduled_publish_time": late,
        ]
        #expect(world.post("\(World.page)/video_reels", parameters).verdict == "100")
    }

    static let times: [(String, Bool)] = [
        ("2026-11-20T12:00:00+0000", true), ("2026-11-20T13:00:00+01:00", true), ("1795176000", true),
        ("tomorrow, perhaps", false),
    ]

    @Test("Times come in each of the forms", arguments: times)
    func forms(text: String, isTaken: Bool) {
        var world = World.ofPage()
        let response = world.post(
            "\(World.page)/feed",
            ["message": "m", "published": "false", "scheduled_publish_time": .text(text), "fields": "message"])
        #expect(response.verdict == (isTaken ? "ok" : "100"))
        if isTaken {
            #expect(
                world.platform.postRecords(at: world.now).map(\.publishedAt)
                    == [Date(timeIntervalSince1970: 1_795_176_000)])
        }
    }

    @Test("A published post has no hour to come, and a scheduled type needs one")
    func contradictions() {
        var world = World.ofPage()
        let hour = world.time(3600)
        let scheduled = world.post("\(World.page)/feed", ["message": "m", "scheduled_publish_time": hour])
        #expect(
            scheduled.body["error"]?["message"]
                == "(#100) You cannot specify a scheduled publish time on a published post")
        let typed: Parameters = ["message": "m", "published": "false", "unpublished_content_type": "SCHEDULED"]
        #expect(
            world.post("\(World.page)/feed", typed).body["error"]?["message"]
                == "(#100) The parameter scheduled_publish_time is required.")
    }

    @Test("The hour changes, the words change, and publishing at once ends the waiting")
    func reschedule() throws {
        var world = World.ofPage()
        let id = try world.make(
            "feed", ["message": "A", "published": "false", "scheduled_publish_time": world.time(3600)])
        #expect(world.post(id, ["scheduled_publish_time": world.time(7200)]).verdict == "ok")
        #expect(world.post(id, ["scheduled_publish_time": world.time(60)]).verdict == "100")
        #expect(world.post(id, ["message": "B"]).verdict == "ok")
        world.advance(3600)
        #expect(world.ids("feed") == [], "the former hour is no more")
        #expect(world.post(id, ["is_published": "true"]).verdict == "ok")
        #expect(world.get("\(World.page)/feed").body["data"]?[0]?["message"] == "B")
        world.advance(7200)
        #expect(world.ids("feed") == [id])
        #expect(world.platform.postRecords(at: world.now).map(\.isScheduledByPlatform) == [false])
    }

    @Test("Deleting it cancels it")
    func cancel() throws {
        var world = World.ofPage()
        let id = try world.make(
            "feed", ["message": "A", "published": "false", "scheduled_publish_time": world.time(3600)])
        #expect(world.delete(id).verdict == "ok")
        world.advance(7200)
        #expect(world.ids("feed") == [])
        #expect(world.states == ["text unpublished"])
    }

    @Test("A draft can be given an hour")
    func draft() throws {
        var world = World.ofPage()
        let id = try world.make("feed", ["message": "A", "published": "false"])
        #expect(world.ids("scheduled_posts") == [])
        #expect(world.post(id, ["scheduled_publish_time": world.time(3600)]).verdict == "ok")
        #expect(world.ids("scheduled_posts") == [id])
        world.advance(3600)
        #expect(world.ids("feed") == [id])
    }

    @Test("Several photos are scheduled or refused, as the switch says; one always is", arguments: [true, false])
    func albums(works: Bool) throws {
        var world = World.ofPage { $0.scheduledAlbums = works ? .work : .refused }
        let photos = [try world.photo(["temporary": "true"]), try world.photo(["temporary": "true"])]
        let album: Parameters = [
            "attached_media": .text(#"[{"media_fbid":"\#(photos[0])"},{"media_fbid":"\#(photos[1])"}]"#),
            "published": "false", "scheduled_publish_time": world.time(3 * 86_400),
            "unpublished_content_type": "SCHEDULED",
        ]
        #expect(world.post("\(World.page)/feed", album).verdict == (works ? "ok" : "1"))
        let one = world.post(
            "\(World.page)/photos",
            [
                "url": "https://media.example/1.jpg", "published": "false",
                "scheduled_publish_time": world.time(3600),
            ])
        #expect(one.body.members?.map(\.name) == ["id"], "a post that is not seen yet is not named")
        world.advance(3 * 86_400)
        #expect(world.states == (works ? ["album published", "photo published"] : ["photo published"]))
    }

    @Test("The next one comes first, and pages of the list keep their places")
    func list() throws {
        var world = World.ofPage()
        var ids: [String] = []
        for hours in [5, 2, 4, 3] {
            ids.append(
                try world.make(
                    "feed",
                    [
                        "message": .text("\(hours)"), "published": "false",
                        "scheduled_publish_time": world.time(Double(hours) * 3600),
                    ]))
        }
        #expect(world.ids("scheduled_posts") == [ids[1], ids[3], ids[2], ids[0]])
        let first = world.get("\(World.page)/scheduled_posts", ["limit": "2"]).body
        world.advance(2 * 3600)
        let after = try #require(first["paging"]?["cursors"]?["after"])
        #expect(world.ids("scheduled_posts", ["after": .json(after)]) == [ids[2], ids[0]])
    }
}
