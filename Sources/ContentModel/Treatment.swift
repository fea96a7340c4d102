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
    }

    /// A treatment with its consequences.
    public init(_ work: Work, changes: [MediaChange]) { (self.work, self.changes) = (work, changes) }

    /// The size of the result; `nil` where it stays as it was.
    public var size: PixelSize? {
        switch work {
        case .strip: nil
        case .picture(let recipe): recipe.size
        }
    }

    /// Changed whenever the same work gives other bytes, so that what was made before is not taken for it.
    private static let edition: UInt64 = 1

    /// A name for what comes of a medium: the same for the same bytes and the same work.
    public func nameOfResult(of blob: BlobID) -> String {
        "\(blob)-\(MediaLine.digest(of: work, edition: Self.edition)).jpg"
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
        }
    }
}
