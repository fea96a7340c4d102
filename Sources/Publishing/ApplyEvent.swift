public import ContentModel
public import FoundationEssentials

/// What a run tells while it goes on; the words and formats are the views'.
public struct ApplyEvent: Hashable, Sendable {
    /// What it happened to.
    public var publication: PublicationID
    /// When, by the run's clock.
    public var at: Date
    /// What happened.
    public var happening: Happening

    /// What happened.
    public enum Happening: Hashable, Sendable {
        case started
        case hosting(files: Int)
        /// A file that takes long is on its way to its host.
        case uploading(HostingProgress)
        /// A container was made: the `made`th of `of`.
        case containerCreated(made: Int, of: Int)
        /// The bytes of a video are sent, those before `offset` having arrived.
        case sending(file: String, offset: Int64)
        case waiting(until: Date, reason: String)
        /// The request that publishes it leaves now; it was due at `due`.
        case requested(due: Date)
        case ended(FlowOutcome)
        /// A lockfile record changed without the platform's part.
        case noted
    }

    /// An event of these facts.
    public init(publication: PublicationID, at: Date, happening: Happening) {
        self.publication = publication
        self.at = at
        self.happening = happening
    }
}
