import HTTP

/// Reels and stories of a Page. A video of either is begun, sent with ``GraphClient/upload(_:to:)`` to the address that
/// the beginning answered, and finished; ``GraphClient/video(_:_:)`` says how many bytes have arrived, and where an
/// interrupted upload goes on.
extension GraphClient {
    /// Begins a reel; nothing is seen of it, and it ends by itself.
    public func startReel(on page: PageID) async throws(GraphError) -> GraphReply<StartedVideo> {
        try await start("video_reels", on: page)
    }

    /// Begins a video story; nothing is seen of it, and it ends by itself.
    public func startVideoStory(on page: PageID) async throws(GraphError) -> GraphReply<StartedVideo> {
        try await start("video_stories", on: page)
    }

    private func start(_ edge: String, on page: PageID) async throws(GraphError) -> GraphReply<StartedVideo> {
        var form = Form()
        form.add("upload_phase", "start")
        return try await send(GraphCall(.post, [page.text, edge], form))
    }

    /// Makes a reel of a video that was sent; 30 in 24 hours.
    ///
    /// As a draft it is published by ``publish(_:)-(VideoID)`` afterwards. What a second finish does is not documented:
    /// after an error with ``Outcome/unknown``, ask for ``PageVideo/postID`` and ``PageVideo/Status/publishing`` first.
    ///
    /// - Returns: the post, where the platform names it; ``PageVideo/postID`` is it later.
    public func finishReel(
        _ video: VideoID, _ request: PageVideoRequest, on page: PageID
    ) async throws(GraphError) -> GraphReply<PagePostID?> {
        var form = Form()
        form.add("upload_phase", "finish")
        form.add("video_id", video.text)
        form.add(request.reelForm())
        let call = GraphCall(.post, [page.text, "video_reels"], form, isIrreversible: request.release.isSeen)
        let reply: GraphReply<FinishedVideo> = try await send(call)
        return reply.map(\.post)
    }

    /// Shows a video that was sent as a story for a day; this cannot be taken back.
    public func finishVideoStory(
        _ video: VideoID, on page: PageID
    ) async throws(GraphError) -> GraphReply<PagePostID?> {
        var form = Form()
        form.add("upload_phase", "finish")
        form.add("video_id", video.text)
        let call = GraphCall(.post, [page.text, "video_stories"], form, isIrreversible: true)
        let reply: GraphReply<FinishedVideo> = try await send(call)
        return reply.map(\.post)
    }

    /// Shows a photo that was sent as a draft as a story for a day; this cannot be taken back.
    ///
    /// A photo that a post shows is refused. After an error with ``Outcome/unknown`` look for ``PageStory/mediaID`` among
    /// the stories.
    public func createPhotoStory(
        _ photo: PhotoID, on page: PageID
    ) async throws(GraphError) -> GraphReply<PagePostID?> {
        var form = Form()
        form.add("photo_id", photo.text)
        let call = GraphCall(.post, [page.text, "photo_stories"], form, isIrreversible: true)
        let reply: GraphReply<FinishedVideo> = try await send(call)
        return reply.map(\.post)
    }
}

/// What the beginning of a reel or video story brings.
public struct StartedVideo: Hashable, Sendable, Decodable {
    /// The video to be.
    public let id: VideoID
    /// Where its bytes are sent.
    public let uploadURL: String

    /// An answer made by hand, as tests and fakes need it.
    public init(id: VideoID, uploadURL: String) {
        self.id = id
        self.uploadURL = uploadURL
    }

    enum CodingKeys: String, CodingKey {
        case id = "video_id"
        case uploadURL = "upload_url"
    }
}

/// `{"success":true}`, perhaps with the post's id, as a text or as a number.
struct FinishedVideo: Decodable, Sendable {
    let post: PagePostID?

    enum CodingKeys: String, CodingKey { case post = "post_id" }

    init(from decoder: any Decoder) throws {
        _ = try Success(from: decoder)
        post = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(PagePostID.self, forKey: .post)
    }
}
