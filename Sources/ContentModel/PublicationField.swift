import ObjectIDs

/// One field of a publication as its entry would write it: what is compared to tell what was edited.
public struct PublicationField: Hashable, Sendable {
    /// As the YAML names it; media are counted from 1: `media[1].alt`.
    public var name: String
    /// The value for people, the same for every way of writing it.
    public var value: String
    /// What decides whether two values are equal: for a medium its bytes and not its path.
    public var identity: String

    /// A field whose value is all there is to compare.
    init(_ name: String, _ value: String) { self.init(name, value, identity: value) }

    init(_ name: String, _ value: String, identity: String) {
        self.name = name
        self.value = value
        self.identity = identity
    }

    /// What an edit of a field means once the publication is live.
    public enum Effect: Hashable, Sendable {
        /// The platform changes it in place.
        case inPlace
        /// The platform cannot change it.
        case fixed
        /// It decided when and how to publish, or what becomes of edits: nothing changes on the platform.
        case scheduling
    }

    /// What an edit of the field called `name` means once it is live on `platform`.
    ///
    /// Instagram changes nothing but the comment switch, a Page the words of what it shows. Sources: Instagram Platform,
    /// IG Media, `POST`; Pages API, Page Post, `POST`, and Video, `POST` (fact sheet "Publishing", §5).
    public static func effect(of name: String, on platform: Platform) -> Effect {
        if schedulingNames.contains(name) { return .scheduling }
        return switch platform {
        case .instagram: name == commentsName ? .inPlace : .fixed
        case .facebook: name == captionName ? .inPlace : .fixed
        }
    }

    private static let schedulingNames: Set = ["publish_at", "grace", "on_change", "on_remove"]
    private static let commentsName = "comments"
    private static let captionName = "caption"
}

extension Publication {
    /// ``grace`` as people write it: `1d`, `1h30m`, `500ms`.
    public var graceText: String { grace.written }

    /// Every field that has a value, in the order in which an entry is read.
    public var fields: [PublicationField] {
        [
            PublicationField("kind", content.kind.rawValue),
            PublicationField("publish_at", due.fieldText),
            PublicationField("grace", graceText),
        ] + content.fields + [
            PublicationField("on_change", onChange.rawValue),
            PublicationField("on_remove", onRemove.rawValue),
        ]
    }

    /// What differs between this version, which came first, and a later one.
    public func changes(to later: Publication) -> [FieldChange] {
        let (before, after) = (fields, later.fields)
        let earlierByName = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let laterByName = Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let names = after.map(\.name) + before.map(\.name).filter { laterByName[$0] == nil }
        return names.compactMap { name in
            let (old, new) = (earlierByName[name], laterByName[name])
            guard old?.identity != new?.identity else { return nil }
            return FieldChange(field: name, before: old?.value, after: new?.value)
        }
    }
}

extension Content {
    fileprivate var fields: [PublicationField] {
        switch self {
        case .post(let post): post.details.captionFields + post.image.fields(at: 1) + post.details.otherFields
        case .carousel(let carousel):
            carousel.details.captionFields
                + carousel.items.enumerated().flatMap { index, item in
                    switch item {
                    case .photo(let photo): photo.fields(at: index + 1)
                    case .video(let video): video.fields(prefix: "media[\(index + 1)].", position: index + 1)
                    }
                } + carousel.details.otherFields
        case .reel(let reel): reel.details.captionFields + reel.ownFields + reel.details.otherFields
        case .story(let story): story.fields
        case .page(let content): content.fields
        }
    }
}

extension PageContent {
    fileprivate var fields: [PublicationField] {
        var fields = details?.message.map { [PublicationField("caption", $0)] } ?? []
        if let link = details?.link { fields.append(PublicationField("link", link)) }
        for (index, photo) in photos.enumerated() {
            let prefix = "media[\(index + 1)]."
            fields += [photo.file.field(prefix + "file")] + photo.file.wishFields(prefix: prefix)
            if let altText = photo.altText { fields.append(PublicationField(prefix + "alt", altText)) }
        }
        if let video { fields += [video.field("media[1].file")] + video.wishFields(prefix: "media[1].") }
        if let location = details?.location { fields.append(PublicationField("location", location)) }
        if let targeting = details?.targeting { fields.append(PublicationField("targeting", targeting.fieldText)) }
        if let comment = details?.firstComment { fields.append(PublicationField("first_comment", comment)) }
        return fields
    }
}

extension Reel {
    fileprivate var ownFields: [PublicationField] {
        var fields = video.fields(prefix: "", position: 1)
        if let cover { fields.append(cover.field("cover")) }
        fields.append(PublicationField("share_to_feed", String(sharesToFeed)))
        if !tags.isEmpty { fields.append(PublicationField("tags", tags.map(\.text).listed)) }
        if let audioName { fields.append(PublicationField("audio_name", audioName)) }
        if let audio { fields.append(PublicationField("audio", audio.fieldText)) }
        if let trial { fields.append(PublicationField("trial", trial.rawValue)) }
        return fields
    }
}

extension Story {
    fileprivate var fields: [PublicationField] {
        let file =
            switch medium {
            case .photo(let file), .video(let file): file
            }
        let tagged = tags.map { tag in tag.user.text + (tag.position.map { " at \($0.x), \($0.y)" } ?? "") }
        return [file.field("media[1].file")] + file.wishFields(prefix: "media[1].")
            + (tagged.isEmpty ? [] : [PublicationField("media[1].tags", tagged.listed)])
    }
}

extension Photo {
    fileprivate func fields(at position: Int) -> [PublicationField] {
        let prefix = "media[\(position)]."
        var fields = [file.field(prefix + "file")] + file.wishFields(prefix: prefix)
        if let altText { fields.append(PublicationField(prefix + "alt", altText)) }
        if !tags.isEmpty {
            fields.append(
                PublicationField(prefix + "tags", tags.map { "\($0.user.text) at \($0.x), \($0.y)" }.listed))
        }
        if !products.isEmpty {
            let tagged = products.map { "\($0.product) at \($0.position.x), \($0.position.y)" }
            fields.append(PublicationField(prefix + "products", tagged.listed))
        }
        return fields
    }
}

extension Video {
    /// - Parameter prefix: stands before what a reel says at the top level and a slide at its medium.
    fileprivate func fields(prefix: String, position: Int) -> [PublicationField] {
        var fields = [file.field("media[\(position)].file")]
        if let thumbOffset { fields.append(PublicationField(prefix + "thumb_offset", thumbOffset.written)) }
        if !products.isEmpty { fields.append(PublicationField(prefix + "products", products.listed)) }
        return fields
    }
}

extension FeedDetails {
    fileprivate var captionFields: [PublicationField] { caption.map { [PublicationField("caption", $0)] } ?? [] }

    fileprivate var otherFields: [PublicationField] {
        var fields: [PublicationField] = []
        if let location { fields.append(PublicationField("location", location)) }
        if !collaborators.isEmpty {
            fields.append(PublicationField("collaborators", collaborators.map(\.text).listed))
        }
        if let firstComment { fields.append(PublicationField("first_comment", firstComment)) }
        // An entry that says nothing leaves them on, so that saying so is no edit.
        fields.append(PublicationField("comments", commentsEnabled ?? true ? "on" : "off"))
        if isAIGenerated { fields.append(PublicationField("ai_generated", "true")) }
        if let partnership { fields.append(PublicationField("partnership", partnership.fieldText)) }
        if let poll { fields.append(PublicationField("poll", poll.fieldText)) }
        return fields
    }
}

extension MediaFile {
    /// Shows the content's name beside the path, for the same path may hold other bytes.
    fileprivate func field(_ name: String) -> PublicationField {
        PublicationField(name, "\(path) (\(blob.object.abbreviated))", identity: blob.description)
    }

    /// What the entry says about how it is prepared; not what came of it, which follows from that and from the file.
    fileprivate func wishFields(prefix: String) -> [PublicationField] {
        wishes.fields.map { PublicationField(prefix + $0.name, $0.value) }
    }
}
