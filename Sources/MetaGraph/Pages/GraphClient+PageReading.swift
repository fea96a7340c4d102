public import FoundationEssentials
import HTTP

/// The lists of a Page's posts. None of them shows reels or stories, and none is complete: the platform ranks what it
/// lists and stops at some 600 posts a year, so that what is missing in one may exist all the same.
public enum PagePostList: String, Hashable, Sendable, CaseIterable {
    /// By the Page and by others.
    case feed
    /// By the Page.
    case posts
    /// By the Page, hidden ones among them.
    case published = "published_posts"
    /// Those that wait for their hour.
    case scheduled = "scheduled_posts"
}

extension GraphClient {
    /// Reads one post.
    public func post(
        _ id: PagePostID, _ fields: [Field] = PagePost.allFields
    ) async throws(GraphError) -> GraphReply<PagePost> {
        try await get(id.text, fields)
    }

    /// Reads one page of a list of posts, newest first.
    ///
    /// - Parameters:
    ///   - limit: items on a page; the platform's default is 25, and more than 100 an error.
    ///   - since: only posts of later times.
    ///   - until: only posts of earlier times.
    public func posts(
        of page: PageID, in list: PagePostList = .published, _ fields: [Field] = PagePost.recoveryFields,
        limit: Int? = nil, since: Date? = nil, until: Date? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<PagePost>> {
        try await self.page([page.text, list.rawValue], fields, limit: limit, since: since, until: until)
    }

    /// Reads a list of posts page after page, `maximum` items at most.
    public func allPosts(
        of page: PageID, in list: PagePostList = .published, _ fields: [Field] = PagePost.recoveryFields,
        limit: Int? = 100, since: Date? = nil, until: Date? = nil, maximum: Int = 10_000
    ) -> GraphItems<PagePost> {
        GraphItems(maximum: maximum, in: self) { client async throws(GraphError) in
            try await client.posts(of: page, in: list, fields, limit: limit, since: since, until: until)
        }
    }

    /// Reads one page of a Page's reels, newest first.
    public func reels(
        of page: PageID, _ fields: [Field] = PageVideo.recoveryFields, limit: Int? = nil, since: Date? = nil,
        until: Date? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<PageVideo>> {
        try await self.page([page.text, "video_reels"], fields, limit: limit, since: since, until: until)
    }

    /// Reads one page of a Page's videos, newest first.
    public func videos(
        of page: PageID, _ fields: [Field] = PageVideo.recoveryFields, limit: Int? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<PageVideo>> {
        try await self.page([page.text, "videos"], fields, limit: limit)
    }

    /// Reads one page of a Page's stories: those of the last 24 hours, older ones, or both.
    public func stories(
        of page: PageID, _ status: PageStory.Status? = nil, limit: Int? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<PageStory>> {
        var form = Form()
        form.add("fields", PageStory.allFields.text)
        form.add("status", status?.rawValue)
        form.add("limit", limit)
        return try await self.page(GraphCall(.get, [page.text, "stories"], form))
    }

    /// Reads one photo; which post shows it is ``PagePhoto/postID``.
    public func photo(
        _ id: PhotoID, _ fields: [Field] = PagePhoto.allFields
    ) async throws(GraphError) -> GraphReply<PagePhoto> {
        try await get(id.text, fields)
    }

    /// Reads one video, reel or story's video, and how far it has come.
    public func video(
        _ id: VideoID, _ fields: [Field] = PageVideo.allFields
    ) async throws(GraphError) -> GraphReply<PageVideo> {
        try await get(id.text, fields)
    }
}
