import HTTP

/// A session in which a video is sent by chunks, as the platform begins it.
public struct VideoSession: Hashable, Sendable, Decodable {
    /// The session.
    public let id: VideoSessionID
    /// What it will become.
    public let video: VideoID
    /// The chunk that is expected first, in bytes of the file.
    public let chunk: Range<Int64>

    /// A session made by hand, as tests and fakes need it.
    public init(id: VideoSessionID, video: VideoID, chunk: Range<Int64>) {
        self.id = id
        self.video = video
        self.chunk = chunk
    }

    enum CodingKeys: String, CodingKey {
        case id = "upload_session_id"
        case video = "video_id"
    }

    /// Reads the platform's answer.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(VideoSessionID.self, forKey: .id)
        video = try values.decode(VideoID.self, forKey: .video)
        chunk = try ChunkAnswer(from: decoder).chunk
    }
}

/// `{"start_offset":"0","end_offset":"1048576"}`, in texts or in numbers.
struct ChunkAnswer: Decodable, Sendable {
    let chunk: Range<Int64>

    enum CodingKeys: String, CodingKey {
        case start = "start_offset"
        case end = "end_offset"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func offset(_ key: CodingKeys) throws -> Int64 {
            if let number = try? values.decode(Int64.self, forKey: key) { return number }
            guard let number = Int64(try values.decode(String.self, forKey: key)) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: values, debugDescription: "not a number")
            }
            return number
        }
        let (start, end) = (try offset(.start), try offset(.end))
        guard start >= 0, end >= start else {
            throw DecodingError.dataCorruptedError(forKey: .end, in: values, debugDescription: "ends before it begins")
        }
        chunk = start..<end
    }
}

extension GraphClient {
    /// Sends what is left of a file in a session, chunk after chunk, each where the platform expects it.
    ///
    /// Ends with the last byte; ``finishVideo(_:_:on:)`` makes the video. After an error it can be called again with the
    /// chunk that ``VideoSession`` or the error named, or with any: a wrong one is corrected by the platform.
    ///
    /// - Parameters:
    ///   - chunk: the chunk expected next.
    ///   - read: gives the bytes of a part of the file.
    ///   - progress: is told how many bytes of the file have arrived.
    public func sendVideo(
        _ session: VideoSessionID, from chunk: Range<Int64>, on page: PageID,
        reading read: @Sendable (Range<Int64>) throws(GraphError) -> [UInt8],
        progress: @Sendable (Int64) -> Void = { _ in }
    ) async throws(GraphError) {
        var next = chunk
        var corrections = 0
        progress(next.lowerBound)
        while !next.isEmpty {
            let bytes = try read(next)
            do throws(GraphError) {
                let following = try await sendChunk(bytes, at: next.lowerBound, of: session, on: page).value
                guard following.lowerBound > next.lowerBound else {
                    throw GraphError(
                        .unexpectedAnswer("the platform expects the same bytes again"),
                        call: GraphCall(.post, [page.text, "videos"]).name, status: 200)
                }
                next = following
            } catch {
                guard let expected = error.refusal?.expectedChunk, corrections < 3 else { throw error }
                corrections += 1
                next = expected
            }
            progress(next.lowerBound)
        }
    }
}
