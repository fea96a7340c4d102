public import FoundationEssentials

/// One post, reel or story that was ever made on a Page, as it is in truth.
public struct PostRecord: Hashable, Sendable, Codable, Identifiable {
    /// The kinds that followers tell apart.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case text, link, photo, album, video, reel
        case photoStory = "photo_story"
        case videoStory = "video_story"
    }

    /// How far it got.
    public enum State: String, Hashable, Sendable, Codable {
        /// Made, and seen by nobody: a draft, a video that is not ready, what was deleted before its hour.
        case unpublished
        /// Waits for its hour.
        case scheduled
        /// Was seen, and perhaps is.
        case published
    }

    /// The post's id.
    public let id: String
    /// The Page's id.
    public let pageID: String
    /// The Page's name.
    public let pageName: String
    /// What followers see.
    public let kind: Kind
    /// How far it got.
    public let state: State
    /// The text, in its present words.
    public let message: String?
    /// What it links to.
    public let link: String?
    /// Its page on Facebook.
    public let permalink: String
    /// When it went out or is to go out; `nil` for a draft.
    public let publishedAt: Date?
    /// Whether the platform's own scheduler sent it out, or will.
    public let isScheduledByPlatform: Bool
    /// When it was deleted; `nil` while it exists.
    public let deletedAt: Date?
    /// Its photos, in order.
    public let photoIDs: [String]
    /// Its video.
    public let videoID: String?
    /// What screen readers say of its photos, in order.
    public let altTexts: [String?]
    /// What the face keeps: one name for each photo or video.
    public let storedNames: [String]
    /// What the face keeps as the picture of a video.
    public let storedThumb: String?
    /// Those not deleted, oldest first.
    public let comments: [String]

    /// The facts as the sandbox serves them.
    public var json: JSON {
        .object(present: [
            "id": .string(id), "platform": "facebook", "account": .string(pageID), "username": .string(pageName),
            "kind": .string(kind.rawValue), "state": .string(state.rawValue), "message": message.map(JSON.string),
            "link": link.map(JSON.string), "permalink": .string(permalink),
            "published_at": publishedAt.map { .string(GraphTime.text($0)) }, "scheduled": .bool(isScheduledByPlatform),
            "deleted": .bool(deletedAt != nil), "deleted_at": deletedAt.map { .string(GraphTime.text($0)) },
            "photos": .array(photoIDs.map(JSON.string)), "video": videoID.map(JSON.string),
            "alt_texts": altTexts.contains { $0 != nil }
                ? .array(altTexts.map { $0.map(JSON.string) ?? .null }) : nil,
            "files": .array(storedNames.map(JSON.string)), "cover": storedThumb.map(JSON.string),
            "comments": .array(comments.map(JSON.string)),
        ])
    }
}

extension Platform {
    /// The truth about Pages: all posts, reels and stories ever made, oldest first, deleted ones among them.
    ///
    /// - Parameter page: only this Page's; `nil` for all, in the order of their ids.
    public func postRecords(of page: String? = nil, at now: Date) -> [PostRecord] {
        pages.values
            .filter { page == nil || $0.id.text == page }
            .sorted { $0.id < $1.id }
            .flatMap { page in page.posts.compactMap { posts[$0] }.map { record($0, page, at: now) } }
    }

    /// Photos that were sent to a Page, are kept, and are shown by nothing: orphans, or those of a post to come.
    public func unusedPhotos(of page: String, at now: Date) -> [String] {
        (pages[PageID(page)]?.photos ?? []).compactMap { photos[$0] }
            .filter { isKept($0, at: now) && $0.post == nil }.map(\.id.text)
    }

    /// How many posts of all Pages have been seen: it grows by itself as what was scheduled or processed goes out.
    public func seenPosts(at now: Date) -> Int { posts.values.count { hasBeenLive($0, at: now) } }

    private func record(_ post: PagePost, _ page: Page, at now: Date) -> PostRecord {
        let shown = post.photos.compactMap { photos[$0] }
        let video = post.video.flatMap { videos[$0] }
        let state: PostRecord.State =
            if hasBeenLive(post, at: now) {
                .published
            } else if case .scheduled = post.release, post.deleted == nil {
                .scheduled
            } else {
                .unpublished
            }
        return PostRecord(
            id: post.id.text, pageID: page.id.text, pageName: page.name, kind: .init(post.kind), state: state,
            message: post.content.message, link: post.content.link, permalink: permalink(of: post),
            publishedAt: goesLive(post) ?? post.release.moment, isScheduledByPlatform: post.wasScheduled,
            deletedAt: post.deleted, photoIDs: post.photos.map(\.text), videoID: post.video?.text,
            altTexts: shown.map(\.altText),
            storedNames: shown.map(\.storedName) + [video?.storedName].compactMap { $0 },
            storedThumb: video?.storedThumb, comments: liveComments(of: post).map(\.message))
    }
}

extension PostRecord.Kind {
    init(_ kind: PagePost.Kind) {
        self =
            switch kind {
            case .text: .text
            case .link: .link
            case .photo: .photo
            case .album: .album
            case .video: .video
            case .reel: .reel
            case .photoStory: .photoStory
            case .videoStory: .videoStory
            }
    }
}
