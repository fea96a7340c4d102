import ContentModel
import Diagnostics
import FoundationEssentials
import ObjectIDs

/// What an entry is through all its versions and names: what must not go out twice.
struct Lineage: Hashable, Comparable, CustomStringConvertible {
    let number: Int
    static func < (left: Lineage, right: Lineage) -> Bool { left.number < right.number }
    var description: String { "entry \(number)" }
}

/// An entry as one commit of the simulated calendar has it.
struct EntryVersion: Hashable {
    enum Kind: Hashable, CaseIterable {
        case post, carousel, reel, photoStory, videoStory
    }

    let lineage: Lineage
    /// Its path below `calendar/`, which a rename changes.
    var name: String
    var kind: Kind
    var accounts: [AccountName]
    /// `nil` for `on-merge`.
    var due: Date?
    var grace: Duration
    var caption: String
    /// What its media are called by; entries that look alike share it.
    var picture: Int
    /// Whether its first medium is one that the platform refuses.
    var isBad = false
    var commentsEnabled: Bool?
    var firstComment: String?
    var onChange = ChangePolicy.report
    var onRemove = RemovalPolicy.keep

    /// The entry on one of its accounts, as loading the calendar would make it.
    func publication(on account: Account) -> Publication {
        Publication(
            id: PublicationID(entry: EntryID(name), account: account.name), account: account,
            source: Publication.Source(path: "calendar/\(name).yaml", blob: BlobID(SimulatedMedia.digest(of: text))),
            due: due.map { .at(ZonedTime(instant: $0, utcOffset: 0, zone: "UTC")) } ?? .onMerge,
            grace: grace, content: content, onChange: onChange, onRemove: onRemove)
    }

    /// Everything that a file would say: git names it by its bytes, and a rename leaves them alone.
    private var text: String {
        "\(kind) \(accounts) \(due.map(\.timeIntervalSince1970) ?? 0) \(grace) \(caption) \(picture) \(isBad) "
            + "\(String(describing: commentsEnabled)) \(firstComment ?? "") \(onChange) \(onRemove)"
    }

    private var content: Content {
        let details = FeedDetails(caption: caption, commentsEnabled: commentsEnabled, firstComment: firstComment)
        switch kind {
        case .post: return .post(ImagePost(image: Photo(file: file(0, .picture)), details: details))
        case .carousel:
            let items: [Carousel.Item] = [
                .photo(Photo(file: file(0, .picture))), .video(Video(file: file(1, .film))),
                .photo(Photo(file: file(2, .picture))),
            ]
            return .carousel(Carousel(items: items, details: details))
        case .reel: return .reel(Reel(video: Video(file: file(0, .film)), details: details))
        case .photoStory: return .story(Story(medium: .photo(file(0, .picture))))
        case .videoStory: return .story(Story(medium: .video(file(0, .film))))
        }
    }

    private func file(_ slot: Int, _ kind: SimulatedMedia.Kind) -> MediaFile {
        let blob = SimulatedMedia.blob(isBad && slot == 0 ? .bad : kind, picture: picture, slot: slot)
        return MediaFile(
            path: "media/\(picture)-\(slot)", blob: blob, location: SourceLocation(file: "calendar/\(name).yaml"))
    }
}
