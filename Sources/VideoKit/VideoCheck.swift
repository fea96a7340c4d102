internal import CFFmpeg
public import MediaWork

/// Decodes all of these streams of the video at `path`, and says what it is.
///
/// - Parameter progress: told at every hundredth of it; false ends the work with ``VideoError/stopped``.
/// - Throws: ``VideoError/damaged(_:seconds:)`` with the first place that cannot be decoded.
public func checkVideo(
    at path: String, _ streams: CheckedStreams, progress: (VideoProgress) -> Bool
) throws(VideoError) -> VideoInspection {
    do throws(VideoError) {
        try decodeVideo(at: path, streams, .suspicious, progress)
    } catch .damaged {
        try decodeVideo(at: path, streams, .exact, progress)
    }
    return try inspectVideo(at: path, decodesEnd: streams != .all)
}

/// Decodes all of these streams of the video at `path` for nothing but to see that they can be.
///
/// - Parameter progress: told at every hundredth of it; false ends the work with ``VideoError/stopped``.
func decodeVideo(
    at path: String, _ streams: CheckedStreams, _ strictness: Strictness, _ progress: (VideoProgress) -> Bool
) throws(VideoError) {
    let demuxer = try Demuxer(openingAt: path)
    guard let picture = demuxer.picture else { throw .noPicture }
    try demuxer.checkExtent()
    var lanes: [CheckLane] = []
    for stream in [streams == .all ? picture : nil, demuxer.sound].compactMap(\.self) {
        lanes.append(try CheckLane(stream, delay: demuxer.delay, strictness))
    }
    let packet = try Packet()
    var steps = ProgressSteps(of: demuxer.duration)
    var seconds = 0.0
    while try demuxer.read(into: packet) {
        let piece = packet.pointer.pointee
        if piece.pts != calends_av_no_time, let stream = demuxer.context.pointee.streams[Int(piece.stream_index)] {
            seconds = max(seconds, Double(piece.pts) * (stream.pointee.time_base.value ?? 0))
        }
        for lane in lanes where lane.index == piece.stream_index { try lane.take(packet.pointer) }
        if let step = steps.step(at: seconds), !progress(step) { throw .stopped }
    }
    for lane in lanes { try lane.take(nil) }
    try demuxer.checkEnd(seconds)
}

/// A stream that is decoded for nothing but to see that it can be.
private final class CheckLane {
    let index: Int32
    private let kind: VideoError.Stream
    private var decoder: WatchedDecoder
    private let frame: Frame
    private var hasFrames = false

    /// - Parameter delay: microseconds before the video's first moment.
    init(_ stream: UnsafeMutablePointer<AVStream>, delay: Int64, _ strictness: Strictness) throws(VideoError) {
        (index, kind) = (stream.pointee.index, stream.kind)
        frame = try Frame()
        let ticks = av_rescale_q(delay, microseconds, stream.pointee.time_base)
        decoder = try WatchedDecoder(stream, delay: ticks, keepsLooks: false, strictness)
    }

    /// Decodes `packet`; `nil` stands for the end.
    func take(_ packet: UnsafeMutablePointer<AVPacket>?) throws(VideoError) {
        try decoder.send(packet)
        while try decoder.receive(into: frame) { hasFrames = true }
        if packet == nil, !hasFrames { throw .damaged(kind, seconds: 0) }
    }
}
