import ContentModel
import FoundationEssentials
import MetaGraph
import Planning

/// Where a published medium is in the repository: named after its account, its day and its id, which never change.
struct ImportPlace: Hashable {
    let publication: PublicationID
    private let name: String

    init(_ medium: Media, on account: AccountName) {
        publication = .imported(mediumID: medium.id.text, publishedAt: medium.timestamp, on: account)
        name = publication.entry.text
    }

    var entryPath: String { "calendar/\(name).yaml" }

    /// The file of the medium at a place in a carousel, counted from 0.
    func mediaPath(_ index: Int, of count: Int, fileExtension: String) -> String {
        "media/\(name)" + (count > 1 ? "-\(index + 1)" : "") + ".\(fileExtension)"
    }
}
