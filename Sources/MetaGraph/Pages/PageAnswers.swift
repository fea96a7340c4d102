public import FoundationEssentials

/// What ``GraphClient/createPhoto(_:on:)`` brings.
public struct CreatedPhoto: Hashable, Sendable, Decodable {
    /// The photo.
    public let id: PhotoID
    /// The post around it, where it is seen; that of a scheduled photo is ``PagePhoto/postID``.
    public let postID: PagePostID?

    /// An answer made by hand, as tests and fakes need it.
    public init(id: PhotoID, postID: PagePostID? = nil) {
        self.id = id
        self.postID = postID
    }

    enum CodingKeys: String, CodingKey {
        case id
        case postID = "post_id"
    }
}

/// A Page's photo as the platform describes it; what was not asked for, or has no value, is nil.
public struct PagePhoto: Hashable, Sendable, Decodable {
    /// The photo.
    public let id: PhotoID
    /// The text below it.
    public var caption: String?
    /// What people who do not see it hear.
    public var altText: String?
    /// The post that shows it; nil for a draft.
    public var postID: PagePostID?
    /// When it was sent.
    public var created: Date?

    /// A photo made by hand, as tests and fakes need it.
    public init(id: PhotoID) { self.id = id }

    /// Every field this type has room for.
    public static let allFields: [Field] = ["id", "name", "alt_text", "page_story_id", "created_time"]

    enum CodingKeys: String, CodingKey {
        case id
        case caption = "name"
        case altText = "alt_text"
        case postID = "page_story_id"
        case created = "created_time"
    }

    /// Reads the platform's description; only the id must be there.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(PhotoID.self, forKey: .id)
        caption = try values.decodeIfPresent(String.self, forKey: .caption)
        altText = try values.decodeIfPresent(String.self, forKey: .altText)
        postID = try values.decodeIfPresent(PagePostID.self, forKey: .postID)
        created = try values.graphTime(.created)
    }
}

/// A story of a Page.
public struct PageStory: Hashable, Sendable, Decodable {
    /// Whether a story is seen still; words the platform adds later are kept.
    public struct Status: RawRepresentable, Hashable, Sendable, Decodable {
        /// The platform's word.
        public let rawValue: String

        /// A value from the platform's word.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Of the last 24 hours.
        public static let published = Status(rawValue: "PUBLISHED")
        /// Over.
        public static let archived = Status(rawValue: "ARCHIVED")
    }

    /// The story.
    public let id: PagePostID
    /// Whether it is seen still.
    public var status: Status?
    /// When it was made.
    public var created: Date?
    /// `photo` or `video`.
    public var mediaType: String?
    /// The photo or video that it shows: what a story is recognised by.
    public var mediaID: String?
    /// Its page.
    public var url: String?

    /// A story made by hand, as tests and fakes need it.
    public init(id: PagePostID) { self.id = id }

    /// Every field this type has room for.
    public static let allFields: [Field] = ["post_id", "status", "creation_time", "media_type", "media_id", "url"]

    enum CodingKeys: String, CodingKey {
        case status, url
        case id = "post_id"
        case created = "creation_time"
        case mediaType = "media_type"
        case mediaID = "media_id"
    }

    /// Reads the platform's description; only the id must be there.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(PagePostID.self, forKey: .id)
        status = try values.decodeIfPresent(Status.self, forKey: .status)
        created = try values.graphMoment(.created)
        mediaType = try values.decodeIfPresent(String.self, forKey: .mediaType)
        mediaID = try values.decodeIfPresent(PhotoID.self, forKey: .mediaID)?.text
        url = try values.decodeIfPresent(String.self, forKey: .url)
    }
}

/// A comment below a Page's post; what was not asked for, or has no value, is nil.
public struct PageComment: Hashable, Sendable, Decodable {
    /// The comment.
    public let id: CommentID
    /// What it says.
    public var message: String?
    /// When it was written.
    public var created: Date?
    /// Who wrote it, by id; the Page itself for its own.
    public var authorID: String?
    /// Who wrote it.
    public var authorName: String?
    /// Whether it is hidden from others.
    public var isHidden: Bool?

    /// A comment made by hand, as tests and fakes need it.
    public init(id: CommentID) { self.id = id }

    /// Every field this type has room for.
    public static let allFields: [Field] = ["id", "message", "created_time", "from", "is_hidden"]

    private struct Author: Decodable {
        let id: PageID?
        let name: String?
    }

    enum CodingKeys: String, CodingKey {
        case id, message, from
        case created = "created_time"
        case isHidden = "is_hidden"
    }

    /// Reads the platform's description; only the id must be there.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(CommentID.self, forKey: .id)
        message = try values.decodeIfPresent(String.self, forKey: .message)
        created = try values.graphTime(.created)
        let author = try values.decodeIfPresent(Author.self, forKey: .from)
        (authorID, authorName) = (author?.id?.text, author?.name)
        isHidden = try values.decodeIfPresent(Bool.self, forKey: .isHidden)
    }
}
