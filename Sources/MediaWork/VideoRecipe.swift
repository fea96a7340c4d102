/// What is done to the two streams of a video; the container is always made anew.
///
/// The result is an MP4 file whose index comes first, without edit lists and without metadata.
public struct VideoRecipe: Codable, Hashable, Sendable {
    /// What is done to the picture.
    public var picture: Picture
    /// What is done to the sound, where there is any.
    public var sound: Sound
    /// Seconds that the result lasts at most: what a source plays past it, up to ``longestTail``, is left away.
    public var longest: Double
    /// The most bytes the result may have; it is for whoever asks to see that it has no more.
    public var byteLimit: Int

    /// Seconds past ``longest`` that are left away, because exports leave so much; a source that goes on for longer is
    /// not cut but refused.
    public static let longestTail = 0.1

    /// What is done to the picture.
    public enum Picture: Codable, Hashable, Sendable {
        /// The coded pictures stay as they are; so does their rotation, as a note to the player.
        case copied
        case encoded(PictureEncoding)
    }

    /// What is done to the sound.
    public enum Sound: Codable, Hashable, Sendable {
        case copied
        case encoded(SoundEncoding)
    }

    /// The recipe of these parts.
    public init(picture: Picture, sound: Sound, longest: Double, byteLimit: Int) {
        (self.picture, self.sound, self.longest, self.byteLimit) = (picture, sound, longest, byteLimit)
    }
}

extension VideoRecipe {
    /// How a picture is coded anew: H.264, High profile, 4:2:0 with 8 bits, SDR, square pixels, closed groups of pictures,
    /// rotation applied, and equally long frames.
    public struct PictureEncoding: Codable, Hashable, Sendable {
        /// The longer side is made no longer than this; `nil` keeps the size.
        public var longestSide: Int?
        /// Cropped or padded to these proportions; `nil` keeps them.
        public var shape: Shape?
        /// Whether frames of two fields are made into whole ones.
        public var isDeinterlaced: Bool
        /// Frames a second of the result: a rate below is multiplied, one above divided, by a whole number.
        public var frameRates: ClosedRange<Double>
        /// Bits per second that no second of the result exceeds.
        public var mostBitsPerSecond: Int

        /// Other proportions, and how they come about.
        public struct Shape: Codable, Hashable, Sendable {
            /// Width, as a part of `height`.
            public var width: Int
            /// Height, as a part of `width`.
            public var height: Int
            /// What fills the rest, or that nothing is left.
            public var fill: Fill

            /// How other proportions come about.
            public enum Fill: String, Codable, Hashable, Sendable {
                /// The middle is kept, and what is beyond it lost.
                case crop
                /// The whole is kept between black bars.
                case pad
            }

            /// `width` to `height`, by `fill`.
            public init(width: Int, height: Int, fill: Fill) {
                (self.width, self.height, self.fill) = (width, height, fill)
            }
        }

        /// The encoding of these values.
        public init(
            longestSide: Int?, shape: Shape? = nil, isDeinterlaced: Bool, frameRates: ClosedRange<Double>,
            mostBitsPerSecond: Int
        ) {
            (self.longestSide, self.shape, self.isDeinterlaced) = (longestSide, shape, isDeinterlaced)
            (self.frameRates, self.mostBitsPerSecond) = (frameRates, mostBitsPerSecond)
        }
    }

    /// How sound is coded anew: AAC-LC.
    public struct SoundEncoding: Codable, Hashable, Sendable {
        /// Samples a second of the result, unless the source has fewer.
        public var mostSamplesPerSecond: Int
        /// Channels of the result, unless the source has fewer.
        public var mostChannels: Int
        /// Average bits per second.
        public var bitsPerSecond: Int

        /// The encoding of these values.
        public init(mostSamplesPerSecond: Int, mostChannels: Int, bitsPerSecond: Int) {
            (self.mostSamplesPerSecond, self.mostChannels) = (mostSamplesPerSecond, mostChannels)
            self.bitsPerSecond = bitsPerSecond
        }
    }
}
