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
            // An appointment explains nothing: it was kept.
            if let pause, !pause.isAppointment, !pause.explainsNothing, pause.reason != lastReason {
                (lastReason, lastFix) = (pause.reason, nil)
            }
            // Others may have gone out meanwhile; who kept an appointment had the turn all the time.
            if pause?.isAppointment != true || state.publishRequest == nil { hasTurn = false }
            if state.publishRequest == nil { list = nil }
            pause = nil
        case .turnTaken: hasTurn = true
        case .held(let deferral):
            guard deferral.until > now else { return .finished(.deferred(deferral)) }
            pause = Pause(until: deferral.until, reason: deferral.reason)
            // What was seen is old by the time it may go out.
            list = nil
            if case .doubt = certainty, let request = state.publishRequest { statuses[request.container] = nil }
        case .recorded: return absorbRecorded(at: now)
        case .hosted(let urls):
            tries = 0
            self.urls = urls
        case .containerCreated(let id, let uploadURL):
            tries = 0
            guard case .createContainer(let draft) = pending else { return nil }
            if dead.contains(id) {
                return replace(id, because: "the platform answered with a container it had given up on", at: now)
            }
            // Where it has just been made, nothing has arrived.
            if uploadURL != nil { uploading.offsets[id] = 0 }
            let slide: Int? = if case .slide(let slide) = draft.part { slide } else { nil }
            return .record(.containerCreated(id: id, slide: slide, uploadURL: uploadURL))
        case .uploaded: absorbUploaded()
        case .status(let status):
            tries = 0
            guard case .readStatus(let container) = pending else { return nil }
            if state.publishRequest != nil {
                // Whatever it waits for, it may have been published by what was asked.
                statuses[container] = status.isUnderWay ? .inProgress : status
            } else {
                return absorb(status, of: container, at: now)
            }
        case .mediaListed(let media):
            tries = 0
            list = media
        case .published(let media): return .record(.published(mediaID: media))
        case .commentsSwitched: return .record(.commentsSwitched)
        case .commentsListed(let listed): firstComment.listed = listed
        case .commented(let id): return .record(.commented(commentID: id))
        case .permalinkRead(let link): permalink = .some(link)
        case .deleted, .page: return nil
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
            if replacements > Self.mostReplacements, verdict == nil {
                verdict = stopInVain(refusal?.message, fix: refusal?.fix)
            }
        case .commentRequested: firstComment.isFresh = true
        default: break
        }
        return nil
    }

    private mutating func absorb(_ refusal: Refusal, at now: Date) -> FlowStep? {
        (lastReason, lastFix) = (
            refusal.message, refusal.thereafter == nil && !refusal.isUnreadable ? nil : refusal.fix
        )
        switch pending {
        case .publish: return absorbPublishRefusal(refusal, at: now)
        case .upload(let upload): return absorbUploadRefusal(refusal, of: upload, at: now)
        case .switchComments, .listComments, .comment, .readPermalink:
            absorbFollowUpRefusal(refusal, at: now)
            return nil
        case .readStatus(let container)
        where saysNothing(refusal) && state.publishRequest == nil && mayLackBytes(container):
            // Nobody says how much has arrived: a new container takes all of it.
            return replace(container, because: refusal.message, fix: refusal.fix, at: now)
        case .readStatus(let container) where saysNothing(refusal):
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

    /// Whether asking once more how far a container has come is pointless: its state counts as unknown.
    private func saysNothing(_ refusal: Refusal) -> Bool {
        switch refusal.remedy(atTry: tries + 1) {
        case .reauthenticate, .person, .laterWindow: false
        // Of a container that may have been published no answer but its state counts; any other is made anew.
        case .fixContent, .newContainer: state.publishRequest != nil
        case .sameRequestSoon: false
        case .backOff:
            !refusal.isThrottling && refusal.effect != .unsent && tries >= Self.mostUnreadableTries
        }
    }

    /// A refusal of a request that changes nothing which anybody sees.
    private mutating func absorbOrdinaryRefusal(_ refusal: Refusal, at now: Date) -> FlowStep? {
        tries += 1
        let remedy = refusal.remedy(atTry: tries)
        switch remedy {
        case .reauthenticate, .person:
            if case .createContainer = pending { return stopForPerson(refusal) }
            return stop(.failed, refusal)
        case .fixContent, .newContainer:
            if let step = stepWithoutIt(remedy, refusal, at: now) { return step }
        case .sameRequestSoon where refusal.atMost == nil && tries > Self.mostQuickTries:
            return stop(.failed, refusal.message, fix: refusal.fix)
        case .sameRequestSoon, .backOff, .laterWindow: break
        }
        if pause == nil {
            let delay = remedy == .laterWindow ? .seconds(3600) : Backoff.trouble.delay(after: tries - 1)
            pause(refusal.retryAfter ?? delay, at: now, because: refusal.message)
        }
        return nil
    }

    /// What a request that will never be granted as it is leads to; nil where it is sent again after a wait.
    private mutating func stepWithoutIt(_ remedy: Refusal.Remedy, _ refusal: Refusal, at now: Date) -> FlowStep? {
        switch pending {
        case .readStatus(let container):
            // Nobody can say what has become of it, and nothing was published from it.
            return replace(container, because: refusal.message, fix: refusal.fix, at: now)
        case .createContainer(let draft):
            if remedy == .fixContent { return stop(refusal.remedy == .fixContent ? .refused : .failed, refusal) }
            guard case .carousel(let children) = draft.part else { break }
            // The parent has nothing of its own that could be made anew: its children are what cannot be seen.
            dead.formUnion(children.dropFirst())
            return children.first.flatMap { replace($0, because: refusal.message, fix: refusal.fix, at: now) }
        case .host where remedy == .fixContent: return stop(.refused, refusal)
        default: if remedy == .fixContent { return stop(.failed, refusal) }
        }
        return tries > Self.mostQuickTries ? stop(.failed, refusal) : nil
    }

    private func stop(_ kind: JournalEvent.Stop.Kind, _ refusal: Refusal) -> FlowStep {
        stop(kind, refusal.message, fix: refusal.fix)
    }
}
