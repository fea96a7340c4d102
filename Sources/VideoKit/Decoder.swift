internal import CFFmpeg

/// What makes frames of packets; freed exactly once.
struct Decoder: ~Copyable {
    let context: UnsafeMutablePointer<AVCodecContext>

    /// What is decoded: what cameras, phones, editors and browsers write into MP4, QuickTime, Matroska and WebM.
    ///
    /// FFmpeg has hundreds of decoders more, few of which are as well tested as these.
    static let codecs =
        "h264,hevc,libdav1d,libaom-av1,av1,vp8,vp9,mpeg4,mpeg2video,mpeg1video,h263,prores,mjpeg,dnxhd,png,"
        + "aac,mp3float,mp3,mp2float,mp2,opus,libopus,vorbis,ac3,eac3,alac,flac,"
        + "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_u8,"
        + "pcm_s8,pcm_alaw,pcm_mulaw,adpcm_ima_qt"
    /// Pixels of one frame: twice as many as 8K has.
    static let mostPixels: Int64 = 2 * 7680 * 4320
    static let threads: Int32 = 4

    /// - Parameters:
    ///   - strictly: whether what is damaged is a failure, where the codec would rather guess.
    ///   - keepsLooks: whether edges between blocks are smoothed: a sixth of the work, which finds no damage.
    init(
        _ stream: UnsafeMutablePointer<AVStream>, strictly: Bool = false, keepsLooks: Bool = true,
        threads: Int32 = Self.threads
    ) throws(VideoError) {
        guard let parameters = stream.pointee.codecpar else { throw .noDecoder(stream.kind, codec: "none") }
        try self.init(parameters, strictly: strictly, keepsLooks: keepsLooks, threads: threads)
        context.pointee.pkt_timebase = stream.pointee.time_base
    }

    /// A decoder of what `coded` describes, with or without a container around it.
    init(
        _ coded: UnsafeMutablePointer<AVCodecParameters>, strictly: Bool, keepsLooks: Bool, threads: Int32
    ) throws(VideoError) {
        let parameters = coded.pointee
        guard let codec = avcodec_find_decoder(parameters.codec_id), let context = avcodec_alloc_context3(codec) else {
            throw .noDecoder(parameters.stream, codec: parameters.codecName)
        }
        do throws(VideoError) {
            if parameters.codec_type == AVMEDIA_TYPE_VIDEO,
                Int64(parameters.width) * Int64(parameters.height) > Self.mostPixels
            {
                throw .tooLarge(width: Int(parameters.width), height: Int(parameters.height))
            }
            try check(avcodec_parameters_to_context(context, coded), "avcodec_parameters_to_context")
            context.pointee.thread_count = threads
            context.pointee.max_pixels = Self.mostPixels
            if strictly { context.pointee.err_recognition = calends_av_strict }
            if !keepsLooks { context.pointee.skip_loop_filter = AVDISCARD_ALL }
            var options = OptionDictionary([("codec_whitelist", Self.codecs)])
            guard avcodec_open2(context, codec, &options.pointer) >= 0 else {
                throw .noDecoder(parameters.stream, codec: parameters.codecName)
            }
        } catch {
            var context: UnsafeMutablePointer<AVCodecContext>? = context
            avcodec_free_context(&context)
            throw error
        }
        self.context = context
    }

    deinit {
        var context: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&context)
    }

    /// Gives `packet` to the decoder; `nil` tells it that there are no more. False where it makes no sense of it.
    func send(_ packet: UnsafeMutablePointer<AVPacket>?) throws(VideoError) -> Bool {
        let code = avcodec_send_packet(context, packet)
        if code >= 0 || code == calends_av_error_end { return true }
        if code == calends_av_error_memory { throw VideoError("avcodec_send_packet", code) }
        return false
    }

    /// What the next call of ``receive(into:)`` brought.
    enum Received {
        case frame, nothingYet, end, damage
    }

    func receive(into frame: borrowing Frame) throws(VideoError) -> Received {
        switch avcodec_receive_frame(context, frame.pointer) {
        case 0...: return .frame
        case calends_av_error_again: return .nothingYet
        case calends_av_error_end: return .end
        case calends_av_error_memory: throw .memory("avcodec_receive_frame")
        default: return .damage
        }
    }
}

extension UnsafeMutablePointer<AVStream> {
    /// Which of a video's two streams it is.
    var kind: VideoError.Stream { pointee.codecpar.pointee.stream }

    /// FFmpeg's name of its codec, or the container's four characters where FFmpeg has no name.
    var codecName: String { pointee.codecpar.pointee.codecName }
}

extension AVCodecParameters {
    fileprivate var stream: VideoError.Stream { codec_type == AVMEDIA_TYPE_AUDIO ? .sound : .picture }

    fileprivate var codecName: String {
        if codec_id != AV_CODEC_ID_NONE { return String(cString: avcodec_get_name(codec_id)) }
        let characters = (0..<4).map { UInt8(truncatingIfNeeded: codec_tag >> (8 * $0)) }
        return String(decoding: characters.map { 0x20...0x7E ~= $0 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
