import ContentModel
import FoundationEssentials
import ScheduleLock

/// From a ready container to the one request that cannot be undone, and the end of every doubt about it.
extension PublicationFlow {
    /// How often a look that finds nothing is repeated before its finding is believed.
    static let looksBeforeBelief = 2

    /// After this, in seconds, the platform publishes a container no more.
    static let longestContainerLife = 24.0 * 3600

    /// The request is recorded and has not left: nothing can be live yet.
    mutating func stepBeforeSending(_ request: InFlight.PublishRequest, at now: Date) -> FlowStep {
        // A quota, or a machine that slept, may have held it back for longer than its grace.
        guard now <= deadline else {
            verdict = missed()
            return .record(.containerAbandoned(id: request.container))
        }
        if now < due {
            pause = .appointment(due, due: due)
            return decide(at: now)
        }
        return send(request)
    }

    /// In its turn, and after one more look at what may stand in the way: much may have changed while it waited.
    private func send(_ request: InFlight.PublishRequest) -> FlowStep {
        hasTurn ? .publish(container: request.container) : .takeTurn
    }

    /// The request may have left. Its container and the account's list are asked until they tell what became of it.
    mutating func stepInDoubt(
        _ request: InFlight.PublishRequest, refusal: Refusal?, looks: Int, at now: Date
    ) -> FlowStep {
        let began = doubtBegan ?? now
        doubtBegan = began
        guard let status = statuses[request.container] else { return .readStatus(container: request.container) }
        guard let list else { return .listMedia(request.look.surface) }
        let found = request.look.matches(in: list, unknownTo: Set(request.knownMedia), since: request.at.date)
            .filter { !isDisowned($0) }
        if found.count == 1, let medium = found.first {
            // A container that is not published cannot have become this medium: somebody posted the same by hand, or it
            // went live between the two looks.
            if status == .inProgress || status == .published { return .record(.published(mediaID: medium.id)) }
            guard looks >= Self.looksBeforeBelief else {
                return keepLooking(because: "a medium appeared that can be this one", refusal, looks, at: now)
            }
            return stop(
                .ambiguous, "medium \(medium.id) looks like it, but its container says that it was not published",
                fix: "look at the account: if it is this one, `calends accept \(publication.id) --media \(medium.id)`, "
                    + "else `calends forget \(publication.id)`, and publish a copy of the entry under a new name")
        }
        if found.count > 1 {
            return stop(
                .ambiguous,
                "\(found.count) media appeared since the publish request, and each can be this one: "
                    + found.map(\.id).joined(separator: ", "),
                fix:
                    "look at the account, then tell which one it is with `calends accept \(publication.id) --media ID`, "
                    + "or that none is with `calends accept \(publication.id) --media none`")
        }
        if status == .inProgress, let refusal, refusal.effect == .none {
            return pollWhenNotReady(request, refusal, at: now)
        }
        if status == .inProgress || status == .published {
            return keepLooking(because: "the published medium is not listed yet", refusal, looks, at: now)
        }
        guard looks >= Self.looksBeforeBelief else {
            return keepLooking(because: "making sure that nothing went live", refusal, looks, at: now)
        }
        if status == .finished {
            // What has not taken effect yet may still be on its way, and a second request beside it be a second medium.
            guard now.timeIntervalSince(began) >= slowestRequest || now < due else {
                return keepLooking(because: "making sure that nothing is on its way", refusal, looks, at: now)
            }
            return stepWhenNotLive(request, refusal: refusal, at: now)
        }
        if case .failed(let failure) = status {
            lastReason = failure.message
            if failure.remedy == .fixContent {
                verdict = JournalEvent.Stop(kind: .refused, reason: failure.message, fix: failure.fix)
            }
        }
        return .record(.containerAbandoned(id: request.container))
    }

    /// The platform refused to publish a container before it is whole, and so did nothing: it is waited for as before.
    private mutating func pollWhenNotReady(
        _ request: InFlight.PublishRequest, _ refusal: Refusal, at now: Date
    ) -> FlowStep {
        guard now <= deadline else {
            verdict = missed(lastAnswer: refusal)
            return .record(.containerAbandoned(id: request.container))
        }
        statuses[request.container] = nil
        list = nil
        pause(Backoff.polling.delay(after: polls), at: now, because: refusal.message)
        polls += 1
        return decide(at: now)
    }

    /// The container is whole and unpublished: the same one may be published again, unless that is pointless.
    private mutating func stepWhenNotLive(
        _ request: InFlight.PublishRequest, refusal: Refusal?, at now: Date
    ) -> FlowStep {
        if goal == .resolved {
            // A container that can still be published is not forgotten: its request may take effect late.
            let expiry = request.at.date.addingTimeInterval(Self.longestContainerLife)
            return .finished(
                .deferred(
                    Deferral(until: expiry, reason: "it is not live, and must not go out now", leavesOthersFree: true)))
        }
        guard now <= deadline else {
            guard let refusal, refusal.effect == .none else {
                return .record(.stopped(missed(lastAnswer: refusal)))
            }
            // The platform said that it did nothing, and looking agrees: nothing is left to look for.
            verdict = missed(lastAnswer: refusal)
            return .record(.containerAbandoned(id: request.container))
        }
        if now < due {
            // The run before this one ended between recording the request and its second.
            certainty = .unsent
            return stepBeforeSending(request, at: now)
        }
        switch refusal?.remedy {
        case .fixContent:
            // This container will never do, and nothing of it is live: the next version needs one of its own.
            verdict = refusal.map { JournalEvent.Stop(kind: .refused, reason: $0.message, fix: $0.fix) }
            return .record(.containerAbandoned(id: request.container))
        case .reauthenticate, .person:
            guard let refusal else { return send(request) }
            return stopForPerson(refusal)
        case .newContainer: return .record(.containerAbandoned(id: request.container))
        case .sameRequestSoon, .backOff, .laterWindow, nil: return send(request)
        }
    }

    /// Asks again, later each time; past the deadline a person must look.
    private mutating func keepLooking(
        because reason: String, _ refusal: Refusal?, _ looks: Int, at now: Date
    ) -> FlowStep {
        // A grace that ended while we looked does not end the looking at once: the list may lag.
        if now > deadline, looks > Self.looksBeforeBelief + 3 {
            return stop(
                .ambiguous,
                "a publish request was sent \(state.publishRequest.map { "at \($0.at)" } ?? ""), and nothing tells what "
                    + "became of it" + (refusal.map { "; last: \($0.message)" } ?? ""),
                fix:
                    "look at the account: if it is there, `calends accept \(publication.id) --media ID`; if not, let it "
                    + "go with `calends forget \(publication.id)`, or set a new publish_at and say "
                    + "`calends accept \(publication.id) --media none`")
        }
        certainty = .doubt(refusal: refusal, looks: looks + 1)
        if let container = state.publishRequest?.container { statuses[container] = nil }
        list = nil
        pause(Backoff.listing.delay(after: looks), at: now, because: reason)
        pause?.explainsNothing = true
        return decide(at: now)
    }

    /// What a refused publish means: it is doubted before anything else, since an error does not prove that nothing
    /// went live. Where the refusal says so, one look is enough.
    mutating func absorbPublishRefusal(_ refusal: Refusal, at now: Date) -> FlowStep? {
        if refusal.effect == .unsent {
            // Nothing has left, so there is nothing to doubt: the same request, as soon as it may.
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries), at: now, because: refusal.message)
            tries += 1
            return nil
        }
        sends += 1
        if let container = state.publishRequest?.container { statuses[container] = nil }
        list = nil
        // A refusal for sure leaves no doubt but that about an earlier request.
        doubtBegan = refusal.effect == .none ? doubtBegan ?? .distantPast : now
        if refusal.effect == .none {
            if refusal.remedy == .laterWindow {
                pause(refusal.retryAfter ?? .seconds(3600), at: now, because: refusal.message)
                certainty = .doubt(refusal: refusal, looks: Self.looksBeforeBelief)
                return nil
            }
            if refusal.remedy(atTry: sends) == .sameRequestSoon, sends <= 5 {
                pause(.seconds(min(5 * sends, 15)), at: now, because: refusal.message)
                certainty = .doubt(refusal: refusal, looks: Self.looksBeforeBelief)
                return nil
            }
        }
        var doubted = refusal
        doubted.remedy = refusal.remedy(atTry: sends)
        // "Same request soon", tried in vain, means a container that never becomes visible.
        if refusal.remedy == .sameRequestSoon, doubted.remedy != .backOff { doubted.remedy = .newContainer }
        certainty = .doubt(refusal: doubted, looks: 0)
        pause(refusal.retryAfter ?? Backoff.trouble.delay(after: sends - 1), at: now, because: refusal.message)
        return nil
    }
}
