import FoundationEssentials

/// A video that was or will be sent to a Page, on its way to a post, a reel or a story.
struct PageVideo: Hashable, Sendable, Codable {
    /// What it is sent for; each has rules of its own.
    enum Purpose: String, Hashable, Sendable, Codable {
        case video, reel, story
    }

    let id: VideoID
    let page: PageID
    let purpose: Purpose
    let created: Date
    var updated: Date
    var title: String?
    var description: String?
    /// How much of it has arrived, where its owner sends the bytes.
    var upload: UploadProgress?
    /// The session of the legacy protocol that sends it, by chunks.
    var session: String?
    /// What the start of that session said of the post.
    var startParameters = Parameters()
    /// The fetch of its `file_url`, while it lasts.
    var ticket: Int?
    var storedName: String?
    var storedThumb: String?
    var seconds: Double?
    /// When processing is over; `nil` while bytes are missing.
    var readyAt: Date?
    var failure: GraphError?
    /// The post, reel or story that shows it.
    var post: PostID?
    var deleted: Date?

    /// An upload that was begun and not finished ends after this time.
    static let sessionLife: TimeInterval = 86_400

    var hasArrived: Bool { ticket == nil && storedName != nil }

    /// Takes in the whole file, and holds it against the rules of its purpose.
    mutating func take(_ whole: FetchedMedium, at now: Date, processing: Duration) {
        do {
            try PageMediaRules.checkVideo(whole, for: purpose)
            storedName = whole.storedName
            if case .medium(let facts) = whole.result { seconds = facts.video?.duration?.seconds }
            readyAt = now + processing
        } catch {
            failure = failure ?? error
        }
        updated = now
    }

    /// Ends it as uploads ended whose valid videos were refused: without a byte of them.
    mutating func loseUpload() {
        upload?.received = 0
        upload?.hasFailed = true
        (storedName, readyAt, failure) = (nil, nil, .uploadLost)
    }
}

extension Platform {
    mutating func addVideo(_ purpose: PageVideo.Purpose, on page: PageID, at now: Date) -> PageVideo {
        let video = PageVideo(id: VideoID(freshNumber()), page: page, purpose: purpose, created: now, updated: now)
        videos[video.id] = video
        pages[page]?.videos.append(video.id)
        return video
    }

    /// Gives a video the words of the post around it.
    mutating func name(_ video: VideoID, _ content: PostContent) {
        videos[video]?.title = content.title
        videos[video]?.description = content.message
    }

    /// Whether an upload was begun, not finished, and too long ago to go on.
    func isStale(_ video: PageVideo, at now: Date) -> Bool {
        video.post == nil && now.timeIntervalSince(video.created) >= PageVideo.sessionLife
    }
}
