import HTTP

extension GraphClient {
    /// Sends the bytes of a video to the address that creating its container answered, or beginning a Page's reel or
    /// story; Facebook Login only.
    ///
    /// Sending them twice does no harm: what has arrived is refused with `OffsetInvalidError`. After any error, ask for
    /// the container's or video's status: ``ContainerStatus/Phase/bytesTransferred`` of the uploading phase is where to go
    /// on. It may take as long as it takes, as long as bytes move.
    ///
    /// Source: Instagram Platform, resumable uploads; the content type is documented for Facebook's reels.
    public func upload(_ video: VideoUpload, to uploadURL: String) async throws(GraphError) -> GraphReply<Void> {
        let call = GraphCall(.post, uploadURL.split(separator: "/").dropFirst(2).map(String.init))
        guard host.takesUploads(at: uploadURL) else {
            throw GraphError(.unwritable("the address for the upload is not the platform's"), call: call.name)
        }
        let request = HTTPRequest(
            method: .post, url: uploadURL,
            headers: [
                "Authorization": "OAuth \(revealedToken)", "Accept": "application/json",
                "Content-Type": "application/octet-stream", "offset": "\(video.offset)",
                "file_size": "\(video.fileSize)",
            ],
            body: .file(path: video.path, offset: video.offset),
            timeouts: uploadTimeouts)
        let reply: GraphReply<Success> = try await send(request, as: call)
        return reply.map { _ in () }
    }

    /// As long as it takes, as long as bytes move.
    var uploadTimeouts: HTTPRequest.Timeouts {
        HTTPRequest.Timeouts(connect: timeouts.connect, total: nil, stall: .seconds(60), minimumBytesPerSecond: 100)
    }
}
