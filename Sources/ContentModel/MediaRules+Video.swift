import Diagnostics
import MediaHeaders

extension MediaRules {
    /// The bounds of a video by the place it is shown in.
    ///
    /// Carousel slides have no table of their own in Meta's documents: the reel's rules are applied, and the caps of the
    /// old feed video, 60 s and 100 MB, are warnings.
    struct VideoBounds {
        let bytes: Int
        let seconds: ClosedRange<Double>
        let ratios: ClosedRange<Double>

        static let reel = VideoBounds(bytes: 300_000_000, seconds: 3...900, ratios: 0.01...10)
        static let story = VideoBounds(bytes: 100_000_000, seconds: 3...60, ratios: 0.1...10)
        static let slideAdvice = (bytes: 100_000_000, seconds: 60.0)
    }

    static let mostColumns = 1920
    static let frameRates = 23.0...60.0
    static let mostBitsPerSecond = 25_000_000
    static let videoCodecs: Set<String> = ["avc1", "avc3", "hvc1", "hev1"]
    static let mostSamplesPerSecond = 48_000
    static let audioChannels = 1...2
    static let audioBitsPerSecond = 128_000

    /// Containers round durations up to a frame of sound or picture: this much past a bound is within it.
    private static let slack = 0.1

    /// Reports what makes the video unfit for `place`.
    func checkVideo(_ video: VideoFacts, for place: Place, findings: inout Findings) {
        guard Self.videoFormats.contains(facts.format) else {
            refuse(
                "is \(Self.article(facts.format.rawValue)) file", why: "Instagram takes videos as MP4 or MOV",
                fix: "export it as MP4", &findings)
            return
        }
        checkContainer(video, findings: &findings)
        checkExtent(video, for: place, findings: &findings)
        guard let track = video.tracks.first else {
            refuse("has no picture", why: "there is no video track in it", fix: "export it again", &findings)
            return
        }
        checkPicture(track, bounds: place == .story ? .story : .reel, findings: &findings)
        if place == .reel || place == .story {
            adviseProportions(
                track.displaySize, of: place == .reel ? "a reel" : "a story", findings: &findings)
        }
        for audio in video.audio { checkSound(audio, findings: &findings) }
    }

    private func checkContainer(_ video: VideoFacts, findings: inout Findings) {
        if video.isIndexFirst == false {
            refuse(
                "has its index (moov) at the end", why: "Instagram wants it first",
                fix: "export it for streaming: ffmpeg -i IN -c copy -movflags +faststart OUT", &findings)
        }
        if video.editList == .edits {
            findings.warning(
                path.location, "'\(path.value)' has an edit list",
                why: "Instagram asks for none, though it takes those that encoders write for the start of sound",
                fix: "if sound or length is wrong, export with ffmpeg -use_editlist 0")
        }
    }

    private func checkExtent(_ video: VideoFacts, for place: Place, findings: inout Findings) {
        let bounds: VideoBounds = place == .story ? .story : .reel
        let thing = place == .story ? "a story video" : place == .reel ? "a reel" : "a video"
        if facts.byteCount > bounds.bytes {
            reportSize(limit: bounds.bytes, of: thing, fix: "export it at a lower bit rate", findings: &findings)
        } else if place == .slide, facts.byteCount > VideoBounds.slideAdvice.bytes {
            advise(
                "has \(Self.megabytes(facts.byteCount))", why: "carousel videos were once held to 100 MB",
                fix: "export it smaller if Instagram refuses it", &findings)
        }
        if let rate = facts.averageBitRate, rate > Self.mostBitsPerSecond {
            refuse(
                "has \(Self.tenths(Double(rate) / 1_000_000)) Mbit/s", why: "Instagram takes at most 25",
                fix: "export it at a lower bit rate", &findings)
        }
        guard let seconds = video.duration.map({ $0 / .seconds(1) }) else { return }
        let length = "lasts \(Self.tenths(seconds)) s"
        if seconds < bounds.seconds.lowerBound - Self.slack {
            refuse(length, why: "\(thing) lasts at least 3 s", fix: "make it longer", &findings)
        } else if seconds > bounds.seconds.upperBound + Self.slack {
            let most = bounds.seconds.upperBound == 900 ? "15 minutes" : "60 s"
            refuse(length, why: "\(thing) lasts at most \(most)", fix: "cut it", &findings)
        } else if place == .slide, seconds > VideoBounds.slideAdvice.seconds + Self.slack {
            advise(
                length, why: "carousel videos were once held to 60 s", fix: "cut it if Instagram refuses it", &findings)
        }
    }

    private func checkPicture(_ track: VideoTrack, bounds: VideoBounds, findings: inout Findings) {
        if !Self.videoCodecs.contains(track.codec) {
            refuse(
                "is coded as '\(track.codec)'", why: "Instagram takes H.264 and HEVC", fix: "export it as H.264",
                &findings)
        }
        let size = track.displaySize
        if size.width > Self.mostColumns {
            refuse(
                "is \(size)", why: "Instagram takes at most \(Self.mostColumns) columns", fix: "export it at 1080x1920",
                &findings)
        }
        if let ratio = size.aspectRatio, !bounds.ratios.contains(ratio) {
            refuse(
                "is \(size)", why: "Instagram takes proportions from \(bounds.ratios.lowerBound):1 to 10:1",
                fix: "export it at 1080x1920", &findings)
        }
        if let rate = track.frameRate,
            rate < Self.frameRates.lowerBound - 0.5 || rate > Self.frameRates.upperBound + 0.5
        {
            refuse(
                "has \(Self.tenths(rate)) frames a second", why: "Instagram takes 23 to 60", fix: "export it at 30",
                &findings)
        }
        if track.isInterlaced == true {
            refuse("is interlaced", why: "Instagram takes progressive video", fix: "deinterlace it", &findings)
        }
        if let chroma = track.chroma, chroma != .quarter {
            refuse(
                "has \(chroma.rawValue) colour", why: "Instagram takes 4:2:0", fix: "export it with -pix_fmt yuv420p",
                &findings)
        }
    }

    private func checkSound(_ audio: AudioTrack, findings: inout Findings) {
        if !audio.isAAC {
            refuse("has '\(audio.codec)' sound", why: "Instagram takes AAC", fix: "export its sound as AAC", &findings)
        }
        if audio.sampleRate > Self.mostSamplesPerSecond {
            refuse(
                "has \(audio.sampleRate) Hz sound", why: "Instagram takes at most \(Self.mostSamplesPerSecond)",
                fix: "export it with -ar 48000", &findings)
        }
        if !Self.audioChannels.contains(audio.channels) {
            refuse(
                "has \(audio.channels) channels of sound", why: "Instagram takes mono and stereo",
                fix: "export it with -ac 2", &findings)
        }
        // Encoders miss a bit rate by some; whether Instagram refuses more is not known.
        if let rate = audio.bitRate, rate > Self.audioBitsPerSecond * 11 / 10 {
            advise(
                "has sound of \(rate / 1000) kbit/s", why: "Instagram asks for 128", fix: "export it with -b:a 128k",
                &findings)
        }
    }

    private func refuse(_ what: String, why: String, fix: String, _ findings: inout Findings) {
        findings.error(path.location, "'\(path.value)' \(what)", why: why, fix: fix)
    }

    private func advise(_ what: String, why: String, fix: String, _ findings: inout Findings) {
        findings.warning(path.location, "'\(path.value)' \(what)", why: why, fix: fix)
    }

    /// One decimal place, or none for whole numbers.
    private static func tenths(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
