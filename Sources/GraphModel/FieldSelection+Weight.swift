extension FieldSelection {
    /// How many values an answer may hold at most; more than ``weightLimit`` is refused, as Graph refuses too much data.
    var weight: Int {
        fields.reduce(0) { Self.bounded($0 + $1.weight) }
    }

    /// Some seconds' worth of work.
    static let weightLimit = 500_000

    /// Nested lists multiply, so sums and products stop past the limit instead of overflowing.
    fileprivate static func bounded(_ weight: Int) -> Int { min(weight, weightLimit + 1) }
}

extension FieldSelection.Field {
    private static let lists: Set<String> = [
        "accounts", "attachments", "children", "comments", "feed", "media", "photos", "posts", "published_posts",
        "replies",
        "scheduled_posts", "stories", "video_reels", "videos",
    ]

    var weight: Int {
        let length = Self.lists.contains(name) ? min(max(calls["limit"]?.integer ?? 25, 1), 100) : 1
        return FieldSelection.bounded(length * max(selection?.weight ?? 1, 1))
    }
}
