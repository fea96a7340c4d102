internal import CFFmpeg
public import MediaWork

/// Makes the video at `source` anew, as `recipe` says, into a file at `target`, which is replaced.
///
/// The same source and recipe give the same bytes. What was written before an error is left where it is.
///
/// - Parameter progress: told at every hundredth of the source; false ends the work with ``VideoError/stopped``.
public func prepareVideo(
    from source: String, to target: String, recipe: VideoRecipe, progress: (VideoProgress) -> Bool
) throws(VideoError) {
    do throws(VideoError) {
        try makeVideo(from: source, to: target, recipe, keepsRoom: true, .suspicious, progress)
    } catch .noRoom {
        try makeVideo(from: source, to: target, recipe, keepsRoom: false, .suspicious, progress)
    } catch .damaged {
        // Whether it is, and where, one thread alone can tell.
        try decodeVideo(at: source, .all, .exact) { _ in progress(VideoProgress(seconds: 0, total: nil)) }
        try makeVideo(from: source, to: target, recipe, keepsRoom: false, .least, progress)
    }
}

private func makeVideo(
    from source: String, to target: String, _ recipe: VideoRecipe, keepsRoom: Bool, _ strictness: Strictness,
    _ progress: (VideoProgress) -> Bool
) throws(VideoError) {
    let demuxer = try Demuxer(openingAt: source)
    guard let picture = demuxer.picture else { throw .noPicture }
    try demuxer.checkExtent()
    let muxer = try Muxer(creating: target)
    let pictureLane = try lane(for: picture, recipe, delay: demuxer.delay, muxer, strictness)
    var soundLane: (any Lane)?
    if let sound = demuxer.sound { soundLane = try lane(for: sound, recipe, delay: demuxer.delay, muxer, strictness) }
    let isCopy = recipe.picture == .copied && recipe.sound == .copied
    let room = keepsRoom && isCopy ? demuxer.roomForIndex : nil
    try muxer.start(keeping: room)

    let packet = try Packet()
    var steps = ProgressSteps(of: demuxer.duration)
    while try demuxer.read(into: packet) {
        let index = packet.pointer.pointee.stream_index
        if index == picture.pointee.index {
            try pictureLane.take(packet, to: muxer)
        } else if index == demuxer.sound?.pointee.index {
            try soundLane?.take(packet, to: muxer)
        }
        let seconds = max(pictureLane.seconds, soundLane?.seconds ?? 0)
        if let step = steps.step(at: seconds), !progress(step) { throw .stopped }
    }
    try demuxer.checkEnd(max(pictureLane.seconds, soundLane?.seconds ?? 0))
    try pictureLane.finish(to: muxer)
    try soundLane?.finish(to: muxer)
    do throws(VideoError) { try muxer.finish() } catch {
        throw room == nil ? error : .noRoom
    }
}

private func lane(
    for stream: UnsafeMutablePointer<AVStream>, _ recipe: VideoRecipe, delay: Int64, _ muxer: borrowing Muxer,
    _ strictness: Strictness
) throws(VideoError) -> any Lane {
    let ticks = av_rescale_q(delay, microseconds, stream.pointee.time_base)
    switch (stream.kind, recipe.picture, recipe.sound) {
    case (.picture, .encoded(let encoding), _):
        let source = PictureSource(stream)
        guard source.width > 0, source.height > 0 else { throw .noPicture }
        let picture = PicturePlan(source, encoding)
        let encoder = try Encoder(picture, of: stream, mostBitsPerSecond: encoding.mostBitsPerSecond)
        return try encodeLane(stream, muxer, picture.filters, encoder, ticks, recipe.longest, strictness)
    case (.sound, _, .encoded(let encoding)):
        let parameters = stream.pointee.codecpar.pointee
        let sound = SoundPlan(
            samplesPerSecond: Int(parameters.sample_rate), channels: Int(parameters.ch_layout.nb_channels), encoding)
        let encoder = try Encoder(sound, bitsPerSecond: encoding.bitsPerSecond)
        return try encodeLane(stream, muxer, sound.filters, encoder, ticks, recipe.longest, strictness)
    default:
        return CopyLane(stream, to: try muxer.addStream(copying: stream), delay: ticks, longest: recipe.longest)
    }
}

private func encodeLane(
    _ stream: UnsafeMutablePointer<AVStream>, _ muxer: borrowing Muxer, _ filters: String,
    _ encoder: consuming Encoder, _ delay: Int64, _ longest: Double, _ strictness: Strictness
) throws(VideoError) -> any Lane {
    let target = try muxer.addStream(for: encoder)
    return try EncodeLane(
        stream, to: target, filters: filters, encoder: encoder, delay: delay, longest: longest, strictness)
}
