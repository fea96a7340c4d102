import FoundationEssentials

extension Platform {
    /// `POST /{page}/videos`: from a `file_url`, from the file itself as `source`, from a finished upload
    /// (`fbuploader_video_file_chunk`), or in phases.
    mutating func createVideo(on page: Page, _ call: Call) throws(GraphError) -> JSON {
        try demandPage(.postOnPage, page.id, in: call)
        let parameters = call.parameters
        switch parameters["upload_phase"]?.text ?? "" {
        case "": break
        case "start": return try startSession(on: page, call)
        case "transfer": return try transfer(on: page, call)
        case "finish": return try finishSession(on: page, call)
        case "cancel": return try cancelSession(on: page, call)
        default: throw .parameterInvalid("upload_phase", why: "must be one of {start, transfer, finish, cancel}")
        }
        let (content, release) = try videoPost(parameters, call)
        let thumb = try thumb(of: call)
        if let file = call.request.files.first(where: { $0.name != "thumb" }) {
            guard let medium = file.medium else { throw .page(.videoFile(.unreadable)) }
            try PageMediaRules.checkVideo(medium, for: .video)
            return try add(content, release, thumb, whole: medium, on: page, call)
        }
        if parameters.holds("fbuploader_video_file_chunk"), let handle = parameters["fbuploader_video_file_chunk"]?.text
        {
            guard let medium = fileUploads.values.first(where: { $0.handle == handle })?.medium else {
                throw .page(.handleUnknown)
            }
            try PageMediaRules.checkVideo(medium, for: .video)
            return try add(content, release, thumb, whole: medium, on: page, call)
        }
        guard parameters.holds("file_url"), let url = parameters["file_url"]?.text else { throw .page(.videoMissing) }
        return try add(content, release, thumb, url: url, on: page, call)
    }

    private mutating func add(
        _ content: PostContent, _ release: PagePost.Release, _ thumb: FetchedMedium?, whole: FetchedMedium? = nil,
        url: String? = nil, on page: Page, _ call: Call
    ) throws(GraphError) -> JSON {
        var video = addVideo(.video, on: page.id, at: call.now)
        (video.title, video.description) = (content.title, content.message)
        video.storedThumb = thumb?.storedName
        if let whole { video.take(whole, at: call.now, processing: configuration.videoProcessing) }
        if let url {
            let ticket = ticket(url, .video)
            video.ticket = ticket.id
            videosToFetch[ticket.id] = PendingVideoFetch(ticket: ticket, video: video.id)
        }
        videos[video.id] = video
        _ = add(.video, on: page.id, content, release, video: video.id, at: call.now)
        try answerAsConfigured(for: release)
        return ["id": .string(video.id.text)]
    }

    /// What the post around a video says, and when it goes out.
    func videoPost(
        _ parameters: Parameters, _ call: Call
    ) throws(GraphError) -> (PostContent, PagePost.Release) {
        let content = try PostContent(
            parameters, textNames: ["description", "message"], configuration, at: call.now)
        return (content, try PagePost.Release(parameters, days: configuration.postDaysAhead, at: call.now))
    }

    /// The picture that was sent along to stand for the video.
    func thumb(of call: Call) throws(GraphError) -> FetchedMedium? {
        guard let file = call.request.files.first(where: { $0.name == "thumb" }) else { return nil }
        guard let medium = file.medium else { throw .page(.imageUnreadable) }
        _ = try PageMediaRules.checkPhoto(medium)
        return medium
    }
}

/// The fetch of a video's `file_url`, while it lasts.
struct PendingVideoFetch: Hashable, Sendable, Codable {
    let ticket: FetchTicket
    let video: VideoID
}

extension Platform {
    /// The `file_url`s of videos to be fetched.
    func pendingVideoFetches() -> [FetchTicket] {
        videosToFetch.values.filter { videos[$0.video]?.deleted == nil }.map(\.ticket)
    }

    /// Takes in what the fetch of a `file_url` brought.
    ///
    /// - Returns: whether the ticket was one of these.
    mutating func fetchedVideo(_ ticket: FetchTicket, _ result: FetchedMedium, at now: Date) -> Bool {
        guard let fetch = videosToFetch.removeValue(forKey: ticket.id) else { return false }
        videos[fetch.video]?.ticket = nil
        videos[fetch.video]?.take(result, at: now, processing: configuration.videoProcessing)
        return true
    }
}
