public import FoundationEssentials

/// An account as its followers see it: the profile, and what is live on it now.
public struct FollowerView: Hashable, Sendable {
    /// The account's id.
    public let id: String
    /// Its handle.
    public let username: String
    /// The name people see.
    public let name: String
    /// What it says of itself.
    public let biography: String?
    /// The link on the profile, unchecked.
    public let website: String?
    /// Where its picture is, which may be anywhere.
    public let pictureURL: String?
    /// How many follow it.
    public let followers: Int
    /// How many it follows.
    public let follows: Int
    /// Posts, carousels and reels, newest first.
    public let posts: [Post]
    /// Stories of the last 24 hours, oldest first.
    public let stories: [Post]

    /// One thing that went live and was not deleted.
    public struct Post: Hashable, Sendable, Identifiable {
        /// The medium's id.
        public let id: String
        /// What followers tell it apart by.
        public let kind: PublishedMedium.Kind
        /// The part of the permalink that names it: a short code, for stories a number.
        public let code: String
        /// The text under it; stories have none.
        public let caption: String?
        /// When it went live.
        public let published: Date
        /// One for each picture or video; never empty.
        public let slides: [Slide]
        /// Who was invited to share it.
        public let collaborators: [String]
        /// The Page of the place it is tagged with.
        public let locationID: String?
        /// What a reel's own sound is called.
        public let audioName: String?
        /// Whether it carries the label of AI.
        public let isAIGenerated: Bool
        /// Whether the profile shows it beside posts; false only for reels kept out of the feed.
        public let isOnGrid: Bool
        /// Whether people can comment.
        public let takesComments: Bool
        /// Visible ones, oldest first; each is followed by its replies.
        public let comments: [Comment]
    }

    /// One picture or video.
    public struct Slide: Hashable, Sendable {
        /// The short code of its own permalink.
        public let code: String
        /// Whether it moves.
        public let isVideo: Bool
        /// Where the face keeps the bytes.
        public let storedName: String
        /// Where it keeps a video's cover, if one was given.
        public let storedCover: String?
        /// What a screen reader says.
        public let altText: String?
        /// Who is tagged in it.
        public let tags: [Tag]
    }

    /// A person tagged in a medium.
    public struct Tag: Hashable, Sendable {
        /// The person's handle.
        public let username: String
        /// From the left, 0 to 1; absent where the tag has no place.
        public let x: Double?
        /// From the top, 0 to 1.
        public let y: Double?
    }

    /// A comment, or a reply to the one before it.
    public struct Comment: Hashable, Sendable, Identifiable {
        /// The comment's id.
        public let id: String
        /// The handle of whoever wrote it.
        public let author: String
        /// What it says.
        public let text: String
        /// When it was written.
        public let written: Date
        /// Whether it answers the comment before it.
        public let isReply: Bool
    }
}

extension Platform {
    /// Every account as its followers see it at this time, in the order the accounts were added; one that only stands
    /// behind a Page is not among them.
    public func followerViews(at now: Date) -> [FollowerView] {
        var seen: Set<String> = []
        return accountKeys.filter { seen.insert($0.id).inserted }
            .compactMap { key -> Account? in
                guard let account = accounts[AccountID(key.id)] else { return nil }
                return key.platform == "facebook" && account.media.isEmpty ? nil : account
            }
            .map { view(of: $0, at: now) }
    }

    private func view(of account: Account, at now: Date) -> FollowerView {
        let live = account.media.compactMap { media[$0] }.filter { $0.deleted == nil }
        return FollowerView(
            id: account.id.text, username: account.username, name: account.name, biography: account.biography,
            website: account.website, pictureURL: account.pictureURL, followers: account.followers,
            follows: account.follows,
            posts: live.filter { !$0.kind.isStory }.reversed().compactMap(post),
            stories: live.filter { $0.kind.isStory && now.timeIntervalSince($0.published) < Container.life }
                .compactMap(post))
    }

    private func post(_ medium: Medium) -> FollowerView.Post? {
        let parts = medium.kind == .carousel ? medium.children.compactMap { media[$0] } : [medium]
        let slides = parts.compactMap(slide)
        guard !slides.isEmpty else { return nil }
        let kind: PublishedMedium.Kind =
            switch medium.kind {
            case .carousel: .carousel
            case .reel: .reel
            case .storyImage, .storyVideo: .story
            default: .post
            }
        let visible = liveComments(of: medium).filter { !$0.isHidden }
        return FollowerView.Post(
            id: medium.id.text, kind: kind, code: kind == .story ? String(medium.number) : medium.shortcode,
            caption: medium.content.caption, published: medium.published, slides: slides,
            collaborators: medium.content.collaborators, locationID: medium.content.locationID,
            audioName: medium.content.audioName, isAIGenerated: medium.content.isAIGenerated ?? false,
            isOnGrid: medium.kind != .reel || medium.content.sharesToFeed, takesComments: medium.takesComments,
            comments: visible.filter { $0.parent == nil }.flatMap { thread in
                [comment(thread)] + visible.filter { $0.parent == thread.id }.map(comment)
            })
    }

    private func slide(_ medium: Medium) -> FollowerView.Slide? {
        guard let name = medium.storedName else { return nil }
        return FollowerView.Slide(
            code: medium.shortcode, isVideo: medium.kind.isVideo, storedName: name, storedCover: medium.storedCover,
            altText: medium.content.altText,
            tags: medium.content.userTags.map { .init(username: $0.username, x: $0.x, y: $0.y) })
    }

    private func comment(_ comment: Comment) -> FollowerView.Comment {
        FollowerView.Comment(
            id: comment.id.text, author: comment.author.username, text: comment.text,
            written: comment.written, isReply: comment.parent != nil)
    }
}
