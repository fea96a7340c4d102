import Diagnostics
import MediaHeaders

/// What a video must be for the place it is shown in; pictures have ``PictureRules``.
///
/// Source: Instagram Platform, IG User `media` (fact sheet "Publishing", §3, read in September 2026).
struct MediaRules {
    let path: Located<String>
    let facts: MediaFacts

    /// Where a medium is shown.
    enum Place: Hashable {
        case feed, story, cover, reel, slide
    }

    static let videoFormats: Set<MediaFormat> = [.mp4, .quickTime]

    /// What stories, reels and covers are shown in.
    static let portrait = 9.0 / 16.0

    /// Warns of bars or cropping where the platform shows 9:16.
    func adviseProportions(_ size: PixelSize, of thing: String, findings: inout Findings) {
        guard let ratio = size.aspectRatio, abs(ratio / Self.portrait - 1) > 0.02 else { return }
        findings.warning(
            path.location, "'\(path.value)' is \(size)",
            why: "\(thing) is shown at 9:16, with bars or cropped otherwise",
            fix: "export it at 1080x1920")
    }

    func reportSize(limit: Int, of thing: String, fix: String, findings: inout Findings) {
        findings.error(
            path.location, "'\(path.value)' has \(Self.megabytes(facts.byteCount))",
            why: "Instagram takes \(thing) up to \(Self.megabytes(limit))", fix: fix)
    }

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
