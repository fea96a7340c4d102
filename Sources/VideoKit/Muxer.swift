internal import CFFmpeg

/// An MP4 file being written, closed exactly once.
///
/// Its index comes first, it has no edit list, and nothing in it says when, where or with what it was made.
struct Muxer: ~Copyable {
    let context: UnsafeMutablePointer<AVFormatContext>

    init(creating path: String) throws(VideoError) {
        var allocated: UnsafeMutablePointer<AVFormatContext>?
        let code = avformat_alloc_output_context2(&allocated, nil, "mp4", "file:" + path)
        guard code >= 0, let allocated else { throw VideoError("avformat_alloc_output_context2", code) }
        let opened = avio_open(&allocated.pointee.pb, "file:" + path, calends_av_write)
        guard opened >= 0 else {
            avformat_free_context(allocated)
            throw VideoError("avio_open", opened)
        }
        allocated.pointee.flags |= AVFMT_FLAG_BITEXACT
        // The writer below starts every stream at zero by itself.
        allocated.pointee.avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED
        context = allocated
    }

    deinit {
        avio_closep(&context.pointee.pb)
        avformat_free_context(context)
    }

    /// A stream for packets as an encoder makes them.
    func addStream(for encoder: borrowing Encoder) throws(VideoError) -> UnsafeMutablePointer<AVStream> {
        let stream = try addStream()
        try check(
            avcodec_parameters_from_context(stream.pointee.codecpar, encoder.context),
            "avcodec_parameters_from_context")
        stream.pointee.time_base = encoder.context.pointee.time_base
        stream.pointee.avg_frame_rate = encoder.context.pointee.framerate
        return stream
    }

    /// A stream for packets of `source` as they are.
    func addStream(copying source: UnsafeMutablePointer<AVStream>) throws(VideoError) -> UnsafeMutablePointer<AVStream>
    {
        let stream = try addStream()
        try check(
            avcodec_parameters_copy(stream.pointee.codecpar, source.pointee.codecpar), "avcodec_parameters_copy")
        // Each container has marks of its own for a codec. HEVC has two; the one Apple's players insist on is kept.
        let parameters = source.pointee.codecpar.pointee
        let hvc1: UInt32 = 0x3163_7668
        let hev1: UInt32 = 0x3176_6568
        stream.pointee.codecpar.pointee.codec_tag =
            parameters.codec_id != AV_CODEC_ID_HEVC ? 0 : parameters.codec_tag == hev1 ? hev1 : hvc1
        stream.pointee.time_base = source.pointee.time_base
        stream.pointee.avg_frame_rate = source.pointee.avg_frame_rate
        stream.pointee.sample_aspect_ratio = source.pointee.sample_aspect_ratio
        var size = 0
        if let matrix = av_stream_get_side_data(source, AV_PKT_DATA_DISPLAYMATRIX, &size),
            let copy = av_stream_new_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, size)
        {
            copy.update(from: matrix, count: size)
        }
        return stream
    }

    private func addStream() throws(VideoError) -> UnsafeMutablePointer<AVStream> {
        guard let stream = avformat_new_stream(context, nil) else { throw .memory("avformat_new_stream") }
        return stream
    }

    /// Writes what comes before the first packet; no stream can be added afterwards.
    ///
    /// - Parameter room: bytes kept free for the index, which is then written there; `nil` makes room for it at the end,
    ///   by moving everything.
    func start(keeping room: Int?) throws(VideoError) {
        let index = room.map { ("moov_size", "\($0)") }
        var options = OptionDictionary(
            [
                ("movflags", index == nil ? "+faststart+negative_cts_offsets" : "+negative_cts_offsets"),
                ("use_editlist", "0"), ("brand", "isom"),
            ] + [index].compactMap(\.self))
        try check(avformat_write_header(context, &options.pointer), "avformat_write_header")
        try options.checkTaken(by: "mp4")
    }

    /// Writes `packet`, whose content is gone afterwards, in its turn among the streams.
    func write(_ packet: borrowing Packet) throws(VideoError) {
        try check(av_interleaved_write_frame(context, packet.pointer), "av_interleaved_write_frame")
    }

    /// Writes what is left and the index, and closes the file.
    func finish() throws(VideoError) {
        try check(av_write_trailer(context), "av_write_trailer")
        try check(avio_closep(&context.pointee.pb), "avio_close")
    }
}
