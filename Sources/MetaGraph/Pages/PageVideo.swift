public import FoundationEssentials

/// A video, reel or story's video of a Page as the platform describes it; what was not asked for, or has no value, is nil.
public struct PageVideo: Hashable, Sendable, Decodable {
    /// The video.
    public let id: VideoID
    /// The text.
    public var description: String?
    /// The heading.
    public var title: String?
    /// When it was published, or made.
    public var created: Date?
    /// Its page, without the host.
    public var permalink: String?
    /// The post around it.
    public var postID: PagePostID?
    /// Whether it is seen.
    public var isPublished: Bool?
    /// When the platform will publish it.
    public var scheduled: Date?
    /// How far it has come.
    public var status: Status?

    /// How far a video has come.
    public struct Status: Hashable, Sendable, Decodable {
        /// Such as `uploading`, `upload_complete`, `processing`, `ready`, `error`, `expired`.
        public let word: String?
        /// The bytes' arrival; ``ContainerStatus/Phase/bytesTransferred`` is where an upload goes on.
        public let uploading: ContainerStatus.Phase?
        /// The transcoding.
        public let processing: ContainerStatus.Phase?
        /// The publishing.
        public let publishing: Publishing?

        enum CodingKeys: String, CodingKey {
            case word = "video_status"
            case uploading = "uploading_phase"
            case processing = "processing_phase"
            case publishing = "publishing_phase"
        }
    }

    /// The last stage of a video's way.
    public struct Publishing: Hashable, Sendable, Decodable {
        /// Such as `not_started`, `in_progress`, `complete`, `error`.
        public let status: String?
        /// Such as `draft`, `scheduled`, `published`, `error`.
        public let word: String?
        /// When it was or will be published.
        public let time: Date?

        enum CodingKeys: String, CodingKey {
            case status
            case word = "publish_status"
            case time = "publish_time"
        }

        /// Reads the platform's description.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            status = try values.decodeIfPresent(String.self, forKey: .status)
            word = try values.decodeIfPresent(String.self, forKey: .word)
            time = try values.graphMoment(.time)
        }
    }

    /// A video made by hand, as tests and fakes need it.
    public init(id: VideoID) { self.id = id }

    /// What tells a video apart after a crash.
    public static let recoveryFields: [Field] = ["id", "description", "created_time", "post_id", "published"]

    /// Every field this type has room for.
    public static let allFields: [Field] =
        recoveryFields + ["title", "permalink_url", "scheduled_publish_time", "status"]

    enum CodingKeys: String, CodingKey {
        case id, description, title, status
        case created = "created_time"
        case permalink = "permalink_url"
        case postID = "post_id"
        case isPublished = "published"
        case scheduled = "scheduled_publish_time"
    }

    /// Reads the platform's description; only the id must be there.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(VideoID.self, forKey: .id)
        description = try values.decodeIfPresent(String.self, forKey: .description)
        title = try values.decodeIfPresent(String.self, forKey: .title)
        created = try values.graphTime(.created)
        permalink = try values.decodeIfPresent(String.self, forKey: .permalink)
        postID = try values.decodeIfPresent(PagePostID.self, forKey: .postID)
        isPublished = try values.decodeIfPresent(Bool.self, forKey: .isPublished)
        scheduled = try values.graphMoment(.scheduled)
        status = try values.decodeIfPresent(Status.self, forKey: .status)
    }
}
