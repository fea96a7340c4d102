import FoundationEssentials

/// Reels and stories, which are sent to a host of their own between a start and a finish.
extension Platform {
    /// `POST /{page}/video_reels` and `POST /{page}/video_stories`.
    mutating func sendVideo(
        for purpose: PageVideo.Purpose, on page: Page, _ call: Call
    ) throws(GraphError) -> JSON {
        try demandPage(.postOnPage, page.id, in: call)
        switch call.parameters["upload_phase"]?.text ?? "" {
        case "start":
            var video = addVideo(purpose, on: page.id, at: call.now)
            video.upload = UploadProgress()
            videos[video.id] = video
            let path = "video-upload/\(call.version.text)/\(video.id)"
            return ["video_id": .string(video.id.text), "upload_url": .string(configuration.uploadBase + path)]
        case "finish": return try finishVideo(for: purpose, on: page, call)
        case "": throw .parameterRequired("upload_phase")
        default: throw .parameterInvalid("upload_phase", why: "must be one of {start, finish}")
        }
    }

    private mutating func finishVideo(
        for purpose: PageVideo.Purpose, on page: Page, _ call: Call
    ) throws(GraphError) -> JSON {
        guard call.parameters.holds("video_id"), let id = call.parameters["video_id"]?.text else {
            throw .parameterRequired("video_id")
        }
        guard let video = videos[VideoID(id)], video.page == page.id, video.purpose == purpose, video.deleted == nil
        else { throw .page(.idInvalid) }
        if let post = video.post.flatMap({ posts[$0] }), let answer = try answerToSecond(post) { return answer }
        guard !isStale(video, at: call.now) else { throw .page(.uploadSession) }
        if let failure = video.failure { throw failure }
        // The file itself may still be on its way from a `file_url`, but not the client's bytes.
        guard video.ticket != nil || video.hasArrived else { throw .page(.uploadUnfinished) }
        if purpose == .story {
            let post = add(
                .videoStory, on: page.id, PostContent(), .published(at: call.now), video: video.id, at: call.now)
            try answerAsConfigured(for: post.release)
            return storyAnswer(post)
        }
        let content = try PostContent(
            call.parameters, textNames: ["description", "message"], configuration, at: call.now)
        let release = try reelRelease(call)
        guard pages[page.id]?.reels.count(at: call.now) ?? 0 < configuration.reelsPerDay else {
            throw .page(.reelsExhausted(configuration.reelsPerDay))
        }
        name(video.id, content)
        pages[page.id]?.reels.add(call.now)
        let post = add(.reel, on: page.id, content, release, video: video.id, at: call.now)
        try answerAsConfigured(for: release)
        return reelAnswer(post)
    }

    /// `video_state`: seen at once, at a time, or not yet.
    private func reelRelease(_ call: Call) throws(GraphError) -> PagePost.Release {
        let date = try PagePost.Release.time(call.parameters, days: configuration.reelDaysAhead, at: call.now)
        switch call.parameters["video_state"]?.text ?? "" {
        case "PUBLISHED":
            guard date == nil else { throw .page(.scheduledButPublished) }
            return .published(at: call.now)
        case "DRAFT": return .draft
        case "SCHEDULED":
            guard let date else { throw .parameterRequired("scheduled_publish_time") }
            return .scheduled(for: date)
        case "": return .published(at: call.now)
        default: throw .parameterInvalid("video_state", why: "must be one of {DRAFT, PUBLISHED, SCHEDULED}")
        }
    }

    /// `POST /{page}/photo_stories`: a photo that was sent unpublished.
    mutating func createPhotoStory(on page: Page, _ call: Call) throws(GraphError) -> JSON {
        try demandPage(.postOnPage, page.id, in: call)
        guard call.parameters.holds("photo_id"), let id = call.parameters["photo_id"]?.text else {
            throw .parameterRequired("photo_id")
        }
        guard let photo = photos[PhotoID(id)], photo.page == page.id, isKept(photo, at: call.now) else {
            throw .page(.idInvalid)
        }
        if let post = photo.post.flatMap({ posts[$0] }) {
            guard post.kind == .photoStory else { throw .page(.mediumUsed) }
            if let answer = try answerToSecond(post) { return answer }
        }
        let post = add(
            .photoStory, on: page.id, PostContent(), .published(at: call.now), photos: [photo.id], at: call.now)
        try answerAsConfigured(for: post.release)
        return storyAnswer(post)
    }

    /// What is answered where a medium has its reel or story already; `nil` where it gets another one.
    private func answerToSecond(_ post: PagePost) throws(GraphError) -> JSON? {
        switch configuration.secondFinish {
        case .sameID: post.kind == .reel ? reelAnswer(post) : storyAnswer(post)
        case .error: throw .page(.mediumUsed)
        case .newMedia: nil
        }
    }

    private func reelAnswer(_ post: PagePost) -> JSON {
        guard configuration.reelAnswer == .withPost else { return ["success": true] }
        return ["success": true, "post_id": .string(post.id.text)]
    }

    /// Stories are named by a number, not by a text.
    private func storyAnswer(_ post: PagePost) -> JSON {
        ["success": true, "post_id": Int(post.id.text).map(JSON.integer) ?? .string(post.id.text)]
    }
}
