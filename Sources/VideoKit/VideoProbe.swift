internal import CFFmpeg
public import MediaWork

/// Opens the video at `path`, decodes its first and its last moments, and says what it is.
///
/// - Throws: ``VideoError`` where that fails: what is damaged there cannot be published.
public func inspectVideo(at path: String) throws(VideoError) -> VideoInspection {
    try inspectVideo(at: path, decodesEnd: true)
}

/// - Parameter decodesEnd: whether the end is looked at, too: not where all of it has just been decoded.
func inspectVideo(at path: String, decodesEnd: Bool) throws(VideoError) -> VideoInspection {
    let demuxer = try Demuxer(openingAt: path)
    guard let picture = demuxer.picture else { throw .noPicture }
    try demuxer.checkExtent()
    var probe = VideoProbe()
    try probe.readStart(of: demuxer, decoding: picture, frames: 12)
    if let sound = demuxer.sound {
        try demuxer.seek(to: 0)
        try probe.readStart(of: demuxer, decoding: sound, frames: 12)
    }
    if decodesEnd, let seconds = demuxer.duration, seconds > 2 {
        try demuxer.seek(to: seconds - 1)
        try probe.readRest(of: demuxer, decoding: picture)
    }
    return VideoInspection(demuxer, picture, probe)
}

/// What reading and decoding some of a video brought to light.
private struct VideoProbe {
    private(set) var isInterlaced = false
    private(set) var hasConstantFrameRate = true
    private(set) var hasClosedGroups: Bool?
    private var times: [Int64] = []

    init() {}

    /// Packets of the picture that are looked at: some seconds.
    private static let mostPackets = 300

    /// Decodes the first `frames` frames of `stream`, and looks at some seconds of packets.
    mutating func readStart(
        of demuxer: borrowing Demuxer, decoding stream: UnsafeMutablePointer<AVStream>, frames: Int
    ) throws(VideoError) {
        let packet = try Packet()
        let decoder = try Decoder(stream)
        let frame = try Frame()
        var (decoded, packets) = (0, 0)
        while packets < Self.mostPackets, try demuxer.read(into: packet) {
            guard packet.pointer.pointee.stream_index == stream.pointee.index else { continue }
            packets += 1
            if stream.kind == .picture { look(at: packet, of: stream) }
            guard decoded < frames else { continue }
            decoded += try decode(packet.pointer, decoder, frame, stream, at: 0)
        }
        if decoded < frames { decoded += try decode(nil, decoder, frame, stream, at: 0) }
        guard decoded > 0 else { throw .damaged(stream.kind, seconds: 0) }
        if stream.kind == .picture { judgeTimes() }
    }

    /// Decodes `stream` to the end.
    mutating func readRest(
        of demuxer: borrowing Demuxer, decoding stream: UnsafeMutablePointer<AVStream>
    ) throws(VideoError) {
        let packet = try Packet()
        let decoder = try Decoder(stream)
        let frame = try Frame()
        var seconds = 0.0
        while try demuxer.read(into: packet) {
            let piece = packet.pointer.pointee
            if piece.pts != calends_av_no_time, let unit = demuxer.context.pointee.streams[Int(piece.stream_index)] {
                seconds = max(seconds, Double(piece.pts) * (unit.pointee.time_base.value ?? 0))
            }
            guard piece.stream_index == stream.pointee.index else { continue }
            _ = try decode(packet.pointer, decoder, frame, stream, at: seconds)
        }
        _ = try decode(nil, decoder, frame, stream, at: seconds)
        try demuxer.checkEnd(seconds)
    }

    private mutating func decode(
        _ packet: UnsafeMutablePointer<AVPacket>?, _ decoder: borrowing Decoder, _ frame: borrowing Frame,
        _ stream: UnsafeMutablePointer<AVStream>, at seconds: Double
    ) throws(VideoError) -> Int {
        guard try decoder.send(packet) else { throw .damaged(stream.kind, seconds: seconds) }
        var frames = 0
        while true {
            switch try decoder.receive(into: frame) {
            case .nothingYet, .end: return frames
            case .damage: throw .damaged(stream.kind, seconds: seconds)
            case .frame:
                frames += 1
                isInterlaced = isInterlaced || frame.pointer.pointee.interlaced_frame != 0
            }
        }
    }

    private mutating func look(at packet: borrowing Packet, of stream: UnsafeMutablePointer<AVStream>) {
        let piece = packet.pointer.pointee
        if piece.pts != calends_av_no_time { times.append(piece.pts) }
        guard piece.flags & AV_PKT_FLAG_KEY != 0, let data = piece.data else { return }
        let bytes = UnsafeBufferPointer(start: data, count: Int(piece.size))
        guard let isClosed = startsClosedGroup(bytes, stream.pointee.codecpar.pointee) else { return }
        hasClosedGroups = (hasClosedGroups ?? true) && isClosed
    }

    private mutating func judgeTimes() {
        times.sort()
        let steps = zip(times.dropFirst(), times).map { $0 - $1 }.dropFirst().dropLast()
        guard let least = steps.min(), let most = steps.max() else { return }
        // A coarse clock rounds: 33, 33, 34 ms.
        hasConstantFrameRate = most - least <= 1
    }
}

/// Whether the key frame in `bytes` starts a group that needs no picture before it; `nil` where the codec is another,
/// or its pieces are not marked by their lengths.
///
/// ITU-T H.264, 7.4.1, and H.265, 7.4.2.2: pieces of type 5, and 19 and 20, start anew; 21 may be preceded by pictures
/// that look back.
private func startsClosedGroup(_ bytes: UnsafeBufferPointer<UInt8>, _ parameters: AVCodecParameters) -> Bool? {
    let isHEVC = parameters.codec_id == AV_CODEC_ID_HEVC
    guard isHEVC || parameters.codec_id == AV_CODEC_ID_H264, parameters.extradata_size > 0,
        parameters.extradata?.pointee == 1
    else { return nil }
    var offset = 0
    while offset <= bytes.count - 5 {
        let length = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
        let type = isHEVC ? bytes[offset + 4] >> 1 & 0x3F : bytes[offset + 4] & 0x1F
        switch (isHEVC, type) {
        case (true, 16...20), (false, 5): return true
        case (true, 21), (true, 0...9), (false, 1): return false
        default: offset += 4 + length
        }
    }
    return nil
}

extension VideoInspection {
    fileprivate init(
        _ demuxer: borrowing Demuxer, _ picture: UnsafeMutablePointer<AVStream>, _ probe: borrowing VideoProbe
    ) {
        let (source, parameters) = (PictureSource(picture), picture.pointee.codecpar.pointee)
        let format = av_get_pix_fmt_name(AVPixelFormat(parameters.format))
        var shown = Picture(
            codec: picture.codecName, pixelFormat: format.map { String(cString: $0) } ?? "unknown",
            width: Int(source.upright.width.rounded()), height: Int(source.upright.height.rounded()))
        shown.profile = Self.profile(parameters)
        shown.level = parameters.level >= 0 ? Int(parameters.level) : nil
        (shown.rotation, shown.isMirrored) = (source.turn.quarters * 90, source.turn.isMirrored)
        shown.framesPerSecond = source.frameRate
        shown.hasConstantFrameRate = probe.hasConstantFrameRate
        shown.isInterlaced = probe.isInterlaced
        shown.isHighDynamicRange = source.isHighDynamicRange
        shown.hasClosedGroups = probe.hasClosedGroups
        shown.bitsPerSecond = Self.rate(parameters.bit_rate)
        let heard = demuxer.sound.map { stream in
            let parameters = stream.pointee.codecpar.pointee
            return Sound(
                codec: stream.codecName, profile: Self.profile(parameters),
                samplesPerSecond: Int(parameters.sample_rate), channels: Int(parameters.ch_layout.nb_channels),
                bitsPerSecond: Self.rate(parameters.bit_rate))
        }
        self.init(
            container: String(cString: demuxer.context.pointee.iformat.pointee.name), seconds: demuxer.duration,
            bitsPerSecond: Self.rate(demuxer.context.pointee.bit_rate), picture: shown, sound: heard)
    }

    private static func rate(_ bits: Int64) -> Int? { bits > 0 ? Int(bits) : nil }

    private static func profile(_ parameters: AVCodecParameters) -> String? {
        avcodec_profile_name(parameters.codec_id, parameters.profile).map { String(cString: $0) }
    }
}
