import ContentModel
import MetaGraph
import Publishing

extension ContainerRequest {
    /// The request that makes one container of a publication.
    ///
    /// - Throws: a ``Publishing/Refusal`` when a medium has no URL or a carousel no such slide, which only a broken
    ///   journal can bring about.
    init(_ draft: ContainerDraft) throws(Refusal) {
        switch (draft.publication.content, draft.part) {
        case (.post(let post), .whole):
            let image = post.image
            self = .image(
                ImageContainer(
                    url: try draft.url(of: image.file), altText: image.altText, tags: image.tags.map { $0.onGraph },
                    products: image.products.map { $0.onGraph }, options: PostOptions(post.details)))
        case (.carousel(let carousel), .slide(let slide)) where carousel.items.indices.contains(slide):
            self = try Self.child(carousel.items[slide], draft)
        case (.carousel(let carousel), .carousel(let children)):
            self = .carousel(
                CarouselContainer(
                    children: children.map { ContainerID($0) }, options: PostOptions(carousel.details)))
        case (.reel(let reel), .whole):
            var request = ReelContainer(source: try draft.source(of: reel.video.file))
            if let cover = reel.cover { request.coverURL = try draft.url(of: cover) }
            request.thumbOffset = reel.video.thumbOffset?.wholeMilliseconds
            request.shareToFeed = reel.sharesToFeed
            request.taggedUsers = reel.tags.map(\.text)
            request.products = reel.video.products.map { MetaGraph.ProductTag(productID: $0) }
            request.audioName = reel.audioName
            request.audio = reel.audio?.onGraph
            request.trial = reel.trial?.onGraph
            request.options = PostOptions(reel.details)
            self = .reel(request)
        case (.story(let story), .whole):
            let tags = story.tags.map {
                MetaGraph.StoryTag(username: $0.user.text, x: $0.position?.x, y: $0.position?.y)
            }
            switch story.medium {
            case .photo(let file): self = .storyImage(StoryImageContainer(url: try draft.url(of: file), tags: tags))
            case .video(let file):
                self = .storyVideo(StoryVideoContainer(source: try draft.source(of: file), tags: tags))
            }
        default:
            throw Refusal(
                remedy: .newContainer, effect: .none,
                message: "the journal speaks of a container that the entry has not",
                fix: "run apply again")
        }
    }

    private static func child(_ item: Carousel.Item, _ draft: ContainerDraft) throws(Refusal) -> ContainerRequest {
        switch item {
        case .photo(let photo):
            .carouselImage(
                CarouselImageContainer(
                    url: try draft.url(of: photo.file), altText: photo.altText, tags: photo.tags.map { $0.onGraph },
                    products: photo.products.map { $0.onGraph }))
        case .video(let video):
            .carouselVideo(
                CarouselVideoContainer(
                    source: try draft.source(of: video.file), thumbOffset: video.thumbOffset?.wholeMilliseconds,
                    products: video.products.map { MetaGraph.ProductTag(productID: $0) }))
        }
    }
}

extension ContainerDraft {
    fileprivate func source(of video: MediaFile) throws(Refusal) -> VideoSource {
        isUploaded ? .resumable : .url(try url(of: video))
    }

    fileprivate func url(of file: MediaFile) throws(Refusal) -> String {
        guard let url = urls[file.outgoing] else {
            throw Refusal(
                remedy: .backOff, effect: .none, message: "\(file.path) has no public URL", fix: "run apply again")
        }
        return url
    }
}

extension PostOptions {
    fileprivate init(_ details: FeedDetails) {
        self.init(
            caption: details.caption, locationID: details.location,
            collaborators: details.collaborators.map(\.text),
            // Left out when false: the parameter is younger than some of the API's versions.
            isAIGenerated: details.isAIGenerated ? true : nil,
            partnership: details.partnership.flatMap { label in
                label.isPaid || !label.sponsors.isEmpty
                    ? MetaGraph.Partnership(sponsors: label.sponsors.map { IGUserID($0) }) : nil
            },
            addOn: details.poll.map { .poll(options: $0.options, isExtended: $0.isExtended) })
    }
}

extension ContentModel.PhotoTag {
    fileprivate var onGraph: MetaGraph.PhotoTag { MetaGraph.PhotoTag(username: user.text, x: x, y: y) }
}

extension ContentModel.ProductTag {
    fileprivate var onGraph: MetaGraph.ProductTag {
        MetaGraph.ProductTag(productID: product, x: position.x, y: position.y)
    }
}

extension LibraryAudio {
    fileprivate var onGraph: AudioConfiguration {
        AudioConfiguration(
            audioID: id, audioVolume: audioVolume.map { Double($0) }, videoVolume: videoVolume.map { Double($0) })
    }
}

extension ContentModel.TrialGraduation {
    fileprivate var onGraph: MetaGraph.TrialGraduation {
        switch self {
        case .manual: .manual
        case .performance: .performance
        }
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(clamping: seconds.multipliedReportingOverflow(by: 1_000).partialValue)
            + Int(attoseconds / 1_000_000_000_000_000)
    }
}
