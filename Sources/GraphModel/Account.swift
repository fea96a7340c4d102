import FoundationEssentials

/// An Instagram professional account.
struct Account: Hashable, Sendable, Codable {
    let id: AccountID
    /// The id that Instagram Login shows as `id`.
    let scopedID: String
    var username: String
    var name: String
    var kind: AccountSeed.Kind
    var biography: String?
    var website: String?
    var pictureURL: String?
    var followers: Int
    var follows: Int

    /// Everything ever published, oldest first; slides of a carousel are not in it.
    var media: [MediumID] = []
    /// When containers were made and media published, and what either counts against.
    var containersMade = RollingCount()
    var published = RollingCount()
    /// The containers made from a URL, newest last, for a platform that deduplicates by it.
    var containersByURL: [String: ContainerID] = [:]
}

/// A Facebook Page: it stands before an Instagram account, and has posts of its own.
struct Page: Hashable, Sendable, Codable {
    let id: PageID
    var name: String
    let account: AccountID
    let token: String

    /// Everything ever made on it, oldest first, whether or not anybody saw it.
    var posts: [PostID] = []
    var photos: [PhotoID] = []
    var videos: [VideoID] = []
    /// The reels made by API of late.
    var reels = RollingCount()

    /// Goes on with what the same Page has had under another name or token.
    mutating func takeOver(_ known: Page) {
        (posts, photos, videos, reels) = (known.posts, known.photos, known.videos, known.reels)
    }
}

/// A person who signed in with Facebook.
struct Person: Hashable, Sendable, Codable {
    let id: PersonID
    var name: String
    var pages: [PageID]
}
