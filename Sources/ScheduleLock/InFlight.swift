/// What the journal says of one publication that the lockfile does not hold yet: the fold of its events.
public struct InFlight: Hashable, Sendable {
    /// The version that work began on last.
    public var version: JournalEvent.Version?
    /// A carousel's children made so far, by slide counted from 0.
    public var children: [Int: Made] = [:]
    /// The container that is published.
    public var container: Made?
    /// Set as soon as a publish was asked for: from here on nothing is ever built anew before looking.
    public var publishRequest: PublishRequest?
    /// The version that was asked to be published, should work on a newer one have begun since.
    public var requestedVersion: JournalEvent.Version?
    /// The medium, once the platform named it.
    public var mediaID: String?
    /// When it did.
    public var publishedAt: Timestamp?
    /// Set as soon as the first comment was asked for.
    public var commentRequestedAt: Timestamp?
    /// The first comment, once the platform named it.
    public var commentID: String?
    /// Whether comments are as the entry asks.
    public var commentsSwitched = false
    /// The medium whose deletion was asked for.
    public var removal: String?
    /// Why a run left it to a later one, and until when; nothing once work has gone on.
    public var waiting: Waiting?
    /// When a person last said that nothing on the account is this publication: what was made until then is not it.
    public var absentAt: Timestamp?
    /// Why it waits for a person.
    public var stop: JournalEvent.Stop?

    /// Nothing yet.
    public init() {}

    /// A wait that outlasted a run.
    public struct Waiting: Hashable, Sendable {
        /// The earliest moment at which going on makes sense.
        public var until: Timestamp
        /// What is waited for, in words.
        public var reason: String

        /// A wait until then.
        public init(until: Timestamp, reason: String) {
            self.until = until
            self.reason = reason
        }
    }

    /// A container and when it was made: it lives for 24 hours.
    public struct Made: Hashable, Sendable {
        /// Meta's decimal id.
        public var id: String
        /// When it was made.
        public var at: Timestamp
        /// Where it takes the bytes of its video; `nil` for one that the platform fetches.
        public var uploadURL: String?

        /// A container made at an instant.
        public init(id: String, at: Timestamp, uploadURL: String? = nil) {
            self.id = id
            self.at = at
            self.uploadURL = uploadURL
        }
    }

    /// A `media_publish` whose answer may be lost.
    public struct PublishRequest: Hashable, Sendable {
        /// The container that was to be published.
        public var container: String
        /// What the medium will look like in a list.
        public var look: MediaLook
        /// The ids that the account's list showed before.
        public var knownMedia: [String]
        /// When the request was recorded; it left no earlier.
        public var at: Timestamp

        /// A request for `container`, made at `at`.
        public init(container: String, look: MediaLook, knownMedia: [String], at: Timestamp) {
            self.container = container
            self.look = look
            self.knownMedia = knownMedia
            self.at = at
        }
    }
}

extension InFlight {
    /// Folds one step in. `settled` has no effect here: it ends the publication's place in the journal.
    public mutating func apply(_ step: JournalEvent.Step, at time: Timestamp) {
        waiting = nil
        switch step {
        case .began(let version):
            // A version begun anew forgets the old containers, but never what may have reached the platform.
            self.version = version
            (children, container, stop) = ([:], nil, nil)
        case .containerCreated(let id, let slide, let uploadURL):
            let made = Made(id: id, at: time, uploadURL: uploadURL)
            // What went wrong before is over once something goes well.
            stop = nil
            if let slide { children[slide] = made } else { container = made }
        case .publishRequested(let container, let look, let known):
            stop = nil
            publishRequest = PublishRequest(container: container, look: look, knownMedia: known, at: time)
            requestedVersion = version
        case .containerAbandoned:
            children = [:]
            container = nil
            (publishRequest, requestedVersion) = (nil, nil)
        case .published(let mediaID):
            stop = nil
            self.mediaID = mediaID
            publishedAt = time
        case .commentRequested: commentRequestedAt = time
        case .commented(let id): commentID = id
        case .commentsSwitched: commentsSwitched = true
        case .removalRequested(let mediaID): removal = mediaID
        case .waiting(let until, let reason): waiting = Waiting(until: until, reason: reason)
        case .notLive:
            stop = nil
            absentAt = time
        case .stopped(let stop): self.stop = stop
        case .settled: break
        }
    }
}
