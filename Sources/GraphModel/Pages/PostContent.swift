import FoundationEssentials

/// What a Page's post says, every value checked.
///
/// Source: Page `feed` reference, v26.0, and Meta's specification of its SDKs for what that page leaves out.
struct PostContent: Hashable, Sendable, Codable {
    var message: String?
    var link: String?
    /// The heading of a video.
    var title: String?
    /// The Page of a place.
    var place: String?
    var targeting: JSON?
    var feedTargeting: JSON?
    /// The date it is shown under, where that is not its own.
    var backdated: Date?

    /// Observed; Meta's pages do not say.
    static let messageLimit = 63_206

    init() {}

    /// Reads and checks what the edges of a Page have in common.
    ///
    /// - Parameter names: under which names the text may come, the first one winning.
    init(
        _ parameters: Parameters, textNames names: [String], _ configuration: Configuration, at now: Date
    ) throws(GraphError) {
        message = try Self.text(parameters, names)
        try readLink(parameters, configuration)
        title = parameters.holds("title") ? parameters["title"]?.text : nil
        if parameters.holds("place"), let place = parameters["place"]?.text {
            guard place.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !configuration.placelessPages.contains(place)
            else { throw .parameterInvalid("place", why: "must be a Page with a location") }
            self.place = place
        }
        if parameters.holds("child_attachments") {
            let isLong = try parameters.flag("multi_share_optimized") ?? false
            let count = parameters["child_attachments"]?.structured.array?.count ?? 0
            guard (2...(isLong ? 10 : 5)).contains(count) else {
                throw .parameterInvalid("child_attachments", why: "must be a list of 2 to \(isLong ? 10 : 5) links")
            }
        }
        if parameters.holds("tags"), place == nil { throw .parameterInvalid("tags", why: "needs a place") }
        targeting = try Self.object("targeting", parameters)
        feedTargeting = try Self.object("feed_targeting", parameters)
        if parameters.holds("backdated_time"), let text = parameters["backdated_time"]?.text {
            guard let date = GraphTime.read(text, now: now), date <= now else {
                throw .parameterInvalid("backdated_time", why: "must be a time in the past")
            }
            backdated = date
        }
    }

    static func text(_ parameters: Parameters, _ names: [String]) throws(GraphError) -> String? {
        guard let name = names.first(where: parameters.holds), let text = parameters[name]?.text else { return nil }
        guard text.unicodeScalars.count <= messageLimit else {
            throw .parameterInvalid(name, why: "must be at most \(messageLimit) characters long")
        }
        return text
    }

    private mutating func readLink(_ parameters: Parameters, _ configuration: Configuration) throws(GraphError) {
        guard parameters.holds("link"), let link = parameters["link"]?.text else { return }
        guard ["http://", "https://"].contains(where: { link.lowercased().hasPrefix($0) && link.count > $0.count })
        else { throw .parameterInvalid("link", why: "should represent a valid URL") }
        guard !configuration.unreadableLinks.contains(link) else { throw .page(.linkUnreadable) }
        self.link = link
    }

    private static func object(_ name: String, _ parameters: Parameters) throws(GraphError) -> JSON? {
        guard parameters.holds(name), let value = parameters[name]?.structured else { return nil }
        guard value.members != nil else { throw .parameterInvalid(name, why: "must be an object") }
        return value
    }

    /// The photos of `attached_media`, in their order: as a JSON list, or one by one as `attached_media[0]=…`.
    static func attachedPhotos(_ parameters: Parameters) throws(GraphError) -> [PhotoID] {
        var elements: [JSON] = []
        if parameters.holds("attached_media"), let list = parameters["attached_media"]?.structured {
            guard let array = list.array ?? list.members?.map(\.value) else { throw unreadable }
            elements = array
        }
        var indexed: [Int: JSON] = [:]
        for element in parameters.elements where element.name.hasPrefix("attached_media[") {
            let key = element.name.dropFirst("attached_media[".count).prefix { $0 != "]" }
            indexed[Int(key) ?? indexed.count] = element.value.structured
        }
        elements += indexed.sorted { $0.key < $1.key }.map(\.value)
        var photos: [PhotoID] = []
        for element in elements {
            guard let id = element["media_fbid"], let text = id.string ?? id.integer.map(String.init) else {
                throw unreadable
            }
            photos.append(PhotoID(text))
        }
        return photos
    }

    private static var unreadable: GraphError {
        .parameterInvalid("attached_media", why: "must be a list of objects with a media_fbid")
    }
}
