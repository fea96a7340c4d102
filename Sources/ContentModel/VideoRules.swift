import Diagnostics
import MediaHeaders
import MediaWork

/// What a video must be for the place it is shown in, and what is done so that it is.
///
/// What can be mended is mended; length, proportions and a missing picture are the author's to change.
struct VideoRules {
    let path: Located<String>
    let facts: MediaFacts
    let video: VideoFacts
    let place: MediaRules.Place
    /// How other proportions than 9:16 are filled; `nil` leaves them.
    var fill: VideoRecipe.PictureEncoding.Shape.Fill?
    /// Whether hosting publishes files as they are, so that nothing can be done about them.
    var isHostedAsIs = false
    /// Whether each group of pictures stands alone; `nil` where that is not known.
    var hasClosedGroups: Bool?
    /// Named where the place's rules are those of one platform among others that an entry goes out on.
    var account: AccountName?

    var bounds: VideoBounds { .of(place) }

    /// What it is, and on which account, for messages.
    private var thing: String { account.map { "\(bounds.thing) on account '\($0)'" } ?? bounds.thing }

    /// Reports what makes the video unfit, and answers what is done about the rest; `nil` where it goes out as it is.
    func treatment(findings: inout Findings) -> Treatment? {
        checkLength(findings: &findings)
        guard let track = video.tracks.first else {
            refuse("has no picture", why: "there is no video track in it", fix: "export it again", &findings)
            return nil
        }
        checkProportions(track, findings: &findings)
        guard checkCodecs(track, findings: &findings) else { return nil }
        let defects = defects
        guard !isHostedAsIs else {
            for defect in defects { report(defect, findings: &findings) }
            adviseOfGroups(isCoded: false, findings: &findings)
            return nil
        }
        let shape = shape(of: track)
        adviseOfGroups(isCoded: shape != nil || defects.contains { $0.part == .picture }, findings: &findings)
        guard !defects.isEmpty || shape != nil else { return nil }
        return Treatment(.video(recipe(defects, track, shape)), changes: changes(defects, track, shape))
    }

    // MARK: - What cannot be mended

    private func checkLength(findings: inout Findings) {
        guard let seconds = video.duration.map({ $0 / .seconds(1) }) else { return }
        let length = "lasts \(Self.thousandths(seconds)) s"
        if seconds < bounds.seconds.lowerBound {
            refuse(
                length, why: "\(thing) lasts at least \(Self.tenths(bounds.seconds.lowerBound)) s",
                fix: "make it longer", &findings)
        } else if seconds > bounds.seconds.upperBound + VideoRecipe.longestTail {
            refuse(length, why: "\(thing) lasts at most \(bounds.longestInWords)", fix: "cut it", &findings)
        } else if let advised = bounds.advisedSeconds, seconds > advised {
            advise(
                length, why: "carousel videos were once held to 60 s", fix: "cut it if Instagram refuses it", &findings)
        }
        if let advised = bounds.advisedBytes, advised + 1...bounds.bytes ~= facts.byteCount {
            advise(
                "has \(MediaRules.megabytes(facts.byteCount))", why: "carousel videos were once held to 100 MB",
                fix: "export it smaller if Instagram refuses it", &findings)
        }
    }

    private func checkProportions(_ track: VideoTrack, findings: inout Findings) {
        let size = track.displaySize
        guard let ratio = size.aspectRatio else { return }
        if !bounds.ratios.contains(ratio) {
            refuse(
                "is \(size)", why: "\(place.platform) takes proportions from \(bounds.ratios.lowerBound):1 to 10:1",
                fix: "export it at 1080x1920", &findings)
        } else if let least = bounds.leastPortrait {
            checkPortrait(track, least, findings: &findings)
        } else if shape(of: track) == nil, isOffPortrait(size), place == .reel || place == .story {
            advise(
                "is \(size)",
                why: "\(place == .reel ? "a reel" : "a story") is shown at 9:16, with bars or cropped otherwise",
                fix: "export it at 1080x1920, or write fit: crop or fit: pad", &findings)
        }
    }

    /// Nobody has seen the platform refuse them, and its documents do: a warning, and not minutes of coding anew.
    private func adviseOfGroups(isCoded: Bool, findings: inout Findings) {
        guard hasClosedGroups == false, !isCoded else { return }
        advise(
            "has pictures that look back past a key frame (open groups)", why: "Instagram asks for closed groups",
            fix: "export it with closed groups (closed GOP) if Instagram refuses it", &findings)
    }

    /// Source: fact sheet "Publishing", §7.3, errors 1363040 and 1363127.
    private func checkPortrait(_ track: VideoTrack, _ least: PixelSize, findings: inout Findings) {
        let size = track.displaySize
        if shape(of: track) == nil, isOffPortrait(size) {
            refuse(
                "is \(size)", why: "Facebook takes \(thing) at 9:16 alone",
                fix: "export it at 1080x1920, or write fit: crop or fit: pad", &findings)
            return
        }
        let result = self.size(of: track)
        guard result.width < least.width || result.height < least.height else { return }
        refuse(
            size == result ? "is \(size)" : "comes to \(result)",
            why: "Facebook takes \(thing) of at least \(least)", fix: "export it at 1080x1920", &findings)
    }

    private func checkCodecs(_ track: VideoTrack, findings: inout Findings) -> Bool {
        if VideoCodecs.name(track.codec) == nil {
            refuse(
                "is coded as '\(track.codec)'",
                why: "\(place.platform) takes H.264 and HEVC, and this cannot be made into them",
                fix: "export it as H.264", &findings)
            return false
        }
        if let audio = video.audio.first, VideoCodecs.name(audio) == nil {
            refuse(
                "has '\(audio.codec)' sound", why: "\(place.platform) takes AAC, and this cannot be made into it",
                fix: "export its sound as AAC", &findings)
            return false
        }
        return true
    }

    private func report(_ defect: VideoDefect, findings: inout Findings) {
        let why = "\(defect.why), and hosting: kind: url publishes files as they are"
        let fix = "run calends media prepare --into media/ready, commit what it writes, and name that"
        if defect.isTolerated {
            advise(defect.what, why: why, fix: fix, &findings)
        } else {
            refuse(defect.what, why: why, fix: fix, &findings)
        }
    }

    // MARK: - What is made of it

    private func recipe(
        _ defects: [VideoDefect], _ track: VideoTrack, _ shape: VideoRecipe.PictureEncoding.Shape?
    ) -> VideoRecipe {
        let parts = Set(defects.map(\.part))
        // What an edit list cuts or delays is cut and delayed in both.
        let isEdited = video.editList == .edits
        let picture = VideoRecipe.PictureEncoding(
            longestSide: shape != nil || track.displaySize.width > bounds.mostColumns
                ? bounds.mostColumns : nil,
            shape: shape, isDeinterlaced: track.isInterlaced == true, frameRates: bounds.frameRates,
            mostBitsPerSecond: mostBitsPerSecond)
        let sound = VideoRecipe.SoundEncoding(
            mostSamplesPerSecond: VideoBounds.mostSamplesPerSecond, mostChannels: VideoBounds.mostChannels,
            bitsPerSecond: VideoBounds.soundBitsPerSecond)
        return VideoRecipe(
            picture: parts.contains(.picture) || shape != nil ? .encoded(picture) : .copied,
            sound: parts.contains(.sound) || isEdited ? .encoded(sound) : .copied,
            longest: bounds.seconds.upperBound, byteLimit: bounds.bytes)
    }

    private func changes(
        _ defects: [VideoDefect], _ track: VideoTrack, _ shape: VideoRecipe.PictureEncoding.Shape?
    ) -> [MediaChange] {
        var changes = defects.map(\.change)
        if let shape {
            changes.append(shape.fill == .crop ? .cropped(to: size(of: track)) : .padded(to: size(of: track)))
        }
        let isEncoded = shape != nil || defects.contains { $0.part == .picture }
        if isEncoded, track.rotation != 0, !changes.contains(.turned) { changes.append(.turned) }
        return changes
    }

    /// The most bits of the picture in any second: what the platform takes, less what sound and container need, and
    /// less where so many seconds of them would be too many bytes.
    var mostBitsPerSecond: Int {
        let most = 20_000_000
        guard let seconds = video.duration.map({ $0 / .seconds(1) }), 0.1...10_000 ~= seconds else { return most }
        let room = Double(bounds.bytes) * 8 * 0.97 / (seconds + 1) - Double(VideoBounds.soundBitsPerSecond)
        return min(most, max(500_000, Int(room)))
    }

    /// The proportions that are wished and that it does not have.
    func shape(of track: VideoTrack) -> VideoRecipe.PictureEncoding.Shape? {
        guard let fill, isOffPortrait(track.displaySize) else { return nil }
        return VideoRecipe.PictureEncoding.Shape(width: 9, height: 16, fill: fill)
    }

    private func isOffPortrait(_ size: PixelSize) -> Bool {
        size.aspectRatio.map { abs($0 / MediaRules.portrait - 1) > 0.02 } ?? false
    }

    private func refuse(_ what: String, why: String, fix: String, _ findings: inout Findings) {
        findings.error(path.mark, "'\(path.value)' \(what)", why: why, fix: fix)
    }

    private func advise(_ what: String, why: String, fix: String, _ findings: inout Findings) {
        findings.warning(path.mark, "'\(path.value)' \(what)", why: why, fix: fix)
    }

    /// At most three decimal places: a bound may be missed by a fraction of a frame.
    static func thousandths(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let (whole, rest) = Int((value * 1000).rounded()).quotientAndRemainder(dividingBy: 1000)
        guard rest != 0 else { return "\(whole)" }
        var digits = String(String(1000 + abs(rest)).dropFirst())
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// One decimal place, or none for whole numbers.
    static func tenths(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
