public import ContentModel

extension Content {
    /// Every medium in the order of the entry, a reel's cover last: what a lockfile record lists.
    public var media: [MediaFile] {
        switch self {
        case .post(let post): [post.image.file]
        case .carousel(let carousel):
            carousel.items.map { item in
                switch item {
                case .photo(let photo): photo.file
                case .video(let video): video.file
                }
            }
        case .reel(let reel): [reel.video.file] + (reel.cover.map { [$0] } ?? [])
        case .story(let story):
            switch story.medium {
            case .photo(let file), .video(let file): [file]
            }
        }
    }
}
