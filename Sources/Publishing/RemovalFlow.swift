public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// Takes one published medium from the platform.
///
/// Deletion cannot be undone and is refused by the platform for months at times (fact sheet §5), so it is tried a few
/// times and then handed to a person with the permalink.
public struct RemovalFlow: Flow {
    /// How far a run goes.
    public enum Goal: Hashable, Sendable {
        case removed
        /// Only finds out whether a deletion that was asked for earlier has happened.
        case resolved
    }

    /// Whose medium it is.
    public let publication: PublicationID
    /// What is to go.
    public let published: PublishedPublication
    /// Whether it is still to go.
    public let goal: Goal
    /// When the run ends; what would wait longer is left to a later one.
    public let runEnd: Date

    private var state: InFlight
    private var pending: FlowStep = .wait(until: .distantPast, reason: "")
    private var retries = Retries()
    /// The refusal that a look at the medium is to settle.
    private var doubted: Refusal?

    /// - Parameter state: what the journal says: a deletion that was asked for is asked for again.
    public init(
        _ publication: PublicationID, published: PublishedPublication, state: InFlight, goal: Goal = .removed,
        runEnd: Date
    ) {
        self.publication = publication
        self.published = published
        self.goal = goal
        self.state = state
        self.runEnd = runEnd
    }

    /// Takes in what came of the last step and decides the next.
    public mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep {
        pending = next(after: event, at: now)
        return pending
    }

    private mutating func next(after event: FlowEvent, at now: Date) -> FlowStep {
        switch event {
        case .recorded:
            if case .record(.stopped(let stop)) = pending { return .finished(.stopped(stop)) }
            return request
        case .woke: return request
        case .deleted: return .finished(.deleted)
        case .permalinkRead: return stepWhenStillThere(at: now)
        case .mediaListed(let media):
            return media.contains { $0.id == published.mediaID } ? stepWhenStillThere(at: now) : .finished(.deleted)
        case .refused(let refusal):
            if case .readPermalink = pending {
                // "No such object" is also what an outage answers for media that are there: the list has a say.
                return refusal.isUnreadable ? .listMedia(.feed) : again(after: refusal, at: now)
            }
            // "No such object" is what a repeat hears after a deletion whose answer was lost, and what a token
            // without the permission hears: a look at the medium tells them apart.
            if case .delete = pending, refusal.isUnreadable || refusal.effect == .unknown {
                doubted = refusal
                return .readPermalink(media: published.mediaID)
            }
            return again(after: refusal, at: now)
        default:
            guard goal == .removed, state.removal != published.mediaID else { return request }
            return .record(.removalRequested(mediaID: published.mediaID))
        }
    }

    /// What the flow asks the platform first, and again after a wait.
    private var request: FlowStep {
        switch goal {
        case .removed: .delete(media: published.mediaID)
        case .resolved: .readPermalink(media: published.mediaID)
        }
    }

    private mutating func stepWhenStillThere(at now: Date) -> FlowStep {
        if goal == .resolved { return .finished(.kept) }
        // The refusal meant what it said.
        return doubted.map { again(after: $0, at: now) } ?? request
    }

    private mutating func again(after refusal: Refusal, at now: Date) -> FlowStep {
        if let step = retries.step(after: refusal, at: now, runEnd: runEnd) { return step }
        let place = published.permalink ?? "medium \(published.mediaID)"
        // Words about the content would mislead: what is to go needs no correction.
        let cure = [.reauthenticate, .person].contains(refusal.remedy) ? "\(refusal.fix); or " : ""
        return .record(
            .stopped(
                JournalEvent.Stop(
                    kind: .failed, reason: "the platform does not delete it: \(refusal.message)",
                    fix: "\(cure)delete \(place) in the app, then say so with calends forget \(publication) --media "
                        + published.mediaID)))
    }
}
