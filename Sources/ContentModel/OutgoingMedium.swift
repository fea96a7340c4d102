public import ObjectIDs

/// What goes out of a medium: the same bytes wherever content and work are the same, whatever their files are called.
///
/// One picture may be shown twice in a carousel, cropped once and once not: these are two.
public struct OutgoingMedium: Hashable, Sendable {
    /// The medium in the repository.
    public var blob: BlobID
    /// What is done with it; `nil` where it goes out as it is.
    public var work: Treatment.Work?

    /// What comes of `blob` by `work`.
    public init(blob: BlobID, work: Treatment.Work? = nil) { (self.blob, self.work) = (blob, work) }
}

extension MediaFile {
    /// What goes out of it.
    public var outgoing: OutgoingMedium { OutgoingMedium(blob: blob, work: treatment?.work) }
}
