public import FoundationEssentials

/// When a post, video or reel of a Page is seen.
public enum PostRelease: Hashable, Sendable {
    /// At once.
    case now
    /// Not until ``GraphClient/publish(_:)`` or ``GraphClient/schedule(_:for:)`` says so: making one twice does no harm.
    case draft
    /// At a time, published by the platform itself.
    ///
    /// From 10 minutes ahead to 30 days (Pages posts guide; the reference says 75), reels to 29 days. Whole seconds
    /// count.
    case scheduled(for: Date)

    /// Whether others see it without another call, so that making it cannot be repeated blindly.
    var isSeen: Bool { self != .draft }
}

extension Form {
    /// `published` and, where there is one, `scheduled_publish_time`.
    mutating func add(_ release: PostRelease) {
        switch release {
        case .now: add("published", true)
        case .draft: add("published", false)
        case .scheduled(let date):
            add("published", false)
            add("scheduled_publish_time", date.graphSeconds)
        }
    }

    /// `video_state` and, where there is one, `scheduled_publish_time`, as reels have them.
    mutating func addState(_ release: PostRelease) {
        switch release {
        case .now: add("video_state", "PUBLISHED")
        case .draft: add("video_state", "DRAFT")
        case .scheduled(let date):
            add("video_state", "SCHEDULED")
            add("scheduled_publish_time", date.graphSeconds)
        }
    }
}
