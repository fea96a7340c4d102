public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// Takes one publication to a Facebook Page, exactly once: by a request at its hour, or by Facebook's own scheduler.
///
/// Whatever the public is to see is made unpublished first, its id is recorded, and that id is published or scheduled.
/// So what became of a request whose answer was lost is read from the thing itself, and sending the request again can
/// make nothing twice. Before anything that waits at Facebook is touched it is read anew, for it may go out meanwhile.
/// Source of the platform's behaviour: fact sheet "Publishing", §7.
public struct PageFlow: Flow {
    /// How far this run takes the publication.
    public enum Goal: Hashable, Sendable {
        /// Facebook has it for its hour.
        case scheduled
        /// It is made, so that one small request is left for its hour.
        case prepared
        case published
        /// Nothing of it is on the Page: taken back, unless it is out already.
        case cancelled
    }

    /// What brings something that waits at Facebook to the present version of its entry.
    public enum Amendment: Hashable, Sendable {
        /// Its words and its hour are changed there.
        case inPlace
        /// It is taken back and made anew.
        case anew
    }

    /// What it is.
    public let id: PublicationID
    /// What is shown, as the calendar has it now; `nil` for what is only taken back.
    public let content: PageContent?
    /// How far this run takes it.
    public let goal: Goal
    /// What of something that waits at Facebook differs from the calendar.
    public let amendment: Amendment?
    /// The version of the entry that goes out if work begins now.
    public let version: JournalEvent.Version
    /// After this it is missed.
    public let deadline: Date
    /// When the run ends: what would wait longer is left to a later run.
    public let runEnd: Date
    /// The longest that a request may be on its way, in seconds.
    public let slowestRequest: TimeInterval
    /// The durable state: changed by recorded steps alone.
    public internal(set) var state: InFlight

    var pending: FlowStep = .wait(until: .distantPast, reason: "")
    var pause: Pause?
    var hasTurn = false
    /// What things were last said to be.
    var states: [String: PageState] = [:]
    /// Things that could not be read, as often as that was tried.
    var isUnreadable: Set<String> = []
    /// What the Page was last seen to list.
    var lists: [PageList: [ListedMedium]] = [:]
    /// Whether something made by a request whose answer was lost may lie unpublished.
    var mayHaveStray: Bool
    /// What this run has deleted: lists may show it for a while.
    var deleted: Set<String> = []
    /// Failed tries since something last went well.
    var tries = 0
    /// Requests to publish or schedule that were refused in this run.
    var sends = 0
    var polls = 0
    /// How often what was made was given up in this run.
    var replacements = 0
    /// How far the question whether a request took effect has come.
    var certainty: Certainty
    var doubtBegan: Date?
    /// A stop to record once what it rests on is recorded.
    var verdict: JournalEvent.Stop?
    /// Whether the amendment is made.
    var isAmended = false
    var uploading = Uploading()
    /// What is still to be deleted before work begins anew.
    var discarding: [PageObject]?
    var lastReason: String?
    var followUp = FollowUp()
    var permalink: String??
    var firstComment = FirstComment()

    struct Pause: Hashable, Sendable {
        var until: Date
        var reason: String
        var isAppointment = false
    }

    /// What is known of a recorded request.
    enum Certainty: Hashable, Sendable {
        /// It was recorded by this run and has not left yet.
        case unsent
        /// Its effect is unknown; `looks` counts how often it was not there.
        case doubt(refusal: Refusal?, looks: Int)
    }

    /// What is known of bytes that are sent.
    struct Uploading: Hashable, Sendable {
        /// The next byte, by place; without one the place is asked first.
        var offsets: [String: Int64] = [:]
        var complete: Set<String> = []
        /// Sendings in a row that brought a place nothing.
        var cuts: [String: Int] = [:]
        var arrived: [String: Int64] = [:]
    }

    /// - Parameter state: what the journal says of it; nothing for one that was never begun.
    public init(
        _ id: PublicationID, content: PageContent?, version: JournalEvent.Version, grace: Duration, state: InFlight,
        goal: Goal, amendment: Amendment? = nil, runEnd: Date, slowestRequest: Duration = .seconds(60)
    ) {
        self.id = id
        self.content = content
        self.version = version
        self.state = state
        self.goal = goal
        self.amendment = amendment
        self.runEnd = runEnd
        self.slowestRequest = slowestRequest / .seconds(1)
        deadline = version.due.date.addingTimeInterval(grace / .seconds(1))
        certainty = .doubt(refusal: nil, looks: 0)
        // A run before this one may have ended between a request and its record.
        mayHaveStray = state.version != nil
    }

    /// When it should go out.
    public var due: Date { version.due.date }

    /// Takes in what came of the last step and decides the next.
    public mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep {
        let step = absorb(event, at: now) ?? decide(at: now)
        pending = step
        return step
    }

    /// What to do next, from all that is known.
    mutating func decide(at now: Date) -> FlowStep {
        if let pause {
            guard pause.until <= runEnd else { return stepAtRunEnd(pause) }
            return pause.isAppointment
                ? .waitForTime(pause.until) : .wait(until: pause.until, reason: pause.reason)
        }
        if let media = state.mediaID { return stepAfterPublishing(media, at: now) }
        if let objects = discarding { return stepDiscarding(objects) }
        if let verdict { return .record(.stopped(verdict)) }
        if let stop = state.stop, isFinal(stop) { return .finished(.stopped(stop)) }
        if let request = state.publishRequest { return stepPublishing(request, at: now) }
        if let container = state.cancellation { return stepCancelling(container, at: now) }
        if let schedule = state.schedule { return stepHandedOver(schedule, at: now) }
        if goal == .cancelled { return made.isEmpty ? .finished(.cancelled) : discard(at: now) }
        return stepMaking(at: now)
    }

    /// What cannot be waited for in this run.
    private func stepAtRunEnd(_ pause: Pause) -> FlowStep {
        if state.publishRequest == nil, let schedule = state.schedule, schedule.isConfirmed {
            return .finished(.scheduled(for: schedule.hour.date))
        }
        if goal == .prepared, state.container != nil { return .finished(.prepared) }
        return .finished(.deferred(Deferral(until: pause.until, reason: pause.reason)))
    }

    /// Whether a recorded stop still holds: doubt always, a refusal until the content changes.
    private func isFinal(_ stop: JournalEvent.Stop) -> Bool {
        switch stop.kind {
        case .ambiguous:
            state.publishRequest != nil || state.schedule != nil || state.version.map(hasContent(of:)) ?? true
        case .refused: goal != .cancelled && (state.version.map(hasContent(of:)) ?? true)
        case .failed, .missed: false
        }
    }

    /// Whether `other` would show the same.
    func hasContent(of other: JournalEvent.Version) -> Bool {
        other.source.blob == version.source.blob && other.media.map(\.blob) == version.media.map(\.blob)
    }

    /// What the container is.
    func object(_ id: String) -> PageObject { PageObject(id: id, kind: kind(of: id)) }

    /// What was made for an earlier version may be of another kind than the entry is now. Its id tells enough to read it
    /// and take it back: that of a post has two parts, and of the others nothing but a video is handed over.
    private func kind(of id: String?) -> PageObject.Kind {
        guard let id else { return content.map { PageObject.Kind(of: $0) } ?? .post }
        if id.contains("_") { return .post }
        switch content.map({ PageObject.Kind(of: $0) }) {
        case .post?, nil: return .video
        case .photoStory? where state.schedule != nil || state.cancellation != nil: return .video
        case let kind?: return kind
        }
    }

    /// Everything that was made for it and that nobody sees, the whole before its parts.
    var made: [PageObject] {
        let whole = state.container.map { [object($0.id)] } ?? []
        let isUpload = kind(of: state.container?.id) == .video
        let parts = state.children.sorted { $0.key < $1.key }.map {
            PageObject(id: $0.value.id, kind: isUpload || $0.value.uploadURL != nil ? .upload : .photo)
        }
        // Places for bytes vanish by themselves.
        return whole + parts.filter { $0.kind != .upload }
    }

    /// Ends the run and, where a person must know, records why.
    func stop(_ kind: JournalEvent.Stop.Kind, _ reason: String, fix: String) -> FlowStep {
        .record(.stopped(JournalEvent.Stop(kind: kind, reason: reason, fix: fix)))
    }

    /// The stop of a publication whose grace is over.
    func missed(lastAnswer: Refusal? = nil) -> JournalEvent.Stop {
        let cause = (lastAnswer?.message ?? lastReason).map { "; last: \($0)" } ?? ""
        return JournalEvent.Stop(
            kind: .missed, reason: "was due \(Timestamp(due)) and its grace ended \(Timestamp(deadline))\(cause)",
            fix: "set a new publish_at, or let it go with `calends forget \(id)`")
    }

    mutating func pause(_ delay: Duration, at now: Date, because reason: String) {
        pause = Pause(until: now.addingTimeInterval(delay / .seconds(1)), reason: reason)
    }

    mutating func appoint(_ time: Date) {
        pause = Pause(until: time, reason: "due \(Timestamp(due))", isAppointment: true)
    }
}
