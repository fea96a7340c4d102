/// What a video may be in one place, as the platform documents it.
///
/// Source: Instagram Platform, IG User `media` (fact sheet "Publishing", §3, read in September 2026).
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

    /// Where ``seconds`` end, for messages.
    var longestInWords: String { seconds.upperBound == 900 ? "15 minutes" : "60 s" }

    static let reel = VideoBounds(thing: "a reel", bytes: 300_000_000, seconds: 3...900, ratios: 0.01...10)
    static let story = VideoBounds(thing: "a story video", bytes: 100_000_000, seconds: 3...60, ratios: 0.1...10)
    /// Slides have no table of their own: the reel's rules are applied, and the caps of the old feed video are advice.
    static let slide = VideoBounds(
        thing: "a video", bytes: 300_000_000, seconds: 3...900, ratios: 0.01...10, advisedBytes: 100_000_000,
        advisedSeconds: 60)

    /// Frames a second, everywhere.
    static let frameRates = 23.0...60.0
    /// Pixels in a row, as they are coded and as they are shown.
    static let mostColumns = 1920
    static let mostBitsPerSecond = 25_000_000
    static let mostSamplesPerSecond = 48_000
    static let mostChannels = 2
    static let soundBitsPerSecond = 128_000

    static func of(_ place: MediaRules.Place) -> VideoBounds {
        switch place {
        case .story: .story
        case .slide: .slide
        case .reel, .feed, .cover: .reel
        }
    }
}
