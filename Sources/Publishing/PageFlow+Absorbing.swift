import ContentModel
import FoundationEssentials
import ScheduleLock

/// What each answer changes; the decision follows from what is then known.
extension PageFlow {
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
            // What is taken back may have gone out meanwhile: it is looked at once more before it is deleted.
            if let container = state.cancellation, discarding?.first?.id == container {
                (discarding, states[container], lists) = (nil, nil, [:])
                isUnreadable.remove(container)
            }
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
        case (.createPost, .made(let id, _)):
            states[id] = .unpublished
            return .record(.containerCreated(id: id, slide: nil))
        case (.createVideo, .made(let id, _)):
            // It is transcoded first, which may take long or fail.
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
            if content?.video != nil {
                // Nobody sees it before it is transcoded.
                states[object.id] = nil
                (certainty, doubtBegan) = (.doubt(refusal: nil, looks: 0), now)
                return nil
            }
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
    mutating func forget(_ object: PageObject) {
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
}
