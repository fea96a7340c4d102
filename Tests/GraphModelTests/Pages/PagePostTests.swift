import GraphModel
import Testing

@Suite struct PagePostTests {
    @Test("A text goes live and reads back")
    func text() throws {
        var world = World.ofPage()
        let id = try world.make("feed", ["message": "Stollen is back. #stollen"])
        #expect(id.hasPrefix("\(World.page)_"))
        #expect(
            world.get(id).bodyText
                == #"{"created_time":"2026-11-20T10:00:00+0000","message":"Stollen is back. #stollen","id":"\#(id)"}"#)
        let fields = "is_published,status_type,permalink_url,from{name},attachments,scheduled_publish_time"
        let number = id.split(separator: "_")[1]
        #expect(
            world.get(id, ["fields": .text(fields)]).body.text()
                == #"{"is_published":true,"status_type":"mobile_status_update","permalink_url":"https://www.facebook.com/\#(World.page)/posts/\#(number)","from":{"name":"Bakery"},"id":"\#(id)"}"#
        )
        #expect(world.ids("feed") == [id])
        #expect(world.ids("posts") == [id])
        #expect(world.ids("published_posts") == [id])
        #expect(world.ids("scheduled_posts") == [])
        #expect(world.states == ["text published"])
    }

    @Test("A link is shown as an attachment, and one that cannot be read is refused")
    func link() throws {
        var world = World.ofPage { $0.unreadableLinks = ["https://gone.example"] }
        let id = try world.make("feed", ["link": "https://bakery.example", "message": "Order here"])
        #expect(
            world.get(id, ["fields": "status_type,attachments{type,unshimmed_url}"]).body.text()
                == #"{"status_type":"shared_story","attachments":{"data":[{"type":"share","unshimmed_url":"https://bakery.example"}]},"id":"\#(id)"}"#
        )
        #expect(world.post("\(World.page)/feed", ["link": "https://gone.example"]).verdict == "1609005")
        #expect(world.post("\(World.page)/feed", ["link": "bakery"]).verdict == "100")
    }

    static let forms: [Parameters] = [
        ["attached_media[0]": #"{"media_fbid":"A"}"#, "attached_media[1]": #"{"media_fbid":"B"}"#],
        ["attached_media[1]": #"{"media_fbid":"B"}"#, "attached_media[0]": #"{"media_fbid":"A"}"#],
        ["attached_media": #"[{"media_fbid":"A"},{"media_fbid":"B"}]"#],
        ["attached_media": .json([["media_fbid": "A"], ["media_fbid": "B"]])],
    ]

    @Test("Photos are attached in every form that Graph takes", arguments: forms)
    func album(parameters: Parameters) throws {
        var world = World.ofPage()
        let photos = [try world.photo(["caption": "One"]), try world.photo(["alt_text_custom": "Two loaves"])]
        var all: Parameters = ["message": "Two"]
        for element in parameters.elements {
            let text = (element.value.text ?? "").replacing("\"A\"", with: "\"\(photos[0])\"")
                .replacing("\"B\"", with: "\"\(photos[1])\"")
            all.append(element.name, .text(text))
        }
        let id = try world.make("feed", all)
        let album = world.get(id, ["fields": "attachments{type,subattachments{target{id}}}"]).body["attachments"]
        #expect(album?["data"]?[0]?["type"] == "album")
        let parts = album?["data"]?[0]?["subattachments"]?["data"]?.array ?? []
        #expect(parts.map { $0["target"]?["id"]?.string } == photos)
        #expect(world.platform.postRecords(at: world.now).map(\.altTexts) == [[nil, "Two loaves"]])
        #expect(world.get(photos[1], ["fields": "page_story_id,alt_text"]).body["page_story_id"] == .string(id))
        // What is shown already cannot be shown again.
        #expect(world.post("\(World.page)/feed", all).verdict == "100/1366051")
        #expect(world.platform.unusedPhotos(of: World.page, at: world.now) == [])
    }

    static let refusals: [(Parameters, String, String)] = [
        ([:], "100", "(#100) Missing message or attachment"),
        (
            ["attached_media[0]": #"{"media_fbid":"17"}"#], "100",
            "(#100) The photo 17 cannot be attached: there is no such unpublished photo"
        ),
        (["attached_media": "17"], "100", "(#100) Param attached_media must be a list of objects with a media_fbid"),
        (
            ["message": "m", "child_attachments": "[{}]"], "100",
            "(#100) Param child_attachments must be a list of 2 to 5 links"
        ),
        (["message": "m", "tags": "1"], "100", "(#100) Param tags needs a place"),
        (["message": "m", "place": "here"], "100", "(#100) Param place must be a Page with a location"),
        (["message": "m", "targeting": "all"], "100", "(#100) Param targeting must be an object"),
        (["message": "m", "published": "perhaps"], "100", "(#100) Param published must be a boolean"),
        (
            ["message": .text(String(repeating: "m", count: 63_207))], "100",
            "(#100) Param message must be at most 63206 characters long"
        ),
    ]

    @Test("Says what is wrong", arguments: refusals)
    func refusal(parameters: Parameters, verdict: String, message: String) {
        var world = World.ofPage()
        let response = world.post("\(World.page)/feed", parameters)
        #expect(response.verdict == verdict)
        #expect(response.body["error"]?["message"] == .string(message))
        #expect(world.states == [])
    }

    static let duplicates: [(Configuration.DuplicatePosts, [String])] = [
        (.refusedWhenPublished, ["ok", "506/1455006", "ok", "ok", "506/1455006", "ok", "ok"]),
        (.refused, ["ok", "506/1455006", "506/1455006", "ok", "ok", "ok", "ok"]),
        (.allowed, ["ok", "ok", "ok", "ok", "ok", "ok", "ok"]),
    ]

    @Test("What was said just before is refused, as far as the switch says", arguments: duplicates)
    func duplicate(rule: Configuration.DuplicatePosts, verdicts: [String]) {
        var world = World.ofPage { $0.duplicatePosts = rule }
        let path = "\(World.page)/feed"
        var seen = [
            world.post(path, ["message": "A"]).verdict, world.post(path, ["message": "A"]).verdict,
            world.post(path, ["message": "A", "published": "false"]).verdict,
            world.post(path, ["message": "B", "published": "false"]).verdict,
            world.post(path, ["message": "A"]).verdict, world.post(path, ["message": "C"]).verdict,
        ]
        world.advance(86_400)
        seen.append(world.post(path, ["message": "C"]).verdict)
        #expect(seen == verdicts)
    }

    static let answers: [(Configuration.PostAnswer, String)] = [
        (.asDocumented, "ok"), (.unknownError, "1"), (.serviceDown, "2"), (.blocked, "368/1390008"),
    ]

    @Test("A post is live whatever the answer says", arguments: answers)
    func answer(answer: Configuration.PostAnswer, verdict: String) throws {
        var world = World.ofPage { $0.postAnswer = answer }
        #expect(world.post("\(World.page)/feed", ["message": "A"]).verdict == verdict)
        #expect(world.ids("feed").count == 1)
        // Drafts show nothing to anybody, and so are answered as documented.
        let draft = try world.make("feed", ["message": "B", "published": "false"])
        #expect(world.post(draft, ["is_published": "true"]).verdict == verdict)
        #expect(world.states == ["text published", "text published"])
    }

    @Test("What was just made can be read in the same call")
    func readAfterWrite() throws {
        var world = World.ofPage()
        let body = world.post(
            "\(World.page)/feed", ["message": "A", "published": "false", "fields": "is_published,message"]
        ).body
        let id = try #require(body["id"]?.string)
        #expect(body.text() == #"{"is_published":false,"message":"A","id":"\#(id)"}"#)
        let photo = world.post(
            "\(World.page)/photos", ["url": "https://media.example/1.jpg", "fields": "width,page_story_id"]
        ).body
        #expect(photo.members?.map(\.name) == ["id", "post_id", "width", "page_story_id"])
        #expect(photo["page_story_id"] == photo["post_id"])
    }
}
