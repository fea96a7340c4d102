import GraphModel
import Testing

@Suite struct UploadTests {
    private func world() throws -> (World, container: String) {
        var world = World()
        world.platform.configuration.uploadBase = "http://127.0.0.1:9/"
        let body = world.post("\(World.account)/media", ["media_type": "REELS", "upload_type": "resumable"]).body
        let container = try #require(body["id"]?.string)
        #expect(body["uri"] == .string("http://127.0.0.1:9/ig-api-upload/v25.0/\(container)"))
        return (world, container)
    }

    private func phases(_ container: String, in world: inout World) -> String? {
        world.get(container, ["fields": "video_status"]).body["video_status"]?.text()
    }

    @Test("An upload cut short goes on where it stopped")
    func resumes() throws {
        var (world, container) = try world()
        var upload = Upload(container: container, token: World.token, fileSize: 1000)
        #expect(world.platform.beginUpload(upload, at: world.now) == nil)
        let partial = world.platform.uploaded(upload, byteCount: 400, whole: nil, at: world.now)
        #expect(partial.body["debug_info"]?["type"] == "PartialRequestError")
        #expect(
            phases(container, in: &world)
                == #"{"uploading_phase":{"status":"in_progress","bytes_transferred":400,"source_file_size":1000},"processing_phase":{"status":"not_started"}}"#
        )
        #expect(
            world.platform.beginUpload(upload, at: world.now)?.bodyText
                == #"{"debug_info":{"retriable":false,"type":"OffsetInvalidError","message":"The next byte expected is 400."}}"#
        )
        upload.offset = 400
        #expect(world.platform.beginUpload(upload, at: world.now) == nil)
        let video = world.video
        #expect(
            world.platform.uploaded(upload, byteCount: 600, whole: video, at: world.now).bodyText
                == #"{"success":true,"message":"Upload successful."}"#)
        #expect(world.get(container, ["fields": "status_code"]).body["status_code"] == "IN_PROGRESS")
        world.advance(10)
        #expect(
            phases(container, in: &world)
                == #"{"uploading_phase":{"status":"complete","bytes_transferred":1000,"source_file_size":1000},"processing_phase":{"status":"complete"}}"#
        )
        _ = try world.publish(container)
    }

    @Test("A file_url is fetched instead")
    func fileURL() throws {
        var (world, container) = try world()
        let upload = Upload(container: container, token: World.token, fileURL: "https://media.example/1.mp4")
        #expect(world.platform.beginUpload(upload, at: world.now)?.status == 200)
        #expect(world.platform.pendingFetches(at: world.now).map(\.url) == ["https://media.example/1.mp4"])
        world.fetchAll()
        world.advance(10)
        #expect(world.end(of: container) == "ok")
    }

    @Test("Refuses strangers, wrong lengths and what takes no upload")
    func refusals() throws {
        var (world, container) = try world()
        let image = try world.create(["image_url": "https://media.example/1.jpg"])
        let rows: [(Upload, String)] = [
            (Upload(container: container, token: nil, fileSize: 1), "NotAuthorizedError"),
            (Upload(container: container, token: World.igToken, fileSize: 1), "NotAuthorizedError"),
            (Upload(container: "1", token: World.token, fileSize: 1), "NotAuthorizedError"),
            (Upload(container: image, token: World.token, fileSize: 1), "ProcessingFailedError"),
            (Upload(container: container, token: World.token, fileSize: 0), "PartialRequestError"),
            (Upload(container: container, token: World.token, offset: 5, fileSize: 9), "OffsetInvalidError"),
        ]
        for (upload, type) in rows {
            let response = world.platform.beginUpload(upload, at: world.now)
            #expect(response?.body["debug_info"]?["type"] == .string(type))
        }
    }

    @Test("A bad file ends the container")
    func badFile() throws {
        var (world, container) = try world()
        let upload = Upload(container: container, token: World.token, fileSize: 10)
        #expect(world.platform.beginUpload(upload, at: world.now) == nil)
        let text = FetchedMedium(.failure(.notMedia(contentType: "text/plain")), byteCount: 10)
        #expect(world.platform.uploaded(upload, byteCount: 10, whole: text, at: world.now).status == 200)
        #expect(world.end(of: container) == "2207026")
    }
}
