/// What a container will become; the parameters of its creation decide it.
enum ContainerKind: String, Hashable, Sendable, Codable, CaseIterable {
    case image, childImage, childVideo, carousel, reel, storyImage, storyVideo

    var isChild: Bool { self == .childImage || self == .childVideo }

    /// Whether its medium comes from `video_url`; the others' from `image_url`, and a carousel has none.
    var isVideo: Bool { self == .childVideo || self == .reel || self == .storyVideo }

    var isStory: Bool { self == .storyImage || self == .storyVideo }

    /// What error texts call it.
    var name: String {
        switch self {
        case .image: "an image"
        case .childImage: "a carousel image"
        case .childVideo: "a carousel video"
        case .carousel: "a carousel"
        case .reel: "a reel"
        case .storyImage: "an image story"
        case .storyVideo: "a video story"
        }
    }

    /// Reads `media_type` and its companions as Meta does.
    init(_ parameters: Parameters) throws(GraphError) {
        let isItem = parameters["is_carousel_item"]?.bool ?? false
        let type = parameters["media_type"]?.text ?? ""
        switch type {
        case "", "IMAGE": self = isItem ? .childImage : .image
        case "VIDEO":
            guard isItem else { throw .feedVideoRetired }
            self = .childVideo
        case "CAROUSEL": self = .carousel
        case "REELS": self = .reel
        case "STORIES":
            let hasVideo = parameters.holds("video_url") || parameters.holds("upload_type")
            self = hasVideo ? .storyVideo : .storyImage
        default: throw .mediaTypeUnknown(type)
        }
    }
}

extension Parameters {
    /// Whether a name has a value; empty text is none.
    func holds(_ name: String) -> Bool { self[name]?.text?.isEmpty == false }
}
