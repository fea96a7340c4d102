public import FoundationEssentials

/// Where in an upload the bytes of a request belong.
public struct ChunkPlace: Hashable, Sendable {
    /// The upload, as ``Upload/container`` names them.
    public let upload: String
    /// How many bytes came before.
    public let offset: Int
    /// The length of the whole file, in bytes.
    public let fileSize: Int
}

/// `POST /{page}/videos` in phases: a session, chunks whose place the platform says, and the end.
extension Platform {
    mutating func startSession(on page: Page, _ call: Call) throws(GraphError) -> JSON {
        guard let size = call.parameters["file_size"]?.integer, size > 0 else { throw .parameterRequired("file_size") }
        _ = try videoPost(call.parameters, call)
        let session = freshNumber()
        var video = addVideo(.video, on: page.id, at: call.now)
        video.session = session
        video.startParameters = call.parameters.without(Self.namesOfPhases)
        video.upload = UploadProgress(fileSize: size)
        videos[video.id] = video
        sessions[session] = video.id
        return .object(
            [
                .init(name: "upload_session_id", value: .string(session)),
                .init(name: "video_id", value: .string(video.id.text)),
            ] + offsets(of: video))
    }

    private static let namesOfPhases: Set<String> = [
        "upload_phase", "file_size", "access_token", "upload_session_id", "start_offset", "video_file_chunk",
    ]

    /// The next chunk that is expected; nothing is, where both are the same.
    private func offsets(of video: PageVideo) -> [JSON.Member] {
        let (start, end) = nextChunk(of: video)
        return [
            .init(name: "start_offset", value: .string(String(start))),
            .init(name: "end_offset", value: .string(String(end))),
        ]
    }

    private func nextChunk(of video: PageVideo) -> (start: Int, end: Int) {
        let received = video.upload?.received ?? 0
        return (received, min(received + max(1, configuration.videoChunk), video.upload?.fileSize ?? received))
    }

    /// The video a session sends, while it takes bytes.
    private func video(ofSession call: Call, on page: PageID) throws(GraphError) -> PageVideo {
        guard call.parameters.holds("upload_session_id"), let id = call.parameters["upload_session_id"]?.text else {
            throw .parameterRequired("upload_session_id")
        }
        guard let video = sessions[id].flatMap({ videos[$0] }), video.page == page, video.deleted == nil,
            !isStale(video, at: call.now)
        else { throw .page(.uploadSession) }
        return video
    }

    /// Where the chunk of a request is to be kept; `nil` where it brings none that is expected.
    public func chunkPlace(of request: Request, at now: Date) -> ChunkPlace? {
        guard request.effectiveMethod == .post, request.path.last == "videos",
            request.parameters["upload_phase"]?.text == "transfer",
            let id = request.parameters["upload_session_id"]?.text, let video = sessions[id].flatMap({ videos[$0] }),
            let token = request.effectiveToken.flatMap({ tokens[$0] }), token.holder == .page(video.page),
            refusal(of: token, at: now) == nil, let upload = video.upload, let size = upload.fileSize,
            video.deleted == nil, !isStale(video, at: now),
            request.parameters["start_offset"]?.integer == upload.received
        else { return nil }
        return ChunkPlace(upload: video.id.text, offset: upload.received, fileSize: size)
    }

    mutating func transfer(on page: Page, _ call: Call) throws(GraphError) -> JSON {
        var video = try video(ofSession: call, on: page.id)
        let next = nextChunk(of: video)
        guard let file = call.request.files.first, file.byteCount > 0 else {
            throw .parameterRequired("video_file_chunk")
        }
        guard call.parameters["start_offset"]?.integer == next.start,
            next.start + file.byteCount <= video.upload?.fileSize ?? 0
        else { throw .page(.uploadOffset(start: next.start, end: next.end)) }
        let received = next.start + file.byteCount
        video.upload?.received = received
        if received == video.upload?.fileSize, let whole = file.medium {
            video.upload?.isComplete = true
            video.take(whole, at: call.now, processing: configuration.videoProcessing)
        }
        videos[video.id] = video
        return .object(offsets(of: video))
    }

    mutating func finishSession(on page: Page, _ call: Call) throws(GraphError) -> JSON {
        let video = try video(ofSession: call, on: page.id)
        guard video.upload?.isComplete == true else { throw .page(.uploadUnfinished) }
        guard video.post == nil else { return ["success": true] }
        var parameters = video.startParameters
        parameters.append(contentsOf: call.parameters)
        let (content, release) = try videoPost(parameters, call)
        if let failure = video.failure { throw failure }
        if let thumb = try thumb(of: call) { videos[video.id]?.storedThumb = thumb.storedName }
        name(video.id, content)
        _ = add(.video, on: page.id, content, release, video: video.id, at: call.now)
        try answerAsConfigured(for: release)
        return ["success": true]
    }

    mutating func cancelSession(on page: Page, _ call: Call) throws(GraphError) -> JSON {
        let video = try video(ofSession: call, on: page.id)
        guard video.post == nil else { throw .page(.uploadSession) }
        videos[video.id]?.deleted = call.now
        return ["success": true]
    }
}
