public import FoundationEssentials
import HTTP

/// Videos of a Page. There are three ways to send one: a public URL, a file sent to the app first and used by its handle
/// (the documented way for files), and a session of chunks (older, and without an app's id or a person's token).
extension GraphClient {
    /// Makes a video of what is at a public URL; Meta fetches it after it has answered.
    public func createVideo(
        from url: String, _ request: PageVideoRequest, on page: PageID
    ) async throws(GraphError) -> GraphReply<VideoID> {
        try await createVideo(request, on: page) { $0.add("file_url", url) }
    }

    /// Makes a video of a file that was sent to the app.
    public func createVideo(
        from handle: UploadedFile, _ request: PageVideoRequest, on page: PageID
    ) async throws(GraphError) -> GraphReply<VideoID> {
        try await createVideo(request, on: page) { $0.add("fbuploader_video_file_chunk", handle.text) }
    }

    private func createVideo(
        _ request: PageVideoRequest, on page: PageID, _ source: (inout Form) -> Void
    ) async throws(GraphError) -> GraphReply<VideoID> {
        var call = GraphCall(.post, [page.text, "videos"], isIrreversible: request.release.isSeen)
        call.file = request.file
        return try await create(
            try call.with {
                var form = Form()
                source(&form)
                form.add(try request.form())
                return form
            })
    }

    /// Begins a session that sends a video by chunks; nothing is seen of it, and it ends by itself.
    ///
    /// - Parameter fileSize: the length of the whole file, in bytes.
    public func startVideo(fileSize: Int64, on page: PageID) async throws(GraphError) -> GraphReply<VideoSession> {
        var form = Form()
        form.add("upload_phase", "start")
        form.add("file_size", String(fileSize))
        return try await send(GraphCall(.post, [page.text, "videos"], form))
    }

    /// Sends the chunk that the session expects.
    ///
    /// What has arrived already is refused with 1363037, which says where to go on: ``GraphRefusal/expectedChunk``.
    ///
    /// - Returns: the chunk expected next; an empty one where all have arrived.
    public func sendChunk(
        _ bytes: [UInt8], at offset: Int64, of session: VideoSessionID, on page: PageID
    ) async throws(GraphError) -> GraphReply<Range<Int64>> {
        var form = Form()
        form.add("upload_phase", "transfer")
        form.add("upload_session_id", session.text)
        form.add("start_offset", String(offset))
        var call = GraphCall(.post, [page.text, "videos"], form)
        call.file = ("video_file_chunk", FormFile(name: "chunk", type: "application/octet-stream", bytes: bytes))
        let reply: GraphReply<ChunkAnswer> = try await send(call)
        return reply.map(\.chunk)
    }

    /// Makes a video of what a session has sent. A second time changes nothing.
    public func finishVideo(
        _ session: VideoSessionID, _ request: PageVideoRequest, on page: PageID
    ) async throws(GraphError) -> GraphReply<Void> {
        var call = GraphCall(.post, [page.text, "videos"], isIrreversible: request.release.isSeen)
        call.file = request.file
        return try await succeed(
            try call.with {
                var form = Form()
                form.add("upload_phase", "finish")
                form.add("upload_session_id", session.text)
                form.add(try request.form())
                return form
            })
    }

    /// Ends a session before its video is made.
    public func cancelVideo(_ session: VideoSessionID, on page: PageID) async throws(GraphError) -> GraphReply<Void> {
        var form = Form()
        form.add("upload_phase", "cancel")
        form.add("upload_session_id", session.text)
        return try await succeed(GraphCall(.post, [page.text, "videos"], form))
    }

    /// Publishes a draft of a video or reel now. Its id stays, so that a second time changes nothing.
    public func publish(_ id: VideoID) async throws(GraphError) -> GraphReply<Void> {
        try await update(id.text, isIrreversible: true) { $0.add("published", true) }
    }

    /// Gives a draft of a video or reel its hour, or a scheduled one another.
    public func schedule(_ id: VideoID, for date: Date) async throws(GraphError) -> GraphReply<Void> {
        try await update(id.text) { $0.add("scheduled_publish_time", date.graphSeconds) }
    }

    /// Gives a video or reel another text.
    public func setDescription(_ text: String, of id: VideoID) async throws(GraphError) -> GraphReply<Void> {
        try await update(id.text) { $0.add("description", text) }
    }

    /// Deletes a video or reel with the post around it, published or not.
    public func delete(_ id: VideoID) async throws(GraphError) -> GraphReply<Void> { try await delete(id.text) }
}
