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
            pause = (due, "due \(Timestamp(due))")
            return decide(at: now)
        }
        return .publish(container: request.container)
    }

    /// The request may have left. Its container and the account's list are asked until they tell what became of it.
    mutating func stepInDoubt(
        _ request: InFlight.PublishRequest, refusal: Refusal?, looks: Int, at now: Date
    ) -> FlowStep {
        guard let status = statuses[request.container] else { return .readStatus(container: request.container) }
        guard let list else { return .listMedia(request.look.surface) }
        let found = request.look.matches(in: list, unknownTo: Set(request.knownMedia), since: request.at.date)
        if found.count == 1, let medium = found.first { return .record(.published(mediaID: medium.id)) }
        if found.count > 1 {
            return stop(
                .ambiguous,
                "\(found.count) media appeared since the publish request, and each can be this one: "
                    + found.map(\.id).joined(separator: ", "),
                fix: "look at the account, then tell which one it is with `calends accept \(publication.id) --media ID`"
            )
        }
        if status == .inProgress || status == .published {
            return keepLooking(because: "the published medium is not listed yet", refusal, looks, at: now)
        }
        guard looks >= Self.looksBeforeBelief else {
            return keepLooking(because: "making sure that nothing went live", refusal, looks, at: now)
        }
        return status == .finished
            ? stepWhenNotLive(request, refusal: refusal, at: now) : .record(.containerAbandoned(id: request.container))
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
        case .reauthenticate, .person: return stop(.failed, refusal?.message ?? "", fix: refusal?.fix ?? "")
        case .newContainer: return .record(.containerAbandoned(id: request.container))
        case .sameRequestSoon, .backOff, .laterWindow, nil: return .publish(container: request.container)
        }
    }

    /// Asks again, later each time; past the deadline a person must look.
    private mutating func keepLooking(
        because reason: String, _ refusal: Refusal?, _ looks: Int, at now: Date
    ) -> FlowStep {
        // A grace that ended while we looked does not end the looking at once: the list may lag.
        if now > deadline, looks > Self.looksBeforeBelief + 3 {
            return stop(
                .ambiguous, "a publish request was sent, and nothing tells what became of it",
                fix: "look at the account: if it is there, `calends accept \(publication.id) --media ID`, "
                    + "else `calends forget \(publication.id)`, and publish a copy of the entry under a new name")
        }
        certainty = .doubt(refusal: refusal, looks: looks + 1)
        if let container = state.publishRequest?.container { statuses[container] = nil }
        list = nil
        pause(Backoff.listing.delay(after: looks), at: now, because: reason)
        return decide(at: now)
    }

    /// What a refused publish means: it is doubted before anything else, since an error does not prove that nothing
    /// went live. Where the refusal says so, one look is enough.
    mutating func absorbPublishRefusal(_ refusal: Refusal, at now: Date) -> FlowStep? {
        sends += 1
        if let container = state.publishRequest?.container { statuses[container] = nil }
        list = nil
        if refusal.effect == .none {
            if refusal.remedy == .laterWindow {
                pause(refusal.retryAfter ?? .seconds(3600), at: now, because: refusal.message)
                certainty = .doubt(refusal: refusal, looks: Self.looksBeforeBelief)
                return nil
            }
            if refusal.remedy == .sameRequestSoon, sends <= 5 {
                pause(.seconds(min(5 * sends, 15)), at: now, because: refusal.message)
                certainty = .doubt(refusal: refusal, looks: Self.looksBeforeBelief)
                return nil
            }
        }
        // "Same request soon", five times in vain, means a container that never becomes visible.
        var doubted = refusal
        if refusal.remedy == .sameRequestSoon { doubted.remedy = .newContainer }
        certainty = .doubt(refusal: doubted, looks: 0)
        pause(refusal.retryAfter ?? Backoff.trouble.delay(after: sends - 1), at: now, because: refusal.message)
        return nil
    }
}
