public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// What a flow asks the applier to do next; the answer comes back as a ``FlowEvent``.
public enum FlowStep: Hashable, Sendable {
    /// Make these files public, at URLs that `tag` makes the publication's own.
    case host([MediaFile], tag: String)
    case createContainer(ContainerDraft)
    /// Send a video's bytes to the container that waits for them.
    case upload(PendingUpload)
    case readStatus(container: String)
    /// Wait until everything of the account that is due earlier has gone out, or is in trouble; from here on to the
    /// end of the flow no other publication of the account is sent.
    case takeTurn
    /// Read the account's newest media.
    case listMedia(MediaLook.Surface)
    /// Send `media_publish`: the one request that cannot be undone.
    case publish(container: String)
    case switchComments(media: String, enabled: Bool)
    case listComments(media: String)
    case comment(media: String, text: String)
    case readPermalink(media: String)
    case delete(media: String)
    /// Ask this of a Facebook Page.
    case page(PageRequest)
    /// Make this durable before anything else happens.
    case record(JournalEvent.Step)
    /// Do nothing until then, for the reason given: a span that the monotonic clock measures, whatever is done to the
    /// wall clock meanwhile.
    case wait(until: Date, reason: String)
    /// Do nothing until the wall clock shows this time: an appointment.
    case waitForTime(Date)
    case finished(FlowOutcome)
}

/// What came of a ``FlowStep``.
public enum FlowEvent: Hashable, Sendable {
    /// The first event of every flow.
    case started
    case hosted([OutgoingMedium: String])
    case containerCreated(id: String, uploadURL: String? = nil)
    case uploaded
    case status(ContainerStatus)
    case turnTaken
    /// It must not go out now.
    case held(Deferral)
    case mediaListed([ListedMedium])
    case published(media: String)
    case commentsSwitched
    case commentsListed([ListedComment])
    case commented(id: String)
    case permalinkRead(String?)
    case deleted
    case page(PageAnswer)
    case recorded
    case woke
    case refused(Refusal)
}

/// How a flow's run ended.
public enum FlowOutcome: Hashable, Sendable {
    /// Its container is made, and published at the hour.
    case prepared
    /// Facebook has it, and publishes it then.
    case scheduled(for: Date)
    case published(PublishedPublication, FollowUp)
    /// Nothing of it is on the platform, and nothing that could still appear there.
    case notLive
    /// It was taken back before anybody saw it.
    case cancelled
    /// It is gone from the platform.
    case deleted
    /// A deletion that was asked for earlier, and is wanted no more, did not happen.
    case kept
    /// Published content was changed in place.
    case updated
    /// A person must act.
    case stopped(JournalEvent.Stop)
    /// A later run goes on from here.
    case deferred(Deferral)
}

/// What remains of a published publication: its comment, its link.
public struct FollowUp: Hashable, Sendable {
    /// So many tries each part of it gets in one run.
    static let mostTries = 3
    /// So many seconds after it went out a later run tries no more.
    static let longest = 24.0 * 3600

    /// What did not work, and what to do about it.
    public var warnings: [String]
    /// Whether a later run has nothing left to try.
    public var isComplete: Bool

    /// Nothing remains, unless said otherwise.
    public init(warnings: [String] = [], isComplete: Bool = true) {
        self.warnings = warnings
        self.isComplete = isComplete
    }

    /// Whether a part that was refused so may pass yet, in this run or a later one.
    ///
    /// What has not passed in a day does not pass: the medium may be gone.
    static func mayPass(_ refusal: Refusal, atTry number: Int, publishedAt: Timestamp?, now: Date) -> Bool {
        let passes = ![.fixContent, .reauthenticate, .person].contains(refusal.remedy(atTry: number))
        return passes && now.timeIntervalSince((publishedAt ?? Timestamp(now)).date) < longest
    }
}

/// Why a publication waits for a later run.
public struct Deferral: Hashable, Sendable {
    /// The earliest moment at which going on makes sense.
    public var until: Date
    /// What is waited for, in words.
    public var reason: String
    /// Whether the account's other publications can go on meanwhile.
    public var leavesOthersFree: Bool

    /// A wait until then, for the reason given; the whole account waits unless said otherwise.
    public init(until: Date, reason: String, leavesOthersFree: Bool = false) {
        self.until = until
        self.reason = reason
        self.leavesOthersFree = leavesOthersFree
    }
}
