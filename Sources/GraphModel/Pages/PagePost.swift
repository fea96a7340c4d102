import FoundationEssentials

/// A post of a Page, or one of its stories: live, waiting for its hour, or unpublished.
struct PagePost: Hashable, Sendable, Codable {
    enum Kind: String, Hashable, Sendable, Codable {
        case text, link, photo, album, video, reel, photoStory, videoStory

        var isStory: Bool { self == .photoStory || self == .videoStory }

        /// Whether `/feed` and its like show it; reels and stories have lists of their own.
        var isListed: Bool { self != .reel && !isStory }
    }

    /// What its makers asked for; whether it is live then follows from the clock, so that no timer is needed.
    enum Release: Hashable, Sendable, Codable {
        /// Unpublished, until somebody says otherwise.
        case draft
        case scheduled(for: Date)
        case published(at: Date)

        /// The earliest moment at which it may be seen.
        var moment: Date? {
            switch self {
            case .draft: nil
            case .scheduled(let date), .published(let date): date
            }
        }
    }

    let id: PostID
    let page: PageID
    let kind: Kind
    var content: PostContent
    var release: Release
    /// When it was made, which for what was scheduled is not when it went out.
    let created: Date
    var updated: Date
    var photos: [PhotoID] = []
    var video: VideoID?
    var isHidden = false
    var isPinned = false
    /// Whether somebody wrote it in a browser or another app, so that this app may not change it.
    var isForeign = false
    /// Whether the platform published it by itself at a time given before.
    var wasScheduled = false
    /// Oldest first, replies among them.
    var comments: [PageCommentID] = []
    var deleted: Date?

    /// How long a story is to be seen.
    static let storyLife: TimeInterval = 86_400
}

extension Platform {
    /// When a post is seen first; `nil` while nothing says when.
    func goesLive(_ post: PagePost) -> Date? {
        guard let moment = post.release.moment else { return nil }
        guard let id = post.video else { return moment }
        // A video is not shown before it is processed, whatever was asked.
        guard let video = videos[id], video.failure == nil, let ready = video.readyAt else { return nil }
        return max(moment, ready)
    }

    /// Whether followers have seen it by now, or had until it was deleted.
    func hasBeenLive(_ post: PagePost, at now: Date) -> Bool {
        goesLive(post).map { $0 <= min(now, post.deleted ?? now) } ?? false
    }

    /// Whether followers see it now; a story only in its first 24 hours.
    func isLive(_ post: PagePost, at now: Date) -> Bool {
        guard post.deleted == nil, let live = goesLive(post), live <= now else { return false }
        return !post.kind.isStory || now.timeIntervalSince(live) < PagePost.storyLife
    }

    /// The posts of a Page that were not deleted, oldest first.
    func posts(of page: Page) -> [PagePost] {
        page.posts.compactMap { posts[$0] }.filter { $0.deleted == nil }
    }

    /// Adds a post; its id begins with the Page's, a story's does not.
    mutating func add(
        _ kind: PagePost.Kind, on page: PageID, _ content: PostContent, _ release: PagePost.Release,
        photos: [PhotoID] = [], video: VideoID? = nil, at now: Date
    ) -> PagePost {
        let number = freshNumber()
        var post = PagePost(
            id: PostID(kind.isStory ? number : "\(page)_\(number)"), page: page, kind: kind, content: content,
            release: release, created: now, updated: now, photos: photos, video: video)
        if case .scheduled = release { post.wasScheduled = true }
        posts[post.id] = post
        pages[page]?.posts.append(post.id)
        for photo in photos { self.photos[photo]?.post = post.id }
        if let video { videos[video]?.post = post.id }
        return post
    }
}
