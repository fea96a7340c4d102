public import MediaHeaders
public import MediaWork
public import ObjectIDs

/// What becomes of a medium on its way to the platform.
///
/// Computed by rules from what its headers say, from where it is shown and from what its entry wishes, so that a plan
/// can tell it without a decoder, and every run does the same.
public struct Treatment: Hashable, Sendable {
    /// What is done.
    public var work: Work
    /// What differs afterwards, for people: never empty.
    public var changes: [MediaChange]

    /// What is done with a medium. Kept apart from the values that hold it, which are many and mostly without one.
    public indirect enum Work: Codable, Hashable, Sendable {
        /// The metadata of a JPEG file are taken out; its picture stays as it is, bit for bit.
        case strip(keepsCopyright: Bool)
        /// A picture is made anew.
        case picture(PictureRecipe)
        /// A video gets a new container, and perhaps new streams.
        case video(VideoRecipe)
    }

    /// A treatment with its consequences.
    public init(_ work: Work, changes: [MediaChange]) { (self.work, self.changes) = (work, changes) }

    /// The size of the result; `nil` where it stays as it was.
    public var size: PixelSize? {
        switch work {
        case .strip: nil
        case .picture(let recipe): recipe.size
        case .video: nil
        }
    }

    /// Changed whenever the same work gives other bytes, so that what was made before is not taken for it.
    private static let edition: UInt64 = 1

    /// A name for what comes of a medium: the same for the same bytes and the same work.
    public func nameOfResult(of blob: BlobID) -> String {
        "\(blob)-\(MediaLine.digest(of: work, edition: Self.edition)).\(fileExtension)"
    }

    /// How the name of a result ends, without the dot.
    public var fileExtension: String {
        switch work {
        case .strip, .picture: "jpg"
        case .video: "mp4"
        }
    }

    /// What differs afterwards, in words: `made a JPEG, 3000x4000 to 1440x1920, GPS removed`.
    public var summary: String { changes.map(\.words).joined(separator: ", ") }
}

/// One thing that differs between a medium and what is published of it.
public enum MediaChange: Hashable, Sendable {
    case madeJPEG(from: MediaFormat)
    /// One of the several pictures of a file.
    case firstOfSeveral
    case turned
    case cropped(to: PixelSize)
    case padded(to: PixelSize)
    case resized(from: PixelSize, to: PixelSize)
    /// From a colour space of this name to sRGB.
    case colours(from: String)
    /// From so many bits a component to eight.
    case depth(from: Int)
    /// Nothing shows through any more.
    case madeOpaque
    /// Made to have no more bytes than the platform takes.
    case reduced
    case metadataRemoved(hadLocation: Bool)
    case madeMP4(from: MediaFormat)
    case indexMoved
    /// From fragments to one piece.
    case madeWhole
    /// The list only hid what encoders put before the start.
    case editListRemoved
    /// What the list cut or delayed is cut and delayed in the streams themselves.
    case editsApplied
    case firstTracksAlone
    /// Seconds that ran past what the platform takes.
    case tailCut(seconds: Double)
    /// From a codec of this name to H.264.
    case pictureCoded(from: String)
    /// Frames a second.
    case frameRate(from: Double, to: Double)
    case deinterlaced
    case chroma(from: ChromaSubsampling)
    /// Bits a second of the whole file, and those of the picture afterwards.
    case bitRate(from: Int, to: Int)
    /// From a codec of this name to AAC.
    case soundCoded(from: String)
    /// Samples a second.
    case sampleRate(from: Int)
    case channels(from: Int)
    /// Bits a second.
    case soundBitRate(from: Int)

    /// In a few words.
    public var words: String {
        switch self {
        case .madeJPEG: "made a JPEG"
        case .firstOfSeveral: "first picture alone"
        case .turned: "turned upright"
        case .cropped(let size): "cropped to \(size)"
        case .padded(let size): "padded to \(size)"
        case .resized(let from, let to): "\(from) to \(to)"
        case .colours(let name): "\(name) to sRGB"
        case .depth(let bits): "\(bits) bit to 8"
        case .madeOpaque: "made opaque"
        case .reduced: "made smaller"
        case .metadataRemoved(let hadLocation): hadLocation ? "GPS removed" : "metadata removed"
        case .madeMP4(let format): "\(format.rawValue) to MP4"
        case .indexMoved: "index moved to the front"
        case .madeWhole: "fragments joined"
        case .editListRemoved: "edit list removed"
        case .editsApplied: "edit list applied"
        case .firstTracksAlone: "first picture and sound alone"
        case .tailCut(let seconds): "last \(VideoRules.thousandths(seconds)) s cut off"
        case .pictureCoded(let name): "\(name) to H.264"
        case .frameRate(let from, let to): "\(VideoRules.tenths(from)) to \(VideoRules.tenths(to)) frames a second"
        case .deinterlaced: "deinterlaced"
        case .chroma(let chroma): "\(chroma.rawValue) to 4:2:0"
        case .bitRate(let from, let to):
            "\(VideoRules.tenths(Double(from) / 1e6)) to at most \(VideoRules.tenths(Double(to) / 1e6)) Mbit/s"
        case .soundCoded(let name): "\(name) to AAC"
        case .sampleRate(let rate): "\(rate) Hz to at most 48000"
        case .channels(let count): "\(count) channels to 2"
        case .soundBitRate(let rate): "\(rate / 1000) kbit/s of sound to 128"
        }
    }
}
