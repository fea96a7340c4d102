/// What the headers of a video say.
public struct VideoFacts: Hashable, Sendable {
    /// The brands of the file type box, the major one first; empty for Matroska and old QuickTime files.
    public var brands: [String] = []
    /// Whether the index comes before the media data, so that playback can start while loading; `nil` for Matroska.
    public var isIndexFirst: Bool?
    /// Whether the media data comes in fragments (`moof`), as streaming tools write it.
    public var isFragmented = false
    /// Whether it says where it was taken, or has a track or packet of metadata that may.
    public var namesPlace = false
    /// Whether it says more than its streams in another way: a title, a comment, boxes that no player needs, or bytes
    /// behind the last one. What encoders say of themselves does not count. Read of MP4 and QuickTime files alone.
    public var hasNotes = false
    /// The duration of the whole presentation.
    public var duration: Duration?
    /// The video tracks, in file order.
    public var tracks: [VideoTrack] = []
    /// The audio tracks, in file order.
    public var audio: [AudioTrack] = []

    /// A video about which nothing is known.
    public init() {}

    /// The edit list that changes most, of all tracks.
    public var editList: EditList { (tracks.map(\.editList) + audio.map(\.editList)).max() ?? .absent }
}

/// One video track.
public struct VideoTrack: Hashable, Sendable {
    /// Four characters in MP4 and QuickTime (`avc1`, `hvc1`, `hev1`, `vp09`, `av01`); Matroska's codec id elsewhere.
    public var codec: String
    /// The size of the coded pictures.
    public var codedSize: PixelSize
    /// The size at which players show it, rotation applied.
    public var displaySize: PixelSize
    /// Clockwise degrees by which players turn it: 0, 90, 180 or 270; `nil` for another transformation.
    public var rotation: Int? = 0
    /// The duration of the track's own media.
    public var duration: Duration?
    /// Frames per second: while the usual frame is shown, where nine in ten are equally long, else on average.
    public var frameRate: Double?
    /// Whether frames are shown equally long, the first and the last aside; `nil` where that was not cheap to learn.
    public var isConstantFrameRate: Bool?
    /// How often colour is sampled, where the codec's configuration says so.
    public var chroma: ChromaSubsampling?
    /// Bits of one component, where the codec's configuration says so.
    public var bitDepth: Int?
    /// Whether frames may be stored as two interleaved fields, where the file says so.
    public var isInterlaced: Bool?
    /// Whether an edit list changes what of the media is played.
    public var editList: EditList = .absent

    /// A track of which only the codec and the size are known.
    public init(codec: String, codedSize: PixelSize) {
        (self.codec, self.codedSize, displaySize) = (codec, codedSize, codedSize)
    }
}

/// One audio track.
public struct AudioTrack: Hashable, Sendable {
    /// Four characters in MP4 and QuickTime (`mp4a`, `Opus`, `ac-3`); Matroska's codec id elsewhere.
    public var codec: String
    /// The MPEG-4 audio object type inside `mp4a`: 2 is AAC-LC, 5 HE-AAC. ISO/IEC 14496-3, table 1.17.
    public var audioObjectType: Int?
    /// Samples per second.
    public var sampleRate: Int
    /// Channels: 1 is mono, 2 stereo.
    public var channels: Int
    /// Average bits per second, where the file says so.
    public var bitRate: Int?
    /// The duration of the track's own media.
    public var duration: Duration?
    /// Whether an edit list changes what of the media is played.
    public var editList: EditList = .absent

    /// A track of which only codec, rate and channels are known.
    public init(codec: String, sampleRate: Int, channels: Int) {
        (self.codec, self.sampleRate, self.channels) = (codec, sampleRate, channels)
    }

    /// Whether it is AAC of any profile.
    public var isAAC: Bool {
        codec.hasPrefix("A_AAC")
            || codec == "mp4a" && [1, 2, 3, 4, 5, 17, 23, 29, 39, 42].contains(audioObjectType ?? 2)
    }
}

/// How often colour is sampled compared with brightness.
public enum ChromaSubsampling: String, Hashable, Sendable {
    case monochrome = "4:0:0"
    case quarter = "4:2:0"
    case half = "4:2:2"
    case full = "4:4:4"
}

/// What an edit list (`elst`) does to its track, in order of how much.
public enum EditList: Comparable, Hashable, Sendable {
    /// There is none.
    case absent
    /// There is one, and it plays the media from start to end.
    case identity
    /// It skips the first or last moments (a quarter of a second at most) that encoders add to the media.
    ///
    /// FFmpeg and most phones write one unless told otherwise.
    case encoderDelay
    /// It delays, trims, repeats or slows the media.
    case edits
}
