public import ContentModel
public import FoundationEssentials
import ScheduleLock

/// Changes published content in place. On Instagram that is the comment switch, on a Page the words, and nothing else
/// (fact sheet §5); saying either twice changes nothing, so a lost answer is simply asked again.
public struct UpdateFlow: Flow {
    /// What is changed.
    public enum Change: Hashable, Sendable {
        /// Whether people shall be able to comment.
        case comments(enabled: Bool)
        /// The words that a Page shows.
        case words(PageContent)
    }

    /// The published medium.
    public let media: String
    /// What is changed.
    public let change: Change
    /// When the run ends; what would wait longer is left to a later one.
    public let runEnd: Date

    private var pending: FlowStep = .wait(until: .distantPast, reason: "")
    private var retries = Retries()

    /// An update of `media`.
    public init(media: String, change: Change, runEnd: Date) {
        self.media = media
        self.change = change
        self.runEnd = runEnd
    }

    /// Takes in what came of the last step and decides the next.
    public mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep {
        pending = next(after: event, at: now)
        return pending
    }

    private mutating func next(after event: FlowEvent, at now: Date) -> FlowStep {
        switch event {
        case .commentsSwitched, .page(.done): return .finished(.updated)
        case .refused(let refusal):
            return retries.step(after: refusal, at: now, runEnd: runEnd)
                ?? .finished(.stopped(JournalEvent.Stop(kind: .failed, reason: refusal.message, fix: refusal.fix)))
        default: return request
        }
    }

    private var request: FlowStep {
        switch change {
        case .comments(let isEnabled): .switchComments(media: media, enabled: isEnabled)
        case .words(let content): .page(.edit(PageObject(id: media, kind: .init(of: content)), content))
        }
    }
}
