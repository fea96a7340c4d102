import ContentModel
import FoundationEssentials
import MetaGraph
import Publishing

/// What flows ask of a Facebook Page, as calls of the Graph API. Source: fact sheet "Publishing", §7.
///
/// Nothing is remembered between two requests, so any run can go on where another one ended.
struct PageCalls: Sendable {
    let caller: GraphCaller
    let page: PageID
    let media: MediaFiles

    /// So many items of a list are asked for: what is looked for is new.
    static let listLength = 50

    func answer(to request: PageRequest) async throws(Refusal) -> PageAnswer {
        switch request {
        case .uploadPhoto(let photo): try await upload(photo)
        case .beginUpload(let file, let kind): try await beginUpload(of: file, for: kind)
        case .send(let upload): try await send(upload)
        case .createPost(let post, let photos): try await create(post, photos: photos)
        case .createVideo(let post, let upload): try await createVideo(post, of: VideoPlace(upload))
        case .read(let object): .state(try await state(of: object))
        case .publish(let object, let content): .done(post: try await publish(object, content))
        case .schedule(let object, let content, let hour): try await schedule(object, content, for: hour)
        case .edit(let object, let content): try await edit(object, content)
        case .delete(let object): try await delete(object)
        case .list(let list): .listed(try await self.list(list))
        }
    }

    // MARK: - Making

    private func upload(_ photo: ContentModel.PagePhoto) async throws(Refusal) -> PageAnswer {
        let location = try await media.locate(photo.file)
        let bytes = try media.read(location, 0..<location.byteCount)
        // The name says nothing of the repository.
        let file = FormFile(name: "photo", type: location.contentType, bytes: bytes)
        let request = PagePhotoRequest(.file(file), altText: photo.altText, release: .draft)
        return .made(
            id: try await ask { graph async throws(GraphError) in try await graph.createPhoto(request, on: page) }.id
                .text)
    }

    private func beginUpload(of file: MediaFile, for kind: PageObject.Kind) async throws(Refusal) -> PageAnswer {
        if kind == .video {
            let size = try await media.locate(file).byteCount
            let session = try await ask { graph async throws(GraphError) in
                try await graph.startVideo(fileSize: size, on: page)
            }
            return .made(id: VideoPlace(session).text, uploadURL: VideoPlace.address)
        }
        let started = try await ask { graph async throws(GraphError) in
            kind == .reel ? try await graph.startReel(on: page) : try await graph.startVideoStory(on: page)
        }
        return .made(id: started.id.text, uploadURL: started.uploadURL)
    }

    private func send(_ upload: PendingUpload) async throws(Refusal) -> PageAnswer {
        let file = try await media.locate(upload.file)
        // More than there is would be another file's; where all has arrived there is nothing to send.
        guard upload.offset <= file.byteCount else { throw .foreignBytes(upload) }
        guard upload.offset < file.byteCount else { return .sent }
        if upload.url == VideoPlace.address {
            let place = try VideoPlace(upload.container)
            let first = upload.offset..<min(file.byteCount, upload.offset + VideoPlace.usualChunk)
            let media = media
            try await ask { graph async throws(GraphError) in
                try await graph.sendVideo(
                    place.session, from: first, on: page,
                    reading: { range throws(GraphError) in
                        do throws(Refusal) {
                            return try media.read(file, range)
                        } catch {
                            throw GraphError(.unwritable(error.message), call: "POST \(page)/videos")
                        }
                    })
                return GraphReply(())
            }
        } else {
            let video = VideoUpload(path: file.path, offset: upload.offset, fileSize: file.byteCount)
            try await ask { graph async throws(GraphError) in try await graph.upload(video, to: upload.url) }
        }
        return .sent
    }

    private func create(_ post: ContentModel.PagePost, photos: [String]) async throws(Refusal) -> PageAnswer {
        let request = PagePostRequest(
            message: post.text, link: post.previewedLink, photos: photos.map { PhotoID($0) },
            options: PagePostOptions(post.details), release: .draft)
        return .made(
            id: try await ask { graph async throws(GraphError) in try await graph.createPost(request, on: page) }.text)
    }

    /// A second time changes nothing, and the video has been known since its bytes began to arrive.
    private func createVideo(
        _ post: ContentModel.PagePost, of place: VideoPlace
    ) async throws(Refusal) -> PageAnswer {
        let request = PageVideoRequest(
            description: post.text, options: PagePostOptions(post.details), release: .draft)
        try await ask { graph async throws(GraphError) in try await graph.finishVideo(place.session, request, on: page)
        }
        return .made(id: place.video.text)
    }

    // MARK: - What others see

    /// Answers the post, where that has an id of its own and Facebook tells it.
    private func publish(_ object: PageObject, _ content: PageContent) async throws(Refusal) -> String? {
        switch object.kind {
        case .post: try await ask { graph async throws(GraphError) in try await graph.publish(PagePostID(object.id)) }
        case .video: try await ask { graph async throws(GraphError) in try await graph.publish(VideoID(object.id)) }
        case .reel:
            guard try await !isFinished(object) else {
                try await ask { graph async throws(GraphError) in try await graph.publish(VideoID(object.id)) }
                return nil
            }
            return try await finish(object, content, .now)?.text
        case .photo, .photoStory:
            return try await ask { graph async throws(GraphError) in
                try await graph.createPhotoStory(PhotoID(object.id), on: page)
            }?.text
        case .videoStory:
            return try await ask { graph async throws(GraphError) in
                try await graph.finishVideoStory(VideoID(object.id), on: page)
            }?.text
        case .upload: throw .notOfThisKind(object)
        }
        return nil
    }

    private func schedule(
        _ object: PageObject, _ content: PageContent, for hour: Date
    ) async throws(Refusal) -> PageAnswer {
        switch object.kind {
        case .post:
            try await ask { graph async throws(GraphError) in try await graph.schedule(PagePostID(object.id), for: hour)
            }
        case .video:
            try await ask { graph async throws(GraphError) in try await graph.schedule(VideoID(object.id), for: hour) }
        case .reel:
            if try await isFinished(object) {
                try await ask { graph async throws(GraphError) in
                    try await graph.schedule(VideoID(object.id), for: hour)
                }
            } else {
                _ = try await finish(object, content, .scheduled(for: hour))
            }
        case .photo, .photoStory, .videoStory, .upload: throw .notOfThisKind(object)
        }
        return .done()
    }

    /// Whether a reel is more than its bytes; what a second finish does nobody tells.
    private func isFinished(_ reel: PageObject) async throws(Refusal) -> Bool {
        let video = try await ask { graph async throws(GraphError) in
            try await graph.video(VideoID(reel.id), ["id", "status"])
        }
        return video.status?.publishing?.word != nil
    }

    private func finish(
        _ object: PageObject, _ content: PageContent, _ release: PostRelease
    ) async throws(Refusal) -> PagePostID? {
        var request = PageVideoRequest(description: content.text, release: release)
        request.options.place = content.details?.location
        let reel = request
        return try await ask { graph async throws(GraphError) in
            try await graph.finishReel(VideoID(object.id), reel, on: page)
        }
    }

    private func edit(_ object: PageObject, _ content: PageContent) async throws(Refusal) -> PageAnswer {
        let text = content.text ?? ""
        switch object.kind {
        case .post:
            try await ask { graph async throws(GraphError) in
                try await graph.setMessage(text, of: PagePostID(object.id))
            }
        case .video, .reel:
            try await ask { graph async throws(GraphError) in
                try await graph.setDescription(text, of: VideoID(object.id))
            }
        case .photo, .photoStory, .videoStory, .upload: throw .notOfThisKind(object)
        }
        return .done()
    }

    private func delete(_ object: PageObject) async throws(Refusal) -> PageAnswer {
        switch object.kind {
        case .post: try await ask { graph async throws(GraphError) in try await graph.delete(PagePostID(object.id)) }
        case .video, .reel, .videoStory:
            try await ask { graph async throws(GraphError) in try await graph.delete(VideoID(object.id)) }
        case .photo, .photoStory:
            try await ask { graph async throws(GraphError) in try await graph.delete(PhotoID(object.id)) }
        case .upload:
            let place = try VideoPlace(object.id)
            try await ask { graph async throws(GraphError) in try await graph.cancelVideo(place.session, on: page) }
        }
        return .done()
    }

    func ask<Value: Sendable>(
        _ call: @Sendable (GraphClient) async throws(GraphError) -> GraphReply<Value>
    ) async throws(Refusal) -> Value {
        try await caller.ask(call)
    }
}

extension Publishing.Refusal {
    fileprivate static func notOfThisKind(_ object: PageObject) -> Refusal {
        Refusal(
            remedy: .person, effect: .none, message: "\(object.id) is nothing that a Page can do this with",
            fix: "report it as an error of calends")
    }

    static func foreignBytes(_ upload: PendingUpload) -> Refusal {
        Refusal(
            remedy: .newContainer, effect: .none,
            message: "container \(upload.container) has more bytes than \(upload.file.path)", fix: "run apply again")
    }
}

extension PagePostOptions {
    fileprivate init(_ details: PageDetails) {
        self.init(
            place: details.location,
            targeting: details.targeting.map { targeting in
                PostTargeting(
                    places: targeting.countries.isEmpty ? nil : .init(countries: targeting.countries),
                    minimumAge: targeting.minimumAge)
            })
    }
}
