import ContentModel
import FoundationEssentials
import ScheduleLock

/// What each answer changes; the decision follows from what is then known.
extension PageFlow {
    /// How many tries a request gets that is answered with trouble which passes by itself.
    static let mostTries = 4

    /// Takes `event` in; answers a step only where the answer itself forces one.
    mutating func absorb(_ event: FlowEvent, at now: Date) -> FlowStep? {
        switch event {
        case .started: return nil
        case .woke:
            // Others may have gone out meanwhile; who kept an appointment had the turn all the time.
            if pause?.isAppointment != true || state.publishRequest == nil {
                hasTurn = false
                lists = [:]
            }
            pause = nil
        case .turnTaken: hasTurn = true
        case .held(let deferral):
            guard deferral.until > now else { return .finished(.deferred(deferral)) }
            pause = Pause(until: deferral.until, reason: deferral.reason)
            lists = [:]
        case .recorded: return absorbRecorded(at: now)
        case .page(let answer): return absorb(answer, at: now)
        case .commentsListed(let listed): firstComment.listed = listed
        case .commented(let id): return .record(.commented(commentID: id))
        case .permalinkRead(let link): permalink = .some(link)
        case .refused(let refusal): return absorb(refusal, at: now)
        default: break
        }
        return nil
    }

    private mutating func absorb(_ answer: PageAnswer, at now: Date) -> FlowStep? {
        guard case .page(let request) = pending else { return nil }
        // A look before something is tried again says nothing of whether it will go better.
        if case .list = request {} else { tries = 0 }
        switch (request, answer) {
        case (.createPost, .made(let id, _)), (.createVideo, .made(let id, _)):
            states[id] = .unpublished
            return .record(.containerCreated(id: id, slide: nil))
        case (_, .made(let id, let uploadURL)):
            // Where it has just been made, nothing has arrived.
            if uploadURL != nil { uploading.offsets[id] = 0 }
            if case .uploadPhoto = request { states[id] = .unpublished }
            return .record(.containerCreated(id: id, slide: slide(of: request), uploadURL: uploadURL))
        case (.send(let upload), .sent):
            polls = 0
            uploading.offsets[upload.container] = nil
            uploading.complete.insert(upload.container)
            states[upload.container] = nil
        case (.read(let object), .state(let found)):
            isUnreadable.remove(object.id)
            learn(found, of: object)
        case (.publish(let object, _), .done(let post)):
            return .record(.published(mediaID: mediaID(object.id, post: post)))
        case (.schedule(let object, _, let hour), .done):
            states[object.id] = .scheduled(for: hour)
            return .record(.scheduled(for: Timestamp(hour)))
        case (.edit(let object, _), .done):
            // It may have gone out while it was edited.
            states[object.id] = nil
            isAmended = true
            return .record(.revised(version))
        case (.delete(let object), .done): forget(object)
        case (.list(let kind), .listed(let media)): return take(media, of: kind, at: now)
        default: break
        }
        return nil
    }

    private mutating func take(_ media: [ListedMedium], of kind: PageList, at now: Date) -> FlowStep? {
        if kind == .unpublished { return adoptStray(in: media) }
        lists[kind] = media
        guard kind == .scheduled, let object = discarding?.first, isUnreadable.contains(object.id) else { return nil }
        // Its deletion was refused because it cannot be read: the list tells whether that is because it is gone.
        if media.contains(where: { $0.id == object.id }) {
            isUnreadable.remove(object.id)
            lists = [:]
            pause(Backoff.trouble.delay(after: polls), at: now, because: "Facebook does not delete it yet")
            polls += 1
        } else {
            forget(object)
        }
        return nil
    }

    /// It is deleted, or was not there.
    private mutating func forget(_ object: PageObject) {
        deleted.insert(object.id)
        states[object.id] = nil
        isUnreadable.remove(object.id)
        if discarding?.first == object { discarding?.removeFirst() }
    }

    /// What a look tells of something, and of its bytes where it takes any.
    private mutating func learn(_ found: PageState, of object: PageObject) {
        states[object.id] = found
        guard case .receiving(let bytes) = found else {
            if object.kind == .upload { uploading.complete.insert(object.id) }
            return
        }
        if bytes > uploading.arrived[object.id] ?? 0 { uploading.cuts[object.id] = 0 }
        uploading.arrived[object.id] = max(bytes, uploading.arrived[object.id] ?? 0)
        // A look may be older than the answer that all has arrived.
        if uploading.complete.contains(object.id), polls < 3 {
            states[object.id] = .processing
            return
        }
        uploading.complete.remove(object.id)
        uploading.offsets[object.id] = bytes
    }

    private mutating func absorbRecorded(at now: Date) -> FlowStep? {
        guard case .record(let step) = pending else { return nil }
        // What Facebook published by itself went out at its hour, whenever that is found out.
        var hour = state.publishRequest == nil ? state.schedule?.hour : nil
        state.apply(step, at: Timestamp(now))
        tries = 0
        switch step {
        case .stopped(let stop): return .finished(.stopped(stop))
        case .began: mayHaveStray = false
        case .publishRequested(let container, _, _):
            certainty = .unsent
            states[container] = nil
        case .scheduleRequested(let container, _):
            if case .scheduled? = states[container], state.schedule?.formerHour == nil {
                // By other hands, and for this very hour.
                break
            }
            certainty = .unsent
            states[container] = nil
        case .cancelRequested(let container): states[container] = nil
        case .containerAbandoned:
            // What was to be changed there is made anew.
            isAmended = true
            certainty = .doubt(refusal: nil, looks: 0)
            (doubtBegan, uploading, lists) = (nil, Uploading(), [:])
        case .published:
            for case .published(_, let at?) in states.values { hour = Timestamp(at) }
            if let hour, hour.date <= now { state.publishedAt = hour }
        case .commentRequested: firstComment.isFresh = true
        default: break
        }
        return nil
    }

    // MARK: - Refusals

    private mutating func absorb(_ refusal: Refusal, at now: Date) -> FlowStep? {
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
        case .page(.list(.unpublished)) where ![.reauthenticate, .person].contains(refusal.remedy):
            // What cannot be listed is not looked for: a stray is unseen.
            mayHaveStray = false
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
        let passes = ![.fixContent, .reauthenticate, .person].contains(refusal.remedy(atTry: tries))
        let age = now.timeIntervalSince((state.publishedAt ?? Timestamp(now)).date)
        let isWorthAnother = passes && age < FollowUp.longest
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
