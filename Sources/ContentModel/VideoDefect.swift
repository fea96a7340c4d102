import MediaHeaders
import MediaWork

/// One thing about a video that the platform does not take, and that can be mended.
struct VideoDefect: Hashable {
    /// What is made anew to mend it.
    var part: Part
    /// What differs once it is mended.
    var change: MediaChange
    /// What is wrong, after the file's name.
    var what: String
    /// The rule behind it.
    var why: String
    /// Whether the platform is known to live with it.
    var isTolerated = false

    enum Part: Hashable {
        case container, picture, sound
    }
}

extension VideoRules {
    /// What is to be mended, container first.
    var defects: [VideoDefect] {
        containerDefects + [tail].compactMap(\.self) + (video.tracks.first.map(pictureDefects) ?? [])
            + (video.audio.first.map(soundDefects) ?? [])
    }

    private var containerDefects: [VideoDefect] {
        var defects: [VideoDefect] = []
        func add(_ change: MediaChange, _ what: String, why: String, isTolerated: Bool = false) {
            defects.append(
                VideoDefect(part: .container, change: change, what: what, why: why, isTolerated: isTolerated))
        }
        if facts.format != .mp4, facts.format != .quickTime {
            add(
                .madeMP4(from: facts.format), "is \(MediaRules.article(facts.format.rawValue)) file",
                why: "\(place.platform) takes videos as MP4 or MOV")
        } else if video.isIndexFirst == false {
            add(.indexMoved, "has its index (moov) at the end", why: "\(place.platform) wants it first")
        }
        if video.isFragmented {
            add(.madeWhole, "comes in fragments", why: "\(place.platform) documents none", isTolerated: true)
        }
        if video.editList != .absent, video.editList != .edits {
            add(.editListRemoved, "has an edit list", why: "\(place.platform) asks for none", isTolerated: true)
        }
        if video.tracks.count > 1 || video.audio.count > 1 {
            add(
                .firstTracksAlone, "has \(video.tracks.count) pictures and \(video.audio.count) sounds",
                why: "only the first of each is played", isTolerated: true)
        }
        if video.namesPlace {
            add(
                .metadataRemoved(hadLocation: true), "may say where it was taken", why: "anybody could read it",
                isTolerated: true)
        } else if video.hasNotes {
            add(
                .metadataRemoved(hadLocation: false), "says more than its picture and sound",
                why: "anybody could read it", isTolerated: true)
        }
        return defects
    }

    /// What is played past the bound, where it is as little as exports leave: a last frame, or the end of the sound.
    private var tail: VideoDefect? {
        let (bound, most) = (bounds.seconds.upperBound, bounds.seconds.upperBound + VideoRecipe.longestTail)
        guard let seconds = video.duration.map({ $0 / .seconds(1) }), seconds > bound, seconds <= most else {
            return nil
        }
        // Packets of sound stand alone, and coded pictures need each other.
        let pictureEnds = video.tracks.first?.duration.map { $0 / .seconds(1) <= bound } ?? false
        return VideoDefect(
            part: pictureEnds ? .container : .picture, change: .tailCut(seconds: seconds - bound),
            what: "lasts \(Self.thousandths(seconds)) s",
            why: "\(bounds.thing) lasts at most \(bounds.longestInWords)")
    }

    private func pictureDefects(_ track: VideoTrack) -> [VideoDefect] {
        var defects: [VideoDefect] = []
        func add(_ change: MediaChange, _ what: String, why: String, isTolerated: Bool = false) {
            defects.append(VideoDefect(part: .picture, change: change, what: what, why: why, isTolerated: isTolerated))
        }
        if video.editList == .edits {
            add(.editsApplied, "has an edit list", why: "\(place.platform) asks for none", isTolerated: true)
        }
        if !VideoCodecs.published.contains(track.codec) {
            let name = VideoCodecs.name(track.codec) ?? track.codec
            add(.pictureCoded(from: name), "is coded as \(name)", why: "\(place.platform) takes H.264 and HEVC")
        }
        // Other proportions bring a size of their own.
        if shape(of: track) == nil, max(track.displaySize.width, track.codedSize.width) > bounds.mostColumns {
            // Turned upright, a long side that was coded as a row may already be short enough.
            let size = size(of: track)
            add(
                size == track.displaySize ? .turned : .resized(from: track.displaySize, to: size),
                "is \(track.displaySize)", why: "\(place.platform) takes at most \(bounds.mostColumns) columns")
        }
        if track.rotation == nil {
            add(
                .turned, "is mirrored, or turned by no quarter",
                why: "players do not agree on how such a video is shown")
        }
        if let rate = track.frameRate, let better = Self.frameRate(instead: rate, in: bounds.frameRates) {
            add(
                .frameRate(from: rate, to: better), "has \(Self.tenths(rate)) frames a second",
                why: "\(place.platform) takes \(Self.tenths(bounds.frameRates.lowerBound)) to 60")
        }
        if track.isInterlaced == true {
            add(.deinterlaced, "is interlaced", why: "\(place.platform) takes progressive video")
        }
        if let chroma = track.chroma, chroma != .quarter {
            add(.chroma(from: chroma), "has \(chroma.rawValue) colour", why: "\(place.platform) takes 4:2:0")
        }
        if let depth = track.bitDepth, depth > 8 {
            add(
                .depth(from: depth), "has \(depth) bits of colour", why: "only 8 are sure to be taken",
                isTolerated: true)
        }
        if let rate = facts.averageBitRate, rate > VideoBounds.mostBitsPerSecond {
            add(
                .bitRate(from: rate, to: mostBitsPerSecond),
                "has \(Self.tenths(Double(rate) / 1_000_000)) Mbit/s", why: "\(place.platform) takes at most 25")
        } else if facts.byteCount > bounds.bytes {
            add(
                .reduced, "has \(MediaRules.megabytes(facts.byteCount))",
                why: "\(place.platform) takes \(bounds.thing) up to \(MediaRules.megabytes(bounds.bytes))")
        }
        return defects
    }

    private func soundDefects(_ audio: AudioTrack) -> [VideoDefect] {
        var defects: [VideoDefect] = []
        func add(_ change: MediaChange, _ what: String, why: String, isTolerated: Bool = false) {
            defects.append(VideoDefect(part: .sound, change: change, what: what, why: why, isTolerated: isTolerated))
        }
        if !audio.isAAC {
            let name = VideoCodecs.name(audio) ?? audio.codec
            add(.soundCoded(from: name), "has \(name) sound", why: "\(place.platform) takes AAC")
        }
        if audio.sampleRate > VideoBounds.mostSamplesPerSecond {
            add(
                .sampleRate(from: audio.sampleRate), "has \(audio.sampleRate) Hz sound",
                why: "\(place.platform) takes at most \(VideoBounds.mostSamplesPerSecond)")
        }
        if audio.channels > VideoBounds.mostChannels {
            add(
                .channels(from: audio.channels), "has \(audio.channels) channels of sound",
                why: "\(place.platform) takes mono and stereo")
        }
        // Encoders miss a bit rate by some; whether Instagram refuses more is not known.
        if audio.isAAC, let rate = audio.bitRate, rate > VideoBounds.soundBitsPerSecond * 11 / 10 {
            add(
                .soundBitRate(from: rate), "has sound of \(rate / 1000) kbit/s", why: "\(place.platform) asks for 128",
                isTolerated: true)
        }
        return defects
    }

    /// The size of the picture once it is coded anew.
    func size(of track: VideoTrack) -> PixelSize {
        let shape = shape(of: track)
        var (width, height) = (Double(track.displaySize.width), Double(track.displaySize.height))
        if let shape {
            let ratio = Double(shape.width) / Double(shape.height)
            let keepsHeight = (width / height > ratio) == (shape.fill == .crop)
            (width, height) = keepsHeight ? (height * ratio, height) : (width, width / ratio)
        }
        guard shape != nil || track.displaySize.width > bounds.mostColumns else { return track.displaySize }
        let scale = min(1, Double(bounds.mostColumns) / max(width, height))
        // Colour is kept for every second pixel only, so sides are even.
        func even(_ length: Double) -> Int { max(2, Int((length * scale / 2 - 0.01).rounded()) * 2) }
        return PixelSize(width: even(width), height: even(height))
    }

    /// The rate that replaces one out of bounds: a multiple below, a part above; `nil` for one within.
    static func frameRate(instead rate: Double, in bounds: ClosedRange<Double>) -> Double? {
        // What a file calls 23.976 or 60 may be off by what its clock rounds.
        guard rate.isFinite, rate > 0.05 else { return 30 }
        if rate < bounds.lowerBound - 0.05 { return rate * (bounds.lowerBound / rate).rounded(.up) }
        return rate > bounds.upperBound + 0.05 ? rate / (rate / bounds.upperBound - 0.001).rounded(.up) : nil
    }
}
