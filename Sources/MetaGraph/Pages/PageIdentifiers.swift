/// A Facebook Page.
public struct PageID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A post of a Page, `PAGE_NUMBER`; of a story the number alone.
public struct PagePostID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A photo sent to a Page, shown or not.
public struct PhotoID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A video sent to a Page: a video, a reel or a story to be, or one that is seen.
public struct VideoID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// The session in which a video is sent by chunks.
public struct VideoSessionID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A file on its way to an app: `upload:…?sig=…`, a path and a query that are used as they came.
public struct FileUploadID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A file that has reached an app: what a call uses it by.
public struct UploadedFile: Hashable, Sendable {
    /// The handle as text.
    public let text: String

    /// A file from its handle.
    public init(_ text: String) { self.text = text }
}
