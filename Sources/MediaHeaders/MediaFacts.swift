/// What the headers of an image or a video say about it, whatever any platform thinks of that.
///
/// Read without decoding: a broken picture behind a sound header is not noticed.
public struct MediaFacts: Hashable, Sendable {
    /// The kind of file.
    public let format: MediaFormat
    /// The length of the whole file in bytes.
    public let byteCount: Int
    /// What the file shows.
    public let content: Content

    /// What a file shows, by kind.
    public enum Content: Hashable, Sendable {
        case image(ImageFacts)
        case video(VideoFacts)
    }

    /// The image's facts, if it is one.
    public var image: ImageFacts? {
        if case .image(let facts) = content { facts } else { nil }
    }

    /// The video's facts, if it is one.
    public var video: VideoFacts? {
        if case .video(let facts) = content { facts } else { nil }
    }

    /// The size at which a viewer shows it, rotation applied; `nil` for a video without a video track.
    public var displaySize: PixelSize? {
        switch content {
        case .image(let image): image.displaySize
        case .video(let video): video.tracks.first?.displaySize
        }
    }

    /// Bits per second over the whole file, rounded up; `nil` for images and where the duration is unknown or zero.
    public var averageBitRate: Int? {
        guard let seconds = video?.duration.map({ $0 / .seconds(1) }), seconds > 0 else { return nil }
        return Int(exactly: (Double(byteCount) * 8 / seconds).rounded(.up))
    }

    /// The facts about a medium of these values.
    public init(format: MediaFormat, byteCount: Int, content: Content) {
        (self.format, self.byteCount, self.content) = (format, byteCount, content)
    }
}

/// Width and height in pixels.
public struct PixelSize: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Pixels from left to right.
    public let width: Int
    /// Pixels from top to bottom.
    public let height: Int

    /// The size of so many columns and rows.
    public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

    /// Width divided by height; `nil` for a picture without rows.
    public var aspectRatio: Double? { height > 0 ? Double(width) / Double(height) : nil }

    /// As people write it: `1080x1350`.
    public var description: String { "\(width)x\(height)" }

    /// The size after a quarter turn.
    var turned: PixelSize { PixelSize(width: height, height: width) }
}

extension Duration {
    /// `ticks` of `1 / perSecond` seconds; `nil` where the scale is zero or the result is longer than 30 years, which
    /// only broken files claim.
    init?(ticks: UInt64, perSecond: UInt64) {
        guard perSecond > 0 else { return nil }
        let (seconds, rest) = ticks.quotientAndRemainder(dividingBy: perSecond)
        guard seconds < 1_000_000_000 else { return nil }
        let attoseconds = Int64(Double(rest) / Double(perSecond) * 1e18)
        self.init(secondsComponent: Int64(seconds), attosecondsComponent: attoseconds)
    }
}
