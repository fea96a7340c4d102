/// What a video is, once its streams were opened and its start and its end decoded.
public struct VideoInspection: Codable, Hashable, Sendable {
    /// FFmpeg's name of the container.
    public var container: String
    /// Seconds that it plays, where it says so.
    public var seconds: Double?
    /// Bits per second of the whole file, where that is known.
    public var bitsPerSecond: Int?
    /// The stream that is shown.
    public var picture: Picture
    /// The stream that is heard, if there is one.
    public var sound: Sound?

    /// A video of these streams.
    public init(container: String, seconds: Double?, bitsPerSecond: Int?, picture: Picture, sound: Sound?) {
        (self.container, self.seconds, self.bitsPerSecond) = (container, seconds, bitsPerSecond)
        (self.picture, self.sound) = (picture, sound)
    }

    /// The stream that is shown.
    public struct Picture: Codable, Hashable, Sendable {
        /// FFmpeg's name of the codec: `h264`, `hevc`, `vp9`.
        public var codec: String
        /// `High`, `Main 10`, where the codec has such.
        public var profile: String?
        /// As the codec counts: 40 is H.264's level 4.0, 120 HEVC's.
        public var level: Int?
        /// FFmpeg's name of how pixels are stored: `yuv420p10le` has 10 bits, and colour at every second pixel.
        public var pixelFormat: String
        /// As it is shown, in square pixels.
        public var width: Int
        /// As it is shown, in square pixels.
        public var height: Int
        /// Clockwise degrees by which players turn it: 0, 90, 180 or 270.
        public var rotation = 0
        /// Whether players mirror it.
        public var isMirrored = false
        /// What it is meant to show in a second.
        public var framesPerSecond: Double?
        /// Whether frames of its first seconds are equally long; the first and last do not count.
        public var hasConstantFrameRate = true
        /// Whether frames of its start or end are two fields.
        public var isInterlaced = false
        /// Whether it has more brightness than a plain screen shows (HLG or PQ).
        public var isHighDynamicRange = false
        /// Whether groups of pictures stand alone, as far as its first seconds and the codec tell (H.264 and HEVC).
        public var hasClosedGroups: Bool?
        /// Average bits per second, where the file says so.
        public var bitsPerSecond: Int?

        /// A plain picture of this codec and size.
        public init(codec: String, pixelFormat: String, width: Int, height: Int) {
            (self.codec, self.pixelFormat, self.width, self.height) = (codec, pixelFormat, width, height)
        }
    }

    /// The stream that is heard.
    public struct Sound: Codable, Hashable, Sendable {
        /// FFmpeg's name of the codec: `aac`, `mp3`, `pcm_s16le`.
        public var codec: String
        /// `LC`, `HE-AAC`, where the codec has such.
        public var profile: String?
        /// Samples a second.
        public var samplesPerSecond: Int
        /// 1 is mono, 2 stereo.
        public var channels: Int
        /// Average bits per second, where the file says so.
        public var bitsPerSecond: Int?

        /// Sound of this codec.
        public init(codec: String, profile: String?, samplesPerSecond: Int, channels: Int, bitsPerSecond: Int?) {
            (self.codec, self.profile, self.samplesPerSecond) = (codec, profile, samplesPerSecond)
            (self.channels, self.bitsPerSecond) = (channels, bitsPerSecond)
        }
    }
}
