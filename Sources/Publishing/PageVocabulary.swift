public import ContentModel
public import FoundationEssentials

/// What a ``PageFlow`` asks of a Facebook Page; the answer is a ``PageAnswer`` or a ``Refusal``.
///
/// Nothing of it but ``publish(_:_:)`` and ``schedule(_:_:for:)`` makes anything that the public sees. Source: fact sheet
/// "Publishing", §7.
public enum PageRequest: Hashable, Sendable {
    /// Send a photo, unpublished.
    case uploadPhoto(PagePhoto)
    /// Ask for a place that takes the bytes of a video.
    case beginUpload(MediaFile, PageObject.Kind)
    /// Send a video's bytes there.
    case send(PendingUpload)
    /// Make an unpublished post of words, a link and the photos, which were sent before.
    case createPost(PagePost, photos: [String])
    /// Make an unpublished video of bytes that were sent before.
    case createVideo(PagePost, upload: String)
    /// Read how far something has come.
    case read(PageObject)
    /// Publish what was made: the one request that cannot be undone.
    case publish(PageObject, PageContent)
    /// Have Facebook publish it at a time, or at another one than before.
    case schedule(PageObject, PageContent, for: Date)
    /// Give something the words of the content, published or not.
    case edit(PageObject, PageContent)
    /// Delete something.
    case delete(PageObject)
    case list(PageList)
}

/// What came of a ``PageRequest``.
public enum PageAnswer: Hashable, Sendable {
    /// Something was made; `uploadURL` is where it takes its bytes.
    case made(id: String, uploadURL: String? = nil)
    /// The bytes were taken.
    case sent
    case state(PageState)
    /// It is done; `post` is the id of the post where it has one of its own and Facebook tells it.
    case done(post: String? = nil)
    case listed([ListedMedium])
}

/// Something on a Page, by the id that its making answered.
public struct PageObject: Hashable, Sendable {
    /// Meta's id.
    public var id: String
    /// What it is: each is published, read and deleted in its own way.
    public var kind: Kind

    /// What something on a Page is.
    public enum Kind: Hashable, Sendable {
        /// A post of the feed; its id has two parts.
        case post
        /// A video of the feed.
        case video
        case reel
        /// A photo, as part of a post.
        case photo
        /// A photo that becomes a story.
        case photoStory
        case videoStory
        /// A place that takes the bytes of a video of the feed.
        case upload

        /// What content is made as.
        public init(of content: PageContent) {
            switch content {
            case .post(let post): if case .video = post.attachment { self = .video } else { self = .post }
            case .reel: self = .reel
            case .story(.photo): self = .photoStory
            case .story(.video): self = .videoStory
            }
        }
    }

    /// Something of a kind.
    public init(id: String, kind: Kind) {
        self.id = id
        self.kind = kind
    }
}

/// How far something on a Page has come.
public enum PageState: Hashable, Sendable {
    /// So many bytes of its video have arrived.
    case receiving(bytes: Int64)
    /// Its video has arrived, and is transcoded; also every state we do not know.
    case processing
    /// It is whole, and nobody sees it.
    case unpublished
    /// Facebook publishes it then.
    case scheduled(for: Date)
    /// It is live; `post` as in ``PageAnswer/done(post:)``.
    case published(post: String? = nil, at: Date? = nil)
    /// It failed for good.
    case failed(Refusal)
}

/// What a Page lists, newest first; ``ListedMedium/timestamp`` of what is scheduled is its hour.
public enum PageList: Hashable, Sendable {
    case posts
    case stories
    case scheduled
    /// What is neither published nor scheduled.
    case unpublished
}
