internal import CFFmpeg

/// What makes packets of frames; freed exactly once.
///
/// The same frames give the same bytes on every machine: the number of threads is fixed, and so is what x264 computes.
struct Encoder: ~Copyable {
    let context: UnsafeMutablePointer<AVCodecContext>

    private static let threads: Int32 = 4
    /// x264's scale of quality, lower is better: at 20 few people see a difference.
    private static let quality = "20"
    /// Seconds between key frames: seeking is quick, and Facebook asks for 2 to 5.
    private static let groupSeconds = 2.0

    /// An encoder of pictures as planned.
    init(_ plan: PicturePlan, of source: UnsafeMutablePointer<AVStream>, mostBitsPerSecond: Int) throws(VideoError) {
        let context = try Self.allocate("libx264")
        let colour = source.pointee.codecpar.pointee
        let from = PictureSource(source)
        context.pointee.width = Int32(plan.width)
        context.pointee.height = Int32(plan.height)
        context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
        context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        context.pointee.time_base = plan.rate.rational.inverse
        context.pointee.framerate = plan.rate.rational
        context.pointee.gop_size = Int32((Self.groupSeconds * plan.rate.value).rounded())
        context.pointee.color_range = AVCOL_RANGE_MPEG
        if from.isHighDynamicRange || from.isRGB {
            context.pointee.color_primaries = AVCOL_PRI_BT709
            context.pointee.color_trc = AVCOL_TRC_BT709
            context.pointee.colorspace = AVCOL_SPC_BT709
        } else {
            context.pointee.color_primaries = colour.color_primaries
            context.pointee.color_trc = colour.color_trc
            context.pointee.colorspace = colour.color_space
        }
        context.pointee.rc_max_rate = Int64(mostBitsPerSecond)
        context.pointee.rc_buffer_size = Int32(clamping: mostBitsPerSecond)
        context.pointee.flags |= Int32(bitPattern: AV_CODEC_FLAG_CLOSED_GOP)
        self.context = try Self.open(
            context, "libx264",
            [
                ("preset", "medium"), ("profile", "high"), ("crf", Self.quality),
                ("x264-params", "cpu-independent=1"),
            ])
    }

    /// An encoder of sound.
    init(_ plan: SoundPlan, bitsPerSecond: Int) throws(VideoError) {
        let context = try Self.allocate("aac")
        context.pointee.sample_fmt = AV_SAMPLE_FMT_FLTP
        context.pointee.sample_rate = plan.samplesPerSecond
        context.pointee.time_base = AVRational(num: 1, den: plan.samplesPerSecond)
        av_channel_layout_default(&context.pointee.ch_layout, plan.channels)
        context.pointee.bit_rate = Int64(bitsPerSecond)
        self.context = try Self.open(context, "aac", [])
    }

    deinit { Self.free(context) }

    private static func allocate(_ name: String) throws(VideoError) -> UnsafeMutablePointer<AVCodecContext> {
        guard let codec = avcodec_find_encoder_by_name(name) else { throw .noEncoder(name) }
        guard let context = avcodec_alloc_context3(codec) else { throw .memory("avcodec_alloc_context3") }
        context.pointee.thread_count = threads
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER
        return context
    }

    private static func free(_ context: UnsafeMutablePointer<AVCodecContext>) {
        var context: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&context)
    }

    private static func open(
        _ context: UnsafeMutablePointer<AVCodecContext>, _ name: String, _ settings: [(String, String)]
    ) throws(VideoError) -> UnsafeMutablePointer<AVCodecContext> {
        do throws(VideoError) {
            var options = OptionDictionary(settings)
            try check(avcodec_open2(context, nil, &options.pointer), name)
            try options.checkTaken(by: name)
        } catch {
            free(context)
            throw error
        }
        return context
    }

    /// Gives `frame` to the encoder; `nil` tells it that there are no more.
    func send(_ frame: UnsafeMutablePointer<AVFrame>?) throws(VideoError) {
        try check(avcodec_send_frame(context, frame), "avcodec_send_frame")
    }

    /// The next packet, put into `packet`; false where the encoder wants more frames, or has ended.
    func receive(into packet: borrowing Packet) throws(VideoError) -> Bool {
        let code = avcodec_receive_packet(context, packet.pointer)
        if code == calends_av_error_again || code == calends_av_error_end { return false }
        try check(code, "avcodec_receive_packet")
        return true
    }
}
