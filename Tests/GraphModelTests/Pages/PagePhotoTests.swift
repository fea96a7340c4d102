import GraphModel
import Testing

@Suite struct PagePhotoTests {
    @Test("A photo goes live with a post around it")
    func photo() throws {
        var world = World.ofPage()
        let body = world.post(
            "\(World.page)/photos",
            ["url": "https://media.example/1.jpg", "caption": "Warm", "alt_text_custom": "A loaf"]
        ).body
        let (id, post) = (body["id"]?.string ?? "", body["post_id"]?.string ?? "")
        #expect(body.members?.map(\.name) == ["id", "post_id"])
        #expect(world.ids("feed") == [post])
        #expect(world.ids("photos") == [id])
        #expect(world.get(post, ["fields": "message,status_type"]).body["message"] == "Warm")
        #expect(
            world.get(id, ["fields": "name,alt_text,width,page_story_id"]).body.text()
                == #"{"name":"Warm","alt_text":"A loaf","width":1080,"page_story_id":"\#(post)","id":"\#(id)"}"#)
    }

    @Test("A file in the form needs no URL")
    func source() throws {
        var world = World.ofPage()
        var request = Request(.post, "v25.0/\(World.page)/photos", ["message": "Sent"], token: World.pageToken)
        request.files = [AttachedFile(name: "source", byteCount: 200_000, medium: world.image)]
        let response = world.call(request)
        #expect(response.body.members?.map(\.name) == ["id", "post_id"])
        request.files = [AttachedFile(name: "source", byteCount: 3, medium: nil)]
        #expect(world.call(request).verdict == "324")
    }

    static let files: [(FetchedMedium, String)] = [
        (FetchedMedium(.failure(.httpStatus(404))), "324"), (FetchedMedium(.failure(.unreachable)), "324"),
        (FetchedMedium(.failure(.notMedia(contentType: "text/html"))), "100/1366046"),
        (FetchedMedium(.medium(MediumFacts(.mp4))), "100/1366046"),
        (FetchedMedium(.medium(MediumFacts(.webp))), "100/1366046"),
        (FetchedMedium(.medium(MediumFacts(.jpeg)), byteCount: 10 * 1024 * 1024 + 1), "100/1366046"),
        (FetchedMedium(.medium(MediumFacts(.jpeg)), byteCount: 10 * 1024 * 1024), "ok"),
        (FetchedMedium(.medium(MediumFacts(.png))), "ok"), (FetchedMedium(.medium(MediumFacts(.gif))), "ok"),
        (FetchedMedium(.medium(MediumFacts(.tiff))), "ok"), (FetchedMedium(.medium(MediumFacts(.bmp))), "ok"),
    ]

    @Test("Takes what Facebook takes, and says what it does not", arguments: files)
    func rules(file: FetchedMedium, verdict: String) {
        var world = World.ofPage()
        world.image = file
        #expect(
            world.post("\(World.page)/photos", ["url": "https://media.example/1.jpg"]).verdict == verdict)
        #expect(world.states == (verdict == "ok" ? ["photo published"] : []))
    }

    @Test("Unused photos stay or go, as the switch says, and temporary ones go", arguments: [true, false])
    func unused(linger: Bool) throws {
        var world = World.ofPage { $0.unusedPhotos = linger ? .linger : .vanish }
        let kept = try world.photo()
        let temporary = try world.photo(["temporary": "true"])
        world.advance(86_400)
        #expect(world.get(kept).verdict == (linger ? "ok" : "100/33"))
        #expect(world.get(temporary).verdict == "100/33")
        #expect(world.platform.unusedPhotos(of: World.page, at: world.now) == (linger ? [kept] : []))
        let late = world.post("\(World.page)/feed", ["attached_media[0]": .text(#"{"media_fbid":"\#(temporary)"}"#)])
        #expect(late.verdict == "100")
    }

    @Test("A batch brings the files that its parts name")
    func batch() throws {
        var world = World.ofPage()
        let parts: JSON = [
            [
                "method": "POST", "relative_url": .string("\(World.page)/photos"), "body": "published=false",
                "attached_files": "one",
            ]
        ]
        var request = Request(.post, "", ["batch": .json(parts)], token: World.pageToken)
        request.files = [AttachedFile(name: "one", byteCount: 200_000, medium: world.image)]
        let answer = try JSON(parsing: world.call(request).body[0]?["body"]?.string ?? "")
        #expect(answer["id"] != nil, "\(answer.text())")
        request.files = []
        #expect(world.call(request).body[0]?["code"] == 400)
    }
}
