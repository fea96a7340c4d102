public import FoundationEssentials

/// A published medium as the platform describes it; what was not asked for, or has no value, is nil.
public struct Media: Hashable, Sendable, Decodable {
    /// The form of a medium; values the platform adds later are kept.
    public struct Kind: RawRepresentable, Hashable, Sendable, Decodable {
        /// The platform's word.
        public let rawValue: String

        /// A value from the platform's word.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// One image.
        public static let image = Kind(rawValue: "IMAGE")
        /// One video; reels read back so.
        public static let video = Kind(rawValue: "VIDEO")
        /// Several images or videos.
        public static let carousel = Kind(rawValue: "CAROUSEL_ALBUM")
    }

    /// The surface a medium was made for; values the platform adds later are kept.
    public struct Product: RawRepresentable, Hashable, Sendable, Decodable {
        /// The platform's word.
        public let rawValue: String

        /// A value from the platform's word.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A post.
        public static let feed = Product(rawValue: "FEED")
        /// A reel.
        public static let reels = Product(rawValue: "REELS")
        /// A story.
        public static let story = Product(rawValue: "STORY")
        /// An advertisement.
        public static let ad = Product(rawValue: "AD")
    }

    /// The medium.
    public let id: MediaID
    /// The text below; others' may have lost their `@`.
    public var caption: String?
    /// Its form.
    public var kind: Kind?
    /// What it was made for.
    public var product: Product?
    /// Its page on instagram.com.
    public var permalink: String?
    /// The part of the permalink that names it.
    public var shortcode: String?
    /// When it was published.
    public var timestamp: Date?
    /// An expiring URL of the image or video; missing when copyright was claimed.
    public var mediaURL: String?
    /// An expiring URL of a video's cover.
    public var thumbnailURL: String?
    /// Whether a reel also shows among the posts.
    public var isSharedToFeed: Bool?
    /// What people who do not see the image hear.
    public var altText: String?
    /// Whether people can comment.
    public var isCommentEnabled: Bool?
    /// Whether it is labelled as made with AI.
    public var isAIGenerated: Bool?
    /// Whose it is.
    public var username: String?
    /// How many comments and replies it has.
    public var commentsCount: Int?
    /// How many likes it has; hidden by some owners.
    public var likeCount: Int?
    /// The media of a carousel, in order.
    public var children: [Media]?

    /// A medium made by hand, as tests and fakes need it.
    public init(id: MediaID) { self.id = id }

    /// The fields that tell one medium from another after a publish whose outcome is unknown, and then describe it.
    public static let recoveryFields: [Field] = [
        "id", "caption", "media_type", "media_product_type", "permalink", "shortcode", "timestamp",
        Field("children", ["id", "media_type"]),
    ]

    /// Every field this type has room for.
    public static let allFields: [Field] = [
        "id", "caption", "media_type", "media_product_type", "permalink", "shortcode", "timestamp", "media_url",
        "thumbnail_url", "is_shared_to_feed", "alt_text", "is_comment_enabled", "is_ai_generated", "username",
        "comments_count", "like_count", Field("children", ["id", "media_type", "media_url", "timestamp"]),
    ]

    enum CodingKeys: String, CodingKey {
        case id, caption, permalink, shortcode, timestamp, username, children
        case kind = "media_type"
        case product = "media_product_type"
        case mediaURL = "media_url"
        case thumbnailURL = "thumbnail_url"
        case isSharedToFeed = "is_shared_to_feed"
        case altText = "alt_text"
        case isCommentEnabled = "is_comment_enabled"
        case isAIGenerated = "is_ai_generated"
        case commentsCount = "comments_count"
        case likeCount = "like_count"
    }

    /// Reads the platform's description; only the id must be there.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(MediaID.self, forKey: .id)
        caption = try values.decodeIfPresent(String.self, forKey: .caption)
        kind = try values.decodeIfPresent(Kind.self, forKey: .kind)
        product = try values.decodeIfPresent(Product.self, forKey: .product)
        permalink = try values.decodeIfPresent(String.self, forKey: .permalink)
        shortcode = try values.decodeIfPresent(String.self, forKey: .shortcode)
        timestamp = try values.graphTime(.timestamp)
        mediaURL = try values.decodeIfPresent(String.self, forKey: .mediaURL)
        thumbnailURL = try values.decodeIfPresent(String.self, forKey: .thumbnailURL)
        isSharedToFeed = try values.decodeIfPresent(Bool.self, forKey: .isSharedToFeed)
        altText = try values.decodeIfPresent(String.self, forKey: .altText)
        isCommentEnabled = try values.decodeIfPresent(Bool.self, forKey: .isCommentEnabled)
        isAIGenerated = try values.decodeIfPresent(Bool.self, forKey: .isAIGenerated)
        username = try values.decodeIfPresent(String.self, forKey: .username)
        commentsCount = try values.decodeIfPresent(Int.self, forKey: .commentsCount)
        likeCount = try values.decodeIfPresent(Int.self, forKey: .likeCount)
        children = try values.decodeIfPresent(Listing<Media>.self, forKey: .children)?.data
    }
}

/// The `data` list that wraps many answers.
struct Listing<Item: Decodable & Sendable>: Decodable, Sendable {
    let data: [Item]
}
