import ContentModel
import FoundationEssentials
import ScheduleLock

/// What each refusal changes: none proves that nothing happened.
extension PageFlow {
    /// How many tries a request gets that is answered with trouble which passes by itself.
    static let mostTries = 4

    mutating func absorb(_ refusal: Refusal, at now: Date) -> FlowStep? {
        lastReason = refusal.message
        switch pending {
        case .page(.publish(let object, _)): return absorb(refusal, ofPublishing: object, at: now)
        case .page(.schedule(let object, _, _)): return absorb(refusal, ofScheduling: object, at: now)
        case .page(.read(let object)) where refusal.isUnreadable: return absorb(unreadable: object, refusal, at: now)
        case .page(.delete(let object)) where refusal.isUnreadable:
            guard discarding?.first == object, state.cancellation == object.id else {
                forget(object)
                return nil
            }
            isUnreadable.insert(object.id)
            return .page(.list(.scheduled))
        case .page(.list(.unpublished)):
            tries += 1
            let passes = [.backOff, .sameRequestSoon].contains(refusal.remedy) && tries < Self.mostTries
            guard passes || refusal.effect == .unsent || refusal.isThrottling else {
                // What cannot be listed is not looked for: a stray is unseen. What ails the token the next request tells.
                (mayHaveStray, tries) = (false, 0)
                return nil
            }
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries - 1), at: now, because: refusal.message)
            return nil
        case .page(.send(let upload)): return absorb(refusal, ofSending: upload, at: now)
        case .page(.createPost(let post, _)) where refusal.isDuplicate: return absorb(duplicate: refusal, post, at: now)
        case .page(.createPost) where refusal.effect == .unknown: mayHaveStray = true
        case .listComments, .comment, .readPermalink:
            absorbFollowUpRefusal(refusal, at: now)
            return nil
        default: break
        }
        return absorbOrdinary(refusal, at: now)
    }

    /// A refusal of a request that makes nothing which anybody sees.
    private mutating func absorbOrdinary(_ refusal: Refusal, at now: Date) -> FlowStep? {
        tries += 1
        switch refusal.remedy(atTry: tries) {
        case .reauthenticate, .person: return stop(.failed, refusal.message, fix: refusal.fix)
        case .fixContent:
            if case .page(.read) = pending { break }
            let isContent =
                switch pending {
                case .page(.uploadPhoto), .page(.createPost), .page(.createVideo), .page(.beginUpload): true
                default: false
                }
            return stop(isContent ? .refused : .failed, refusal.message, fix: refusal.fix)
        case .newContainer where isMadeOfParts: return replace(because: refusal, at: now)
        case .newContainer where tries > Self.mostTries: return stop(.failed, refusal.message, fix: refusal.fix)
        case .sameRequestSoon where refusal.atMost == nil && tries > Self.mostTries:
            return stop(.failed, refusal.message, fix: refusal.fix)
        case .newContainer, .sameRequestSoon, .backOff, .laterWindow: break
        }
        let delay: Duration =
            refusal.remedy == .laterWindow ? .seconds(3600) : Backoff.trouble.delay(after: tries - 1)
        pause(refusal.retryAfter ?? delay, at: now, because: refusal.message)
        return nil
    }

    /// Whether what is asked for is made of what was sent before, and so is no better with the same parts.
    private var isMadeOfParts: Bool {
        switch pending {
        case .page(.createPost(_, let photos)): !photos.isEmpty
        case .page(.createVideo): true
        default: false
        }
    }

    /// No error proves that nothing went live: the thing itself is asked.
    private mutating func absorb(_ refusal: Refusal, ofPublishing object: PageObject, at now: Date) -> FlowStep? {
        if refusal.effect == .unsent {
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries), at: now, because: refusal.message)
            tries += 1
            return nil
        }
        sends += 1
        states[object.id] = nil
        lists = [:]
        doubtBegan = now
        var doubted = refusal
        doubted.remedy = refusal.remedy(atTry: sends)
        // What was surely not done is looked at once.
        certainty = .doubt(refusal: doubted, looks: refusal.effect == .none ? Self.looksBeforeBelief : 0)
        let delay: Duration =
            refusal.remedy == .laterWindow ? .seconds(3600) : Backoff.trouble.delay(after: sends - 1)
        pause(refusal.retryAfter ?? delay, at: now, because: refusal.message)
        return nil
    }

    private mutating func absorb(_ refusal: Refusal, ofScheduling object: PageObject, at now: Date) -> FlowStep? {
        states[object.id] = nil
        if refusal.effect == .unsent {
            certainty = .unsent
        } else {
            sends += 1
            doubtBegan = now
            certainty = .doubt(refusal: refusal, looks: 0)
        }
        if refusal.remedy == .fixContent, refusal.effect == .none { return nil }
        pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries), at: now, because: refusal.message)
        tries += 1
        return nil
    }

    /// It cannot be read, which is no proof that it is not there.
    private mutating func absorb(unreadable object: PageObject, _ refusal: Refusal, at now: Date) -> FlowStep? {
        tries += 1
        guard tries >= Self.mostTries else {
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries - 1), at: now, because: refusal.message)
            return nil
        }
        tries = 0
        let mayBeLive = state.publishRequest != nil || state.schedule != nil
        guard mayBeLive else {
            // Nothing of it was asked to go out: what is made anew cannot be a second one.
            return state.container?.id == object.id || object.kind == .upload ? replace(because: refusal, at: now) : nil
        }
        isUnreadable.insert(object.id)
        return nil
    }

    private mutating func absorb(_ refusal: Refusal, ofSending upload: PendingUpload, at now: Date) -> FlowStep? {
        let place = upload.container
        uploading.offsets[place] = nil
        states[place] = nil
        let cuts = uploading.cuts[place, default: 0] + 1
        uploading.cuts[place] = cuts
        switch refusal.remedy(atTry: cuts) {
        // Also where the file cannot be read: the content of the entry is not to blame.
        case .reauthenticate, .person, .fixContent: return stop(.failed, refusal.message, fix: refusal.fix)
        case .newContainer: return replace(because: refusal, at: now)
        case .sameRequestSoon, .backOff, .laterWindow: break
        }
        guard cuts < Self.mostCuts || refusal.isThrottling || refusal.effect == .unsent else {
            return replace(because: refusal, at: now)
        }
        pause(refusal.retryAfter ?? Backoff.trouble.delay(after: cuts - 1), at: now, because: refusal.message)
        return nil
    }

    /// Facebook has the same words already (506): a post of ours whose making was not answered, or another's.
    private mutating func absorb(duplicate refusal: Refusal, _ post: PagePost, at now: Date) -> FlowStep? {
        guard let posts = lists[.posts] else { return .page(.list(.posts)) }
        if let twin = twin(in: posts, like: look(of: .post(post)), besides: "") { return stopBefore(twin) }
        tries += 1
        guard tries < Self.mostTries else { return stop(.refused, refusal.message, fix: refusal.fix) }
        mayHaveStray = true
        pause(Backoff.trouble.delay(after: tries - 1), at: now, because: refusal.message)
        return nil
    }

    /// Tries again a few times, then goes on without: what is published stays published.
    private mutating func absorbFollowUpRefusal(_ refusal: Refusal, at now: Date) {
        tries += 1
        let isWorthAnother = FollowUp.mayPass(refusal, atTry: tries, publishedAt: state.publishedAt, now: now)
        if isWorthAnother, tries < FollowUp.mostTries {
            if case .comment = pending { firstComment.doubt() }
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries - 1), at: now, because: refusal.message)
            return
        }
        tries = 0
        guard case .readPermalink = pending else {
            firstComment.isGivenUp = true
            followUp.warnings.append("the first comment was not made: \(refusal.message) — \(refusal.fix)")
            if isWorthAnother { followUp.isComplete = false }
            return
        }
        permalink = .some(nil)
    }
}
