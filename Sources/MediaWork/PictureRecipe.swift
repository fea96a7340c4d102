public import MediaHeaders

/// How a picture is made anew, as data: the same recipe on the same bytes gives the same bytes.
///
/// Always a baseline JPEG in sRGB, turned upright, without metadata; never larger than its source.
public struct PictureRecipe: Codable, Hashable, Sendable {
    /// The size of the whole picture, upright, before anything is cut off or put around it.
    public var scaled: PixelSize
    /// What becomes of its proportions.
    public var frame: Frame
    /// What shows through transparency, and around a padded picture.
    public var background: RGBColour
    /// Whether the result's EXIF names artist and copyright, where the source does.
    public var keepsCopyright: Bool
    /// The most bytes the result may have; quality gives way as far as that takes.
    public var byteLimit: Int

    /// What becomes of a picture's proportions.
    public enum Frame: Codable, Hashable, Sendable {
        case whole
        /// A part of this size is cut out: the one around a point, from 0 at the top left to 1, or without one what
        /// draws the eye.
        case crop(to: PixelSize, focus: Point?)
        /// The whole of it stands in the middle of a larger picture; around it is the background, or its own blurred
        /// likeness.
        case pad(to: PixelSize, blurs: Bool)
    }

    /// A place in a picture, as parts of its width and height.
    public struct Point: Codable, Hashable, Sendable {
        /// From the left.
        public var x: Double
        /// From the top.
        public var y: Double

        /// From 0 at the left and top to 1.
        public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
    }

    /// How a picture is made anew.
    public init(
        scaled: PixelSize, frame: Frame = .whole, background: RGBColour = .white, keepsCopyright: Bool = false,
        byteLimit: Int
    ) {
        (self.scaled, self.frame, self.background) = (scaled, frame, background)
        (self.keepsCopyright, self.byteLimit) = (keepsCopyright, byteLimit)
    }

    /// The size of the result.
    public var size: PixelSize {
        switch frame {
        case .whole: scaled
        case .crop(let size, _), .pad(let size, _): size
        }
    }
}

/// A colour of sRGB.
public struct RGBColour: Codable, Hashable, Sendable {
    /// From 0 to 255.
    public var red: UInt8
    /// From 0 to 255.
    public var green: UInt8
    /// From 0 to 255.
    public var blue: UInt8

    /// A colour of these parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// The lightest.
    public static let white = RGBColour(red: 255, green: 255, blue: 255)
    /// The darkest.
    public static let black = RGBColour(red: 0, green: 0, blue: 0)
}

/// What became of a picture that was made anew.
public struct PreparedPicture: Codable, Hashable, Sendable {
    /// Of the result.
    public var size: PixelSize
    /// libjpeg's scale, 1 to 100.
    public var quality: Int
    /// What the source's EXIF says of it, where the recipe asks.
    public var artist: String?
    /// What the source's EXIF says of it, where the recipe asks.
    public var copyright: String?

    /// A result of this size.
    public init(size: PixelSize, quality: Int, artist: String? = nil, copyright: String? = nil) {
        (self.size, self.quality, self.artist, self.copyright) = (size, quality, artist, copyright)
    }
}
