/// One URL the platform wants fetched, and what for.
public struct FetchTicket: Hashable, Sendable, Codable, Identifiable {
    /// What is expected at the URL.
    public enum Purpose: String, Hashable, Sendable, Codable {
        case image, video, cover
    }

    /// Unique in one world.
    public let id: Int
    /// Where to look, exactly as the client wrote it.
    public let url: String
    /// What the answer is checked for.
    public let purpose: Purpose
}

/// What became of a fetch.
public struct FetchedMedium: Hashable, Sendable, Codable {
    /// What was found: facts, or why there are none.
    public enum Result: Hashable, Sendable, Codable {
        case medium(MediumFacts)
        case failure(Failure)
    }

    /// Why nothing usable came back.
    public enum Failure: Hashable, Sendable, Codable {
        /// No such host, connection refused, bad certificate, or not an http(s) URL.
        case unreachable
        /// An answer other than 200.
        case httpStatus(Int)
        /// Redirects are not followed.
        case redirect
        /// The bytes are no image or video.
        case notMedia(contentType: String)
        case timeout
        /// Longer than the face was ready to read.
        case tooLarge
    }

    /// What was found.
    public var result: Result
    /// The length of the body; limits are held against it.
    public var byteCount: Int
    /// The header as sent; the rules go by the bytes, not by it.
    public var contentType: String
    /// Where the face keeps the bytes: the end of `media_url`.
    public var storedName: String

    /// What a fetch brought.
    public init(_ result: Result, byteCount: Int = 0, contentType: String = "", storedName: String = "") {
        self.result = result
        self.byteCount = byteCount
        self.contentType = contentType
        self.storedName = storedName
    }
}
