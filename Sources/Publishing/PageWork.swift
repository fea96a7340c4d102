public import ContentModel
import FoundationEssentials
import Planning
public import ScheduleLock

/// What is to be done with a publication on a Page.
public struct PageWork: Hashable, Sendable {
    /// What is shown; `nil` for what is only taken back.
    public var publication: Publication?
    /// The version of the entry that goes out if work begins now.
    public var version: JournalEvent.Version
    /// What the journal says.
    public var inFlight: InFlight
    /// How far it is taken.
    public var goal: PageFlow.Goal
    /// What of something that waits at Facebook differs from the calendar.
    public var amendment: PageFlow.Amendment?

    /// Work that takes a publication so far.
    public init(
        publication: Publication?, version: JournalEvent.Version, inFlight: InFlight, goal: PageFlow.Goal,
        amendment: PageFlow.Amendment? = nil
    ) {
        self.publication = publication
        self.version = version
        self.inFlight = inFlight
        self.goal = goal
        self.amendment = amendment
    }

    /// What is shown.
    var content: PageContent? { if case .page(let content)? = publication?.content { content } else { nil } }

    /// Whether it sends out now what nothing was sent of yet. What Facebook gets goes out at its own hour, and can be taken
    /// back until then.
    var isNewPublish: Bool { goal == .published && inFlight.publishRequest == nil && inFlight.schedule == nil }
}

extension PageWork {
    /// So many seconds after its hour something is looked at that Facebook publishes.
    public static let observationDelay = 2.0

    /// What a runner publishes at its hour.
    init(
        _ publication: Publication, _ version: JournalEvent.Version, _ inFlight: InFlight, _ goal: PublicationFlow.Goal
    ) {
        let goal: PageFlow.Goal =
            switch goal {
            case .prepared: .prepared
            case .published: .published
            case .resolved: .cancelled
            }
        self.init(publication: publication, version: version, inFlight: inFlight, goal: goal)
    }

    /// What is handed to Facebook, changed there or taken back; `nil` for other actions.
    ///
    /// - Parameter earlier: the version in flight of what left the calendar.
    init?(
        _ action: Action, _ inFlight: InFlight, earlier: Publication?,
        version: (Publication) -> JournalEvent.Version
    ) {
        switch action.step {
        case .schedule(let desired):
            self.init(publication: desired, version: version(desired), inFlight: inFlight, goal: .scheduled)
        case .amend(let desired, let handover, let changes):
            let isInPlace = changes.allSatisfy { $0.isOfWords || $0.isOfTime }
            self.init(
                publication: desired, version: version(desired), inFlight: handover.inFlight, goal: .scheduled,
                amendment: isInPlace ? .inPlace : .anew)
        case .cancel(let handover, _, let desired):
            guard let begun = handover.inFlight.requestedVersion ?? handover.inFlight.version else { return nil }
            self.init(
                publication: desired ?? earlier, version: begun, inFlight: handover.inFlight, goal: .cancelled)
        default: return nil
        }
    }

    /// What is looked for, and goes on from where it is found; `nil` where nothing tells what it was.
    init?(
        _ recovery: Recovery, earlier: Publication?, at now: Date, until: Date,
        version: (Publication) -> JournalEvent.Version
    ) {
        let inFlight = recovery.inFlight
        guard let begun = inFlight.requestedVersion ?? inFlight.version else { return nil }
        guard recovery.mayPublish, let desired = recovery.desired else {
            self.init(
                publication: recovery.desired ?? earlier, version: begun, inFlight: inFlight, goal: .cancelled)
            return
        }
        let version = version(desired)
        let lead = version.due.date.timeIntervalSince(now)
        let isForFacebook = inFlight.publishRequest == nil && lead > FacebookScheduling.lead.lowerBound
        self.init(
            publication: desired, version: version, inFlight: inFlight,
            goal: isForFacebook ? .scheduled : version.due.date <= max(now, until) ? .published : .prepared)
    }
}

extension FieldChange {
    /// Whether only the hour is another one.
    fileprivate var isOfTime: Bool { field == "publish_at" }
}
