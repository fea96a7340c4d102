/// The parameters of ``ContainerRequest/image(_:)``.
public struct ImageContainer: Hashable, Sendable {
    /// A public URL of a JPEG, which Meta fetches.
    public var url: String
    /// What people who do not see the image hear; 1,000 characters at most.
    public var altText: String?
    /// Accounts marked on the image.
    public var tags: [PhotoTag]
    /// Products marked on the image.
    public var products: [ProductTag]
    /// What every post can have.
    public var options: PostOptions

    /// An image with nothing more than its URL required.
    public init(
        url: String, altText: String? = nil, tags: [PhotoTag] = [], products: [ProductTag] = [],
        options: PostOptions = PostOptions()
    ) {
        self.url = url
        self.altText = altText
        self.tags = tags
        self.products = products
        self.options = options
    }
}

/// The parameters of ``ContainerRequest/carouselImage(_:)``.
public struct CarouselImageContainer: Hashable, Sendable {
    /// A public URL of a JPEG, which Meta fetches.
    public var url: String
    /// What people who do not see the image hear; 1,000 characters at most.
    public var altText: String?
    /// Accounts marked on the image.
    public var tags: [PhotoTag]
    /// Products marked on the image.
    public var products: [ProductTag]

    /// An image with nothing more than its URL required.
    public init(url: String, altText: String? = nil, tags: [PhotoTag] = [], products: [ProductTag] = []) {
        self.url = url
        self.altText = altText
        self.tags = tags
        self.products = products
    }
}

/// The parameters of ``ContainerRequest/carouselVideo(_:)``.
public struct CarouselVideoContainer: Hashable, Sendable {
    /// Where the video comes from.
    public var source: VideoSource
    /// The frame shown before it plays, in milliseconds from the start.
    public var thumbOffset: Int?
    /// Products shown with the video.
    public var products: [ProductTag]

    /// A video with nothing more than its source required.
    public init(source: VideoSource, thumbOffset: Int? = nil, products: [ProductTag] = []) {
        self.source = source
        self.thumbOffset = thumbOffset
        self.products = products
    }
}

/// The parameters of ``ContainerRequest/carousel(_:)``.
public struct CarouselContainer: Hashable, Sendable {
    /// The children in the order they are shown, each of them FINISHED.
    public var children: [ContainerID]
    /// Products shown with the carousel as a whole.
    public var products: [ProductTag]
    /// What every post can have.
    public var options: PostOptions

    /// A carousel of `children`.
    public init(children: [ContainerID], products: [ProductTag] = [], options: PostOptions = PostOptions()) {
        self.children = children
        self.products = products
        self.options = options
    }
}

/// The parameters of ``ContainerRequest/reel(_:)``.
public struct ReelContainer: Hashable, Sendable {
    /// Where the video comes from.
    public var source: VideoSource
    /// A public URL of the cover image; it beats ``thumbOffset``.
    public var coverURL: String?
    /// The frame used as cover, in milliseconds from the start.
    public var thumbOffset: Int?
    /// Whether the reel also shows among the posts; the platform's default is undocumented.
    public var shareToFeed: Bool?
    /// Accounts tagged in the video, without `@`.
    public var taggedUsers: [String]
    /// Products shown with the video.
    public var products: [ProductTag]
    /// The name of the reel's original sound; it can be given once only.
    public var audioName: String?
    /// A sound laid under the video.
    public var audio: AudioConfiguration?
    /// Set for a trial reel.
    public var trial: TrialGraduation?
    /// What every post can have.
    public var options: PostOptions

    /// A reel with nothing more than its source required.
    public init(
        source: VideoSource, coverURL: String? = nil, thumbOffset: Int? = nil, shareToFeed: Bool? = nil,
        taggedUsers: [String] = [], products: [ProductTag] = [], audioName: String? = nil,
        audio: AudioConfiguration? = nil, trial: TrialGraduation? = nil, options: PostOptions = PostOptions()
    ) {
        self.source = source
        self.coverURL = coverURL
        self.thumbOffset = thumbOffset
        self.shareToFeed = shareToFeed
        self.taggedUsers = taggedUsers
        self.products = products
        self.audioName = audioName
        self.audio = audio
        self.trial = trial
        self.options = options
    }
}

/// The parameters of ``ContainerRequest/storyImage(_:)``.
public struct StoryImageContainer: Hashable, Sendable {
    /// A public URL of a JPEG, which Meta fetches.
    public var url: String
    /// Accounts mentioned in the story.
    public var tags: [StoryTag]

    /// A story of one image.
    public init(url: String, tags: [StoryTag] = []) {
        self.url = url
        self.tags = tags
    }
}

/// The parameters of ``ContainerRequest/storyVideo(_:)``.
public struct StoryVideoContainer: Hashable, Sendable {
    /// Where the video comes from.
    public var source: VideoSource
    /// Accounts mentioned in the story.
    public var tags: [StoryTag]

    /// A story of one video.
    public init(source: VideoSource, tags: [StoryTag] = []) {
        self.source = source
        self.tags = tags
    }
}
