import Foundation
import GraphModel
import GraphSandbox
import HTTP
import Testing

@Suite struct PageCallTests {
    static let name = "bakery-page"

    private func page(_ world: Rehearsal) throws -> SandboxAccount { try world.account(Self.name) }

    /// A multipart form with one file, as a browser sends it.
    private func send(
        _ world: Rehearsal, _ edge: String, _ fields: [String: String], _ file: String, _ bytes: [UInt8]
    ) async throws -> JSON {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(file)\"; filename=\"a\"\r\n\r\n".utf8)
        body += bytes + Array("\r\n--edge--\r\n".utf8)
        let account = try page(world)
        let answer = try await world.send(
            .post, "/graph.facebook.com/v25.0/\(account.id)/\(edge)",
            headers: [
                "Authorization": "Bearer \(account.token)", "Content-Type": "multipart/form-data; boundary=edge",
            ], body: body)
        return try JSON(parsing: answer.body)
    }

    @Test("A scheduled post goes out by the sandbox's clock, also over a restart")
    func schedule() async throws {
        let start = Date(timeIntervalSince1970: 1_795_168_800)
        var world: Rehearsal? = try await Rehearsal(keepsFolder: true) { $0.startTime = start }
        let folder = try #require(world).folder
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let account = try page(try #require(world))
        _ = try await world?.control(.post, "clock", #"{"set":"2026-11-20T11:00:00Z","freeze":true}"#)
        let made = try await world?.graph(
            .post, "\(account.id)/feed", as: Self.name,
            [
                "message": "At noon", "published": "false", "scheduled_publish_time": "2026-11-20T12:00:00+0000",
            ])
        let id = try #require(made?["id"]?.string)
        await world?.sandbox.stop()
        world = nil
        let later = try await Rehearsal(in: folder)
        let list = try await later.graph(.get, "\(account.id)/scheduled_posts", as: Self.name, ["fields": "id"])
        #expect(list["data"] == [["id": .string(id)]])
        let before = try await later.control(.get, "revision")["revision"]?.integer ?? 0
        _ = try await later.control(.post, "clock", #"{"set":"2026-11-20T12:00:00Z"}"#)
        // One for the clock, and one for what went out by it.
        #expect(try await later.control(.get, "revision")["revision"] == .integer(before + 2))
        let truth = try await later.control(.get, "media?account=\(account.id)")["media"]
        #expect(truth?[0]?["id"] == .string(id))
        #expect(truth?[0]?["published_at"] == "2026-11-20T12:00:00+0000")
        #expect(truth?[0]?["scheduled"] == true)
    }

    @Test("Photos come by URL and as files, and their bytes are served")
    func photos() async throws {
        let world = try await Rehearsal()
        let account = try page(world)
        let byURL = try await world.graph(
            .post, "\(account.id)/photos", as: Self.name, ["url": try await world.host(.picture)])
        let sent = try await send(world, "photos", ["message": "Sent"], "source", try Fixture.other.bytes)
        for photo in [byURL, sent] {
            let id = try #require(photo["id"]?.string, "\(photo.text())")
            let read = try await world.graph(.get, id, as: Self.name, ["fields": "images,page_story_id"])
            #expect(read["page_story_id"] == photo["post_id"])
            let source = try #require(read["images"]?[0]?["source"]?.string)
            #expect(try await world.send(.get, source).status == 200)
        }
        let broken = try await send(world, "photos", [:], "source", Array("no picture".utf8))
        #expect(broken["error"]?["error_subcode"] == 1_366_046)
    }

    @Test("A reel whose upload is cut goes on where it stopped")
    func reel() async throws {
        let world = try await Rehearsal()
        let account = try page(world)
        let edge = "\(account.id)/video_reels"
        let started = try await world.graph(.post, edge, as: Self.name, ["upload_phase": "start"])
        let url = try #require(started["upload_url"]?.string)
        let video = try #require(started["video_id"]?.string)
        let bytes = try Fixture.reel.bytes
        _ = try await world.control(.post, "faults", #"{"mode":"cut-upload","path":"/video-upload/*"}"#)
        func send(_ offset: Int) async throws -> HTTPResponse {
            try await world.send(
                .post, url,
                headers: [
                    "Authorization": "OAuth \(account.token)", "offset": "\(offset)", "file_size": "\(bytes.count)",
                ], body: Array(bytes.dropFirst(offset)))
        }
        await #expect(throws: HTTPError.self) { _ = try await send(0) }
        let status = try await world.graph(.get, video, as: Self.name, ["fields": "status"])["status"]
        let offset = try #require(status?["uploading_phase"]?["bytes_transfered"]?.integer)
        #expect(offset == bytes.count / 2)
        #expect(try await send(offset).status == 200)
        let finished = try await world.graph(
            .post, edge, as: Self.name,
            ["upload_phase": "finish", "video_id": video, "video_state": "PUBLISHED", "description": "Round"])
        #expect(finished == ["success": true])
        let records = await world.sandbox.postRecords()
        #expect(records.map(\.kind) == [.reel])
        #expect(records.first?.storedNames.count == 1)
    }

    @Test("A video is sent by chunks, and one whose answer was lost is not sent twice")
    func chunks() async throws {
        let world = try await Rehearsal { $0.platform.videoChunk = 2000 }
        let account = try page(world)
        let bytes = try Fixture.reel.bytes
        let started = try await world.graph(
            .post, "\(account.id)/videos", as: Self.name, ["upload_phase": "start", "file_size": "\(bytes.count)"])
        let session = try #require(started["upload_session_id"]?.string)
        _ = try await world.control(.post, "faults", #"{"mode":"drop-after","path":"*/videos"}"#)
        var range = 0..<2000
        var lost = 0
        while !range.isEmpty {
            let fields = [
                "upload_phase": "transfer", "upload_session_id": session, "start_offset": "\(range.lowerBound)",
            ]
            do {
                let next = try await send(world, "videos", fields, "video_file_chunk", Array(bytes[range]))
                let source = next["error"]?["error_data"] ?? next
                let offsets = ["start_offset", "end_offset"].compactMap { name in
                    source[name]?.integer ?? source[name]?.string.flatMap { Int($0) }
                }
                try #require(offsets.count == 2, "\(next.text())")
                range = offsets[0]..<offsets[1]
            } catch is HTTPError {
                lost += 1
            }
        }
        #expect(lost == 1)
        _ = try await world.graph(
            .post, "\(account.id)/videos", as: Self.name, ["upload_phase": "finish", "upload_session_id": session])
        let records = await world.sandbox.postRecords()
        #expect(records.map { "\($0.kind.rawValue) \($0.state.rawValue)" } == ["video published"])
        let stored = try #require(records.first?.storedNames.first)
        #expect(try await world.send(.get, "/media/\(stored)").body == bytes)
    }

    @Test("A file is sent to the app and becomes a video")
    func fileUpload() async throws {
        let world = try await Rehearsal()
        let account = try page(world)
        let bytes = try Fixture.film.bytes
        let session = try await world.graph(
            .post, "1234567890123456/uploads", as: Self.name,
            ["file_name": "film.mp4", "file_length": "\(bytes.count)", "file_type": "video/mp4"])
        let id = try #require(session["id"]?.string)
        let answer = try await world.send(
            .post, "/v25.0/\(id)", headers: ["Authorization": "OAuth \(account.token)", "file_offset": "0"],
            body: bytes)
        let handle = try #require(try JSON(parsing: answer.body)["h"]?.string)
        let video = try await world.graph(
            .post, "\(account.id)/videos", as: Self.name, ["fbuploader_video_file_chunk": handle])
        #expect(video["id"] != nil)
    }

    static let faults: [(String, Int)] = [("drop-before", 0), ("drop-after", 1), ("error", 0), ("error-after", 1)]

    @Test("Faults strike the calls of Pages", arguments: faults)
    func fault(mode: String, made: Int) async throws {
        let world = try await Rehearsal()
        let account = try page(world)
        _ = try await world.control(.post, "faults", #"{"mode":"\#(mode)","path":"*/feed","method":"POST","code":368}"#)
        let answer = try? await world.graph(.post, "\(account.id)/feed", as: Self.name, ["message": "A"])
        #expect(answer?["error"]?["code"] == (mode.hasPrefix("drop") ? nil : 368))
        #expect(await world.sandbox.postRecords().count == made)
    }

    @Test("What people do by hand, and what they write below a post")
    func byHand() async throws {
        let world = try await Rehearsal()
        let account = try page(world)
        let own = try await world.graph(.post, "\(account.id)/feed", as: Self.name, ["message": "Own"])["id"]?.string
        let id = try #require(own)
        _ = try await world.control(
            .post, "comments", #"{"media":"\#(id)","username":"Anna","text":"Is there one left?"}"#)
        _ = try await world.control(.post, "posts", #"{"post":"\#(id)","message":"Other words"}"#)
        let added = try await world.control(.post, "posts", #"{"page":"\#(account.id)","message":"By hand"}"#)
        #expect(added["id"] != nil)
        let read = try await world.graph(.get, id, as: Self.name, ["fields": "message,comments{message}"])
        #expect(read["message"] == "Other words")
        #expect(read["comments"]?["data"]?[0]?["message"] == "Is there one left?")
        _ = try await world.control(.post, "posts", #"{"post":"\#(id)","deleted":true}"#)
        let all = try await world.control(.get, "posts?page=\(account.id)")
        #expect(all["posts"]?.array?.map { $0["deleted"] } == [true, false])
        #expect(all["unused_photos"] == [])
        let wrong = try await world.control(.post, "posts", #"{"post":"17"}"#)
        #expect(
            wrong["error"] == #"say a 'page' and a 'message', a 'post' and a 'message', or a 'post' and "deleted":true"#
        )
    }

    @Test("The web page shows what is published and what waits, and nothing of a client's text as markup")
    func webPage() async throws {
        let world = try await Rehearsal()
        let account = try page(world)
        let hostile = "<script>alert(1)</script> #tag"
        let live = try await world.graph(
            .post, "\(account.id)/feed", as: Self.name,
            ["message": hostile, "link": "https://bakery.example/<b>"])
        _ = try await world.graph(
            .post, "\(account.id)/feed", as: Self.name,
            [
                "message": "At noon", "published": "false",
                "scheduled_publish_time": "\(Int(Date().timeIntervalSince1970) + 3600)",
            ])
        let photo = try await world.graph(
            .post, "\(account.id)/photos", as: Self.name,
            ["url": try await world.host(.picture), "published": "false"])
        let story = try await world.graph(
            .post, "\(account.id)/photo_stories", as: Self.name, ["photo_id": photo["id"]?.string ?? ""])
        #expect(story["success"] == true)
        let page = try await world.page(account.path)
        for fact in [
            "At noon", "<h2>Scheduled</h2>", "&lt;script&gt;alert(1)", "class=\"tag\">#tag", "class=\"ring page\"",
        ] {
            #expect(page.contains(fact), "\(fact)")
        }
        #expect(!page.contains("<script>alert") && !page.contains("<b>\"") && !page.contains(account.token))
        #expect(try await world.page("/@bakery").contains("href=\"/pages/\(account.id)\""))
        #expect(try await world.page("/@bakery-page").contains("Nothing here"), "only the Page publishes")

        let id = try #require(live["id"]?.string)
        let link = try await world.graph(.get, id, as: Self.name, ["fields": "permalink_url"])["permalink_url"]?.string
        #expect(try await world.page(try #require(link)).contains("&lt;script&gt;alert(1)"))
        let waiting = await world.sandbox.postRecords().first { $0.state == .scheduled }?.permalink
        #expect(try await world.page(try #require(waiting)).contains("Nobody sees this yet. Its hour is"))
        #expect(try await world.send(.get, "/\(account.id)/posts/17").status == 404)
    }
}
