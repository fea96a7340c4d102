import Diagnostics
import MediaHeaders

/// What a picture or a video must be for the place it is shown in.
///
/// Source: Instagram Platform, IG User `media` (fact sheet "Publishing", §3, read in September 2026).
struct MediaRules {
    let path: Located<String>
    let facts: MediaFacts

    /// Where a medium is shown.
    enum Place: Hashable {
        case feed, story, cover, reel, slide
    }

    /// The picture formats that can be published as they are.
    ///
    /// Meta takes JPEG only. Everything else is an error until media are converted on the way.
    static let pictureFormats: Set<MediaFormat> = [.jpeg]
    static let videoFormats: Set<MediaFormat> = [.mp4, .quickTime]

    /// 8 MB; Meta's error text speaks of MiB, which is more, so the smaller holds either way.
    static let pictureBytes = 8_000_000
    /// 4:5 to 1.91:1, after the picture is turned as EXIF says; past it 36003/2207009.
    static let feedRatios = 0.8...1.91
    /// Narrower pictures are enlarged.
    static let leastWidth = 320
    /// What stories, reels and covers are shown in.
    static let portrait = 9.0 / 16.0

    /// Reports what makes the picture unfit for `place`.
    func checkPicture(_ image: ImageFacts, for place: Place, findings: inout Findings) {
        guard Self.pictureFormats.contains(facts.format) else {
            findings.error(
                path.location, "'\(path.value)' is \(Self.article(facts.format.rawValue)) file",
                why: "Instagram takes pictures as JPEG only", fix: "export it as JPEG")
            return
        }
        if facts.byteCount > Self.pictureBytes {
            reportSize(limit: Self.pictureBytes, of: "a picture", fix: "export it smaller", findings: &findings)
        }
        if image.colour == .cmyk || image.colour == .ycck {
            findings.warning(
                path.location, "'\(path.value)' is in \(image.colour?.rawValue ?? "CMYK") colour",
                why: "Instagram shows sRGB, and its conversion may shift colours", fix: "export it in sRGB")
        }
        let size = image.displaySize
        switch place {
        case .feed, .slide:
            checkFeedRatio(size, findings: &findings)
            if size.width < Self.leastWidth {
                findings.warning(
                    path.location, "'\(path.value)' is \(size.width) pixels wide",
                    why: "Instagram enlarges pictures narrower than \(Self.leastWidth), and blurs them",
                    fix: "export it 1080 or 1440 wide")
            }
        case .story: adviseProportions(size, of: "a story", findings: &findings)
        case .cover, .reel: break
        }
    }

    private func checkFeedRatio(_ size: PixelSize, findings: inout Findings) {
        guard size.width > 0, size.height > 0 else { return }
        // A ratio cannot be met exactly in whole pixels: 1200x628 is meant to be 1.91:1.
        let (width, height) = (Double(size.width), Double(size.height))
        let isTooTall = (width + 1) / height < Self.feedRatios.lowerBound
        let isTooWide = (width - 1) / height > Self.feedRatios.upperBound
        guard isTooTall || isTooWide else { return }
        let kept =
            isTooTall
            ? "crop it to \(size.width)x\(Int((width / Self.feedRatios.lowerBound).rounded(.down))) or less high"
            : "crop it to \(Int((height * Self.feedRatios.upperBound).rounded(.down)))x\(size.height) or less wide"
        findings.error(
            path.location, "'\(path.value)' is \(size), too \(isTooTall ? "tall" : "wide") for the feed",
            why: "Instagram takes pictures from 4:5 to 1.91:1", fix: kept)
    }

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
