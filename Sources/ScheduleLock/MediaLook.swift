public import ContentModel

/// How a publication will look in the account's list: what recovery compares, since nothing else links a container
/// to its medium. Source: content-publishing fact sheet §6.
public struct MediaLook: Hashable, Sendable {
    /// The list it appears in.
    public let surface: Surface
    /// What that list calls it.
    public let kind: Kind
    /// A digest of the caption as ``digest(ofCaption:)`` makes it; `nil` where the surface shows no caption.
    public let captionDigest: String?
    /// The number of a carousel's children.
    public let childCount: Int?

    /// Where a published medium is listed.
    public enum Surface: String, Hashable, Sendable, CaseIterable {
        case feed
        /// Live stories are listed apart, and only for a day.
        case stories
    }

    /// What a list says a medium is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case image, video, carousel
        /// Words alone, on a Page.
        case text
    }

    /// A look of these features.
    public init(surface: Surface, kind: Kind, captionDigest: String?, childCount: Int?) {
        self.surface = surface
        self.kind = kind
        self.captionDigest = captionDigest
        self.childCount = childCount
    }

    /// The look that published `content` will have.
    public init(of content: Content) {
        switch content {
        case .post(let post):
            self.init(
                surface: .feed, kind: .image, captionDigest: Self.digest(ofCaption: post.details.caption),
                childCount: nil)
        case .carousel(let carousel):
            self.init(
                surface: .feed, kind: .carousel, captionDigest: Self.digest(ofCaption: carousel.details.caption),
                childCount: carousel.items.count)
        case .reel(let reel):
            self.init(
                surface: .feed, kind: .video, captionDigest: Self.digest(ofCaption: reel.details.caption),
                childCount: nil)
        case .story(let story):
            switch story.medium {
            case .photo: self.init(surface: .stories, kind: .image, captionDigest: nil, childCount: nil)
            case .video: self.init(surface: .stories, kind: .video, captionDigest: nil, childCount: nil)
            }
        case .page(let page):
            let photos = page.photos.count
            let kind: Kind =
                page.video != nil ? .video : photos > 1 ? .carousel : photos == 1 ? .image : .text
            if case .story = page {
                self.init(surface: .stories, kind: kind, captionDigest: nil, childCount: nil)
            } else {
                self.init(
                    surface: .feed, kind: kind, captionDigest: Self.digest(ofCaption: page.text),
                    childCount: photos > 1 ? photos : nil)
            }
        }
    }

    /// Sixteen hexadecimal digits that two captions share when they differ only in what the platform may change as
    /// it reads back: white space, and the `@` that it strips for callers without admin-like tasks.
    public static func digest(ofCaption caption: String?) -> String {
        // FNV-1a: equality of short texts is all that is asked of it.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for scalar in (caption ?? "").unicodeScalars where !scalar.properties.isWhitespace && scalar != "@" {
            for byte in String(scalar).utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
