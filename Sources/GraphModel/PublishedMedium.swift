public import FoundationEssentials

/// One thing that ever went live, as its followers saw it.
public struct PublishedMedium: Hashable, Sendable, Codable, Identifiable {
    /// The kinds that followers tell apart.
    public enum Kind: String, Hashable, Sendable, Codable {
        case post, carousel, reel, story
    }

    /// The medium's id.
    public let id: String
    /// The account it stands in.
    public let accountID: String
    /// That account's name in permalinks.
    public let username: String
    /// The container it was made of.
    public let containerID: String
    /// Where followers see it.
    public let kind: Kind
    /// `IMAGE`, `VIDEO` or `CAROUSEL_ALBUM`.
    public let mediaType: String
    /// The text under it; stories have none.
    public let caption: String?
    /// What a screen reader says; of a single image only.
    public let altText: String?
    /// Its page on Instagram.
    public let permalink: String
    /// When it went live.
    public let publishedAt: Date
    /// When it was deleted; `nil` while it is live.
    public let deletedAt: Date?
    /// What the face keeps: one name for each medium, slides in order.
    public let storedNames: [String]
    /// What the face keeps as the cover of a reel.
    public let storedCover: String?
    /// Whether people can comment.
    public let takesComments: Bool
    /// Those not deleted, oldest first.
    public let comments: [String]

    /// The facts as the sandbox serves them.
    public var json: JSON {
        .object(present: [
            "id": .string(id), "account": .string(accountID), "username": .string(username),
            "container": .string(containerID), "kind": .string(kind.rawValue), "media_type": .string(mediaType),
            "caption": caption.map(JSON.string), "alt_text": altText.map(JSON.string),
            "permalink": .string(permalink), "published_at": .string(GraphTime.text(publishedAt)),
            "deleted": .bool(deletedAt != nil), "deleted_at": deletedAt.map { .string(GraphTime.text($0)) },
            "files": .array(storedNames.map(JSON.string)), "cover": storedCover.map(JSON.string),
            "is_comment_enabled": .bool(takesComments), "comments": .array(comments.map(JSON.string)),
        ])
    }
}

extension Platform {
    /// The truth: all that was ever published, oldest first, deleted things among it.
    ///
    /// - Parameter account: only this account's; `nil` for all, in the order of their ids.
    public func everything(of account: String? = nil) -> [PublishedMedium] {
        accounts.values
            .filter { account == nil || $0.id.text == account }
            .sorted { $0.id < $1.id }
            .flatMap { account in account.media.compactMap { media[$0] }.map { published($0, account) } }
    }

    private func published(_ medium: Medium, _ account: Account) -> PublishedMedium {
        let kind: PublishedMedium.Kind =
            switch medium.kind {
            case .image, .childImage, .childVideo: .post
            case .carousel: .carousel
            case .reel: .reel
            case .storyImage, .storyVideo: .story
            }
        let slides = medium.children.compactMap { media[$0] }
        return PublishedMedium(
            id: medium.id.text, accountID: account.id.text, username: account.username,
            containerID: medium.container.text, kind: kind, mediaType: medium.mediaType,
            caption: medium.content.caption, altText: medium.content.altText, permalink: permalink(of: medium),
            publishedAt: medium.published, deletedAt: medium.deleted,
            storedNames: medium.kind == .carousel
                ? slides.compactMap(\.storedName) : [medium.storedName].compactMap { $0 },
            storedCover: medium.storedCover, takesComments: medium.takesComments,
            comments: liveComments(of: medium).map(\.text))
    }
}
