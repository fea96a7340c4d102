/// What is known of a picture once all of it was decoded.
public struct PictureInspection: Codable, Hashable, Sendable {
    /// In pixels, as stored.
    public var width: Int
    /// In pixels, as stored.
    public var height: Int
    /// Numbered as in EXIF (tag 274), 1 to 8.
    public var orientation: Int
    /// What its numbers mean.
    public var colour: Colour
    /// Bits of one component.
    public var bitDepth: Int
    /// Whether there is a channel of transparency.
    public var hasAlpha: Bool
    /// How many pictures follow each other.
    public var frameCount: Int
    /// Whether an ICC profile is embedded.
    public var hasProfile: Bool

    /// What the numbers of a pixel mean.
    public enum Colour: String, Codable, Hashable, Sendable {
        case gray, rgb, cmyk, lab, other
    }

    /// A picture of this size and kind.
    public init(
        width: Int, height: Int, orientation: Int = 1, colour: Colour = .rgb, bitDepth: Int = 8, hasAlpha: Bool = false,
        frameCount: Int = 1, hasProfile: Bool = false
    ) {
        (self.width, self.height, self.orientation) = (width, height, orientation)
        (self.colour, self.bitDepth, self.hasAlpha) = (colour, bitDepth, hasAlpha)
        (self.frameCount, self.hasProfile) = (frameCount, hasProfile)
    }
}
