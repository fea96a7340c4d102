internal import CFFmpeg

/// A stream that is decoded, filtered and coded anew.
final class EncodeLane: Lane {
    private let source: UnsafeMutablePointer<AVStream>
    private let target: UnsafeMutablePointer<AVStream>
    private var decoder: WatchedDecoder
    private let encoder: Encoder
    private let filters: String
    private var chain: FilterChain?
    private let decoded: Frame
    private let filtered: Frame
    private let coded: Packet
    private var shape: FrameShape?
    private let delay: Int64
    private let longest: Double
    private var nextTime: Int64?
    private var hasWritten = false
    private(set) var seconds = 0.0

    /// - Parameters:
    ///   - filters: in the language of FFmpeg's filter graphs.
    ///   - delay: ticks of the source before its first moment.
    init(
        _ source: UnsafeMutablePointer<AVStream>, to target: UnsafeMutablePointer<AVStream>,
        filters: String, encoder: consuming Encoder, delay: Int64, longest: Double,
        _ strictness: Strictness
    ) throws(VideoError) {
        (self.source, self.target, self.filters) = (source, target, filters)
        (self.delay, self.longest) = (delay, longest)
        decoded = try Frame()
        filtered = try Frame()
        coded = try Packet()
        decoder = try WatchedDecoder(source, delay: delay, strictness)
        self.encoder = encoder
    }

    func take(_ packet: borrowing Packet, to muxer: borrowing Muxer) throws(VideoError) {
        try decoder.send(packet.pointer)
        try decode(to: muxer)
    }

    func finish(to muxer: borrowing Muxer) throws(VideoError) {
        try decoder.send(nil)
        try decode(to: muxer)
        guard chain != nil else { throw .damaged(source.kind, seconds: 0) }
        try chain?.close(at: nextTime ?? 0)
        try encode(to: muxer)
        try encoder.send(nil)
        try write(to: muxer)
        guard hasWritten else { throw .damaged(source.kind, seconds: 0) }
    }

    private func decode(to muxer: borrowing Muxer) throws(VideoError) {
        while try decoder.receive(into: decoded) { try filter(to: muxer) }
    }

    private func filter(to muxer: borrowing Muxer) throws(VideoError) {
        let frame = decoded.pointer
        let unit = source.pointee.time_base
        let time = frame.pointee.best_effort_timestamp
        let start = time == calends_av_no_time ? nextTime ?? 0 : time - delay
        let at = Double(start) * (unit.value ?? 0)
        guard at <= longest + 1, at > -longest - 1 else { throw .endless(seconds: longest) }
        seconds = max(seconds, at)
        frame.pointee.pts = start
        nextTime = start + max(frame.pointee.pkt_duration, 1)
        // What is left of the encoder's intentions (key frames, say) would bind the next encoder.
        frame.pointee.pict_type = AV_PICTURE_TYPE_NONE
        let shape = FrameShape(frame)
        guard self.shape == nil || self.shape == shape else { throw .changing(source.kind, seconds: seconds) }
        if self.shape == nil {
            self.shape = shape
            chain = try FilterChain(source.kind, like: frame, timeBase: unit, filters: filters)
        }
        try chain?.send(frame)
        try encode(to: muxer)
    }

    private func encode(to muxer: borrowing Muxer) throws(VideoError) {
        while try chain?.receive(into: filtered, samples: encoder.context.pointee.frame_size) == true {
            let frame = filtered.pointer
            frame.pointee.pts = av_rescale_q(
                frame.pointee.pts, chain?.timeBase ?? microseconds, encoder.context.pointee.time_base)
            frame.pointee.pict_type = AV_PICTURE_TYPE_NONE
            defer { av_frame_unref(frame) }
            // The encoder counts in frames.
            if source.kind == .picture,
                isTail(frame.pointee.pts, 1, encoder.context.pointee.time_base, longest: longest)
            {
                continue
            }
            try encoder.send(frame)
            try write(to: muxer)
        }
    }

    private func write(to muxer: borrowing Muxer) throws(VideoError) {
        while try encoder.receive(into: coded) {
            let packet = coded.pointer
            // The first packet of AAC holds what comes before the start, which only an edit list could hide.
            if source.kind == .sound, packet.pointee.pts < 0 { continue }
            if source.kind == .sound,
                isTail(
                    packet.pointee.pts, packet.pointee.duration, encoder.context.pointee.time_base, longest: longest)
            {
                continue
            }
            av_packet_rescale_ts(packet, encoder.context.pointee.time_base, target.pointee.time_base)
            packet.pointee.stream_index = target.pointee.index
            try muxer.write(coded)
            hasWritten = true
        }
    }
}

/// What filters must know of frames beforehand.
private struct FrameShape: Equatable {
    let format, width, height, rate, channels: Int32

    init(_ frame: UnsafeMutablePointer<AVFrame>) {
        (format, width, height) = (frame.pointee.format, frame.pointee.width, frame.pointee.height)
        (rate, channels) = (frame.pointee.sample_rate, frame.pointee.ch_layout.nb_channels)
    }
}
