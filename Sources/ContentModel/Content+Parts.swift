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
        }
    }

    /// What a feed item carries besides its media; stories carry nothing.
    public var feedDetails: FeedDetails? {
        switch self {
        case .post(let post): post.details
        case .carousel(let carousel): carousel.details
        case .reel(let reel): reel.details
        case .story: nil
        }
    }
}
