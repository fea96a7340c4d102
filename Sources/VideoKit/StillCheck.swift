internal import CFFmpeg

/// Whether a picture coded in HEVC, such as a HEIC file holds, is damaged: decoding it fails, or leaves a part open.
///
/// What cannot be judged, as it is coded in a way that FFmpeg does not know, is not called damaged.
///
/// - Parameters:
///   - bytes: pieces, each behind its length.
///   - configuration: an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15).
public func isDamagedHEVC(_ bytes: [UInt8], configuration: [UInt8]) throws(VideoError) -> Bool {
    av_log_set_level(AV_LOG_QUIET)
    guard let parameters = avcodec_parameters_alloc() else {
        throw .memory("avcodec_parameters_alloc")
    }
    defer {
        var freed: UnsafeMutablePointer<AVCodecParameters>? = parameters
        avcodec_parameters_free(&freed)
    }
    parameters.pointee.codec_type = AVMEDIA_TYPE_VIDEO
    parameters.pointee.codec_id = AV_CODEC_ID_HEVC
    guard let notes = av_mallocz(configuration.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)) else {
        throw .memory("av_mallocz")
    }
    configuration.withUnsafeBytes {
        notes.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(notes), byteCount: $0.count)
    }
    parameters.pointee.extradata = notes.assumingMemoryBound(to: UInt8.self)
    parameters.pointee.extradata_size = Int32(configuration.count)
    let packet = try Packet()
    try check(av_new_packet(packet.pointer, Int32(bytes.count)), "av_new_packet")
    packet.pointer.pointee.data.update(from: bytes, count: bytes.count)
    if hasHole(packet.pointer.pointee, parameters.pointee) { return true }
    let decoder = try Decoder(parameters, strictly: true, keepsLooks: false, threads: 1)
    let frame = try Frame()
    for piece in [packet.pointer, nil] {
        let code = avcodec_send_packet(decoder.context, piece)
        if code == calends_av_error_later { return false }
        guard code >= 0 || code == calends_av_error_end else { return true }
    }
    let code = avcodec_receive_frame(decoder.context, frame.pointer)
    return code < 0 && code != calends_av_error_later
}
