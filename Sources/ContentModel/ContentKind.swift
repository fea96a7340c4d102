/// What an entry shows, as its `kind:` says.
public enum ContentKind: String, Hashable, Sendable, CaseIterable {
    case post, carousel, reel, story

    /// For sentences: `posts`, `stories`.
    var plural: String { self == .story ? "stories" : rawValue + "s" }
}

extension Content {
    /// What is shown.
    public var kind: ContentKind {
        switch self {
        case .post: .post
        case .carousel: .carousel
        case .reel: .reel
        case .story: .story
        case .page(.post): pagePhotos.count > 1 ? .carousel : .post
        case .page(.reel): .reel
        case .page(.story): .story
        }
    }

    private var pagePhotos: [PagePhoto] { if case .page(let content) = self { content.photos } else { [] } }
}
