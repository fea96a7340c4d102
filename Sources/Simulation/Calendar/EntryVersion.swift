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
        /// On Pages alone.
        case text, link, video

        /// What every account takes.
        static let everywhere: [Kind] = [.post, .carousel, .reel, .photoStory, .videoStory]

        var isForPagesAlone: Bool { !Self.everywhere.contains(self) }
        var isStory: Bool { self == .photoStory || self == .videoStory }
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
    /// What its media are called by: no two entries share it, also where they look alike.
    let picture: Int
    /// How often other media took the place of the first ones.
    var edition = 0
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
            grace: grace, content: account.platform == .facebook ? .page(pageContent) : content, onChange: onChange,
            onRemove: onRemove)
    }

    /// Everything that a file would say: git names it by its bytes, and a rename leaves them alone.
    private var text: String {
        "\(kind) \(accounts) \(due.map(\.timeIntervalSince1970) ?? 0) \(grace) \(caption) \(picture) \(edition) \(isBad) "
            + "\(String(describing: commentsEnabled)) \(firstComment ?? "") \(onChange) \(onRemove)"
    }

    private var content: Content {
        let details = FeedDetails(caption: caption, commentsEnabled: commentsEnabled, firstComment: firstComment)
        switch kind {
        case .post, .text, .link:
            return .post(ImagePost(image: Photo(file: file(0, .picture)), details: details))
        case .carousel:
            let items: [Carousel.Item] = [
                .photo(Photo(file: file(0, .picture))), .video(Video(file: file(1, .film))),
                .photo(Photo(file: file(2, .picture))),
            ]
            return .carousel(Carousel(items: items, details: details))
        case .reel, .video: return .reel(Reel(video: Video(file: file(0, .film)), details: details))
        case .photoStory: return .story(Story(medium: .photo(file(0, .picture))))
        case .videoStory: return .story(Story(medium: .video(file(0, .film))))
        }
    }

    /// Everything with words has a place, by which the referee knows it; recovery takes no notice of places.
    private var pageContent: PageContent {
        let details = PageDetails(
            message: caption, link: kind == .link ? "https://bakery.example/\(picture)" : nil,
            location: String(Lineage.firstPlace + lineage.number), firstComment: firstComment)
        switch kind {
        case .text, .link: return .post(PagePost(details: details))
        case .post: return .post(PagePost(attachment: .photos([photo(0)]), details: details))
        case .carousel: return .post(PagePost(attachment: .photos([photo(0), photo(2)]), details: details))
        case .video: return .post(PagePost(attachment: .video(file(0, .film)), details: details))
        case .reel: return .reel(PageReel(video: file(0, .film), details: details))
        case .photoStory: return .story(.photo(file(0, .picture)))
        case .videoStory: return .story(.video(file(0, .film)))
        }
    }

    private func photo(_ slot: Int) -> PagePhoto { PagePhoto(file: file(slot, .picture)) }

    private func file(_ slot: Int, _ kind: SimulatedMedia.Kind) -> MediaFile {
        let blob = SimulatedMedia.blob(
            isBad && slot == 0 ? .bad : kind, picture: picture, slot: slot + 10 * edition)
        return MediaFile(
            path: "media/\(picture)-\(slot)", blob: blob, location: SourceLocation(file: "calendar/\(name).yaml"))
    }
}

extension Lineage {
    /// The place of entry 0.
    static let firstPlace = 100_000

    /// Whose a file is.
    init?(of file: MediaFile) {
        guard let name = file.path.split(separator: "/").last, let number = Int(name.prefix { $0 != "-" }) else {
            return nil
        }
        self.init(number: number)
    }

    /// Whose the content of a Page is.
    init?(of content: PageContent) {
        if let place = content.details?.location.flatMap({ Int($0) }) {
            self.init(number: place - Self.firstPlace)
            return
        }
        guard let file = content.photos.first?.file ?? content.video else { return nil }
        self.init(of: file)
    }
}
