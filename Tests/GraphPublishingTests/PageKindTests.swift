import Foundation
import GraphModel
import GraphSandbox
import HTTP
import MetaGraph
import Testing

/// The Graph client against a sandbox's Page over HTTP: every kind is published and reads back as it was asked for.
@Suite struct PageKindTests {
    static let message = "Zimt & Zucker 🥨 #stollen\nmit @ofen"

    @Test("A draft of a text or link is published by its id, commented on, edited and deleted")
    func posts() async throws {
        let studio = try await PageStudio()
        let (graph, page) = (studio.graph, studio.page)
        let text = try await graph.createPost(PagePostRequest(message: Self.message, release: .draft), on: page).value
        let link = try await graph.createPost(
            PagePostRequest(message: "Order", link: "https://bakery.example/?a=b#c"), on: page
        ).value
        #expect(await studio.states() == ["text unpublished", "link published"])
        _ = try await graph.publish(text)
        _ = try await graph.publish(text)
        #expect(await studio.states() == ["text published", "link published"])
        let read = try await graph.post(text).value
        #expect(read.message == Self.message)
        #expect(read.isPublished == true)
        #expect(try await graph.post(link).value.attachments?.first?.url == "https://bakery.example/?a=b#c")
        _ = try await graph.setMessage("Other words", of: text)
        let comment = try await graph.comment("#first", on: text).value
        #expect(try await graph.comments(on: text).value.items.map(\.message) == ["#first"])
        _ = try await graph.delete(comment)
        #expect(try await graph.posts(of: page, in: .feed).value.items.map(\.message) == ["Order", "Other words"])
        _ = try await graph.delete(link)
        let error = await #expect(throws: MetaGraph.GraphError.self) { _ = try await graph.post(link) }
        #expect(error?.refusal?.code == 100)
    }

    @Test("A photo by URL or file, and several in one post")
    func photos() async throws {
        let studio = try await PageStudio()
        let (graph, page) = (studio.graph, studio.page)
        let single = try await graph.createPhoto(
            PagePhotoRequest(.url(try studio.host("other.jpg")), caption: "One", altText: "A loaf"), on: page
        ).value
        let photo = try await graph.photo(single.id).value
        #expect(photo.altText == "A loaf")
        #expect(photo.postID == single.postID)
        let drafts = [try await studio.draft(), try await studio.draft("other.jpg")]
        let album = try await graph.createPost(
            PagePostRequest(message: "Two", photos: drafts, release: .draft), on: page
        ).value
        #expect(await studio.states() == ["photo published", "album unpublished"])
        _ = try await graph.publish(album)
        let parts = try await graph.post(album).value.attachments?.first?.parts ?? []
        #expect(parts.map(\.targetID) == drafts.map(\.text))
    }

    @Test("A video by URL, by an upload to the app, and by chunks that are resumed")
    func videos() async throws {
        let studio = try await PageStudio { $0.videoChunk = 2000 }
        let (graph, page) = (studio.graph, studio.page)
        let bytes = try PageStudio.bytes(of: "reel.mp4")
        let size = Int64(bytes.count)
        let words = PageVideoRequest(description: Self.message, title: "Ofen")

        let upload = try await graph.startFileUpload(
            name: "reel.mp4", size: size, type: "video/mp4", app: "1234567890123456"
        ).value
        #expect(try await graph.offset(of: upload).value == 0)
        try await studio.control("faults", #"{"mode":"cut-upload","path":"*/upload:*"}"#)
        let path = PageStudio.path(of: "reel.mp4")
        await #expect(throws: MetaGraph.GraphError.self) {
            _ = try await graph.send(VideoUpload(path: path, fileSize: size), to: upload)
        }
        let offset = try await graph.offset(of: upload).value
        #expect(offset == size / 2)
        let file = try await graph.send(VideoUpload(path: path, offset: offset, fileSize: size), to: upload).value
        let byHandle = try await graph.createVideo(from: file, words, on: page).value
        #expect(try await graph.video(byHandle).value.title == "Ofen")

        let session = try await graph.startVideo(fileSize: size, on: page).value
        try await studio.control("faults", #"{"mode":"drop-after","path":"*/videos","method":"POST"}"#)
        func send() async throws(MetaGraph.GraphError) {
            try await graph.sendVideo(
                session.id, from: session.chunk, on: page,
                reading: { (range) throws(MetaGraph.GraphError) in
                    Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
                })
        }
        await #expect(throws: MetaGraph.GraphError.self) { try await send() }
        // Begun anew with the first chunk: the platform has it, and says where to go on.
        try await send()
        var framed = words
        framed.thumb = FormFile(
            name: "cover.jpg", type: "image/jpeg", bytes: try PageStudio.bytes(of: "picture.jpg"))
        _ = try await graph.finishVideo(session.id, framed, on: page)
        #expect(await studio.sandbox.postRecords().map { $0.storedThumb != nil } == [false, true])
        #expect(try await graph.video(session.video).value.isPublished == true)
        #expect(await studio.states() == ["video published", "video published"])

        let byURL = try await graph.createVideo(
            from: try studio.host("film.mp4"), PageVideoRequest(release: .draft), on: page
        ).value
        _ = try await graph.delete(byURL)
        #expect(await studio.states().count == 2)
    }

    @Test("A reel whose upload was cut, as a draft that is then published")
    func reel() async throws {
        let studio = try await PageStudio()
        let (graph, page) = (studio.graph, studio.page)
        let started = try await graph.startReel(on: page).value
        try await studio.control("faults", #"{"mode":"cut-upload","path":"*/video-upload/*"}"#)
        await #expect(throws: MetaGraph.GraphError.self) { try await studio.send(started) }
        let arrived = try #require(
            try await graph.video(started.id).value.status?.uploading?.bytesTransferred)
        #expect(arrived > 0)
        try await studio.send(started, from: arrived)
        let words = PageVideoRequest(description: Self.message, release: .draft)
        #expect(try await graph.finishReel(started.id, words, on: page).value == nil)
        #expect(await studio.states() == ["reel unpublished"])
        _ = try await graph.publish(started.id)
        let reel = try await graph.video(started.id).value
        #expect(reel.description == Self.message)
        #expect(reel.status?.publishing?.word == "published")
        let post = try #require(reel.postID)
        #expect(try await graph.reels(of: page).value.items.map(\.postID) == [post])
        _ = try await graph.comment("#first", on: started.id)
        #expect(try await graph.comments(on: post).value.items.map(\.message) == ["#first"])
    }

    @Test("Stories of both kinds, which are told by their media")
    func stories() async throws {
        let studio = try await PageStudio()
        let (graph, page) = (studio.graph, studio.page)
        let photo = try await studio.draft()
        let first = try #require(try await graph.createPhotoStory(photo, on: page).value)
        let started = try await graph.startVideoStory(on: page).value
        try await studio.send(started)
        let second = try #require(try await graph.finishVideoStory(started.id, on: page).value)
        let stories = try await graph.stories(of: page, .published).value.items
        #expect(stories.map(\.id) == [second, first])
        #expect(stories.map(\.mediaID) == [started.id.text, photo.text])
        let error = await #expect(throws: MetaGraph.GraphError.self) {
            _ = try await graph.createPhotoStory(photo, on: page)
        }
        #expect(error?.refusal?.code == 100)
        try await studio.advance(86_400)
        #expect(try await graph.stories(of: page, .published).value.items.isEmpty)
        #expect(try await graph.stories(of: page, .archived).value.items.count == 2)
    }

    @Test("What is scheduled is moved, edited or cancelled, and goes out on time")
    func schedule() async throws {
        let studio = try await PageStudio()
        let (graph, page) = (studio.graph, studio.page)
        let noon = PageStudio.start + 7200
        func post(_ message: String) async throws -> PagePostID {
            try await graph.createPost(PagePostRequest(message: message, release: .scheduled(for: noon)), on: page)
                .value
        }
        let (kept, moved, cancelled) = (try await post("kept"), try await post("moved"), try await post("cancelled"))
        #expect(try await graph.post(kept).value.scheduled == noon)
        _ = try await graph.schedule(moved, for: noon + 3600)
        _ = try await graph.setMessage("moved, and edited", of: moved)
        _ = try await graph.delete(cancelled)
        let photo = try await graph.createPhoto(
            PagePhotoRequest(.url(try studio.host("picture.jpg")), release: .scheduled(for: noon)), on: page
        ).value
        #expect(photo.postID == nil)
        let waiting = try #require(try await graph.photo(photo.id).value.postID)
        let scheduled = try await graph.posts(of: page, in: .scheduled).value.items
        #expect(scheduled.map(\.id) == [kept, waiting, moved])
        let reel = try await graph.startReel(on: page).value
        try await studio.send(reel)
        _ = try await graph.finishReel(reel.id, PageVideoRequest(release: .scheduled(for: noon)), on: page)
        try await studio.advance(7200)
        #expect(
            await studio.states() == ["text published", "text scheduled", "photo published", "reel published"])
        #expect(try await graph.post(kept).value.created == noon)
        #expect(try await graph.video(reel.id).value.status?.publishing?.time == noon)
        try await studio.advance(3600)
        #expect(try await graph.posts(of: page).value.items.first?.message == "moved, and edited")
    }

    @Test("An answer that was lost leaves what a look finds, and no second post")
    func lostAnswers() async throws {
        let studio = try await PageStudio()
        let (graph, page) = (studio.graph, studio.page)
        let draft = try await graph.createPost(PagePostRequest(message: "Once", release: .draft), on: page).value
        try await studio.control("faults", #"{"mode":"drop-after","method":"POST","path":"*_*"}"#)
        let error = await #expect(throws: MetaGraph.GraphError.self) { _ = try await graph.publish(draft) }
        #expect(error?.outcome == .unknown)
        #expect(error?.remedy == .lookUpFirst)
        #expect(try await graph.post(draft).value.isPublished == true)
        _ = try await graph.publish(draft)
        let again = await #expect(throws: MetaGraph.GraphError.self) {
            _ = try await graph.createPost(PagePostRequest(message: "Once"), on: page)
        }
        #expect(again?.refusal?.code == 506)
        #expect(again?.remedy == .lookUpFirst)
        #expect(await studio.states() == ["text published"])
    }
}
