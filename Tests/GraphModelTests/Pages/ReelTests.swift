import GraphModel
import Testing

@Suite struct ReelTests {
    private func finish(_ video: String, _ more: Parameters = [:], _ world: inout World) -> Response {
        var parameters: Parameters = ["upload_phase": "finish", "video_id": .text(video)]
        parameters.append(contentsOf: more)
        return world.post("\(World.page)/video_reels", parameters)
    }

    @Test("A reel is begun, sent and finished, and stands in a list of its own")
    func reel() throws {
        var world = World.ofPage()
        world.platform.configuration.uploadBase = "http://127.0.0.1:9/"
        let started = world.post("\(World.page)/video_reels", ["upload_phase": "start"]).body
        let id = try #require(started["video_id"]?.string)
        #expect(started["upload_url"] == .string("http://127.0.0.1:9/video-upload/v25.0/\(id)"))
        #expect(finish(id, ["video_state": "PUBLISHED"], &world).verdict == "6001/1363033")

        var upload = Upload(container: id, token: World.pageToken, fileSize: 1000)
        #expect(world.platform.beginUpload(upload, at: world.now) == nil)
        _ = world.platform.uploaded(upload, byteCount: 400, whole: nil, at: world.now)
        #expect(
            world.get(id, ["fields": "status"]).body["status"]?.text()
                == #"{"video_status":"uploading","uploading_phase":{"status":"in_progress","bytes_transfered":400,"source_file_size":1000},"processing_phase":{"status":"not_started"},"publishing_phase":{"status":"not_started"}}"#
        )
        #expect(
            world.platform.beginUpload(upload, at: world.now)?.body["debug_info"]?["type"] == "OffsetInvalidError")
        upload.offset = 400
        #expect(world.platform.beginUpload(upload, at: world.now) == nil)
        #expect(world.platform.uploaded(upload, byteCount: 600, whole: world.video, at: world.now).status == 200)
        #expect(
            finish(id, ["video_state": "PUBLISHED", "description": "Turning"], &world).bodyText
                == #"{"success":true}"#)
        #expect(world.ids("video_reels") == [])
        world.advance(4)
        #expect(world.ids("video_reels") == [id])
        #expect(world.ids("feed") == [], "reels are in no list of posts")
        #expect(world.get(id, ["fields": "permalink_url"]).body["permalink_url"] == .string("/reel/\(id)/"))
    }

    @Test("States: seen at once, at an hour, or not at all")
    func states() throws {
        var world = World.ofPage { $0.videoProcessing = .zero }
        let draft = try world.upload("video_reels")
        #expect(finish(draft, ["video_state": "DRAFT"], &world).verdict == "ok")
        let scheduled = try world.upload("video_reels")
        #expect(finish(scheduled, ["video_state": "SCHEDULED"], &world).verdict == "100")
        #expect(
            finish(
                scheduled, ["video_state": "SCHEDULED", "scheduled_publish_time": world.time(3600)], &world
            ).verdict == "ok")
        #expect(
            world.get(scheduled, ["fields": "status"]).body["status"]?["publishing_phase"]?.text()
                == #"{"status":"not_started","publish_status":"scheduled","publish_time":"2026-11-20T11:00:00+0000"}"#)
        #expect(world.states == ["reel unpublished", "reel scheduled"])
        world.advance(3600)
        #expect(world.states == ["reel unpublished", "reel published"])
        #expect(world.post(draft, ["published": "true"]).verdict == "ok")
        #expect(world.ids("video_reels") == [scheduled, draft])
    }

    static let seconds: [(Configuration.SecondPublish, String, Int)] = [
        (.error, "100", 1), (.sameID, "ok", 1), (.newMedia, "ok", 2),
    ]

    @Test("A second finish does what the switch says", arguments: seconds)
    func second(rule: Configuration.SecondPublish, verdict: String, count: Int) throws {
        var world = World.ofPage {
            $0.secondFinish = rule
            $0.reelAnswer = .withPost
            $0.videoProcessing = .zero
        }
        let id = try world.upload("video_reels")
        let first = finish(id, [:], &world).body
        #expect(first["post_id"] != nil)
        let second = finish(id, [:], &world)
        #expect(second.verdict == verdict)
        #expect(world.states.count == count)
        if rule == .sameID { #expect(second.body == first) }
    }

    static func video(
        _ width: Int, _ height: Int, seconds: Int = 20, rate: Double = 30, format: MediumFacts.Format = .mp4
    ) -> FetchedMedium {
        FetchedMedium(
            .medium(
                MediumFacts(
                    format, width: width, height: height,
                    video: .init(codec: "avc1", duration: .seconds(seconds), framesPerSecond: rate))),
            byteCount: 1000)
    }

    static let files: [(String, FetchedMedium, String)] = [
        ("video_reels", video(1080, 1920), "ok"), ("video_reels", video(1080, 1080), "100/1363040"),
        ("video_reels", video(360, 640), "100/1363127"), ("video_reels", video(540, 960, seconds: 2), "100/1363128"),
        ("video_reels", video(540, 960, seconds: 90), "ok"),
        ("video_reels", video(540, 960, seconds: 91), "100/1363128"),
        ("video_reels", video(540, 960, rate: 15), "100/1363129"),
        ("video_reels", FetchedMedium(.medium(MediumFacts(.jpeg)), byteCount: 1000), "100/1363021"),
        ("video_stories", video(540, 960, seconds: 61), "100/1363128"), ("video_stories", video(540, 960), "ok"),
    ]

    @Test("Files are held to the rules of reels and stories", arguments: files)
    func rules(edge: String, file: FetchedMedium, verdict: String) throws {
        var world = World.ofPage()
        world.video = file
        let id = try world.upload(edge)
        let finish: Parameters = ["upload_phase": "finish", "video_id": .text(id)]
        #expect(world.post("\(World.page)/\(edge)", finish).verdict == verdict)
    }

    @Test("Thirty reels a day")
    func quota() throws {
        var world = World.ofPage { $0.reelsPerDay = 2 }
        for verdict in ["ok", "ok", "613"] {
            #expect(finish(try world.upload("video_reels"), [:], &world).verdict == verdict)
        }
        world.advance(86_400)
        #expect(finish(try world.upload("video_reels"), [:], &world).verdict == "ok")
    }

    @Test("Uploads are refused, lost or fetched", arguments: [Configuration.Uploads.refused, .lost, .work])
    func mishaps(rule: Configuration.Uploads) throws {
        var world = World.ofPage { $0.uploads = rule }
        let id = try world.make("video_reels", ["upload_phase": "start"], name: "video_id")
        var upload = Upload(container: id, token: World.pageToken, fileSize: 1000)
        switch rule {
        case .refused:
            #expect(
                world.platform.beginUpload(upload, at: world.now)?.body["debug_info"]?["type"]
                    == "ProcessingFailedError")
        case .lost:
            #expect(world.platform.beginUpload(upload, at: world.now) == nil)
            #expect(world.platform.uploaded(upload, byteCount: 1000, whole: world.video, at: world.now).status == 200)
        case .work:
            upload.fileURL = "https://media.example/1.mp4"
            #expect(world.platform.beginUpload(upload, at: world.now)?.status == 200)
            world.fetchAll()
        }
        world.advance(4)
        let status = world.get(id, ["fields": "status"]).body["status"]
        #expect(status?["video_status"] == (rule == .work ? "ready" : "error"))
        #expect(finish(id, [:], &world).verdict == (rule == .work ? "ok" : "-1/1363008"))
    }

    @Test("A stranger's token reaches no upload")
    func strangers() throws {
        var world = World.ofPage()
        let id = try world.make("video_reels", ["upload_phase": "start"], name: "video_id")
        for token in [nil, World.igToken, "EAA-nobody"] {
            let upload = Upload(container: id, token: token, fileSize: 1)
            #expect(
                world.platform.beginUpload(upload, at: world.now)?.body["debug_info"]?["type"]
                    == "NotAuthorizedError")
        }
    }
}
