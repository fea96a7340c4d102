internal import CFFmpeg

/// Why a video could not be read or made.
public enum VideoError: Error, Hashable, Sendable {
    /// A call of FFmpeg's libraries failed: which one, and its own words.
    case call(String, code: Int32, message: String)
    /// It is none of the kinds of file that are opened.
    case noContainer
    /// There is no video stream, or none with pictures in it.
    case noPicture
    /// Nothing here decodes what the stream is coded as; the name is FFmpeg's, or the file's own four characters.
    case noDecoder(Stream, codec: String)
    /// This build of FFmpeg cannot write what is wanted.
    case noEncoder(String)
    /// The stream cannot be decoded here.
    case damaged(Stream, seconds: Double)
    /// The file has no more of the stream from here on.
    case cutShort(Stream, seconds: Double)
    /// Size, colour or sampling of the stream change along the way.
    case changing(Stream, seconds: Double)
    /// Its time stamps run past `seconds`, the longest that was asked for.
    case endless(seconds: Double)
    /// It has more pixels a frame than anything here decodes.
    case tooLarge(width: Int, height: Int)
    /// The index of the result is longer than any of so many packets should be.
    case noRoom
    /// The caller wanted no more of it.
    case stopped

    /// Which of the two streams of a video.
    public enum Stream: String, Hashable, Sendable {
        case picture, sound
    }

    /// What is wrong, in a few words that follow the file's name.
    public var what: String {
        switch self {
        case .call(let call, _, let message): "cannot be worked on: \(call): \(message)"
        case .noContainer: "is no MP4, QuickTime, Matroska or WebM file that can be read"
        case .noPicture: "has no picture"
        case .noDecoder(let stream, let codec):
            "has \(stream.rawValue) coded as '\(codec)', which cannot be decoded here"
        case .noEncoder(let name): "cannot be made: this build of FFmpeg has no encoder '\(name)'"
        case .damaged(let stream, let seconds):
            "is damaged: its \(stream.rawValue) cannot be decoded at \(Self.tenths(seconds)) s"
        case .cutShort(let stream, let seconds):
            "is damaged: its \(stream.rawValue) breaks off at \(Self.tenths(seconds)) s"
        case .changing(let stream, let seconds):
            "changes the \(stream == .picture ? "size or colour of its picture" : "sampling of its sound") at "
                + "\(Self.tenths(seconds)) s"
        case .endless(let seconds): "has time stamps past \(Self.tenths(seconds)) s"
        case .tooLarge(let width, let height): "has frames of \(width)x\(height)"
        case .noRoom: "has too long an index"
        case .stopped: "was left unfinished"
        }
    }

    private static func tenths(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e9 else { return "?" }
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}

extension VideoError {
    /// The failure of `call` with one of FFmpeg's negative codes.
    init(_ call: String, _ code: Int32) {
        var text = [CChar](repeating: 0, count: 128)
        av_strerror(code, &text, text.count)
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        self = .call(call, code: code, message: String(decoding: bytes, as: UTF8.self))
    }

    /// The allocation that `call` failed to make.
    static func memory(_ call: String) -> VideoError { VideoError(call, calends_av_error_memory) }
}

/// Throws the failure of `call` where `code` is one.
@discardableResult
func check(_ code: Int32, _ call: String) throws(VideoError) -> Int32 {
    guard code >= 0 else { throw VideoError(call, code) }
    return code
}
