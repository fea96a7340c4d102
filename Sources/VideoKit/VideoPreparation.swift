internal import CFFmpeg
public import MediaWork

/// How far the making of a video is.
public struct VideoProgress: Hashable, Sendable {
    /// Seconds of the source that are done.
    public var seconds: Double
    /// Seconds of the whole source, where it says so.
    public var total: Double?
}

/// Makes the video at `source` anew, as `recipe` says, into a file at `target`, which is replaced.
///
/// The same source and recipe give the same bytes. What was written before an error is left where it is.
///
/// - Parameter progress: told at every hundredth of the source; false ends the work with ``VideoError/stopped``.
public func prepareVideo(
    from source: String, to target: String, recipe: VideoRecipe, progress: (VideoProgress) -> Bool
) throws(VideoError) {
    do throws(VideoError) {
        try makeVideo(from: source, to: target, recipe, keepsRoom: true, progress)
    } catch .noRoom {
        try makeVideo(from: source, to: target, recipe, keepsRoom: false, progress)
    }
}

private func makeVideo(
    from source: String, to target: String, _ recipe: VideoRecipe, keepsRoom: Bool,
    _ progress: (VideoProgress) -> Bool
) throws(VideoError) {
    let demuxer = try Demuxer(openingAt: source)
    guard let picture = demuxer.picture else { throw .noPicture }
    try demuxer.checkExtent()
    let muxer = try Muxer(creating: target)
    let pictureLane = try lane(for: picture, recipe, delay: demuxer.delay, muxer)
    var soundLane: (any Lane)?
    if let sound = demuxer.sound { soundLane = try lane(for: sound, recipe, delay: demuxer.delay, muxer) }
    let isCopy = recipe.picture == .copied && recipe.sound == .copied
    let room = keepsRoom && isCopy ? demuxer.roomForIndex : nil
    try muxer.start(keeping: room)

    let packet = try Packet()
    var told = 0
    while try demuxer.read(into: packet) {
        let index = packet.pointer.pointee.stream_index
        if index == picture.pointee.index {
            try pictureLane.take(packet, to: muxer)
        } else if index == demuxer.sound?.pointee.index {
            try soundLane?.take(packet, to: muxer)
        }
        let seconds = max(pictureLane.seconds, soundLane?.seconds ?? 0)
        let step = demuxer.duration.map { seconds / $0 * 100 } ?? seconds
        guard step >= Double(told + 1) else { continue }
        told = Int(min(step, 1e9))
        guard progress(VideoProgress(seconds: seconds, total: demuxer.duration)) else { throw .stopped }
    }
    try demuxer.checkEnd(max(pictureLane.seconds, soundLane?.seconds ?? 0))
    try pictureLane.finish(to: muxer)
    try soundLane?.finish(to: muxer)
    do throws(VideoError) { try muxer.finish() } catch {
        throw room == nil ? error : .noRoom
    }
}

private func lane(
    for stream: UnsafeMutablePointer<AVStream>, _ recipe: VideoRecipe, delay: Int64, _ muxer: borrowing Muxer
) throws(VideoError) -> any Lane {
    let ticks = av_rescale_q(delay, microseconds, stream.pointee.time_base)
    switch (stream.kind, recipe.picture, recipe.sound) {
    case (.picture, .encoded(let encoding), _):
        let source = PictureSource(stream)
        guard source.width > 0, source.height > 0 else { throw .noPicture }
        let picture = PicturePlan(source, encoding)
        let encoder = try Encoder(picture, of: stream, mostBitsPerSecond: encoding.mostBitsPerSecond)
        return try encodeLane(stream, muxer, picture.filters, encoder, ticks, recipe.longest)
    case (.sound, _, .encoded(let encoding)):
        let parameters = stream.pointee.codecpar.pointee
        let sound = SoundPlan(
            samplesPerSecond: Int(parameters.sample_rate), channels: Int(parameters.ch_layout.nb_channels), encoding)
        let encoder = try Encoder(sound, bitsPerSecond: encoding.bitsPerSecond)
        return try encodeLane(stream, muxer, sound.filters, encoder, ticks, recipe.longest)
    default:
        return CopyLane(stream, to: try muxer.addStream(copying: stream), delay: ticks, longest: recipe.longest)
    }
}

private func encodeLane(
    _ stream: UnsafeMutablePointer<AVStream>, _ muxer: borrowing Muxer, _ filters: String,
    _ encoder: consuming Encoder, _ delay: Int64, _ longest: Double
) throws(VideoError) -> any Lane {
    let target = try muxer.addStream(for: encoder)
    return try EncodeLane(
        stream, to: target, decoder: try Decoder(stream), filters: filters, encoder: encoder, delay: delay,
        longest: longest)
}
