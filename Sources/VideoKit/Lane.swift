internal import CFFmpeg
internal import MediaWork

/// One stream on its way from the source to the result.
protocol Lane: AnyObject {
    /// Takes `packet` of the source, and writes what comes of it.
    func take(_ packet: borrowing Packet, to muxer: borrowing Muxer) throws(VideoError)
    /// Writes what is still on its way.
    func finish(to muxer: borrowing Muxer) throws(VideoError)
    /// Seconds of the source that have come by.
    var seconds: Double { get }
}

/// Whether what is played at a time runs past the longest that is wished, by so little that it is left away.
///
/// What runs on for longer is kept, so that whoever looks at the result sees it.
func isTail(_ start: Int64, _ duration: Int64, _ unit: AVRational, longest: Double) -> Bool {
    let (start, end) = (Double(start) * (unit.value ?? 0), Double(start + duration) * (unit.value ?? 0))
    // Clocks of streams cannot count every bound exactly.
    return end > longest + 1e-6 && start < longest + VideoRecipe.longestTail
}

/// A stream whose packets stay as they are.
final class CopyLane: Lane {
    private let source: UnsafeMutablePointer<AVStream>
    private let target: UnsafeMutablePointer<AVStream>
    private let delay: Int64
    private let longest: Double
    private var lastTime: Int64?
    private var lastDuration: Int64 = 0
    private(set) var seconds = 0.0

    /// - Parameter delay: ticks of the source before its first moment.
    init(
        _ source: UnsafeMutablePointer<AVStream>, to target: UnsafeMutablePointer<AVStream>, delay: Int64,
        longest: Double
    ) {
        (self.source, self.target, self.delay, self.longest) = (source, target, delay, longest)
    }

    func take(_ packet: borrowing Packet, to muxer: borrowing Muxer) throws(VideoError) {
        let piece = packet.pointer
        guard var (shown, decoded) = times(of: piece) else { throw .damaged(source.kind, seconds: seconds) }
        let (unit, bound) = (source.pointee.time_base, longest + 1)
        let time = Double(shown) * (unit.value ?? 0)
        guard time <= bound, time > -bound else { throw .endless(seconds: longest) }
        seconds = max(seconds, time)
        // Encoders put a fraction of a second before the sound's start, and edit lists hide it.
        if source.kind == .sound, shown + piece.pointee.duration <= 0 { return }
        if source.kind == .sound, isTail(shown, piece.pointee.duration, unit, longest: longest) { return }
        if lastTime == nil {
            // The writer counts from where the first packet is shown: what starts later starts at zero and is held, so that
            // all that follows stays where it is, beside the other stream.
            let start = source.kind == .sound ? shown : max(0, shown)
            (shown, decoded) = (shown - start, decoded - start)
        }
        if let lastTime, decoded <= lastTime { decoded = lastTime + 1 }
        guard decoded <= shown else { throw .damaged(source.kind, seconds: seconds) }
        lastTime = decoded
        lastDuration = piece.pointee.duration
        (piece.pointee.pts, piece.pointee.dts) = (shown, decoded)
        av_packet_free_side_data(piece)
        piece.pointee.pos = -1
        av_packet_rescale_ts(piece, unit, target.pointee.time_base)
        piece.pointee.stream_index = target.pointee.index
        try muxer.write(packet)
    }

    /// When a packet is shown and when it is decoded; Matroska says only the former, and nothing of the first few.
    private func times(of piece: UnsafeMutablePointer<AVPacket>) -> (shown: Int64, decoded: Int64)? {
        let (shown, decoded) = (piece.pointee.pts, piece.pointee.dts)
        guard shown != calends_av_no_time else {
            return decoded == calends_av_no_time ? nil : (decoded - delay, decoded - delay)
        }
        if decoded != calends_av_no_time { return (shown - delay, decoded - delay) }
        let reordered = Int64(source.pointee.codecpar.pointee.video_delay)
        let expected = lastTime.map { $0 + max(1, lastDuration) } ?? shown - delay - reordered * piece.pointee.duration
        return (shown - delay, min(expected, shown - delay))
    }

    func finish(to muxer: borrowing Muxer) throws(VideoError) {
        guard lastTime != nil else { throw .damaged(source.kind, seconds: 0) }
    }
}
