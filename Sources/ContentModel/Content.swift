/// What is shown, with room only for what its kind may carry.
///
/// Which field is legal where: Instagram Platform, IG User `media` (content-publishing fact sheet §2.1).
public enum Content: Hashable, Sendable {
    case post(ImagePost)
    case carousel(Carousel)
    case reel(Reel)
    case story(Story)
    /// On a Facebook Page; everything else is on Instagram.
    case page(PageContent)
}

/// A single image in the feed.
public struct ImagePost: Hashable, Sendable {
    /// What is shown.
    public var image: Photo
    /// What stands beside the image.
    public var details: FeedDetails

    /// An image with what stands beside it.
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

    /// The slides, first to last.
    public var items: [Item]
    /// What stands beside the slides.
    public var details: FeedDetails

    /// Slides with what stands beside them.
    public init(items: [Item], details: FeedDetails) {
        self.items = items
        self.details = details
    }

    /// How many slides a carousel may have. Source: Instagram Platform, content publishing; error 2207028.
    public static let itemCounts = 2...10
}

/// A vertical video.
public struct Reel: Hashable, Sendable {
    /// What is shown.
    public var video: Video
    /// A picture to stand for it; wins over a frame of the video.
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
    /// What stands beside the video.
    public var details: FeedDetails

    /// A reel that has nothing but what is given.
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

    /// What is shown.
    public var medium: Medium
    /// People mentioned; a position is optional.
    public var tags: [StoryTag]

    /// A story with the people it mentions.
    public init(medium: Medium, tags: [StoryTag] = []) {
        self.medium = medium
        self.tags = tags
    }
}

/// An image with what is said about it.
public struct Photo: Hashable, Sendable {
    /// The picture itself.
    public var file: MediaFile
    /// For people who cannot see it; at most 1,000 characters.
    public var altText: String?
    /// People in it.
    public var tags: [PhotoTag]
    /// Products in it; Facebook Login and an approved shop.
    public var products: [ProductTag]

    /// A picture with what is said about it.
    public init(file: MediaFile, altText: String? = nil, tags: [PhotoTag] = [], products: [ProductTag] = []) {
        self.file = file
        self.altText = altText
        self.tags = tags
        self.products = products
    }
}

/// A video with the frame that stands for it.
public struct Video: Hashable, Sendable {
    /// The video itself.
    public var file: MediaFile
    /// The frame shown before it plays, counted from the start; `nil` for the first.
    public var thumbOffset: Duration?
    /// Product ids; positions are refused on videos.
    public var products: [String]

    /// A video with what is said about it.
    public init(file: MediaFile, thumbOffset: Duration? = nil, products: [String] = []) {
        self.file = file
        self.thumbOffset = thumbOffset
        self.products = products
    }
}

/// What every feed item may carry besides its media.
public struct FeedDetails: Hashable, Sendable {
    /// At most 2,200 characters, without white space at its end; `nil` for none.
    public var caption: String?
    /// The id of a Page that has location data.
    public var location: String?
    /// Accounts asked to publish it with this one; at most three.
    public var collaborators: [Username]
    /// `nil` leaves Instagram's default, which is on.
    public var commentsEnabled: Bool?
    /// Posted by the account itself right after publishing.
    public var firstComment: String?
    /// Whether it is labelled as made with AI.
    public var isAIGenerated: Bool
    /// The paid-partnership label; Facebook Login only.
    public var partnership: Partnership?
    /// Answers to choose from below it; Facebook Login only.
    public var poll: Poll?

    /// Details of which only the given ones are there.
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
    /// The name, without `@`.
    public let text: String
    /// Takes a name that is known to be sound; see ``init(written:)`` for one that a person wrote.
    public init(_ text: String) { self.text = text }
}

/// A person at a place in an image; both coordinates run from 0 at the top left to 1.
public struct PhotoTag: Hashable, Sendable {
    /// Who is shown.
    public var user: Username
    /// From the left edge, as a part of the width.
    public var x: Double
    /// From the top edge, as a part of the height.
    public var y: Double

    /// A person at a place.
    public init(user: Username, x: Double, y: Double) {
        self.user = user
        self.x = x
        self.y = y
    }
}

/// A person mentioned in a story, at a place if one is given.
public struct StoryTag: Hashable, Sendable {
    /// Who is mentioned.
    public var user: Username
    /// From 0 at the top left to 1; both or neither.
    public var position: Position?

    /// A person, at a place if one is given.
    public init(user: Username, position: Position? = nil) {
        self.user = user
        self.position = position
    }
}

/// A point in a picture, from 0 at the top left to 1.
public struct Position: Hashable, Sendable {
    /// From the left edge, as a part of the width.
    public var x: Double
    /// From the top edge, as a part of the height.
    public var y: Double

    /// The point so far from the left and the top.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A catalog product at a place in an image; Facebook Login and an approved shop.
public struct ProductTag: Hashable, Sendable {
    /// A decimal id.
    public var product: String
    /// Where it is.
    public var position: Position

    /// A product at a place.
    public init(product: String, position: Position) {
        self.product = product
        self.position = position
    }
}

/// A sound from Meta's library under a reel; volumes run from 0 to 100.
public struct LibraryAudio: Hashable, Sendable {
    /// The sound's decimal id.
    public var id: String
    /// How loud the sound is; `nil` leaves the platform's choice.
    public var audioVolume: Int?
    /// How loud the video's own sound is; `nil` leaves the platform's choice.
    public var videoVolume: Int?

    /// A sound at the given volumes.
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
    /// Whether the label shows.
    public var isPaid: Bool
    /// Decimal ids of at most two sponsors; naming one implies the label.
    public var sponsors: [String]

    /// A label with its sponsors.
    public init(isPaid: Bool, sponsors: [String]) {
        self.isPaid = isPaid
        self.sponsors = sponsors
    }
}

/// Answers to choose from below a post, whose caption asks the question; Facebook Login only.
public struct Poll: Hashable, Sendable {
    /// Two to four answers.
    public var options: [String]
    /// Runs longer than the ordinary three days.
    public var isExtended: Bool

    /// A poll among these answers.
    public init(options: [String], isExtended: Bool = false) {
        self.options = options
        self.isExtended = isExtended
    }
}
