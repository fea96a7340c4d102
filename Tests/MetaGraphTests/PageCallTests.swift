import Foundation
import HTTP
import MetaGraph
import Synchronization
import Testing

@Suite struct PageCallTests {
    static let page = PageID("134895793791914")
    static let hour = Date(timeIntervalSince1970: 1_795_176_000)

    private func script(_ answers: [String], status: Int = 200) -> GraphClientTests.Script {
        GraphClientTests.Script(answers.map { GraphClientTests.json($0, status: status) })
    }

    static let posts: [(PagePostRequest, String)] = [
        (PagePostRequest(message: "#a b"), "message=%23a%20b&published=true"),
        (PagePostRequest(link: "https://a.example", release: .draft), "link=https%3A%2F%2Fa.example&published=false"),
        (
            PagePostRequest(message: "m", release: .scheduled(for: hour)),
            "message=m&published=false&scheduled_publish_time=1795176000"
        ),
        (
            PagePostRequest(photos: [PhotoID("1"), PhotoID("2")], release: .scheduled(for: hour)),
            "attached_media%5B0%5D=%7B%22media_fbid%22%3A%221%22%7D&attached_media%5B1%5D="
                + "%7B%22media_fbid%22%3A%222%22%7D&published=false&scheduled_publish_time=1795176000"
                + "&unpublished_content_type=SCHEDULED"
        ),
        (
            PagePostRequest(
                message: "m",
                options: PagePostOptions(
                    place: "5",
                    targeting: PostTargeting(places: .init(countries: ["FR"], cities: ["7"]), minimumAge: 18),
                    backdated: hour)),
            "message=m&place=5&targeting=%7B%22age_min%22%3A18%2C%22geo_locations%22%3A%7B%22cities%22%3A%5B%7B%22key%22"
                + "%3A%227%22%7D%5D%2C%22countries%22%3A%5B%22FR%22%5D%7D%7D&backdated_time=1795176000&published=true"
        ),
    ]

    @Test("A post is written as the platform reads it", arguments: posts)
    func post(request: PagePostRequest, body: String) async throws {
        let script = script([#"{"id":"134895793791914_9"}"#])
        let id = try await script.client(.facebook).createPost(request, on: Self.page).value
        #expect(id == PagePostID("134895793791914_9"))
        #expect(script.requests == ["POST https://graph.facebook.com/v25.0/134895793791914/feed \(body)"])
    }

    @Test("Every other call is written as the platform reads it")
    func calls() async throws {
        let (yes, list) = (#"{"success":true}"#, #"{"data":[]}"#)
        let script = script([
            #"{"id":"7"}"#, yes, yes, yes, yes, yes, #"{"id":"8"}"#, #"{"id":"8"}"#,
            #"{"upload_session_id":"3","video_id":"8","start_offset":"0","end_offset":"500"}"#, yes, yes,
            #"{"video_id":"9","upload_url":"https://rupload.facebook.com/video-upload/v25.0/9"}"#, yes,
            #"{"success":true,"post_id":10}"#, #"{"success":true,"post_id":"11"}"#, yes, yes, yes, yes,
            #"{"id":"9_12"}"#, list, list, list, list, #"{"id":"12"}"#,
        ])
        let client = try script.client(.facebook)
        let page = Self.page
        let photo = PagePhotoRequest(
            .url("https://a.example/1.jpg"), caption: "c", altText: "a", release: .draft, isTemporary: true)
        #expect(try await client.createPhoto(photo, on: page).value == CreatedPhoto(id: PhotoID("7")))
        let post = PagePostID("134895793791914_9")
        _ = try await client.publish(post)
        _ = try await client.schedule(post, for: Self.hour)
        _ = try await client.setMessage("n", of: post)
        _ = try await client.setHidden(true, post)
        _ = try await client.delete(post)
        let video = PageVideoRequest(description: "d", title: "t", release: .scheduled(for: Self.hour))
        _ = try await client.createVideo(from: "https://a.example/1.mp4", video, on: page)
        _ = try await client.createVideo(from: UploadedFile("4::h"), PageVideoRequest(), on: page)
        let session = try await client.startVideo(fileSize: 1000, on: page).value
        #expect(session == VideoSession(id: VideoSessionID("3"), video: VideoID("8"), chunk: 0..<500))
        _ = try await client.finishVideo(session.id, PageVideoRequest(description: "d"), on: page)
        _ = try await client.cancelVideo(session.id, on: page)
        let reel = try await client.startReel(on: page).value
        #expect(reel.uploadURL == "https://rupload.facebook.com/video-upload/v25.0/9")
        #expect(try await client.finishReel(reel.id, video, on: page).value == nil)
        #expect(try await client.finishVideoStory(reel.id, on: page).value == PagePostID("10"))
        #expect(try await client.createPhotoStory(PhotoID("7"), on: page).value == PagePostID("11"))
        _ = try await client.publish(VideoID("8"))
        _ = try await client.schedule(VideoID("8"), for: Self.hour)
        _ = try await client.setDescription("e", of: VideoID("8"))
        _ = try await client.delete(VideoID("8"))
        #expect(try await client.comment("m", on: post).value == CommentID("9_12"))
        #expect(try await client.posts(of: page, in: .scheduled, ["id"], limit: 100).value.items.isEmpty)
        #expect(try await client.reels(of: page, ["id"], since: Self.hour).value.items.isEmpty)
        #expect(try await client.stories(of: page, .published, limit: 5).value.items.isEmpty)
        #expect(try await client.comments(on: post, ["id"]).value.items.isEmpty)
        _ = try await client.startFileUpload(name: "a.mp4", size: 9, type: "video/mp4", app: "12")
        let base = "https://graph.facebook.com/v25.0/"
        let texts = script.requests.map {
            $0.replacing(base, with: "").replacing("134895793791914", with: "P")
        }
        #expect(
            texts == [
                "POST P/photos url=https%3A%2F%2Fa.example%2F1.jpg&caption=c&alt_text_custom=a&published=false&temporary=true",
                "POST P_9 is_published=true", "POST P_9 scheduled_publish_time=1795176000", "POST P_9 message=n",
                "POST P_9 is_hidden=true", "DELETE P_9",
                "POST P/videos file_url=https%3A%2F%2Fa.example%2F1.mp4&title=t&description=d&published=false"
                    + "&scheduled_publish_time=1795176000",
                "POST P/videos fbuploader_video_file_chunk=4%3A%3Ah&published=true",
                "POST P/videos upload_phase=start&file_size=1000",
                "POST P/videos upload_phase=finish&upload_session_id=3&description=d&published=true",
                "POST P/videos upload_phase=cancel&upload_session_id=3",
                "POST P/video_reels upload_phase=start",
                "POST P/video_reels upload_phase=finish&video_id=9&video_state=SCHEDULED"
                    + "&scheduled_publish_time=1795176000&description=d&title=t",
                "POST P/video_stories upload_phase=finish&video_id=9", "POST P/photo_stories photo_id=7",
                "POST 8 published=true", "POST 8 scheduled_publish_time=1795176000", "POST 8 description=e", "DELETE 8",
                "POST P_9/comments message=m", "GET P/scheduled_posts?fields=id&limit=100",
                "GET P/video_reels?fields=id&since=1795176000",
                "GET P/stories?fields=post_id%2Cstatus%2Ccreation_time%2Cmedia_type%2Cmedia_id%2Curl"
                    + "&status=PUBLISHED&limit=5",
                "GET P_9/comments?fields=id", "POST 12/uploads file_name=a.mp4&file_length=9&file_type=video%2Fmp4",
            ])
    }

    @Test("A photo's file goes in a multipart form, the same bytes each time")
    func file() async throws {
        let bodies = Mutex<[HTTPRequest]>([])
        let client = GraphClient(host: .facebook, token: try #require(AccessToken("EAAsecret"))) {
            request, _ async throws(HTTPError) in
            bodies.withLock { $0.append(request) }
            return GraphClientTests.json(#"{"id":"7","post_id":"1_2"}"#)
        }
        let file = FormFile(name: "a\".jpg", type: "image/jpeg", bytes: Array("bytes\r\n".utf8))
        let request = PagePhotoRequest(.file(file), caption: "c é")
        #expect(
            try await client.createPhoto(request, on: Self.page).value
                == CreatedPhoto(id: PhotoID("7"), postID: PagePostID("1_2")))
        _ = try await client.createPhoto(request, on: Self.page)
        let sent = bodies.withLock { $0 }
        #expect(sent[0] == sent[1])
        guard case .bytes(let body) = sent[0].body, let type = sent[0].headers["Content-Type"] else {
            Issue.record("no form")
            return
        }
        let boundary = try #require(type.split(separator: "boundary=").last)
        #expect(type == "multipart/form-data; boundary=\(boundary)")
        let lines = [
            "--\(boundary)", "Content-Disposition: form-data; name=\"caption\"", "", "c é", "--\(boundary)",
            "Content-Disposition: form-data; name=\"published\"", "", "true", "--\(boundary)",
            "Content-Disposition: form-data; name=\"source\"; filename=\"a%22.jpg\"", "Content-Type: image/jpeg", "",
            "bytes\r\n", "--\(boundary)--", "",
        ]
        #expect(String(decoding: body, as: UTF8.self) == lines.joined(separator: "\r\n"))
    }

    @Test("Chunks go where the platform expects them, and progress is told")
    func chunks() async throws {
        let wrong =
            #"{"error":{"message":"m","code":6001,"error_subcode":1363037,"error_data":{"start_offset":400,"end_offset":800}}}"#
        let answers = Mutex([
            GraphClientTests.json(#"{"start_offset":"400","end_offset":"800"}"#),
            GraphClientTests.json(wrong, status: 400),
            GraphClientTests.json(#"{"start_offset":"1000","end_offset":"1000"}"#),
        ])
        let client = GraphClient(host: .facebook, token: try #require(AccessToken("EAAsecret"))) {
            _, _ async throws(HTTPError) in answers.withLock { $0.removeFirst() }
        }
        let read = Mutex<[Range<Int64>]>([])
        let seen = Mutex<[Int64]>([])
        try await client.sendVideo(
            VideoSessionID("3"), from: 0..<400, on: Self.page,
            reading: { (range) throws(GraphError) in
                read.withLock { $0.append(range) }
                return [UInt8](repeating: 0, count: range.count)
            }, progress: { count in seen.withLock { $0.append(count) } })
        #expect(read.withLock { $0 } == [0..<400, 400..<800, 400..<800])
        #expect(seen.withLock { $0 } == [0, 400, 400, 1000])
    }

    @Test("A platform that expects the same bytes for ever is given up")
    func stuck() async throws {
        let client = GraphClient(host: .facebook, token: try #require(AccessToken("EAAsecret"))) {
            _, _ async throws(HTTPError) in GraphClientTests.json(#"{"start_offset":"0","end_offset":"400"}"#)
        }
        let error = await #expect(throws: GraphError.self) {
            try await client.sendVideo(
                VideoSessionID("3"), from: 0..<400, on: Self.page, reading: { (_) throws(GraphError) in [0] })
        }
        #expect(
            error?.cause == .unexpectedAnswer("the platform expects the same bytes again"))
    }

    @Test("The bytes of a file go to the app with the place where they begin")
    func fileUpload() async throws {
        let sent = Mutex<HTTPRequest?>(nil)
        let client = GraphClient(host: .facebook, token: try #require(AccessToken("EAAsecret")), mayAct: { false }) {
            request, _ async throws(HTTPError) in
            sent.withLock { $0 = request }
            return GraphClientTests.json(#"{"h":"4::abc"}"#)
        }
        let file = VideoUpload(path: "/v.mp4", offset: 7, fileSize: 1000)
        #expect(try await client.send(file, to: FileUploadID("upload:x?sig=y")).value == UploadedFile("4::abc"))
        let request = try #require(sent.withLock { $0 })
        #expect(request.url == "https://graph.facebook.com/v25.0/upload:x?sig=y")
        #expect(request.body == .file(path: "/v.mp4", offset: 7))
        #expect(request.headers["Authorization"] == "OAuth EAAsecret")
        #expect(request.headers["file_offset"] == "7")
        let error = await #expect(throws: GraphError.self) {
            _ = try await client.send(file, to: FileUploadID("upload:x#@evil"))
        }
        #expect(error?.description.hasPrefix("POST upload: the id of the upload is not one of the platform's") == true)
    }

    @Test("Who may not act makes drafts and uploads, and nothing that others see")
    func mayNotAct() async throws {
        let script = script([#"{"id":"1"}"#, #"{"video_id":"9","upload_url":"u"}"#, #"{"success":true}"#])
        let client = try script.client(.facebook) { false }
        _ = try await client.createPost(PagePostRequest(message: "m", release: .draft), on: Self.page)
        _ = try await client.startReel(on: Self.page)
        _ = try await client.finishReel(VideoID("9"), PageVideoRequest(release: .draft), on: Self.page)
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await client.createPost(PagePostRequest(message: "m"), on: Self.page) },
            {
                let later = PagePostRequest(message: "m", release: .scheduled(for: Self.hour))
                _ = try await client.createPost(later, on: Self.page)
            },
            { _ = try await client.publish(PagePostID("1")) },
            { _ = try await client.setMessage("n", of: PagePostID("1")) },
            { _ = try await client.finishVideoStory(VideoID("9"), on: Self.page) },
            { _ = try await client.createPhotoStory(PhotoID("9"), on: Self.page) },
            { _ = try await client.comment("m", on: PagePostID("1")) }, { _ = try await client.delete(PhotoID("1")) },
        ]
        for call in calls {
            let error = await #expect(throws: GraphError.self) { try await call() }
            #expect(error?.isUnsent == true)
        }
        #expect(script.requests.count == 3)
    }

    @Test("Reads posts, videos, stories and comments as the platform writes them")
    func decoding() async throws {
        let script = script([
            #"{"id":"1_2","message":"m","created_time":"2026-11-20T10:00:00+0000","is_published":false,"#
                + #""scheduled_publish_time":1795176000.0,"attachments":{"data":[{"media_type":"album","target":{"id":"1_2"},"#
                + #""subattachments":{"data":[{"media_type":"photo","target":{"id":"7"}}]}}]}}"#,
            #"{"id":"9","published":false,"scheduled_publish_time":"2026-11-20T12:00:00+0000","status":{"video_status":"#
                + #""uploading","uploading_phase":{"status":"in_progress","bytes_transfered":400},"processing_phase":"#
                + #"{"status":"error","errors":[{"code":1363021,"message":"x"}]},"publishing_phase":{"status":"not_started","#
                + #""publish_status":"draft"}}}"#,
            #"{"data":[{"post_id":"10","status":"ARCHIVED","creation_time":"1795176000","media_type":"photo","media_id":7}]}"#,
            #"{"data":[{"id":"2_3","message":"m","from":{"name":"Anna","id":"5"}}]}"#,
        ])
        let client = try script.client(.facebook)
        let post = try await client.post(PagePostID("1_2")).value
        #expect(post.scheduled == Self.hour)
        #expect(post.attachments?.first?.parts.map(\.targetID) == ["7"])
        let video = try await client.video(VideoID("9")).value
        #expect(video.scheduled == Self.hour)
        #expect(video.status?.uploading?.bytesTransferred == 400)
        #expect(video.status?.processing?.errors?.first?.code == 1_363_021)
        #expect(video.status?.publishing?.word == "draft")
        let story = try #require(try await client.stories(of: Self.page).value.items.first)
        #expect((story.id, story.mediaID, story.created) == (PagePostID("10"), "7", Self.hour))
        #expect(story.status == .archived)
        let comment = try #require(try await client.comments(on: PagePostID("1_2")).value.items.first)
        #expect((comment.authorName, comment.authorID) == ("Anna", "5"))
    }
}
