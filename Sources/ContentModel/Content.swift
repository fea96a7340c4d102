/// What is shown, with room only for what its kind may carry.
///
/// Which field is legal where: Instagram Platform, IG User `media` (content-publishing fact sheet §2.1).
public enum Content: Hashable, Sendable {
    case post(ImagePost)
    case carousel(Carousel)
    case reel(Reel)
    case story(Story)
}

/// A single image in the feed.
public struct ImagePost: Hashable, Sendable {
    public var image: Photo
    public var details: FeedDetails

    public init(image: Photo, details: FeedDetails) {
        self.image = image
        self.details = details
    }
}

/// Two to ten images and videos in the feed, in order.
public struct Carousel: Hashable, Sendable {
    /// One slide.
    public enum Item: Hashable, Sendable {
        case photo(Photo)
        case video(Video)
    }

    public var items: [Item]
    public var details: FeedDetails

    public init(items: [Item], details: FeedDetails) {
        self.items = items
        self.details = details
    }

    /// How many slides a carousel may have. Source: Instagram Platform, content publishing; error 2207028.
    public static let itemCounts = 2...10
}

/// A vertical video.
public struct Reel: Hashable, Sendable {
    public var video: Video
    public var cover: MediaFile?
    /// Whether the reel also shows in the feed; always sent, since Meta documents no default.
    public var sharesToFeed: Bool
    /// People tagged, by name alone.
    public var tags: [Username]
    /// A name for the reel's own sound.
    public var audioName: String?
    /// A sound from Meta's library; Facebook Login only.
    public var audio: LibraryAudio?
    /// Shown to non-followers first; `nil` for an ordinary reel.
    public var trial: TrialGraduation?
    public var details: FeedDetails

    public init(
        video: Video, cover: MediaFile? = nil, sharesToFeed: Bool = true, tags: [Username] = [],
        audioName: String? = nil, audio: LibraryAudio? = nil, trial: TrialGraduation? = nil, details: FeedDetails
    ) {
        self.video = video
        self.cover = cover
        self.sharesToFeed = sharesToFeed
        self.tags = tags
        self.audioName = audioName
        self.audio = audio
        self.trial = trial
        self.details = details
    }
}

/// An image or a video that lasts a day; it carries no caption.
public struct Story: Hashable, Sendable {
    /// The one medium of a story.
    public enum Medium: Hashable, Sendable {
        case photo(MediaFile)
        case video(MediaFile)
    }

    public var medium: Medium
    /// People mentioned; a position is optional.
    public var tags: [StoryTag]

    public init(medium: Medium, tags: [StoryTag] = []) {
        self.medium = medium
        self.tags = tags
    }
}

/// An image with what is said about it.
public struct Photo: Hashable, Sendable {
    public var file: MediaFile
    /// For people who cannot see it; at most 1,000 characters.
    public var altText: String?
    public var tags: [PhotoTag]
    public var products: [ProductTag]

    public init(file: MediaFile, altText: String? = nil, tags: [PhotoTag] = [], products: [ProductTag] = []) {
        self.file = file
        self.altText = altText
        self.tags = tags
        self.products = products
    }
}

/// A video with the frame that stands for it.
public struct Video: Hashable, Sendable {
    public var file: MediaFile
    /// The frame shown before it plays, counted from the start; `nil` for the first.
    public var thumbOffset: Duration?
    /// Product ids; positions are refused on videos.
    public var products: [String]

    public init(file: MediaFile, thumbOffset: Duration? = nil, products: [String] = []) {
        self.file = file
        self.thumbOffset = thumbOffset
        self.products = products
    }
}

/// What every feed item may carry besides its media.
public struct FeedDetails: Hashable, Sendable {
    public var caption: String?
    /// The id of a Page that has location data.
    public var location: String?
    public var collaborators: [Username]
    /// `nil` leaves Instagram's default, which is on.
    public var commentsEnabled: Bool?
    /// Posted by the account itself right after publishing.
    public var firstComment: String?
    public var isAIGenerated: Bool
    public var partnership: Partnership?
    public var poll: Poll?

    public init(
        caption: String? = nil, location: String? = nil, collaborators: [Username] = [],
        commentsEnabled: Bool? = nil, firstComment: String? = nil, isAIGenerated: Bool = false,
        partnership: Partnership? = nil, poll: Poll? = nil
    ) {
        self.caption = caption
        self.location = location
        self.collaborators = collaborators
        self.commentsEnabled = commentsEnabled
        self.firstComment = firstComment
        self.isAIGenerated = isAIGenerated
        self.partnership = partnership
        self.poll = poll
    }
}

/// An Instagram name without its `@`.
public struct Username: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A person at a place in an image; both coordinates run from 0 at the top left to 1.
public struct PhotoTag: Hashable, Sendable {
    public var user: Username
    public var x: Double
    public var y: Double

    public init(user: Username, x: Double, y: Double) {
        self.user = user
        self.x = x
        self.y = y
    }
}

/// A person mentioned in a story, at a place if one is given.
public struct StoryTag: Hashable, Sendable {
    public var user: Username
    /// From 0 at the top left to 1; both or neither.
    public var position: Position?

    public init(user: Username, position: Position? = nil) {
        self.user = user
        self.position = position
    }
}

/// A point in a picture, from 0 at the top left to 1.
public struct Position: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A catalog product at a place in an image; Facebook Login and an approved shop.
public struct ProductTag: Hashable, Sendable {
    /// A decimal id.
    public var product: String
    public var position: Position

    public init(product: String, position: Position) {
        self.product = product
        self.position = position
    }
}

/// A sound from Meta's library under a reel; volumes run from 0 to 100.
public struct LibraryAudio: Hashable, Sendable {
    public var id: String
    public var audioVolume: Int?
    public var videoVolume: Int?

    public init(id: String, audioVolume: Int? = nil, videoVolume: Int? = nil) {
        self.id = id
        self.audioVolume = audioVolume
        self.videoVolume = videoVolume
    }
}

/// How a trial reel becomes an ordinary one.
public enum TrialGraduation: String, Hashable, Sendable, CaseIterable {
    /// By hand, in the app.
    case manual = "MANUAL"
    /// By itself, when it does well.
    case performance = "SS_PERFORMANCE"
}

/// A paid-partnership label; Facebook Login only.
public struct Partnership: Hashable, Sendable {
    public var isPaid: Bool
    /// Decimal ids of at most two sponsors; naming one implies the label.
    public var sponsors: [String]

    public init(isPaid: Bool, sponsors: [String]) {
        self.isPaid = isPaid
        self.sponsors = sponsors
    }
}

/// A question below a post; Facebook Login only.
public struct Poll: Hashable, Sendable {
    public var question: String?
    /// Two to four answers.
    public var options: [String]
    /// Runs longer than the ordinary three days.
    public var isExtended: Bool

    public init(question: String?, options: [String], isExtended: Bool = false) {
        self.question = question
        self.options = options
        self.isExtended = isExtended
    }
}
