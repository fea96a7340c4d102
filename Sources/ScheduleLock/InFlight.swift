/// What the journal says of one publication that the lockfile does not hold yet: the fold of its events.
public struct InFlight: Hashable, Sendable {
    public var version: JournalEvent.Version?
    /// A carousel's children made so far, by slide counted from 0.
    public var children: [Int: Made] = [:]
    /// The container that is published.
    public var container: Made?
    /// Set as soon as a publish was asked for: from here on nothing is ever built anew before looking.
    public var publishRequest: PublishRequest?
    /// The version that was asked to be published, should work on a newer one have begun since.
    public var requestedVersion: JournalEvent.Version?
    public var mediaID: String?
    public var publishedAt: Timestamp?
    public var commentRequestedAt: Timestamp?
    public var commentID: String?
    public var commentsSwitched = false
    public var removal: String?
    public var stop: JournalEvent.Stop?

    public init() {}

    /// A container and when it was made: it lives for 24 hours.
    public struct Made: Hashable, Sendable {
        public var id: String
        public var at: Timestamp

        public init(id: String, at: Timestamp) {
            self.id = id
            self.at = at
        }
    }

    /// A `media_publish` whose answer may be lost.
    public struct PublishRequest: Hashable, Sendable {
        public var container: String
        public var knownMedia: [String]
        public var at: Timestamp

        public init(container: String, knownMedia: [String], at: Timestamp) {
            self.container = container
            self.knownMedia = knownMedia
            self.at = at
        }
    }
}
