public import ContentModel
public import MetaGraph

extension ImportedEntry {
    /// What a published medium cannot be imported for.
    public enum Obstacle: Error, Hashable, Sendable {
        /// Neither post, carousel nor reel.
        case kind(String)
        /// The platform does not show the file: a copyright claim does that.
        case noFile
        /// The platform does not say when it was published.
        case noTime

        /// In words for a person.
        public var reason: String {
            switch self {
            case .kind(let kind): "is \(kind), for which there is no entry"
            case .noFile: "the platform does not give its file; a copyright claim does that"
            case .noTime: "the platform does not say when it was published"
            }
        }
    }

    /// The addresses of a medium's files, in order; they end after a while.
    public static func fileURLs(of medium: Media) throws(Obstacle) -> [String] {
        let urls = medium.kind == .carousel ? (medium.children ?? []).map(\.mediaURL) : [medium.mediaURL]
        let present = urls.compactMap { $0 }
        guard !present.isEmpty, present.count == urls.count else { throw .noFile }
        return present
    }

    /// The entry of a published medium whose files are at `paths`.
    ///
    /// - Parameter collaborators: `nil` where the platform does not tell them.
    public init(
        _ medium: Media, on account: AccountName, paths: [String], collaborators: [Collaborator]? = nil
    ) throws(Obstacle) {
        let kind: ContentKind
        switch (medium.product, medium.kind) {
        case (.story?, _): throw .kind("a story")
        case (.ad?, _): throw .kind("an advertisement")
        case (_, .image?): kind = .post
        case (_, .carousel?): kind = .carousel
        // A single video is a reel since 2023, and older ones read like one.
        case (_, .video?): kind = .reel
        default: throw .kind(medium.kind?.rawValue ?? "of no kind")
        }
        guard let time = medium.timestamp else { throw .noTime }
        let taken = (collaborators?.filter { !$0.hasDeclined }.map(\.username)).flatMap(Self.collaborators)
        var untold = ["its location", "tagged people"]
        switch kind {
        case .carousel: untold.append("the descriptions of its pictures")
        case .reel: untold.append("its cover")
        case .post, .story: break
        }
        if taken == nil { untold.append("collaborators") }
        self.init(
            account: account, kind: kind, publishedAt: time, caption: medium.caption,
            media: paths.enumerated().map { place, path in
                // Only pictures have one, and the platform tells it of a carousel as a whole nowhere.
                Medium(path: path, altText: place == 0 && kind == .post ? medium.altText : nil)
            },
            commentsEnabled: medium.isCommentEnabled, sharesToFeed: medium.isSharedToFeed,
            isAIGenerated: medium.isAIGenerated ?? false, collaborators: taken ?? [], permalink: medium.permalink,
            untold: untold)
    }
}
