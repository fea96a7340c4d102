public import FoundationEssentials

/// A comment as the platform describes it; what was not asked for, or has no value, is nil.
public struct Comment: Hashable, Sendable, Decodable {
    /// The comment.
    public let id: CommentID
    /// What it says.
    public var text: String?
    /// When it was written.
    public var timestamp: Date?
    /// Who wrote it.
    public var username: String?
    /// How many likes it has.
    public var likeCount: Int?
    /// Whether the owner has hidden it.
    public var isHidden: Bool?
    /// The comment it answers.
    public var parentID: CommentID?

    /// A comment made by hand, as tests and fakes need it.
    public init(id: CommentID) { self.id = id }

    /// Every field this type has room for.
    public static let allFields: [Field] = [
        "id", "text", "timestamp", "username", "like_count", "hidden", "parent_id",
    ]

    enum CodingKeys: String, CodingKey {
        case id, text, timestamp, username, hidden
        case likeCount = "like_count"
        case parentID = "parent_id"
    }

    /// Reads the platform's description; only the id must be there.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(CommentID.self, forKey: .id)
        text = try values.decodeIfPresent(String.self, forKey: .text)
        timestamp = try values.graphTime(.timestamp)
        username = try values.decodeIfPresent(String.self, forKey: .username)
        likeCount = try values.decodeIfPresent(Int.self, forKey: .likeCount)
        isHidden = try values.decodeIfPresent(Bool.self, forKey: .hidden)
        parentID = try values.decodeIfPresent(CommentID.self, forKey: .parentID)
    }
}
