public import MetaGraph
public import Publishing
import ScheduleLock

extension MetaGraph.PagePost {
    /// What tells posts in lists apart.
    public static let listFields: [Field] =
        recoveryFields + [Field("attachments", ["media_type", "target", Field("subattachments", ["media_type"])])]
}

extension ListedMedium {
    /// `nil` for a post around a video, which is listed as the video it shows.
    public init?(_ post: MetaGraph.PagePost) {
        let shown = post.attachments?.first
        let parts = shown?.parts.count ?? 0
        let kind: MediaLook.Kind
        switch (shown?.mediaType, post.statusType) {
        case ("album", _): kind = parts == 1 ? .image : .carousel
        case ("photo", _): kind = .image
        case ("video", _): return nil
        case (nil, "added_video"): return nil
        case (nil, "added_photos"): kind = .image
        default: kind = .text
        }
        self.init(
            id: post.id.text, timestamp: post.scheduled ?? post.created, caption: post.message, kind: kind,
            childCount: kind == .carousel && parts > 0 ? parts : nil)
    }

    /// The video that a post shows; `nil` for other posts.
    public init?(videoOf post: MetaGraph.PagePost) {
        guard let shown = post.attachments?.first, shown.mediaType == "video", let id = shown.targetID else {
            return nil
        }
        self.init(
            id: id, timestamp: post.scheduled ?? post.created, caption: post.message, kind: .video, childCount: nil)
    }

    /// A video or reel of a list.
    init(_ video: PageVideo) {
        self.init(
            id: video.id.text, timestamp: video.created, caption: video.description, kind: .video, childCount: nil)
    }

    /// A story of a list; it has no words.
    init(_ story: PageStory) {
        self.init(
            id: story.id.text, timestamp: story.created, caption: nil,
            kind: story.mediaType == "video" ? .video : .image, childCount: nil)
    }
}
