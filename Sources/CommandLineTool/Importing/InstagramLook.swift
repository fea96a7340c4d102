import ContentModel
import MetaGraph
import Planning
import ScheduleLock

/// Looks at an Instagram account with few calls: its list as far back as something of ours should be, and each medium
/// that is missing there.
struct InstagramLook: PlatformLook {
    let account: Account
    let graph: GraphClient
    /// What should be there.
    let expected: [PublishedPublication]
    let retrospect: Retrospect

    private static let fields: [Field] = [
        "id", "caption", "media_type", "permalink", "timestamp", "is_comment_enabled", "alt_text",
        Field("children", ["id"]),
    ]
    /// The platform lists no more than its newest 10,000.
    private static let mostMedia = 10_000

    func observe() async throws -> ObservedAccount {
        var missing = Set(expected.map(\.mediaID))
        var media: [ObservedMedium] = []
        for try await medium in graph.allMedia(of: IGUserID(account.id), Self.fields, maximum: Self.mostMedia) {
            if let start = retrospect.start, let time = medium.timestamp, time < start { break }
            missing.remove(medium.id.text)
            media.append(ObservedMedium(medium))
        }
        media.removeAll { !retrospect.includes($0) }
        var gone: Set<String> = []
        for medium in missing.sorted() {
            do throws(GraphError) {
                media.append(ObservedMedium(try await graph.media(MediaID(medium), Self.fields).value))
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
    /// What the platform told of a medium whose caption, form and comments it was asked for.
    init(_ medium: Media) {
        let kind: ScheduleLock.MediaLook.Kind? =
            switch medium.kind {
            case .image: .image
            case .video: .video
            case .carousel: .carousel
            default: nil
            }
        self.init(
            id: medium.id.text, publishedAt: medium.timestamp, permalink: medium.permalink,
            commentsEnabled: medium.isCommentEnabled,
            sight: Sight(
                kind: kind, caption: medium.caption, altText: medium.altText, childCount: medium.children?.count))
    }
}
