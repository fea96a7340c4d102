/// What a container is made of: one case for each kind of medium, holding only what that kind can have.
///
/// Source of which parameter belongs where: Instagram Platform, IG User `media`, as of September 2026.
public enum ContainerRequest: Hashable, Sendable {
    /// A single image in the feed.
    case image(ImageContainer)
    /// An image of a carousel.
    case carouselImage(CarouselImageContainer)
    /// A video of a carousel.
    case carouselVideo(CarouselVideoContainer)
    /// A carousel of 2 to 10 finished children.
    case carousel(CarouselContainer)
    /// A reel; a single video in the feed has been one since 2023.
    case reel(ReelContainer)
    /// An image shown for a day.
    case storyImage(StoryImageContainer)
    /// A video shown for a day.
    case storyVideo(StoryVideoContainer)
}

/// Where a video's bytes come from.
public enum VideoSource: Hashable, Sendable {
    /// A public URL that Meta fetches.
    case url(String)
    /// Bytes sent afterwards to ``CreatedContainer/uploadURL``; Facebook Login only.
    case resumable
}

/// What feed images, carousels and reels have in common.
public struct PostOptions: Hashable, Sendable {
    /// The text below; 2,200 characters, 30 hashtags and 20 mentions at most.
    public var caption: String?
    /// The id of a Page that has a place on the map.
    public var locationID: String?
    /// Up to three accounts invited as co-authors, without `@`.
    public var collaborators: [String]
    /// Whether to label the post as made with AI.
    public var isAIGenerated: Bool?
    /// The label of a paid partnership; Facebook Login only.
    public var partnership: Partnership?
    /// What stands beside the caption; Facebook Login only.
    public var addOn: CaptionAddOn?

    /// Options, none of which is required.
    public init(
        caption: String? = nil, locationID: String? = nil, collaborators: [String] = [], isAIGenerated: Bool? = nil,
        partnership: Partnership? = nil, addOn: CaptionAddOn? = nil
    ) {
        self.caption = caption
        self.locationID = locationID
        self.collaborators = collaborators
        self.isAIGenerated = isAIGenerated
        self.partnership = partnership
        self.addOn = addOn
    }
}

/// The label "Paid partnership".
public struct Partnership: Hashable, Sendable {
    /// Up to two accounts that pay; with none the label stands alone.
    public var sponsors: [IGUserID]

    /// A label that names `sponsors`.
    public init(sponsors: [IGUserID] = []) {
        self.sponsors = sponsors
    }
}

/// The one extra a post may have beside its caption.
public enum CaptionAddOn: Hashable, Sendable {
    /// A question of 2 to 4 answers, open for three days, or longer if extended.
    ///
    /// Meta's pages that we could read leave the object's keys open; they are written as Threads documents its own
    /// `poll_attachment`: `option_a` to `option_d`.
    case poll(options: [String], isExtended: Bool)
    /// An invitation to comment.
    case commentPrompt
}

/// An account marked at a point of an image; both go from 0 to 1, from the top left.
public struct PhotoTag: Hashable, Sendable, Encodable {
    /// A public account, without `@`.
    public var username: String
    /// From the left edge.
    public var x: Double
    /// From the top edge.
    public var y: Double

    /// A mark at a point.
    public init(username: String, x: Double, y: Double) {
        self.username = username
        self.x = x
        self.y = y
    }
}

/// An account mentioned in a story, at a point of it or without a visible mark.
public struct StoryTag: Hashable, Sendable, Encodable {
    /// A public account, without `@`.
    public var username: String
    /// From the left edge, 0 to 1.
    public var x: Double?
    /// From the top edge, 0 to 1.
    public var y: Double?

    /// A mention; the point needs both parts.
    public init(username: String, x: Double? = nil, y: Double? = nil) {
        self.username = username
        self.x = x
        self.y = y
    }
}

/// A product of the account's shop; Facebook Login only.
public struct ProductTag: Hashable, Sendable, Encodable {
    /// The product's id in the catalogue.
    public var productID: String
    /// From the left edge, 0 to 1; required on images, refused on videos.
    public var x: Double?
    /// From the top edge, 0 to 1; required on images, refused on videos.
    public var y: Double?

    /// A mark on an image, or a tag on a video.
    public init(productID: String, x: Double? = nil, y: Double? = nil) {
        self.productID = productID
        self.x = x
        self.y = y
    }

    enum CodingKeys: String, CodingKey {
        case productID = "product_id"
        case x, y
    }
}

/// Music or a sound laid under a reel; Facebook Login only.
public struct AudioConfiguration: Hashable, Sendable, Encodable {
    /// The sound's id, from `ig_audio`.
    public var audioID: String
    /// How loud the sound is; nil leaves it to the platform.
    public var audioVolume: Double?
    /// How loud the video's own sound is; nil leaves it to the platform.
    public var videoVolume: Double?

    /// A sound and two volumes.
    public init(audioID: String, audioVolume: Double? = nil, videoVolume: Double? = nil) {
        self.audioID = audioID
        self.audioVolume = audioVolume
        self.videoVolume = videoVolume
    }

    enum CodingKeys: String, CodingKey {
        case audioID = "audio_id"
        case audioVolume = "audio_volume"
        case videoVolume = "video_volume"
    }
}

/// How a trial reel, shown to strangers first, comes to the account's followers.
public enum TrialGraduation: String, Hashable, Sendable {
    /// When the owner says so.
    case manual = "MANUAL"
    /// When it does well.
    case performance = "SS_PERFORMANCE"
}
