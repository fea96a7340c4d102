/// What pictures and videos have in common: places to be shown in, and words.
enum MediaRules {
    /// Where a medium is shown.
    enum Place: Hashable {
        case feed, story, cover, reel, slide
        /// In the feed of a Page.
        case pagePhoto, pageVideo
        case pageReel
        /// A picture or a video in a Page's stories.
        case pageStory

        /// Whose rules hold there.
        var platform: String {
            switch self {
            case .feed, .story, .cover, .reel, .slide: "Instagram"
            case .pagePhoto, .pageVideo, .pageReel, .pageStory: "Facebook"
            }
        }
    }

    /// What stories, reels and covers are shown in.
    static let portrait = 9.0 / 16.0

    /// Megabytes of a million bytes, with one decimal place where it says something.
    static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 99_999) / 100_000
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }

    /// `a PNG`, `an MP4`.
    static func article(_ name: String) -> String {
        let startsWithVowelSound = ["MPO", "MP4", "AVIF", "animated PNG"].contains(name)
        return (startsWithVowelSound ? "an " : "a ") + name
    }
}
