internal import CFFmpeg

/// A piece of coded data, freed exactly once.
struct Packet: ~Copyable {
    let pointer: UnsafeMutablePointer<AVPacket>

    init() throws(VideoError) {
        guard let allocated = av_packet_alloc() else { throw .memory("av_packet_alloc") }
        pointer = allocated
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVPacket>? = pointer
        av_packet_free(&pointer)
    }
}

/// A decoded picture, or decoded sound of a fraction of a second; freed exactly once.
struct Frame: ~Copyable {
    let pointer: UnsafeMutablePointer<AVFrame>

    init() throws(VideoError) {
        guard let allocated = av_frame_alloc() else { throw .memory("av_frame_alloc") }
        pointer = allocated
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVFrame>? = pointer
        av_frame_free(&pointer)
    }
}
