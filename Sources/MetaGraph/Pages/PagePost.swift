public import FoundationEssentials

/// A Page's post as the platform describes it; what was not asked for, or has no value, is nil.
public struct PagePost: Hashable, Sendable, Decodable {
    /// The post.
    public let id: PagePostID
    /// The text.
    public var message: String?
    /// When it was published, or made.
    public var created: Date?
    /// When it was last changed.
    public var updated: Date?
    /// Its page on facebook.com.
    public var permalink: String?
    /// Whether it is seen.
    public var isPublished: Bool?
    /// When the platform will publish it.
    public var scheduled: Date?
    /// Whether the Page leaves it out.
    public var isHidden: Bool?
    /// Such as `added_photos`, `added_video`, `shared_story`, `mobile_status_update`.
    public var statusType: String?
    /// What it shows.
    public var attachments: [Attachment]?

    /// A photo, video or link of a post; several photos are one attachment with parts.
    public struct Attachment: Hashable, Sendable, Decodable {
        /// Such as `photo`, `album`, `video`, `link`.
        public var mediaType: String?
        /// What is shown: a photo's, video's or album's id.
        public var targetID: String?
        /// Where a link leads, without Facebook's detour.
        public var url: String?
        /// The parts of an album, in order.
        public var parts: [Attachment]

        enum CodingKeys: String, CodingKey {
            case target, subattachments
            case mediaType = "media_type"
            case url = "unshimmed_url"
        }

        private struct Target: Decodable {
            let id: PagePostID?
        }

        /// Reads the platform's description.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            mediaType = try values.decodeIfPresent(String.self, forKey: .mediaType)
            targetID = try values.decodeIfPresent(Target.self, forKey: .target)?.id?.text
            url = try values.decodeIfPresent(String.self, forKey: .url)
            parts = try values.decodeIfPresent(Listing<Attachment>.self, forKey: .subattachments)?.data ?? []
        }
    }

    /// A post made by hand, as tests and fakes need it.
    public init(id: PagePostID) { self.id = id }

    /// What tells a post apart after a crash.
    public static let recoveryFields: [Field] = [
        "id", "message", "created_time", "is_published", "scheduled_publish_time", "status_type",
    ]

    /// Every field this type has room for.
    public static let allFields: [Field] =
        recoveryFields + [
            "updated_time", "permalink_url", "is_hidden",
            Field(
                "attachments",
                ["media_type", "target", "unshimmed_url", Field("subattachments", ["media_type", "target"])]),
        ]

    enum CodingKeys: String, CodingKey {
        case id, message, attachments
        case created = "created_time"
        case updated = "updated_time"
        case permalink = "permalink_url"
        case isPublished = "is_published"
        case scheduled = "scheduled_publish_time"
        case isHidden = "is_hidden"
        case statusType = "status_type"
    }

    /// Reads the platform's description; only the id must be there.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(PagePostID.self, forKey: .id)
        message = try values.decodeIfPresent(String.self, forKey: .message)
        created = try values.graphTime(.created)
        updated = try values.graphTime(.updated)
        permalink = try values.decodeIfPresent(String.self, forKey: .permalink)
        isPublished = try values.decodeIfPresent(Bool.self, forKey: .isPublished)
        scheduled = try values.graphMoment(.scheduled)
        isHidden = try values.decodeIfPresent(Bool.self, forKey: .isHidden)
        statusType = try values.decodeIfPresent(String.self, forKey: .statusType)
        attachments = try values.decodeIfPresent(Listing<Attachment>.self, forKey: .attachments)?.data
    }
}

extension KeyedDecodingContainer {
    /// A time that may come as Unix seconds, whole or not, or as a text; nil when the key is missing or null.
    func graphMoment(_ key: Key) throws -> Date? {
        let seconds = try? decodeIfPresent(Double.self, forKey: key)
        let text = seconds == nil ? try decodeIfPresent(String.self, forKey: key) : nil
        guard seconds != nil || text != nil else { return nil }
        let number = seconds ?? text.flatMap { Double($0) }
        guard let date = number.flatMap(GraphTime.date(unix:)) ?? text.flatMap(GraphTime.date(_:)) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not a time")
        }
        return date
    }
}
