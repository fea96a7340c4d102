/// What the media rules ask about a file; what could not be read is `nil` and passes.
public struct MediumFacts: Hashable, Sendable, Codable {
    /// The file formats that Graph tells apart.
    public enum Format: String, Hashable, Sendable, Codable, CaseIterable {
        case jpeg, png, gif, webp, heic, bmp, tiff, mp4, quickTime, otherImage, otherVideo

        /// Whether it shows pictures that move.
        public var isVideo: Bool { self == .mp4 || self == .quickTime || self == .otherVideo }
    }

    /// The video stream of a film.
    public struct Video: Hashable, Sendable, Codable {
        /// The four characters of the sample entry: `avc1`, `hvc1`, …
        public var codec: String?
        /// How long it plays.
        public var duration: Duration?
        /// Pictures a second, on average.
        public var framesPerSecond: Double?
        /// Whether a track has an `elst` that does more than nothing.
        public var hasEditList = false
        /// Whether `moov` stands before `mdat`.
        public var isFastStart = true

        /// A stream with nothing known beyond these.
        public init(codec: String? = nil, duration: Duration? = nil, framesPerSecond: Double? = nil) {
            self.codec = codec
            self.duration = duration
            self.framesPerSecond = framesPerSecond
        }
    }

    /// The audio stream of a film.
    public struct Audio: Hashable, Sendable, Codable {
        /// The four characters of the sample entry: `mp4a`, …
        public var codec: String?
        /// 1 for mono, 2 for stereo.
        public var channels: Int?
        /// In hertz.
        public var sampleRate: Int?

        /// A stream with nothing known beyond these.
        public init(codec: String? = nil, channels: Int? = nil, sampleRate: Int? = nil) {
            self.codec = codec
            self.channels = channels
            self.sampleRate = sampleRate
        }
    }

    /// By its bytes, whatever the content type says.
    public var format: Format
    /// In pixels, as shown: after any rotation the file asks for.
    public var width: Int?
    /// In pixels, as shown.
    public var height: Int?
    /// A JPEG that holds several pictures (MPO, JPS).
    public var isMultiPicture = false
    /// The pictures of a film.
    public var video: Video?
    /// The sound of a film; `nil` where it is silent.
    public var audio: Audio?

    /// A medium of this format and size.
    public init(_ format: Format, width: Int? = nil, height: Int? = nil, video: Video? = nil, audio: Audio? = nil) {
        self.format = format
        self.width = width
        self.height = height
        self.video = video
        self.audio = audio
    }
}
