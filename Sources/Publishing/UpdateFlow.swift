public import FoundationEssentials
import ScheduleLock

/// Changes published content in place. On Instagram that is the comment switch and nothing else (fact sheet §5);
/// switching twice changes nothing, so a lost answer is simply asked again.
public struct UpdateFlow: Flow {
    /// The published medium.
    public let media: String
    /// Whether people shall be able to comment.
    public let commentsEnabled: Bool
    /// When the run ends; what would wait longer is left to a later one.
    public let runEnd: Date

    private var pending: FlowStep = .wait(until: .distantPast, reason: "")
    private var retries = Retries()

    /// An update of `media`.
    public init(media: String, commentsEnabled: Bool, runEnd: Date) {
        self.media = media
        self.commentsEnabled = commentsEnabled
        self.runEnd = runEnd
    }

    /// Takes in what came of the last step and decides the next.
    public mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep {
        pending = next(after: event, at: now)
        return pending
    }

    private mutating func next(after event: FlowEvent, at now: Date) -> FlowStep {
        switch event {
        case .commentsSwitched: return .finished(.updated)
        case .refused(let refusal):
            return retries.step(after: refusal, at: now, runEnd: runEnd)
                ?? .finished(.stopped(JournalEvent.Stop(kind: .failed, reason: refusal.message, fix: refusal.fix)))
        default: return .switchComments(media: media, enabled: commentsEnabled)
        }
    }
}
