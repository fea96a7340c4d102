extension Content {
    /// Every medium in the order of the entry, a reel's cover last: what a lockfile record lists.
    public var media: [MediaFile] {
        switch self {
        case .post(let post): return [post.image.file]
        case .carousel(let carousel):
            return carousel.items.map { item in
                switch item {
                case .photo(let photo): photo.file
                case .video(let video): video.file
                }
            }
        case .reel(let reel): return [reel.video.file] + (reel.cover.map { [$0] } ?? [])
        case .story(let story):
            switch story.medium {
            case .photo(let file), .video(let file): return [file]
            }
        case .page(let content): return content.photos.map(\.file) + (content.video.map { [$0] } ?? [])
        }
    }

    /// Its pictures alone, covers among them, in the order of the entry.
    public var pictures: [MediaFile] {
        switch self {
        case .post(let post): [post.image.file]
        case .carousel(let carousel):
            carousel.items.compactMap { if case .photo(let photo) = $0 { photo.file } else { nil } }
        case .reel(let reel): reel.cover.map { [$0] } ?? []
        case .story(let story): if case .photo(let file) = story.medium { [file] } else { [] }
        case .page(let content): content.photos.map(\.file)
        }
    }

    /// The video of a carousel's slide, counted from 0, or with no slide that of a reel or story.
    public func video(ofSlide slide: Int?) -> MediaFile? {
        switch (self, slide) {
        case (.carousel(let carousel), let slide?) where carousel.items.indices.contains(slide):
            if case .video(let video) = carousel.items[slide] { video.file } else { nil }
        case (.reel(let reel), nil): reel.video.file
        case (.story(let story), nil): if case .video(let file) = story.medium { file } else { nil }
        case (.page(let content), nil): content.video
        default: nil
        }
    }

    /// What a feed item on Instagram carries besides its media; stories carry nothing.
    public var feedDetails: FeedDetails? {
        switch self {
        case .post(let post): post.details
        case .carousel(let carousel): carousel.details
        case .reel(let reel): reel.details
        case .story, .page: nil
        }
    }

    /// The words below it.
    public var caption: String? {
        if case .page(let content) = self { content.details?.message } else { feedDetails?.caption }
    }

    /// What the account itself says right after it went out.
    public var firstComment: String? {
        if case .page(let content) = self { content.details?.firstComment } else { feedDetails?.firstComment }
    }
}
