/// One line of the media worker's standard output.
public struct MediaReply: Codable, Hashable, Sendable {
    /// The ``MediaRequest/id`` it answers.
    public var id: Int
    /// What came of it.
    public var answer: Answer

    /// An answer to the request `id`.
    public init(id: Int, _ answer: Answer) { (self.id, self.answer) = (id, answer) }

    /// What came of a request.
    public enum Answer: Codable, Hashable, Sendable {
        /// It goes on: the part that is done, from 0 to 1. Another answer follows.
        case progress(Double)
        /// What a picture is, all of it decoded.
        case picture(PictureInspection)
        /// What a video is, its start and its end decoded.
        case video(VideoInspection)
        /// The picture is made.
        case prepared(PreparedPicture)
        /// The video is made.
        case preparedVideo
        /// It cannot be done.
        case refusal(MediaRefusal)
    }
}

/// Why the worker cannot do what is asked, in words.
public struct MediaRefusal: Error, Codable, Hashable, Sendable {
    /// What is wrong with the file, so that it completes "'media/a.jpg' …".
    public var what: String
    /// The rule or fact behind it.
    public var why: String
    /// What to do about it.
    public var fix: String

    /// A reason, in the words a person reads.
    public init(_ what: String, why: String, fix: String) { (self.what, self.why, self.fix) = (what, why, fix) }
}
