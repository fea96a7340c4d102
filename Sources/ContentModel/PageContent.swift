/// What a Facebook Page shows, with room only for what its kind may carry.
///
/// Source: Pages API, Page `feed`, `photos`, `videos`, `video_reels`, `photo_stories`, `video_stories` (fact sheet
/// "Publishing", §7).
public enum PageContent: Hashable, Sendable {
    case post(PagePost)
    case reel(PageReel)
    case story(Story.Medium)
}

/// A text in a Page's feed, with what is attached to it.
public struct PagePost: Hashable, Sendable {
    /// What stands beside the words.
    public var attachment: Attachment
    /// The words, and what goes with them.
    public var details: PageDetails

    /// What a post may show.
    public enum Attachment: Hashable, Sendable {
        /// Words alone, or the preview of a link.
        case nothing
        /// One photo or several, in order.
        case photos([PagePhoto])
        case video(MediaFile)
    }

    /// A post of these parts.
    public init(attachment: Attachment = .nothing, details: PageDetails) {
        self.attachment = attachment
        self.details = details
    }

    /// What is sent as its text: below media, which leave no room for a preview, the link is written out.
    public var text: String? { attachment == .nothing ? details.message : details.textWithLink }

    /// The link whose preview it shows.
    public var previewedLink: String? { attachment == .nothing ? details.link : nil }
}

/// A vertical video of a Page.
public struct PageReel: Hashable, Sendable {
    /// What is shown.
    public var video: MediaFile
    /// The words, and what goes with them.
    public var details: PageDetails

    /// A reel with its words.
    public init(video: MediaFile, details: PageDetails) {
        self.video = video
        self.details = details
    }

    /// What is sent as its description.
    public var text: String? { details.textWithLink }
}

/// A photo with what is said about it.
public struct PagePhoto: Hashable, Sendable {
    /// The picture itself.
    public var file: MediaFile
    /// For people who cannot see it.
    public var altText: String?

    /// A picture with what is said about it.
    public init(file: MediaFile, altText: String? = nil) {
        self.file = file
        self.altText = altText
    }
}

/// What a Page's post or reel may carry besides its media.
public struct PageDetails: Hashable, Sendable {
    /// Without white space at its end; `nil` for none.
    public var message: String?
    /// A web address.
    public var link: String?
    /// The id of a Page that has location data.
    public var location: String?
    /// Posted by the Page itself right after publishing.
    public var firstComment: String?
    /// Who sees it; `nil` for everybody.
    public var targeting: PageTargeting?

    /// Details of which only the given ones are there.
    public init(
        message: String? = nil, link: String? = nil, location: String? = nil, firstComment: String? = nil,
        targeting: PageTargeting? = nil
    ) {
        self.message = message
        self.link = link
        self.location = location
        self.firstComment = firstComment
        self.targeting = targeting
    }

    /// The words with the link below them.
    public var textWithLink: String? {
        guard let link else { return message }
        return message.map { $0.contains(link) ? $0 : "\($0)\n\n\(link)" } ?? link
    }
}

/// From whom a Page's post is not hidden.
public struct PageTargeting: Hashable, Sendable {
    /// Two-letter codes of ISO 3166-1; empty for everywhere.
    public var countries: [String]
    /// In years; `nil` for any age.
    public var minimumAge: Int?

    /// People in these countries, and of this age or older.
    public init(countries: [String] = [], minimumAge: Int? = nil) {
        self.countries = countries
        self.minimumAge = minimumAge
    }
}

extension PageContent {
    /// The words and what goes with them; stories carry none.
    public var details: PageDetails? {
        switch self {
        case .post(let post): post.details
        case .reel(let reel): reel.details
        case .story: nil
        }
    }

    /// What the Page shows as its text.
    public var text: String? {
        switch self {
        case .post(let post): post.text
        case .reel(let reel): reel.text
        case .story: nil
        }
    }

    /// The one video of it; `nil` where there is none.
    public var video: MediaFile? {
        switch self {
        case .post(let post): if case .video(let file) = post.attachment { file } else { nil }
        case .reel(let reel): reel.video
        case .story(let medium): if case .video(let file) = medium { file } else { nil }
        }
    }

    /// Its photos, in order.
    public var photos: [PagePhoto] {
        switch self {
        case .post(let post): if case .photos(let photos) = post.attachment { photos } else { [] }
        case .reel: []
        case .story(let medium): if case .photo(let file) = medium { [PagePhoto(file: file)] } else { [] }
        }
    }
}
