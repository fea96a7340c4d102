import ContentModel
import FoundationEssentials
import ScheduleLock

/// What each answer changes; the decision follows from what is then known.
extension PublicationFlow {
    /// How many tries a request gets that is answered with trouble which passes by itself in seconds.
    static let mostQuickTries = 3
    /// After this many answers that a container cannot be read, its state counts as unknown.
    static let mostUnreadableTries = 4

    /// Takes `event` in; answers a step only where the answer itself forces one.
    mutating func absorb(_ event: FlowEvent, at now: Date) -> FlowStep? {
        switch event {
        case .started: return nil
        case .woke:
            lastReason = pause?.reason
            pause = nil
        case .recorded: return absorbRecorded(at: now)
        case .hosted(let urls):
            tries = 0
            self.urls = urls
        case .containerCreated(let id):
            tries = 0
            guard case .createContainer(let draft) = pending else { return nil }
            if dead.contains(id) {
                return replace(id, because: "the platform answered with a container it had given up on", at: now)
            }
            if case .slide(let slide) = draft.part { return .record(.containerCreated(id: id, slide: slide)) }
            return .record(.containerCreated(id: id, slide: nil))
        case .status(let status):
            tries = 0
            guard case .readStatus(let container) = pending else { return nil }
            if state.publishRequest != nil {
                statuses[container] = status
            } else {
                return absorb(status, of: container, at: now)
            }
        case .mediaListed(let media):
            tries = 0
            list = media
        case .published(let media): return .record(.published(mediaID: media))
        case .commentsSwitched: return .record(.commentsSwitched)
        case .commentsListed(let listed): comments = listed
        case .commented(let id): return .record(.commented(commentID: id))
        case .permalinkRead(let link): permalink = .some(link)
        case .deleted: return nil
        case .refused(let refusal): return absorb(refusal, at: now)
        }
        return nil
    }

    private mutating func absorbRecorded(at now: Date) -> FlowStep? {
        guard case .record(let step) = pending else { return nil }
        state.apply(step, at: Timestamp(now))
        tries = 0
        switch step {
        case .stopped(let stop): return .finished(.stopped(stop))
        case .publishRequested: certainty = .unsent
        case .containerAbandoned(let id):
            let refusal: Refusal? = if case .doubt(let refusal, _) = certainty { refusal } else { nil }
            dead.insert(id)
            urls = nil
            replacements += 1
            certainty = .doubt(refusal: nil, looks: 0)
            list = nil
            if replacements > Self.mostReplacements, verdict == nil { verdict = stopInVain(refusal?.message) }
        case .commentRequested: isCommentFresh = true
        default: break
        }
        return nil
    }

    private mutating func absorb(_ refusal: Refusal, at now: Date) -> FlowStep? {
        switch pending {
        case .publish: return absorbPublishRefusal(refusal, at: now)
        case .switchComments, .listComments, .comment, .readPermalink:
            absorbFollowUpRefusal(refusal, at: now)
            return nil
        case .readStatus(let container) where refusal.isUnreadable && tries >= Self.mostUnreadableTries:
            // Reads of containers have failed for days while publishing worked: the list, or the publish itself, tells.
            tries = 0
            statuses[container] = isRefusedForSure || state.publishRequest == nil ? .finished : .inProgress
            return nil
        default: return absorbOrdinaryRefusal(refusal, at: now)
        }
    }

    /// Whether the last publish request was answered by a refusal that says that nothing was done.
    private var isRefusedForSure: Bool {
        if case .doubt(let refusal?, _) = certainty { refusal.effect == .none } else { false }
    }

    /// A refusal of a request that changes nothing which anybody sees.
    private mutating func absorbOrdinaryRefusal(_ refusal: Refusal, at now: Date) -> FlowStep? {
        tries += 1
        switch refusal.remedy {
        case .fixContent where !refusal.isUnreadable:
            return stop(.refused, refusal.message, fix: refusal.fix)
        case .reauthenticate, .person:
            return stop(.failed, refusal.message, fix: refusal.fix)
        case .sameRequestSoon, .newContainer:
            guard tries <= Self.mostQuickTries else { return stop(.failed, refusal.message, fix: refusal.fix) }
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries - 1), at: now, because: refusal.message)
        case .backOff, .fixContent:
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries - 1), at: now, because: refusal.message)
        case .laterWindow:
            pause(refusal.retryAfter ?? .seconds(3600), at: now, because: refusal.message)
        }
        return nil
    }
}
