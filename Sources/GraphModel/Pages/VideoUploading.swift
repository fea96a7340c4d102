import FoundationEssentials

/// Bytes of reels and stories, sent to `/video-upload/{version}/{video}`.
extension Platform {
    /// Judges such an upload by its headers; as ``beginUpload(_:at:)``.
    mutating func beginUpload(_ upload: Upload, to video: PageVideo, _ token: Token, at now: Date) -> Response? {
        guard pages(reachedBy: token).contains(video.page), video.deleted == nil else {
            return Self.uploadRefusal("NotAuthorizedError", "The token does not reach this upload.", status: 401)
        }
        guard let progress = video.upload, !progress.isComplete, video.failure == nil, !isStale(video, at: now) else {
            return Self.uploadRefusal("ProcessingFailedError", "The video takes no upload.")
        }
        if upload.mishap ?? configuration.uploads == .refused {
            videos[video.id]?.loseUpload()
            return Self.uploadRefusal("ProcessingFailedError", "Request processing failed")
        }
        if let url = upload.fileURL {
            let ticket = ticket(url, .video)
            videosToFetch[ticket.id] = PendingVideoFetch(ticket: ticket, video: video.id)
            videos[video.id]?.upload = nil
            videos[video.id]?.ticket = ticket.id
            return Self.uploadSuccess
        }
        if let refusal = Self.refusal(of: upload, after: progress) { return refusal }
        videos[video.id]?.upload?.fileSize = upload.fileSize
        return nil
    }

    /// Takes in what arrived of a body; as ``uploaded(_:byteCount:whole:at:)``.
    mutating func uploaded(
        _ upload: Upload, to video: PageVideo, byteCount: Int, whole: FetchedMedium?, at now: Date
    ) -> Response {
        var video = video
        let received = min((video.upload?.received ?? 0) &+ max(byteCount, 0), upload.fileSize)
        video.upload?.received = received
        guard received == upload.fileSize, let whole else {
            videos[video.id] = video
            return Self.uploadRefusal("PartialRequestError", "\(received) of \(upload.fileSize) bytes have arrived.")
        }
        video.upload?.isComplete = true
        video.take(whole, at: now, processing: configuration.videoProcessing)
        if upload.mishap ?? configuration.uploads == .lost { video.loseUpload() }
        videos[video.id] = video
        return Self.uploadSuccess
    }
}
