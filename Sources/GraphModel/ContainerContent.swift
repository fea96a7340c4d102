/// What a container holds besides its medium, every value checked.
struct ContainerContent: Hashable, Sendable, Codable {
    /// A person tagged in a picture or reel.
    struct UserTag: Hashable, Sendable, Codable {
        var username: String
        /// From the left, 0 to 1.
        var x: Double?
        /// From the top, 0 to 1.
        var y: Double?
    }

    var imageURL: String?
    var videoURL: String?
    var coverURL: String?
    var caption: String?
    var altText: String?
    var locationID: String?
    var userTags: [UserTag] = []
    var collaborators: [String] = []
    var sharesToFeed = true
    var audioName: String?
    var isAIGenerated: Bool?
    var thumbOffset = 0
    var children: [ContainerID] = []

    static let altTextLimit = 1000
    static let tagLimit = 20
    static let collaboratorLimit = 3
    static let carouselSizes = 2...10

    /// Reads and checks the values of a creation that ``ContainerRules`` has let through.
    init(_ parameters: Parameters, for kind: ContainerKind, _ configuration: Configuration) throws(GraphError) {
        func text(_ name: String) -> String? { parameters.holds(name) ? parameters[name]?.text : nil }
        func flag(_ name: String) throws(GraphError) -> Bool? {
            guard parameters.holds(name), let value = parameters[name] else { return nil }
            guard let flag = value.bool else { throw .parameterInvalid(name, why: "must be a boolean") }
            return flag
        }

        imageURL = text("image_url")
        videoURL = text("video_url")
        if let url = imageURL, !Self.isWebAddress(url) { throw .mediumUnfetchable(url) }
        for name in ["video_url", "cover_url"] {
            if let url = text(name), !Self.isWebAddress(url) {
                throw .parameterInvalid(name, why: "must be a valid URI")
            }
        }
        if let written = text("caption") {
            try CaptionRules.check(written, unit: configuration.captionUnit)
            // Taken with a story, and lost: stories have none.
            if !kind.isStory { caption = written }
        }
        altText = text("alt_text")
        if let altText, altText.unicodeScalars.count > Self.altTextLimit {
            throw .parameterInvalid("alt_text", why: "must be at most \(Self.altTextLimit) characters long")
        }
        if let location = text("location_id") {
            guard location.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                !configuration.placelessPages.contains(location)
            else { throw .locationInvalid }
            locationID = location
        }
        userTags = try Self.userTags(parameters, for: kind, configuration)
        collaborators = try Self.collaborators(parameters, configuration)
        try Self.checkProductTags(parameters, for: kind)
        if kind == .reel {
            sharesToFeed = try flag("share_to_feed") ?? true
            coverURL = text("cover_url")
            audioName = text("audio_name")
            try Self.checkTrial(parameters)
        }
        if let type = text("upload_type"), type != "resumable" {
            throw .parameterInvalid("upload_type", why: "must be resumable")
        }
        isAIGenerated = try flag("is_ai_generated")
        if parameters.holds("thumb_offset"), let value = parameters["thumb_offset"] {
            guard let offset = value.integer else { throw .parameterInvalid("thumb_offset", why: "must be an integer") }
            guard offset >= 0 else { throw .thumbOffsetOutOfRange }
            thumbOffset = offset
        }
        if kind == .carousel {
            guard let list = parameters["children"]?.list else {
                throw .parameterInvalid("children", why: "must be a list of container ids")
            }
            guard Self.carouselSizes.contains(list.count) else { throw .carouselSize(list.count) }
            children = list.map { ContainerID($0) }
        }
    }

    private static func isWebAddress(_ url: String) -> Bool {
        ["http://", "https://"].contains { url.lowercased().hasPrefix($0) && url.count > $0.count }
    }

    private static func userTags(
        _ parameters: Parameters, for kind: ContainerKind, _ configuration: Configuration
    ) throws(GraphError) -> [UserTag] {
        guard parameters.holds("user_tags"), let value = parameters["user_tags"] else { return [] }
        guard let elements = value.structured.array else {
            throw .parameterInvalid("user_tags", why: "must be an array.")
        }
        guard elements.count <= tagLimit else { throw .tagsTooMany }
        var tags: [UserTag] = []
        for (index, element) in elements.enumerated() {
            let place = "user_tags[\(index)]"
            guard let username = element["username"]?.string, !username.isEmpty else {
                throw .parameterInvalid(place, why: "must have a username")
            }
            guard !username.hasPrefix("@"), !configuration.untaggableUsernames.contains(username) else {
                throw .collaboratorInvalid(username)
            }
            let (x, y) = (element["x"]?.double, element["y"]?.double)
            switch kind {
            case .image, .childImage:
                guard x != nil, y != nil else { throw .parameterInvalid(place, why: "must have x and y") }
            case .reel where element["x"] != nil || element["y"] != nil:
                throw .parameterInvalid(place, why: "must have a username only")
            default: break
            }
            guard [x, y].allSatisfy({ ($0 ?? 0) >= 0 && ($0 ?? 0) <= 1 }) else {
                throw .parameterInvalid(place, why: "must have x and y between 0.0 and 1.0")
            }
            tags.append(UserTag(username: username, x: x, y: y))
        }
        return tags
    }

    private static func collaborators(
        _ parameters: Parameters, _ configuration: Configuration
    ) throws(GraphError) -> [String] {
        guard parameters.holds("collaborators"), let value = parameters["collaborators"] else { return [] }
        guard let names = value.list else { throw .parameterInvalid("collaborators", why: "must be an array.") }
        guard names.count <= collaboratorLimit else {
            throw .parameterInvalid("collaborators", why: "must have at most \(collaboratorLimit) elements")
        }
        for name in names where name.hasPrefix("@") || configuration.untaggableUsernames.contains(name) {
            throw .collaboratorInvalid(name)
        }
        return names
    }

    private static func checkProductTags(_ parameters: Parameters, for kind: ContainerKind) throws(GraphError) {
        guard parameters.holds("product_tags"), let value = parameters["product_tags"] else { return }
        guard let elements = value.structured.array, elements.count <= 5 else {
            throw .parameterInvalid("product_tags", why: "must be an array of at most 5 elements")
        }
        for element in elements {
            let hasPosition = element["x"] != nil || element["y"] != nil
            if kind.isVideo && hasPosition { throw .productTagPosition(isVideo: true) }
            if !kind.isVideo && kind != .carousel && !(element["x"] != nil && element["y"] != nil) {
                throw .productTagPosition(isVideo: false)
            }
        }
    }

    private static func checkTrial(_ parameters: Parameters) throws(GraphError) {
        guard parameters.holds("trial_params"), let value = parameters["trial_params"] else { return }
        let strategy = value.structured["graduation_strategy"]?.string
        guard strategy == "MANUAL" || strategy == "SS_PERFORMANCE" else {
            throw .parameterInvalid("trial_params", why: "must have graduation_strategy MANUAL or SS_PERFORMANCE")
        }
    }
}
