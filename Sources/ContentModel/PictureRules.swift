import Diagnostics
public import MediaHeaders
import MediaWork

/// What a picture must be for the place it is shown in, and what is done so that it is.
///
/// Sources: Instagram Platform, IG User `media`; Pages API, Page `photos` and Page Stories (fact sheet "Publishing", §3,
/// read in September 2026).
public struct PictureRules {
    let path: Located<String>
    let facts: MediaFacts
    let image: ImageFacts
    let place: MediaRules.Place
    var wishes = PictureWishes()
    /// Whether hosting publishes files as they are, so that nothing can be done about them.
    var isHostedAsIs = false

    /// On Instagram 8 MB; Meta's error text speaks of MiB, which is more, so the smaller holds either way. On Facebook
    /// less than 10 MB.
    static func mostBytes(in place: MediaRules.Place) -> Int {
        place.platform == "Instagram" ? 8_000_000 : 9_999_999
    }

    private var mostBytes: Int { Self.mostBytes(in: place) }

    /// 4:5 to 1.91:1, after the picture is turned as EXIF says; past it 36003/2207009.
    static let feedRatios = 0.8...1.91
    /// Narrower pictures are enlarged, wider ones reduced, by a platform that does not ask how.
    static let widths = 320...1440
    /// As high as 9:16 is at the greatest width.
    static let mostHeight = 2560
    /// The longest side that Facebook shows of a photo.
    static let longestOnPage = 2048
    /// More pixels than any camera's, and fewer than would exhaust the worker.
    static let mostPixels = 200_000_000

    /// Whether rules that ask no decoder let a picture through to one.
    public static func canBeDecoded(_ image: ImageFacts, _ format: MediaFormat) -> Bool {
        !image.isAnimated && format != .bmp && image.size.width <= mostPixels / max(1, image.size.height)
    }

    /// Reports what makes the picture unfit, and answers what is done about the rest; `nil` where it goes out as it is.
    func treatment(findings: inout Findings) -> Treatment? {
        guard !image.isAnimated else {
            report(
                "is an \(facts.format == .apng ? facts.format.rawValue : "animated \(facts.format.rawValue)") file",
                why: "\(place.platform) takes what moves as a video",
                fix: "export it as MP4 for a reel, or one frame of it as JPEG", &findings)
            return nil
        }
        guard facts.format != .bmp else {
            report(
                "is a BMP file",
                why: (place.platform == "Instagram" ? "Instagram takes pictures as JPEG" : "pictures go out as JPEG")
                    + ", and BMP is not among what is made into one",
                fix: "export it as JPEG or PNG", &findings)
            return nil
        }
        guard image.size.width <= Self.mostPixels / max(1, image.size.height) else {
            report(
                "claims \(image.size) pixels",
                why: "no more than \(Self.mostPixels / 1_000_000) megapixels are decoded",
                fix: "export it smaller", &findings)
            return nil
        }
        guard let layout = layout(findings: &findings) else { return nil }
        warnOfWidth(layout.size, findings: &findings)
        let changes = changes(layout)
        guard !isHostedAsIs else {
            reportUnprepared(changes, findings: &findings)
            return nil
        }
        guard !changes.isEmpty else { return metadata.map { Treatment(strip, changes: [$0]) } }
        // Nothing of the picture differs: the first of several can be taken out as it is.
        if changes == [.firstOfSeveral] {
            return Treatment(strip, changes: changes + [metadata].compactMap(\.self))
        }
        let recipe = PictureRecipe(
            scaled: layout.scaled, frame: layout.frame, background: wishes.background ?? .white,
            keepsCopyright: wishes.keepsCopyright, byteLimit: mostBytes)
        return Treatment(.picture(recipe), changes: changes + [metadata].compactMap(\.self))
    }

    private var strip: Treatment.Work { .strip(keepsCopyright: wishes.keepsCopyright) }

    private var metadata: MediaChange? {
        image.hasMetadata ? .metadataRemoved(hadLocation: image.hasLocation) : nil
    }

    // MARK: - Size and proportions

    private func layout(findings: inout Findings) -> PictureLayout? {
        let size = image.displaySize
        guard size.width > 0, size.height > 0 else { return PictureLayout(whole: size, within: size) }
        let isInFeed = place == .feed || place == .slide
        let bounds = isInFeed ? Self.feedRatios : MediaRules.portrait...MediaRules.portrait
        let isStory = place == .story || place == .pageStory
        let mismatch = isInFeed ? feedMismatch(size) : isStory ? storyMismatch(size) : nil
        let most =
            place == .pagePhoto
            ? PixelSize(width: Self.longestOnPage, height: Self.longestOnPage)
            : PixelSize(width: Self.widths.upperBound, height: Self.mostHeight)
        guard let mismatch else {
            return PictureLayout(whole: size, within: isInFeed ? most : within(most, size))
        }
        switch wishes.fit {
        case .crop(let focus)?: return PictureLayout(cropping: size, mismatch, bounds, around: focus, within: most)
        case .pad(let blurs)?: return PictureLayout(padding: size, mismatch, bounds, blurs: blurs, within: most)
        case nil: break
        }
        guard isInFeed else {
            findings.warning(
                path.mark, "'\(path.value)' is \(size)",
                why: "a story is shown at 9:16, with bars or cropped otherwise",
                fix: "export it at 1080x1920, or write fit: crop or fit: pad")
            return PictureLayout(whole: size, within: within(most, size))
        }
        reportFeedRatio(size, mismatch, findings: &findings)
        return nil
    }

    /// What a picture outside the feed is held to: nothing while it is a JPEG of few bytes, for those sizes are the
    /// platform's own business; else the size at which it is shown.
    private func within(_ most: PixelSize, _ size: PixelSize) -> PixelSize {
        facts.format == .jpeg && facts.byteCount <= mostBytes ? size : most
    }

    /// A ratio cannot be met exactly in whole pixels: 1200x628 is meant to be 1.91:1, and 1080x1351 to be 4:5.
    private func feedMismatch(_ size: PixelSize) -> PictureLayout.Mismatch? {
        let (width, height) = (Double(size.width), Double(size.height))
        if width < Self.feedRatios.lowerBound * (height - 1) { return .tooTall }
        return (width - 1) / height > Self.feedRatios.upperBound ? .tooWide : nil
    }

    private func storyMismatch(_ size: PixelSize) -> PictureLayout.Mismatch? {
        guard let ratio = size.aspectRatio, abs(ratio / MediaRules.portrait - 1) > 0.02 else { return nil }
        return ratio < MediaRules.portrait ? .tooTall : .tooWide
    }

    private func reportFeedRatio(
        _ size: PixelSize, _ mismatch: PictureLayout.Mismatch, findings: inout Findings
    ) {
        let (width, height) = (Double(size.width), Double(size.height))
        let kept =
            mismatch == .tooTall
            ? "crop it to \(size.width)x\(Int((width / Self.feedRatios.lowerBound).rounded(.down))) or less high"
            : "crop it to \(Int((height * Self.feedRatios.upperBound).rounded(.down)))x\(size.height) or less wide"
        report(
            "is \(size), too \(mismatch == .tooTall ? "tall" : "wide") for the feed",
            why: "Instagram takes pictures from 4:5 to 1.91:1", fix: kept + ", or write fit: crop or fit: pad",
            &findings)
    }

    private func warnOfWidth(_ size: PixelSize, findings: inout Findings) {
        guard place == .feed || place == .slide, 1..<Self.widths.lowerBound ~= size.width else { return }
        findings.warning(
            path.mark, "'\(path.value)' is \(size.width) \(size.width == 1 ? "pixel" : "pixels") wide",
            why: "Instagram enlarges pictures narrower than \(Self.widths.lowerBound), and blurs them",
            fix: "export it 1080 or 1440 wide")
    }

    // MARK: - What differs

    private func changes(_ layout: PictureLayout) -> [MediaChange] {
        var changes: [MediaChange] = []
        switch facts.format {
        case .jpeg: break
        case .mpo: changes.append(.firstOfSeveral)
        default: changes.append(.madeJPEG(from: facts.format))
        }
        // A turn in HEIC and AVIF is a property of the picture, which every decoder applies.
        if ![.heic, .avif].contains(facts.format), image.orientation != .upright { changes.append(.turned) }
        switch layout.frame {
        case .whole:
            if layout.scaled != image.displaySize {
                changes.append(.resized(from: image.displaySize, to: layout.scaled))
            }
        case .crop(let size, _): changes.append(.cropped(to: size))
        case .pad(let size, _): changes.append(.padded(to: size))
        }
        if let name = foreignColours { changes.append(.colours(from: name)) }
        if let depth = image.bitDepth, depth > 8 { changes.append(.depth(from: depth)) }
        if image.hasAlpha { changes.append(.madeOpaque) }
        if changes.isEmpty || changes == [.firstOfSeveral], facts.byteCount > mostBytes {
            changes.append(.reduced)
        }
        return changes
    }

    /// Names that makers of small profiles give to sRGB.
    private static let namesOfSRGB = ["sRGB", "c2", "uRGB", "Gray Gamma 2.2", "sGray"]

    /// What the picture's colours are, where they are not sRGB.
    private var foreignColours: String? {
        switch image.colour {
        case .cmyk, .ycck, .lab: return image.colour?.rawValue
        default: break
        }
        guard image.profileColour != nil else { return nil }
        let name = image.profileName ?? "another colour space"
        return Self.namesOfSRGB.contains { name.contains($0) } ? nil : name
    }

    // MARK: - Where nothing can be done

    private func reportUnprepared(_ changes: [MediaChange], findings: inout Findings) {
        let fix = "run calends media prepare --into media/ready, commit what it writes, and name that"
        let asIs = "hosting: kind: url publishes files as they are"
        if facts.format != .jpeg {
            report(
                "is \(MediaRules.article(facts.format.rawValue)) file",
                why: "Instagram takes pictures as JPEG only, and \(asIs)", fix: fix, &findings)
        }
        if facts.byteCount > mostBytes {
            report(
                "has \(MediaRules.megabytes(facts.byteCount))",
                why: "Instagram takes a picture up to \(MediaRules.megabytes(mostBytes)), and \(asIs)", fix: fix,
                &findings)
        }
        for change in changes {
            switch change {
            case .cropped, .padded:
                report("is not yet \(change.words)", why: asIs, fix: fix, &findings)
            case .colours(let name):
                findings.warning(
                    path.mark, "'\(path.value)' is in \(name) colour",
                    why: "Instagram shows sRGB, and its conversion may shift colours", fix: fix)
            default: break
            }
        }
        if image.hasLocation {
            findings.warning(
                path.mark, "'\(path.value)' says where it was taken", why: "anybody can read it: \(asIs)", fix: fix)
        }
    }

    private func report(_ what: String, why: String, fix: String, _ findings: inout Findings) {
        findings.error(path.mark, "'\(path.value)' \(what)", why: why, fix: fix)
    }
}
