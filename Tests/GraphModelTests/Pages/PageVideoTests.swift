import GraphModel
import Testing

@Suite struct PageVideoTests {
    private func status(_ id: String, _ world: inout World) -> JSON? {
        world.get(id, ["fields": "status"]).body["status"]
    }

    @Test("A video is fetched, processed, and seen when it is ready")
    func fileURL() throws {
        var world = World.ofPage()
        let id = try world.make(
            "videos", ["file_url": "https://media.example/1.mp4", "title": "Oven", "description": "Hot"])
        #expect(status(id, &world)?["video_status"] == "uploading")
        #expect(world.ids("feed") == [])
        world.fetchAll()
        #expect(status(id, &world)?["video_status"] == "processing")
        #expect(status(id, &world)?["publishing_phase"]?["status"] == "in_progress")
        world.advance(4)
        #expect(status(id, &world)?["video_status"] == "ready")
        #expect(status(id, &world)?["publishing_phase"]?["publish_status"] == "published")
        let body = world.get(id, ["fields": "post_id,published,title,description,length,permalink_url"]).body
        let post = try #require(body["post_id"]?.string)
        #expect(
            body.text()
                == #"{"post_id":"\#(post)","published":true,"title":"Oven","description":"Hot","length":20.0,"permalink_url":"/\#(World.page)/videos/\#(id)/","id":"\#(id)"}"#
        )
        #expect(world.ids("feed") == [post])
        #expect(world.ids("videos") == [id])
        #expect(world.get(post, ["fields": "created_time"]).body["created_time"] == "2026-11-20T10:00:04+0000")
    }

    @Test("A video that cannot be read never goes live, and its status says why")
    func bad() throws {
        var world = World.ofPage()
        let id = try world.make("videos", ["file_url": "https://media.example/1.mp4"])
        world.video = FetchedMedium(.failure(.notMedia(contentType: "text/html")))
        world.fetchAll()
        world.advance(10)
        #expect(status(id, &world)?["video_status"] == "error")
        #expect(status(id, &world)?["processing_phase"]?["errors"]?[0]?["code"] == 1_363_021)
        #expect(world.states == ["video unpublished"])
    }

    @Test("Chunks go where the platform says, and resume there")
    func session() throws {
        var world = World.ofPage { $0.videoChunk = 400 }
        let started = world.post("\(World.page)/videos", ["upload_phase": "start", "file_size": "1000"]).body
        let session = try #require(started["upload_session_id"])
        let id = try #require(started["video_id"]?.string)
        #expect(started["start_offset"] == "0")
        #expect(started["end_offset"] == "400")

        func request(_ phase: String, at offset: Int? = nil, bytes: Int = 0, whole: FetchedMedium? = nil) -> Request {
            var parameters: Parameters = ["upload_phase": .text(phase), "upload_session_id": .json(session)]
            if let offset { parameters.append("start_offset", .text("\(offset)")) }
            var request = Request(.post, "v25.0/\(World.page)/videos", parameters, token: World.pageToken)
            if bytes > 0 {
                request.files = [AttachedFile(name: "video_file_chunk", byteCount: bytes, medium: whole)]
            }
            return request
        }

        let first = request("transfer", at: 0, bytes: 400)
        let place = world.platform.chunkPlace(of: first, at: world.now)
        #expect(place?.upload == id)
        #expect(place?.fileSize == 1000)
        #expect(world.call(first).bodyText == #"{"start_offset":"400","end_offset":"800"}"#)
        // The same chunk again: refused, and told where to go on.
        #expect(world.platform.chunkPlace(of: first, at: world.now) == nil)
        let again = world.call(first)
        #expect(again.verdict == "6001/1363037")
        #expect(again.body["error"]?["error_data"]?.text() == #"{"start_offset":400,"end_offset":800}"#)
        #expect(
            status(id, &world)?["uploading_phase"]?.text()
                == #"{"status":"in_progress","bytes_transfered":400,"source_file_size":1000}"#)
        world.platform.configuration.byteCountName = .asSpecified
        #expect(status(id, &world)?["uploading_phase"]?["bytes_transferred"] == 400)
        #expect(world.call(request("finish")).verdict == "6001/1363033")
        #expect(world.call(request("transfer", at: 400, bytes: 700)).verdict == "6001/1363037")
        #expect(
            world.call(request("transfer", at: 400, bytes: 600, whole: world.video)).bodyText
                == #"{"start_offset":"1000","end_offset":"1000"}"#)
        var finish = request("finish")
        finish.parameters.append("description", "Sent in parts")
        #expect(world.call(finish).bodyText == #"{"success":true}"#)
        #expect(world.call(finish).bodyText == #"{"success":true}"#, "a second finish makes no second post")
        world.advance(4)
        #expect(world.states == ["video published"])
        #expect(world.platform.postRecords(at: world.now).map(\.message) == ["Sent in parts"])
    }

    @Test("A session ends after a day, or when it is cancelled")
    func sessionEnds() throws {
        var world = World.ofPage()
        for isCancelled in [true, false] {
            let session = try world.make(
                "videos", ["upload_phase": "start", "file_size": "10"], name: "upload_session_id")
            if isCancelled {
                let cancel: Parameters = ["upload_phase": "cancel", "upload_session_id": .text(session)]
                #expect(world.post("\(World.page)/videos", cancel).bodyText == #"{"success":true}"#)
            } else {
                world.advance(86_400)
            }
            let finish: Parameters = ["upload_phase": "finish", "upload_session_id": .text(session)]
            #expect(world.post("\(World.page)/videos", finish).verdict == "6000/1363041")
        }
    }

    @Test("An upload to the app becomes a video by its handle")
    func handle() throws {
        var world = World.ofPage()
        let app = world.platform.configuration.appID
        let id = try #require(
            world.post(
                "\(app)/uploads", ["file_name": "a.mp4", "file_length": "1000", "file_type": "video/mp4"]
            ).body["id"]?.string)
        let halves = id.split(separator: "?sig=").map(String.init)
        try #require(halves.count == 2 && halves[0].hasPrefix("upload:"))
        var upload = Upload(container: id, token: World.pageToken)
        #expect(world.platform.beginUpload(upload, at: world.now) == nil)
        #expect(world.platform.fileSize(of: upload) == 1000)
        let partial = world.platform.uploaded(upload, byteCount: 300, whole: nil, at: world.now)
        #expect(partial.body["debug_info"]?["type"] == "PartialRequestError")
        let signature: Parameters = ["sig": .text(halves[1])]
        #expect(world.get(halves[0], signature).bodyText == #"{"id":"\#(id)","file_offset":300}"#)
        #expect(world.get(halves[0]).verdict == "6000/1363041", "not signed")
        #expect(
            world.platform.beginUpload(upload, at: world.now)?.body["debug_info"]?["type"] == "OffsetInvalidError")
        upload.offset = 300
        #expect(world.platform.beginUpload(upload, at: world.now) == nil)
        let answer = world.platform.uploaded(upload, byteCount: 700, whole: world.video, at: world.now)
        let handle = try #require(answer.body["h"]?.string)
        _ = try world.make("videos", ["fbuploader_video_file_chunk": .text(handle), "description": "By handle"])
        world.advance(4)
        #expect(world.states == ["video published"])
        #expect(world.post("\(World.page)/videos", ["fbuploader_video_file_chunk": "4::guess"]).verdict == "100")
        world.token = World.token
        #expect(world.get(halves[0], signature).verdict == "6000/1363041", "another's upload")
    }

    @Test("An unpublished video is published, described and scheduled by its own id")
    func update() throws {
        var world = World.ofPage { $0.videoProcessing = .zero }
        let id = try world.make("videos", ["file_url": "https://media.example/1.mp4", "published": "false"])
        world.fetchAll()
        #expect(world.get(id, ["fields": "post_id,published"]).body.text() == #"{"published":false,"id":"\#(id)"}"#)
        #expect(world.post(id, ["description": "Words", "name": "Title"]).verdict == "ok")
        #expect(world.post(id, ["scheduled_publish_time": world.time(3600)]).verdict == "ok")
        #expect(
            world.get(id, ["fields": "scheduled_publish_time"]).body["scheduled_publish_time"]
                == "2026-11-20T11:00:00+0000")
        #expect(world.post(id, ["published": "true"]).verdict == "ok")
        #expect(world.states == ["video published"])
        #expect(world.platform.postRecords(at: world.now).map(\.message) == ["Words"])
        #expect(world.delete(id).verdict == "ok")
        #expect(world.ids("feed") == [])
    }
}
