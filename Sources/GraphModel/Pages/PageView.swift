public import FoundationEssentials

/// A Page as its followers see it now, and behind the scenes what waits for its hour.
public struct PageView: Hashable, Sendable, Identifiable {
    /// The Page's id.
    public let id: String
    /// Its name.
    public let name: String
    /// Posts, videos and reels, newest first, pinned ones before all.
    public let posts: [Post]
    /// Stories of the last 24 hours, oldest first.
    public let stories: [Post]
    /// What the platform will publish by itself, the next one first.
    public let scheduled: [Post]
    /// What was made and is not to be seen, oldest first.
    public let unpublished: [Post]

    /// One post, reel or story.
    public struct Post: Hashable, Sendable, Identifiable {
        /// The post's id.
        public let id: String
        /// What followers tell it apart by.
        public let kind: PostRecord.Kind
        /// The path of its own page, without a slash before it.
        public let path: String
        /// The text.
        public let message: String?
        /// The heading of a video.
        public let title: String?
        /// What it links to, unchecked.
        public let link: String?
        /// The Page of the place it is at.
        public let place: String?
        /// Whether only some people can see it.
        public let isTargeted: Bool
        /// When it went out or will; for a draft, when it was made.
        public let date: Date
        /// Whether the platform's scheduler sent it out, or will.
        public let isScheduledByPlatform: Bool
        /// Its photos, or its video.
        public let slides: [FollowerView.Slide]
        /// Visible ones, oldest first; each is followed by its replies.
        public let comments: [FollowerView.Comment]
    }
}

extension Platform {
    /// The Pages worth showing: those that are accounts of their own, and any with posts; in the order they were added.
    public func pageViews(at now: Date) -> [PageView] {
        var seen: Set<PageID> = []
        return accountKeys.compactMap { key -> PageView? in
            guard let page = key.pageID.flatMap({ pages[PageID($0)] }), seen.insert(page.id).inserted,
                key.platform == "facebook" || !page.posts.isEmpty
            else { return nil }
            return view(of: page, at: now)
        }
    }

    private func view(of page: Page, at now: Date) -> PageView {
        let all = posts(of: page)
        let live = all.filter { isLive($0, at: now) && !$0.isHidden }
        let feed = live.filter { !$0.kind.isStory }.enumerated().sorted { left, right in
            let (older, newer) = (createdTime(left.element, at: now), createdTime(right.element, at: now))
            return (left.element.isPinned ? 0 : 1, -older.timeIntervalSince1970, -left.offset)
                < (right.element.isPinned ? 0 : 1, -newer.timeIntervalSince1970, -right.offset)
        }
        let waiting = all.filter { !hasBeenLive($0, at: now) }
        let scheduled = waiting.filter { if case .scheduled = $0.release { true } else { false } }
            .sorted { ($0.release.moment ?? now) < ($1.release.moment ?? now) }
        return PageView(
            id: page.id.text, name: page.name, posts: feed.map { post($0.element, at: now) },
            stories: live.filter { $0.kind.isStory }.map { post($0, at: now) },
            scheduled: scheduled.map { post($0, at: now) },
            unpublished: waiting.filter { if case .scheduled = $0.release { false } else { true } }
                .map { post($0, at: now) })
    }

    private func post(_ post: PagePost, at now: Date) -> PageView.Post {
        let visible = liveComments(of: post).filter { !$0.isHidden }
        let date: Date =
            if hasBeenLive(post, at: now) { createdTime(post, at: now) } else { post.release.moment ?? post.created }
        return PageView.Post(
            id: post.id.text, kind: .init(post.kind),
            path: String(permalink(of: post).dropFirst(configuration.pagePermalinkBase.count)),
            message: post.content.message, title: post.content.title, link: post.content.link,
            place: post.content.place, isTargeted: post.content.targeting != nil, date: date,
            isScheduledByPlatform: post.wasScheduled, slides: slides(of: post),
            comments: visible.filter { $0.parent == nil }.flatMap { thread in
                [comment(thread)] + visible.filter { $0.parent == thread.id }.map(comment)
            })
    }

    private func slides(of post: PagePost) -> [FollowerView.Slide] {
        let shown = post.photos.compactMap { photos[$0] }.map { photo in
            FollowerView.Slide(
                code: photo.id.text, isVideo: false, storedName: photo.storedName, storedCover: nil,
                altText: photo.altText, tags: [])
        }
        guard let video = post.video.flatMap({ videos[$0] }), let name = video.storedName else { return shown }
        return shown + [
            FollowerView.Slide(
                code: video.id.text, isVideo: true, storedName: name, storedCover: video.storedThumb, altText: nil,
                tags: [])
        ]
    }

    private func comment(_ comment: PageComment) -> FollowerView.Comment {
        FollowerView.Comment(
            id: comment.id.text, author: comment.authorName, text: comment.message, written: comment.written,
            isReply: comment.parent != nil)
    }
}
