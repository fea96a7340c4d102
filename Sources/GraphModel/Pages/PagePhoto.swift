import FoundationEssentials

/// A photo that was sent to a Page: shown by a post, or waiting for one.
struct PagePhoto: Hashable, Sendable, Codable {
    let id: PhotoID
    let page: PageID
    let created: Date
    /// Under what name the face keeps the bytes.
    let storedName: String
    let width: Int?
    let height: Int?
    var name: String?
    var altText: String?
    /// Sent for a post to come, and gone after a day without one.
    var isTemporary = false
    /// The post or story that shows it.
    var post: PostID?
    var deleted: Date?

    /// How long an unpublished photo stays where it does not linger. Folklore; Meta's pages say nothing of it.
    static let unusedLife: TimeInterval = 86_400
}

extension Platform {
    /// Whether the platform still has a photo.
    func isKept(_ photo: PagePhoto, at now: Date) -> Bool {
        guard photo.deleted == nil else { return false }
        guard photo.post == nil, photo.isTemporary || configuration.unusedPhotos == .vanish else { return true }
        return now.timeIntervalSince(photo.created) < PagePhoto.unusedLife
    }
}
