import MediaHeaders

/// What a video may be in one place, as the platform documents it.
///
/// Sources: Instagram Platform, IG User `media`; Video API, Reels and Page Stories (fact sheet "Publishing", §3, read in
/// September 2026).
struct VideoBounds: Hashable, Sendable {
    /// What is shown there, for messages.
    let thing: String
    /// The most bytes of a file.
    let bytes: Int
    let seconds: ClosedRange<Double>
    /// Width to height, rotation applied.
    let ratios: ClosedRange<Double>
    /// More than these are reported, and not refused.
    var advisedBytes: Int?
    var advisedSeconds: Double?
    /// Frames a second.
    var frameRates = 23.0...60.0
    /// Pixels in a row, as they are coded and as they are shown.
    var mostColumns = 1920
    /// The least size of what is taken at 9:16 alone; `nil` where other proportions are.
    var leastPortrait: PixelSize?

    /// Where ``seconds`` end, for messages.
    var longestInWords: String {
        switch seconds.upperBound {
        case 900: "15 minutes"
        case 14_400: "4 hours"
        case let seconds: "\(VideoRules.tenths(seconds)) s"
        }
    }

    static let reel = VideoBounds(thing: "a reel", bytes: 300_000_000, seconds: 3...900, ratios: 0.01...10)
    static let story = VideoBounds(thing: "a story video", bytes: 100_000_000, seconds: 3...60, ratios: 0.1...10)
    /// Slides have no table of their own: the reel's rules are applied, and the caps of the old feed video are advice.
    static let slide = VideoBounds(
        thing: "a video", bytes: 300_000_000, seconds: 3...900, ratios: 0.01...10, advisedBytes: 100_000_000,
        advisedSeconds: 60)
    /// Meta documents no bounds; these are what its partners tell their users.
    static let pageVideo = VideoBounds(
        thing: "a video", bytes: 2_000_000_000, seconds: 1...14_400, ratios: 0.01...10, frameRates: 1...60,
        mostColumns: 3840)
    static let pageReel = VideoBounds(
        thing: "a reel", bytes: 300_000_000, seconds: 3...90, ratios: 0.01...10, frameRates: 24...60,
        leastPortrait: PixelSize(width: 540, height: 960))
    static let pageStory = VideoBounds(
        thing: "a story video", bytes: 300_000_000, seconds: 3...60, ratios: 0.01...10, frameRates: 24...60,
        leastPortrait: PixelSize(width: 540, height: 960))

    static let mostBitsPerSecond = 25_000_000
    static let mostSamplesPerSecond = 48_000
    static let mostChannels = 2
    static let soundBitsPerSecond = 128_000

    static func of(_ place: MediaRules.Place) -> VideoBounds {
        switch place {
        case .story: .story
        case .slide: .slide
        case .reel, .feed, .cover: .reel
        case .pageVideo, .pagePhoto: .pageVideo
        case .pageReel: .pageReel
        case .pageStory: .pageStory
        }
    }
}
