public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// Takes one publication from its files to the platform, exactly once.
///
/// The flow decides and the applier performs. What it decides follows from durable state, so that a run that goes on
/// after a crash asks the same questions as one that never stopped: there is no recovery mode, only doubt about a
/// `media_publish` whose answer was not recorded, and doubt is ended by looking, never by sending something new.
/// Source of the platform's behaviour: content-publishing fact sheet §2, §6 and §8.
public struct PublicationFlow: Flow {
    /// How far this run takes the publication.
    public enum Goal: Hashable, Sendable {
        /// Containers are made and ready, so that at its second only one small request is left, and what the platform
        /// refuses is known before.
        case prepared
        case published
        /// Only finds out what became of an earlier request: the entry is gone, or nothing may go out now.
        case resolved
    }

    /// What goes out, as the calendar has it now.
    public let publication: Publication
    /// How far this run takes it.
    public let goal: Goal
    /// The version of the entry that would be published if work began now.
    public let version: JournalEvent.Version
    /// When the run ends: what would wait longer is left to a later run.
    public let runEnd: Date
    /// The longest that a request may be on its way, in seconds, also one of a process that has died since.
    public let slowestRequest: TimeInterval
    /// The durable state: changed by recorded steps alone.
    public internal(set) var state: InFlight

    /// The step whose answer is awaited.
    var pending: FlowStep = .wait(until: .distantPast, reason: "")
    /// What the next request waits for.
    var pause: Pause?
    /// Since when a request may be on its way of which nothing is known.
    var doubtBegan: Date?
    /// Whether nothing else of the account goes out before this ends.
    var hasTurn = false
    /// Public URLs of this publication's media.
    var urls: [OutgoingMedium: String]?
    /// What containers were last said to be.
    var statuses: [String: ContainerStatus] = [:]
    /// Containers known to be useless; they are replaced, and what they would have shown is not live.
    var dead: Set<String> = []
    /// How often containers were replaced in this run.
    var replacements = 0
    /// Failed tries since something last went well.
    var tries = 0
    /// Publish requests that were refused in this run.
    var sends = 0
    /// A stop to record once what it rests on is recorded.
    var verdict: JournalEvent.Stop?
    /// Why the flow last waited: what a miss is blamed on.
    var lastReason: String?
    /// What a person can do about ``lastReason``, where that is more than to wait.
    var lastFix: String?
    /// What is known of videos that are sent to their containers.
    var uploading: Uploading
    /// Polls since something last changed.
    var polls = 0
    /// The newest media as last read.
    var list: [ListedMedium]?
    /// How far the question whether a publish took effect has come.
    var certainty: Certainty
    var followUp = FollowUp()
    var permalink: String??
    var firstComment = FirstComment()
    var areCommentsGivenUp = false

    /// What the next request waits for.
    struct Pause: Hashable, Sendable {
        /// Its earliest moment.
        var until: Date
        /// Why it waits, in words.
        var reason: String
        /// Whether the reason says nothing about why it is late, should it become so.
        var explainsNothing = false
        /// Whether it waits for an hour of the wall clock.
        var isAppointment = false

        /// A wait for the hour at which something is due.
        static func appointment(_ time: Date, due: Date) -> Pause {
            Pause(until: time, reason: "due \(Timestamp(due))", isAppointment: true)
        }
    }

    /// What is known of a recorded publish request.
    enum Certainty: Hashable, Sendable {
        /// It was recorded by this run and has not left yet.
        case unsent
        /// Its effect is unknown. `refusal` is the last answer, `looks` counts how often nothing was found.
        case doubt(refusal: Refusal?, looks: Int)
    }

    /// - Parameters:
    ///   - state: what the journal says of it; nothing for one that was never begun.
    ///   - canHost: whether there is a place where media get public URLs.
    public init(
        publication: Publication, version: JournalEvent.Version, state: InFlight, goal: Goal, runEnd: Date,
        slowestRequest: Duration = .seconds(60), canHost: Bool = true
    ) {
        self.publication = publication
        self.version = version
        self.state = state
        self.goal = goal
        self.runEnd = runEnd
        self.slowestRequest = slowestRequest / .seconds(1)
        certainty = .doubt(refusal: nil, looks: 0)
        uploading = Uploading(canHost: canHost)
    }

    /// When it should go out.
    public var due: Date { version.due.date }

    /// After this it is missed.
    public var deadline: Date {
        due.addingTimeInterval(publication.grace / .seconds(1))
    }

    /// Takes in what came of the last step and decides the next.
    public mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep {
        let step = absorb(event, at: now) ?? decide(at: now)
        pending = step
        return step
    }

    /// What to do next, from all that is known.
    mutating func decide(at now: Date) -> FlowStep {
        if var pause {
            // Past its grace nothing but a look is left to wait for, and that it is missed is told at once.
            if state.mediaID == nil, now <= deadline { pause.until = min(pause.until, deadline.addingTimeInterval(1)) }
            if pause.until > runEnd {
                // What is being processed when the run ends is as prepared as this run could make it.
                if goal == .prepared, state.container != nil { return .finished(.prepared) }
                return .finished(.deferred(Deferral(until: pause.until, reason: pause.reason)))
            }
            return pause.isAppointment
                ? .waitForTime(pause.until) : .wait(until: pause.until, reason: pause.reason)
        }
        if let media = state.mediaID { return stepAfterPublishing(media, at: now) }
        if let verdict { return .record(.stopped(verdict)) }
        if let stop = state.stop, isFinal(stop) { return .finished(.stopped(stop)) }
        if let request = state.publishRequest {
            switch certainty {
            case .unsent: return stepBeforeSending(request, at: now)
            case .doubt(let refusal, let looks):
                return stepInDoubt(request, refusal: refusal, looks: looks, at: now)
            }
        }
        return goal == .resolved ? .finished(.notLive) : stepTowardsContainer(at: now)
    }

    /// Whether a recorded stop still holds: doubt about a request always, everything else until the content changes.
    private func isFinal(_ stop: JournalEvent.Stop) -> Bool {
        switch stop.kind {
        // Before anything was asked for nothing of ours can be live, and an edited entry is another question.
        case .ambiguous: state.publishRequest != nil || state.version.map(hasContent(of:)) ?? true
        case .refused: state.version.map(hasContent(of:)) ?? true
        case .failed, .missed: false
        }
    }

    /// Whether `other` would publish the same content: a new due time alone needs no new container.
    func hasContent(of other: JournalEvent.Version) -> Bool {
        other.source.blob == version.source.blob && other.media.map(\.blob) == version.media.map(\.blob)
    }

    /// Ends the run and, where a person must know, records why.
    func stop(_ kind: JournalEvent.Stop.Kind, _ reason: String, fix: String) -> FlowStep {
        .record(.stopped(JournalEvent.Stop(kind: kind, reason: reason, fix: fix)))
    }

    /// Stops for what only a person can mend: the next run tries again, unless trying again by ourselves does harm.
    func stopForPerson(_ refusal: Refusal) -> FlowStep {
        guard refusal.forbidsRepeat else { return stop(.failed, refusal.message, fix: refusal.fix) }
        return stop(
            .ambiguous, refusal.message,
            fix: "\(refusal.fix); if it is on the account, `calends accept \(publication.id) --media ID`; if not, "
                + "`calends accept \(publication.id) --media none` lets the next apply try again")
    }

    /// The stop of a publication whose grace is over.
    func missed(lastAnswer: Refusal? = nil) -> JournalEvent.Stop {
        let cause = (lastAnswer?.message ?? lastReason).map { "; last: \($0)" } ?? ""
        return JournalEvent.Stop(
            kind: .missed, reason: "was due \(Timestamp(due)) and its grace ended \(Timestamp(deadline))\(cause)",
            fix: (lastFix.map { "\($0); then " } ?? "")
                + "set a new publish_at, or let it go with `calends forget \(publication.id)`")
    }

    mutating func pause(_ delay: Duration, at now: Date, because reason: String) {
        pause = Pause(until: now.addingTimeInterval(delay / .seconds(1)), reason: reason)
    }
}
