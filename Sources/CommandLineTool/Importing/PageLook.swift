import ContentModel
import FoundationEssentials
import GraphPublishing
import MetaGraph
import Planning
import Publishing
import ScheduleLock

/// Looks at a Facebook Page with few calls: its posts and reels as far back as something of ours should be, and each one
/// that is missing there.
struct PageLook: PlatformLook {
    let account: Account
    let graph: GraphClient
    /// What should be there.
    let expected: [PublishedPublication]
    let retrospect: Retrospect

    /// The platform lists some 600 posts a year.
    private static let mostPosts = 2_000

    private static let fields: [Field] = MetaGraph.PagePost.listFields + ["permalink_url"]
    private static let videoFields: [Field] = PageVideo.recoveryFields + ["permalink_url"]

    func observe() async throws -> ObservedAccount {
        let page = PageID(account.id)
        var missing = Set(expected.map(\.mediaID))
        let since = retrospect.start
        var media: [ObservedMedium] = []
        for try await post in graph.allPosts(of: page, Self.fields, since: since, maximum: Self.mostPosts) {
            media.append(ObservedMedium(post))
        }
        for reel in try await graph.reels(of: page, Self.videoFields, limit: 100, since: since).value.items {
            media.append(ObservedMedium(reel))
        }
        missing.subtract(media.map(\.id))
        var gone: Set<String> = []
        for medium in missing.sorted() {
            do throws(GraphError) {
                // Of a post the id has two parts.
                media.append(
                    medium.contains("_")
                        ? ObservedMedium(try await graph.post(PagePostID(medium), Self.fields).value)
                        : ObservedMedium(try await graph.video(VideoID(medium), Self.videoFields).value))
            } catch {
                // An outage says that, too; here the list agrees with it.
                guard error.saysNoSuchObject else { throw error }
                gone.insert(medium)
            }
        }
        return ObservedAccount(account: account.name, media: media, gone: gone)
    }
}

extension ObservedMedium {
    fileprivate init(_ post: MetaGraph.PagePost) {
        let listed = ListedMedium(post) ?? ListedMedium(videoOf: post)
        self.init(
            id: listed?.id ?? post.id.text, publishedAt: post.created, permalink: post.permalink,
            sight: Sight(kind: listed?.kind, caption: post.message, childCount: listed?.childCount))
    }

    fileprivate init(_ video: PageVideo) {
        self.init(
            id: video.id.text, publishedAt: video.created,
            permalink: video.permalink.map(PagePermalink.whole),
            sight: Sight(kind: .video, caption: video.description))
    }
}
