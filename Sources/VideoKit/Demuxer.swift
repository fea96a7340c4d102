internal import CFFmpeg

/// An open video file, closed exactly once.
struct Demuxer: ~Copyable {
    let context: UnsafeMutablePointer<AVFormatContext>
    /// The stream that is shown, and the one that is heard: the first of its kind.
    let picture: UnsafeMutablePointer<AVStream>?
    let sound: UnsafeMutablePointer<AVStream>?

    /// The containers that are opened: FFmpeg's names of MP4 with QuickTime, and of Matroska with WebM.
    ///
    /// Others, playlists above all, would make FFmpeg open further files.
    private static let formats = "mov,matroska"

    /// Opens the file at `path` and learns what its streams are.
    init(openingAt path: String) throws(VideoError) {
        av_log_set_level(AV_LOG_QUIET)  // what went wrong is in the codes, and standard error is the caller's
        var options = OptionDictionary([
            ("format_whitelist", Self.formats), ("protocol_whitelist", "file"),
            ("codec_whitelist", Decoder.codecs),
        ])
        var opened: UnsafeMutablePointer<AVFormatContext>?
        let code = avformat_open_input(&opened, "file:" + path, nil, &options.pointer)
        guard code >= 0, let opened else {
            let isOther = [calends_av_error_invalid, calends_av_error_argument, calends_av_error_end].contains(code)
            throw isOther ? .noContainer : VideoError("avformat_open_input", code)
        }
        // Bounds for finding out what a file does not say: bytes, and frames whose rate is not known.
        opened.pointee.probesize = 4 << 20
        opened.pointee.fps_probe_size = 60
        let found = avformat_find_stream_info(opened, nil)
        guard found >= 0 else {
            var opened: UnsafeMutablePointer<AVFormatContext>? = opened
            avformat_close_input(&opened)
            throw VideoError("avformat_find_stream_info", found)
        }
        var (picture, sound): (UnsafeMutablePointer<AVStream>?, UnsafeMutablePointer<AVStream>?)
        for index in 0..<Int(opened.pointee.nb_streams) {
            guard let stream = opened.pointee.streams[index] else { continue }
            switch stream.pointee.codecpar.pointee.codec_type {
            case AVMEDIA_TYPE_VIDEO
            where stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0 && picture == nil:
                picture = stream
            case AVMEDIA_TYPE_AUDIO where sound == nil: sound = stream
            default: stream.pointee.discard = AVDISCARD_ALL
            }
        }
        context = opened
        self.picture = picture
        self.sound = sound
    }

    deinit {
        var context: UnsafeMutablePointer<AVFormatContext>? = context
        avformat_close_input(&context)
    }

    /// Reads the next packet into `packet`; false at the end.
    func read(into packet: borrowing Packet) throws(VideoError) -> Bool {
        av_packet_unref(packet.pointer)
        let code = av_read_frame(context, packet.pointer)
        if code == calends_av_error_end { return false }
        try check(code, "av_read_frame")
        return true
    }

    /// Seconds that the file says it plays; `nil` where it does not.
    var duration: Double? {
        let ticks = context.pointee.duration
        return ticks == calends_av_no_time || ticks <= 0 ? nil : Double(ticks) / 1_000_000
    }

    /// Microseconds by which all time stamps are late: where the first stream starts, if that is after zero.
    var delay: Int64 {
        let start = context.pointee.start_time
        return start == calends_av_no_time ? 0 : max(0, start)
    }
}

extension Demuxer {
    /// - Throws: ``VideoError/cutShort(_:seconds:)`` where the index names bytes that the file does not have.
    func checkExtent() throws(VideoError) {
        // Matroska's index names places to start from, and not what is there.
        guard String(cString: context.pointee.iformat.pointee.name).hasPrefix("mov") else { return }
        let size = avio_size(context.pointee.pb)
        for stream in [picture, sound].compactMap(\.self) {
            for index in 0..<avformat_index_get_entries_count(stream) {
                guard let entry = avformat_index_get_entry(stream, index)?.pointee else { continue }
                guard entry.pos >= 0, entry.pos <= size - Int64(entry.size) else {
                    let seconds = Double(entry.timestamp) * (stream.pointee.time_base.value ?? 0)
                    throw .cutShort(stream.kind, seconds: max(0, seconds))
                }
            }
        }
    }

    /// Bytes that an MP4 index of the same packets takes at most; `nil` where the file is small enough to be moved in no
    /// time, or does not say how many packets it has.
    var roomForIndex: Int? {
        guard avio_size(context.pointee.pb) > 4_000_000,
            String(cString: context.pointee.iformat.pointee.name).hasPrefix("mov")
        else { return nil }
        let packets = [picture, sound].compactMap(\.self).reduce(0) { $0 + Int(avformat_index_get_entries_count($1)) }
        // A size, a place, a duration, an order and a mark, of 4 to 8 bytes each; and what there is once.
        return packets > 0 ? 8_192 + 40 * packets : nil
    }

    /// - Throws: ``VideoError/cutShort(_:seconds:)`` where reading ended at `seconds`, well before the video should.
    func checkEnd(_ seconds: Double) throws(VideoError) {
        guard let duration, seconds < duration - max(1.5, duration / 50) else { return }
        throw .cutShort(.picture, seconds: seconds)
    }
}

/// Microseconds, the unit in which FFmpeg compares streams.
let microseconds = AVRational(num: 1, den: 1_000_000)

extension AVRational {
    /// The fraction as a number; `nil` where there is none.
    var value: Double? { num > 0 && den > 0 ? Double(num) / Double(den) : nil }
    /// One divided by it.
    var inverse: AVRational { AVRational(num: den, den: num) }
}

extension Demuxer {
    /// Goes on reading at the last place before `seconds` from which the picture can be decoded.
    func seek(to seconds: Double) throws(VideoError) {
        let start = context.pointee.start_time == calends_av_no_time ? 0 : context.pointee.start_time
        let code = av_seek_frame(context, -1, start + Int64(seconds * 1_000_000), AVSEEK_FLAG_BACKWARD)
        try check(code, "av_seek_frame")
    }
}
