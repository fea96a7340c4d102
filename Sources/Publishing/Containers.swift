public import ContentModel

/// All that making one container takes.
public struct ContainerDraft: Hashable, Sendable {
    /// What the container is part of.
    public var publication: Publication
    /// Which of its containers is made.
    public var part: ContainerPart
    /// Where the publication's media are public.
    public var urls: [OutgoingMedium: String]
    /// Whether the bytes of its video are sent to the container afterwards, so that it needs no URL.
    public var isUploaded: Bool

    /// A draft of one container.
    public init(publication: Publication, part: ContainerPart, urls: [OutgoingMedium: String], isUploaded: Bool = false)
    {
        self.publication = publication
        self.part = part
        self.urls = urls
        self.isUploaded = isUploaded
    }
}

/// Which of a publication's containers is meant.
public enum ContainerPart: Hashable, Sendable {
    /// The only container of a post, reel or story.
    case whole
    /// A carousel's child, counted from 0.
    case slide(Int)
    /// The carousel itself, made of its children in order.
    case carousel(children: [String])
}

/// A container, as the platform answered it.
public struct MadeContainer: Hashable, Sendable {
    /// Meta's decimal id.
    public var id: String
    /// Where it takes the bytes of its video, if it waits for them.
    public var uploadURL: String?

    /// A container with its address.
    public init(id: String, uploadURL: String? = nil) {
        self.id = id
        self.uploadURL = uploadURL
    }
}

/// The bytes of a video that a container waits for.
public struct PendingUpload: Hashable, Sendable {
    /// Meta's decimal id of the container.
    public var container: String
    /// Where the container takes them, as the platform said.
    public var url: String
    /// The video.
    public var file: MediaFile
    /// The first byte to send, counted from 0.
    public var offset: Int64

    /// The bytes of `file` from `offset` on.
    public init(container: String, url: String, file: MediaFile, offset: Int64) {
        self.container = container
        self.url = url
        self.file = file
        self.offset = offset
    }
}

/// How far a container has come. Source: content-publishing fact sheet §2.3.
public enum ContainerStatus: Hashable, Sendable {
    /// Being fetched or transcoded; also every value we do not know.
    case inProgress
    /// Its video is still arriving, and so many bytes have: where an upload goes on.
    case receiving(bytes: Int64)
    /// Its video has arrived, and is transcoded.
    case processing
    case finished
    /// Some call has published it: never publish it again.
    case published
    /// It failed for good, with Meta's words and what they call for.
    case failed(Refusal)
    /// A day passed unpublished.
    case expired
}

extension ContainerStatus {
    /// Whether it is neither whole nor at an end.
    var isUnderWay: Bool {
        switch self {
        case .inProgress, .receiving, .processing: true
        case .finished, .published, .failed, .expired: false
        }
    }
}
