public import Diagnostics
public import ObjectIDs

/// A picture or video of the repository, known by its content.
public struct MediaFile: Hashable, Sendable {
    /// From the repository's root, with `/` between its parts.
    public var path: String
    /// The git name of its bytes: two files with one blob are the same medium.
    public var blob: BlobID
    /// Where the entry names it.
    public var location: SourceLocation
    /// What its entry says about how it is prepared.
    public var wishes = PictureWishes()
    /// What is done with it before it goes out; `nil` where it goes out as it is.
    public var treatment: Treatment?

    /// The file at `path` with the content `blob`, going out as it is.
    public init(path: String, blob: BlobID, location: SourceLocation) {
        self.path = path
        self.blob = blob
        self.location = location
    }
}
