import MetaGraph
import Publishing

/// A place that takes the bytes of a video in chunks: the session, and the video that it becomes.
struct VideoPlace {
    let session: VideoSessionID
    let video: VideoID

    /// Chunks are sent to the Page itself; this stands where other places have an address.
    static let address = "videos"
    /// What is sent first where nobody has said yet how much is expected, in bytes.
    static let usualChunk: Int64 = 1 << 20

    init(_ session: VideoSession) { (self.session, video) = (session.id, session.video) }

    /// - Throws: where it is none, which only a broken journal can bring about.
    init(_ text: String) throws(Refusal) {
        let parts = text.split(separator: "/")
        guard parts.count == 2 else {
            throw Refusal(
                remedy: .newContainer, effect: .none, message: "the journal speaks of an upload '\(text)' that is none",
                fix: "run apply again")
        }
        (session, video) = (VideoSessionID(String(parts[0])), VideoID(String(parts[1])))
    }

    var text: String { "\(session)/\(video)" }
}
