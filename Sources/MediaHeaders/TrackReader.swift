/// Reads one track of an MP4 or QuickTime index.
struct TrackReader {
    private let boxes: BoxReader
    private let movieScale: UInt64

    /// `movieScale`: ticks a second in which the movie header and edit lists count.
    init(_ boxes: BoxReader, movieScale: UInt64) {
        (self.boxes, self.movieScale) = (boxes, movieScale)
    }

    enum Track {
        case video(VideoTrack)
        case audio(AudioTrack)
        /// One of timed metadata: what phones and action cameras note along the way, places among it.
        case metadata
    }

    /// The track in `box`; `nil` for one of text or time codes.
    func track(_ box: Box) throws(MediaError) -> Track? {
        let parts = try boxes.children(of: box)
        guard let media = parts.first(where: { $0.type == "mdia" }) else { return nil }
        let mediaParts = try boxes.children(of: media)
        guard let handler = mediaParts.first(where: { $0.type == "hdlr" }),
            let header = mediaParts.first(where: { $0.type == "mdhd" }),
            let information = mediaParts.first(where: { $0.type == "minf" }),
            let table = try boxes.children(of: information).first(where: { $0.type == "stbl" })
        else { return nil }
        // Tracks of metadata are laid out as their makers like; only what will be used is read.
        let kind = try boxes.text(in: handler, at: 8, count: 4)
        if kind == "meta" || kind == "camm" { return .metadata }
        guard kind == "vide" || kind == "soun" else { return nil }
        let timing = try Timing(header, boxes)
        // Players take it for one, which makes a slide show of it, or for nothing.
        guard timing.scale > 0 else { throw boxes.reader.malformed("the clock of a track has no ticks") }
        let tables = try boxes.children(of: table)
        guard let descriptions = tables.first(where: { $0.type == "stsd" }),
            let entry = try boxes.children(of: descriptions, skipping: 8).first
        else { return nil }

        if kind == "vide" {
            var track = try SampleEntryReader(boxes).videoTrack(entry)
            try readPlacement(parts, into: &track)
            try readFrameTimes(tables, timing, into: &track)
            track.duration = timing.duration
            track.editList = try editList(parts, timing)
            return .video(track)
        }
        var track = try SampleEntryReader(boxes).audioTrack(entry)
        track.duration = timing.duration
        track.editList = try editList(parts, timing)
        return .audio(track)
    }

    /// The size and the transformation of the track header.
    private func readPlacement(_ parts: [Box], into track: inout VideoTrack) throws(MediaError) {
        guard let header = parts.first(where: { $0.type == "tkhd" }) else { return }
        let matrix = try boxes.number(in: header, at: 0, count: 1) == 1 ? 52 : 40
        let size = PixelSize(
            width: try boxes.number(in: header, at: matrix + 36, count: 4) >> 16,
            height: try boxes.number(in: header, at: matrix + 40, count: 4) >> 16)
        if size.width > 0, size.height > 0 { track.displaySize = size }

        // a b / c d of the matrix in 16.16 fixed point; u, v, w and the translation do not turn anything.
        let (one, minusOne) = (0x0001_0000, 0xFFFF_0000)
        var terms: [Int] = []
        for offset in [0, 4, 12, 16] { terms.append(try boxes.number(in: header, at: matrix + offset, count: 4)) }
        switch terms {
        case [one, 0, 0, one], [0, 0, 0, 0]: track.rotation = 0
        case [0, one, minusOne, 0]: track.rotation = 90
        case [minusOne, 0, 0, minusOne]: track.rotation = 180
        case [0, minusOne, one, 0]: track.rotation = 270
        default: track.rotation = nil
        }
        // Any other matrix that swaps the axes (a mirrored quarter turn) swaps the sides as well.
        if terms[0] == 0, terms[3] == 0, terms[1] != 0 { track.displaySize = track.displaySize.turned }
    }

    /// The frame rate from the table of sample durations, as far as it is short; else from its totals.
    private func readFrameTimes(_ tables: [Box], _ timing: Timing, into track: inout VideoTrack) throws(MediaError) {
        guard timing.scale > 0, let times = tables.first(where: { $0.type == "stts" }) else { return }
        let longestTable = 512
        let entries = try boxes.number(in: times, at: 4, count: 4)
        guard entries <= longestTable else {
            track.isConstantFrameRate = false
            guard let sizes = tables.first(where: { $0.type == "stsz" || $0.type == "stz2" }) else { return }
            let frames = try boxes.number(in: sizes, at: 8, count: 4)
            if timing.ticks > 0 { track.frameRate = Double(frames) * Double(timing.scale) / Double(timing.ticks) }
            return
        }
        var (frames, ticks) = (0.0, 0.0)
        var framesByLength: [Int: Double] = [:]
        for index in 0..<entries {
            let count = try boxes.number(in: times, at: 8 + 8 * index, count: 4)
            let length = try boxes.number(in: times, at: 12 + 8 * index, count: 4)
            frames += Double(count)
            ticks += Double(count) * Double(length)
            framesByLength[length, default: 0] += Double(count)
        }
        guard let (usualLength, usualFrames) = framesByLength.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            ticks > 0
        else { return }
        // A coarse clock rounds (33, 33, 34 ms); the first and the last frame are often given what the audio needs.
        let regularFrames = framesByLength.reduce(0) { sum, entry in
            let difference = abs(entry.key - usualLength)
            return difference == 0 || (difference == 1 && usualLength >= 20) ? sum + entry.value : sum
        }
        track.isConstantFrameRate = frames - regularFrames <= 2
        let average = ticks / frames
        // Where pauses between the frames make up much of the time, the average is what counts.
        let isUsual = usualLength > 0 && usualFrames >= 0.9 * frames && average < 1.4 * Double(usualLength)
        track.frameRate = Double(timing.scale) / (isUsual ? Double(usualLength) : average)
    }

    /// Seconds: AAC's 2112 samples and the few frames by which pictures are put in order stay well below.
    private static let longestDelay = 0.25

    private func editList(_ parts: [Box], _ timing: Timing) throws(MediaError) -> EditList {
        guard let edits = parts.first(where: { $0.type == "edts" }),
            let list = try boxes.children(of: edits).first(where: { $0.type == "elst" })
        else { return .absent }
        let count = try boxes.number(in: list, at: 4, count: 4)
        guard count == 1 else { return count == 0 ? .absent : .edits }
        let isLong = try boxes.number(in: list, at: 0, count: 1) == 1
        let length = try isLong ? boxes.number64(in: list, at: 8) : UInt64(boxes.number(in: list, at: 8, count: 4))
        let start = try isLong ? boxes.number64(in: list, at: 16) : UInt64(boxes.number(in: list, at: 12, count: 4))
        let rate = try boxes.number(in: list, at: isLong ? 24 : 16, count: 4)
        guard rate == 0x0001_0000, movieScale > 0, timing.scale > 0 else { return .edits }
        let skipped = Double(start) / Double(timing.scale)
        // A length of zero means to the end (fragmented files), as an open duration of the media does.
        let isOpen = length == 0 || timing.duration == nil
        let missing =
            isOpen ? 0 : Double(timing.ticks) / Double(timing.scale) - skipped - Double(length) / Double(movieScale)
        // Both durations are rounded to their own tick.
        if start == 0, abs(missing) <= 1 / Double(movieScale) + 1 / Double(timing.scale) { return .identity }
        return skipped <= Self.longestDelay && abs(missing) <= Self.longestDelay ? .encoderDelay : .edits
    }
}
