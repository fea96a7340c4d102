public import FoundationEssentials
import ScheduleLock

/// Changes published content in place. On Instagram that is the comment switch and nothing else (fact sheet §5);
/// switching twice changes nothing, so a lost answer is simply asked again.
public struct UpdateFlow: Flow {
    public let media: String
    public let commentsEnabled: Bool
    public let runEnd: Date

    private var pending: FlowStep = .wait(until: .distantPast, reason: "")
    private var tries = 0

    static let mostTries = 4

    public init(media: String, commentsEnabled: Bool, runEnd: Date) {
        self.media = media
        self.commentsEnabled = commentsEnabled
        self.runEnd = runEnd
    }

    public mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep {
        pending = next(after: event, at: now)
        return pending
    }

    private mutating func next(after event: FlowEvent, at now: Date) -> FlowStep {
        switch event {
        case .commentsSwitched: return .finished(.updated)
        case .refused(let refusal):
            tries += 1
            let passes = refusal.remedy == .sameRequestSoon || refusal.remedy == .backOff
            guard passes, tries < Self.mostTries else {
                return .finished(
                    .stopped(JournalEvent.Stop(kind: .failed, reason: refusal.message, fix: refusal.fix)))
            }
            let delay = refusal.retryAfter ?? Backoff.trouble.delay(after: tries - 1)
            let until = now.addingTimeInterval(delay.seconds)
            if until > runEnd { return .finished(.deferred(Deferral(until: until, reason: refusal.message))) }
            return .wait(until: until, reason: refusal.message)
        default: return .switchComments(media: media, enabled: commentsEnabled)
        }
    }
}
