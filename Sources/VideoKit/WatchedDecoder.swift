internal import CFFmpeg

/// How much a decoder is asked to notice.
enum Strictness {
    /// What it cannot go on from.
    case least
    /// Whatever may be damage, on several threads, of which one hears late of a failure: near the place, and where pictures
    /// from before a cut are missing also what is none.
    case suspicious
    /// What is damage, and where it is; on one thread.
    case exact
}

/// A decoder that takes nothing for whole that is not: what it would pass over or make up is an error.
struct WatchedDecoder: ~Copyable {
    private let decoder: Decoder
    private let stream: UnsafeMutablePointer<AVStream>
    private let delay: Int64
    private let strictness: Strictness
    /// `nil` where packets and frames are not known to be as many: of other codecs, and where frames are two fields.
    private var watch: FrameWatch?
    private var packetCount = 0
    private var firstTime: Int64?
    private var lastTime: Int64 = 0

    /// Packets of sound at the start that lean on what was cut away before them, as MP3's do.
    private static let leaningPackets = 3

    /// - Parameters:
    ///   - delay: ticks of the stream before its first moment.
    ///   - keepsLooks: whether somebody sees the frames; else what only smooths them is left out.
    init(
        _ stream: UnsafeMutablePointer<AVStream>, delay: Int64, keepsLooks: Bool = true, _ strictness: Strictness
    ) throws(VideoError) {
        (self.stream, self.delay, self.strictness) = (stream, delay, strictness)
        let isExact = strictness == .exact
        // H.264's decoder marks frames that it had to make up in part, which one thread can see in time.
        let fails = stream.tellsAll && strictness != .least && !(isExact && stream.marksFrames)
        decoder = try Decoder(
            stream, strictly: fails, keepsLooks: keepsLooks, threads: isExact ? 1 : Decoder.threads)
        // MPEG-4 has packets that stand for a picture not changed: they are looked for only where something is wrong.
        let isWatched = strictness == .suspicious && stream.isWatched || isExact && stream.tellsAll
        watch = isWatched ? FrameWatch() : nil
    }

    /// Gives `packet` to the decoder; `nil` tells it that there are no more.
    ///
    /// - Throws: ``VideoError/damaged(_:seconds:)`` with the time of the first damage that has come to light.
    mutating func send(_ packet: UnsafeMutablePointer<AVPacket>?) throws(VideoError) {
        if let packet {
            packetCount += 1
            let time = packet.pointee.pts
            if time != calends_av_no_time {
                lastTime = time
                firstTime = firstTime ?? time
            }
            if strictness != .least, stream.isWatched, hasHole(packet.pointee, stream.pointee.codecpar.pointee) {
                throw damage(lastTime)
            }
            if time == calends_av_no_time {
                watch = nil
            } else if packet.pointee.flags & AV_PKT_FLAG_DISCARD == 0, let lost = watch?.send(time) {
                throw damage(lost)
            }
        }
        if try !decoder.send(packet) { try noticeFailure() }
    }

    /// The next frame in `frame`; false where another packet is needed first, or there are no more.
    mutating func receive(into frame: borrowing Frame) throws(VideoError) -> Bool {
        // A decoder that only ever fails must not keep anybody busy.
        for _ in 0..<256 {
            switch try decoder.receive(into: frame) {
            case .frame:
                try look(at: frame.pointer)
                return true
            case .nothingYet: return false
            case .end:
                if let lost = watch?.end() { throw damage(lost) }
                return false
            case .damage: try noticeFailure()
            }
        }
        throw damage(lastTime)
    }

    /// What is shown before the first key frame may look back at what the file does not have; of what fails among several
    /// threads the watch tells whether it matters.
    private func noticeFailure() throws(VideoError) {
        let matters =
            switch stream.kind {
            case .picture: watch == nil || strictness == .exact && lastTime >= firstTime ?? 0
            case .sound: packetCount > Self.leaningPackets
            }
        if matters { throw damage(lastTime) }
    }

    private mutating func look(at frame: UnsafeMutablePointer<AVFrame>) throws(VideoError) {
        let time = frame.pointee.pts
        if frame.pointee.interlaced_frame != 0 || time == calends_av_no_time { watch = nil }
        if let lost = watch?.receive(time) { throw damage(lost) }
        // A reference that is missing is no damage where a recording begins in the middle of a broadcast.
        let isMadeUp = frame.pointee.decode_error_flags & ~FF_DECODE_ERROR_MISSING_REFERENCE != 0
        let place = time == calends_av_no_time ? lastTime : time
        if isMadeUp, strictness != .least, place >= firstTime ?? 0 { throw damage(place) }
    }

    private func damage(_ time: Int64) -> VideoError {
        .damaged(stream.kind, seconds: max(0, Double(time - delay) * (stream.pointee.time_base.value ?? 0)))
    }
}

extension UnsafeMutablePointer<AVStream> {
    /// Whether each packet makes one frame.
    fileprivate var isWatched: Bool {
        [AV_CODEC_ID_H264, AV_CODEC_ID_HEVC].contains(pointee.codecpar.pointee.codec_id)
    }

    /// Whether frames that had to be made up are marked, so that failing is not needed to see it.
    fileprivate var marksFrames: Bool { pointee.codecpar.pointee.codec_id == AV_CODEC_ID_H264 }

    /// Whether decoders fail at all that they find wrong, when they are asked to, rather than fill it with a guess.
    fileprivate var tellsAll: Bool { isWatched || pointee.codecpar.pointee.codec_id == AV_CODEC_ID_MPEG4 }
}
