/// What the journal says of one publication that the lockfile does not hold yet: the fold of its events.
public struct InFlight: Hashable, Sendable {
    /// The version that work began on last.
    public var version: JournalEvent.Version?
    /// When it did.
    public var beganAt: Timestamp?
    /// A carousel's children made so far, by slide counted from 0.
    public var children: [Int: Made] = [:]
    /// The container that is published.
    public var container: Made?
    /// Set as soon as a publish was asked for: from here on nothing is ever built anew before looking.
    public var publishRequest: PublishRequest?
    /// The version that was asked to be published, should work on a newer one have begun since.
    public var requestedVersion: JournalEvent.Version?
    /// Facebook's part in a Page's publication: it has it, or may.
    public var schedule: Schedule?
    /// Why Facebook does not schedule it, in words; the runner publishes it.
    public var schedulingRefusal: String?
    /// The container whose deletion was asked for, before anybody saw it.
    public var cancellation: String?
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

    /// A container that Facebook publishes by itself.
    public struct Schedule: Hashable, Sendable {
        /// Meta's id of the container.
        public var container: String
        /// When Facebook publishes it.
        public var hour: Timestamp
        /// The hour it had before, while the answer to a request for another one is awaited.
        public var formerHour: Timestamp?
        /// Whether Facebook said so; else the request may be on its way, or have been lost.
        public var isConfirmed: Bool

        /// A container, handed over or about to be.
        public init(container: String, hour: Timestamp, formerHour: Timestamp? = nil, isConfirmed: Bool) {
            self.container = container
            self.hour = hour
            self.formerHour = formerHour
            self.isConfirmed = isConfirmed
        }

        /// The first moment at which the public may see it.
        public var earliest: Timestamp { min(hour, formerHour ?? hour) }
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
            (self.version, beganAt) = (version, time)
            (children, container, stop, schedulingRefusal) = ([:], nil, nil, nil)
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
            (schedule, cancellation) = (nil, nil)
        case .published(let mediaID):
            stop = nil
            self.mediaID = mediaID
            publishedAt = time
            (schedule, cancellation) = (nil, nil)
        case .commentRequested: commentRequestedAt = time
        case .commented(let id): commentID = id
        case .commentsSwitched: commentsSwitched = true
        case .scheduleRequested(let container, let hour):
            stop = nil
            let former = schedule.flatMap { $0.container == container ? $0.hour : nil }
            schedule = Schedule(container: container, hour: hour, formerHour: former, isConfirmed: false)
            requestedVersion = version
        case .scheduled(let hour):
            stop = nil
            guard let container = schedule?.container ?? container?.id else { break }
            schedule = Schedule(container: container, hour: hour, isConfirmed: true)
        case .schedulingRefused(let reason):
            (schedule, requestedVersion, schedulingRefusal) = (nil, nil, reason)
        case .revised(let version):
            stop = nil
            (self.version, requestedVersion) = (version, version)
        case .cancelRequested(let container): cancellation = container
        case .removalRequested(let mediaID): removal = mediaID
        case .waiting(let until, let reason):
            waiting = Waiting(until: until, reason: reason)
            // A later run has tried again what an earlier one gave up.
            if stop?.kind == .failed { stop = nil }
        case .notLive:
            stop = nil
            absentAt = time
            // What was handed over and is not there is made anew.
            if schedule != nil { (schedule, container, children, requestedVersion) = (nil, nil, [:], nil) }
        case .stopped(let stop): self.stop = stop
        case .settled: break
        }
    }
}
