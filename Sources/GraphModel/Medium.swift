import FoundationEssentials

/// Something published: a post, reel or story, or one slide of a carousel.
struct Medium: Hashable, Sendable, Codable {
    let id: MediumID
    let account: AccountID
    let container: ContainerID
    let kind: ContainerKind
    let content: ContainerContent
    let published: Date
    /// Instagram's own number, from which the permalink is made.
    let number: UInt64
    let storedName: String?
    let storedCover: String?
    /// The carousel this is a slide of.
    let parent: MediumID?
    var children: [MediumID] = []
    /// Oldest first, replies among them.
    var comments: [CommentID] = []
    var takesComments = true
    var deleted: Date?

    var shortcode: String { IDSource.shortcode(number) }

    var mediaType: String {
        switch kind {
        case .image, .childImage, .storyImage: "IMAGE"
        case .childVideo, .reel, .storyVideo: "VIDEO"
        case .carousel: "CAROUSEL_ALBUM"
        }
    }

    var productType: String {
        switch kind {
        case .image, .carousel, .childImage, .childVideo: "FEED"
        case .reel: "REELS"
        case .storyImage, .storyVideo: "STORY"
        }
    }
}

/// A comment or a reply to one.
struct Comment: Hashable, Sendable, Codable {
    /// Who wrote it: the account itself, or anyone.
    struct Author: Hashable, Sendable, Codable {
        let id: String
        let username: String
    }

    let id: CommentID
    let medium: MediumID
    let parent: CommentID?
    let author: Author
    let text: String
    let written: Date
    var isHidden = false
    var deleted: Date?
}
