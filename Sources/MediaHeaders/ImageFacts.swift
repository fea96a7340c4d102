/// What the headers of a picture say.
public struct ImageFacts: Hashable, Sendable {
    /// The size as stored, before ``orientation`` is applied.
    public var size: PixelSize
    /// How viewers turn the stored picture.
    public var orientation: Orientation = .upright
    /// What the numbers of a pixel mean; `nil` where the headers leave it open.
    public var colour: ColourModel?
    /// The colour space of the embedded ICC profile, if there is a profile.
    public var profileColour: ColourModel?
    /// What the embedded ICC profile calls itself, if there is a profile with a name.
    public var profileName: String?
    /// Whether the file says more than its picture: EXIF, XMP, IPTC, comments, thumbnails, or bytes behind the picture.
    /// Read of JPEG files alone.
    public var hasMetadata = false
    /// Whether its metadata say where it was taken. Read of JPEG files alone.
    public var hasLocation = false
    /// Bits of one component of a pixel (of an index, for ``ColourModel/indexed``); `nil` where the headers leave it open.
    public var bitDepth: Int?
    /// Whether pixels may be transparent.
    public var hasAlpha = false
    /// Whether the picture is stored in passes of growing detail (progressive JPEG, interlaced PNG or GIF).
    public var isProgressive = false
    /// Whether it moves.
    public var isAnimated = false
    /// How many pictures the file holds beside each other (more than one in an MPO).
    public var pictureCount = 1

    /// An upright still picture of `size` and nothing else known.
    public init(size: PixelSize) { self.size = size }

    /// The size at which viewers show it.
    public var displaySize: PixelSize { orientation.swapsSides ? size.turned : size }
}

/// What the numbers of a pixel mean.
public enum ColourModel: String, Hashable, Sendable {
    case gray = "grayscale"
    case rgb = "RGB"
    case yCbCr = "YCbCr"
    case cmyk = "CMYK"
    /// CMYK stored as brightness, colour differences and black.
    case ycck = "YCCK"
    /// CIE L*a*b*.
    case lab = "Lab"
    /// A number in a palette.
    case indexed = "indexed"
}

/// How a stored picture is turned for viewing, numbered as in EXIF (tag 274): where the stored top left ends up.
public enum Orientation: Int, CaseIterable, Hashable, Sendable {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case mirroredUpsideDown = 4
    case transposed = 5
    /// To be turned a quarter clockwise, as phones held upright write.
    case turnedRight = 6
    case transverse = 7
    /// To be turned a quarter anticlockwise.
    case turnedLeft = 8

    /// Whether width and height change places.
    public var swapsSides: Bool { rawValue >= 5 }
}
