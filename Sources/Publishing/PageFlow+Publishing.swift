import ContentModel
import FoundationEssentials
import Planning
import ScheduleLock

/// From something whole and unpublished to the one request that cannot be undone, and the end of every doubt about it.
extension PageFlow {
    /// How long before the second the Page's list is read, in seconds.
    static let snapshotLead = 20.0
    /// How long past its grace a video that was to be published may be processed, in seconds.
    static let longestProcessing = 86_400.0

    mutating func stepTowardsPublishing(_ container: String, at now: Date) -> FlowStep {
        guard now <= deadline else { return discardBefore(missed(), at: now) }
        let snapshotTime = due.addingTimeInterval(-Self.snapshotLead)
        if now < snapshotTime {
            appoint(snapshotTime)
            return decide(at: now)
        }
        guard hasTurn else { return .takeTurn }
        guard let content else { return .finished(.notLive) }
        guard let list = lists[surface] else { return .page(.list(surface)) }
        let look = look(of: content)
        if let twin = twin(in: list, like: look, besides: container) { return stopBefore(twin) }
        return .record(.publishRequested(container: container, look: look, knownMedia: list.map(\.id)))
    }

    private var surface: PageList { if case .story = content { .stories } else { .posts } }

    /// A post that is very likely this one, although nothing was asked of the Page for it.
    func twin(in list: [ListedMedium], like look: MediaLook, besides container: String) -> ListedMedium? {
        guard look.captionDigest != nil, look.captionDigest != MediaLook.digest(ofCaption: nil) else { return nil }
        let former = Set([container] + (state.removal.map { [$0] } ?? []))
        return look.matches(in: list, unknownTo: former, since: Sighting.start(of: id, dueAt: due))
            .first { $0.timestamp != nil && !isDisowned($0) }
    }

    /// Whether a person has looked since it was made, and said that it is not this publication.
    private func isDisowned(_ medium: ListedMedium) -> Bool {
        guard let absentAt = state.absentAt, let made = medium.timestamp else { return false }
        return made <= absentAt.date
    }

    func stopBefore(_ twin: ListedMedium) -> FlowStep {
        stop(
            .ambiguous,
            "the Page already shows post \(twin.id) with these words, and no record knows it: it was very likely published "
                + "by hand, or by a clone that does not share this state",
            fix: "look at the Page: if it is this one, `calends accept \(id) --media \(twin.id)`; if not, "
                + "`calends accept \(id) --media none` and apply again, or let it go with `calends forget \(id)`")
    }

    /// A publish was recorded.
    mutating func stepPublishing(_ request: InFlight.PublishRequest, at now: Date) -> FlowStep {
        guard case .doubt(let refusal, let looks) = certainty else { return stepBeforeSending(request, at: now) }
        doubtBegan = doubtBegan ?? now
        guard let found = states[request.container] else {
            guard isUnreadable.contains(request.container) else { return .page(.read(object(request.container))) }
            guard let posts = lists[surface] else { return .page(.list(surface)) }
            if posts.contains(where: { $0.id == request.container }) {
                return .record(.published(mediaID: request.container))
            }
            return keepLooking(request, "it can be neither read nor found", refusal, looks, at: now)
        }
        switch found {
        case .published(let post, _):
            return .record(.published(mediaID: mediaID(request.container, post: post)))
        case .failed(let refusal):
            if refusal.remedy == .fixContent {
                return discardBefore(
                    JournalEvent.Stop(kind: .refused, reason: refusal.message, fix: refusal.fix), at: now)
            }
            return replace(because: refusal, at: now)
        case .receiving, .processing:
            guard now > deadline.addingTimeInterval(Self.longestProcessing) else {
                states[request.container] = nil
                pause(Backoff.polling.delay(after: polls), at: now, because: "Facebook is processing the video")
                polls += 1
                return decide(at: now)
            }
            return keepLooking(request, "it is being processed", refusal, looks, at: now)
        case .unpublished, .scheduled: break
        }
        // A photo does not tell of the story that shows it: the list does.
        if case .story(.photo) = content {
            guard let list = lists[.stories] else { return .page(.list(.stories)) }
            let found = request.look.matches(in: list, unknownTo: Set(request.knownMedia), since: request.at.date)
                .filter { !isDisowned($0) }
            if found.count == 1, let story = found.first { return .record(.published(mediaID: story.id)) }
            if found.count > 1 { return stopBetween(found) }
        }
        if let refusal, refusal.isDuplicate {
            // Facebook has the same words on the Page already: whether that is this one only a person can tell.
            guard let list = lists[surface] else { return .page(.list(surface)) }
            if let twin = twin(in: list, like: request.look, besides: request.container) { return stopBefore(twin) }
        }
        let isSure = refusal?.effect == Refusal.Effect.none && doubtBegan != nil && looks >= Self.looksBeforeBelief
        let hasWaited = now.timeIntervalSince(doubtBegan ?? now) >= slowestRequest
        guard isSure || (looks >= Self.looksBeforeBelief && hasWaited) else {
            return keepLooking(request, "making sure that nothing went out", refusal, looks, at: now)
        }
        return stepWhenNotLive(request, refusal, at: now)
    }

    /// The request is recorded and has not left: nothing can be live yet.
    private mutating func stepBeforeSending(_ request: InFlight.PublishRequest, at now: Date) -> FlowStep {
        guard now <= deadline else { return discardBefore(missed(), at: now) }
        if now < due {
            appoint(due)
            return decide(at: now)
        }
        return send(request)
    }

    private func send(_ request: InFlight.PublishRequest) -> FlowStep {
        guard let content else { return .finished(.notLive) }
        return hasTurn ? .page(.publish(object(request.container), content)) : .takeTurn
    }

    /// It is whole and nobody sees it: the same may be published again, unless that is pointless.
    private mutating func stepWhenNotLive(
        _ request: InFlight.PublishRequest, _ refusal: Refusal?, at now: Date
    ) -> FlowStep {
        if goal == .cancelled { return discard(at: now) }
        guard now <= deadline else { return discardBefore(missed(lastAnswer: refusal), at: now) }
        if now < due {
            certainty = .unsent
            return stepBeforeSending(request, at: now)
        }
        switch refusal?.remedy {
        case .fixContent?:
            return discardBefore(
                JournalEvent.Stop(kind: .refused, reason: refusal?.message ?? "", fix: refusal?.fix ?? ""), at: now)
        case .reauthenticate?, .person?:
            guard let refusal else { return send(request) }
            return stop(refusal.forbidsRepeat ? .ambiguous : .failed, refusal.message, fix: refusal.fix)
        case .newContainer?:
            guard let refusal else { return send(request) }
            return replace(because: refusal, at: now)
        case .sameRequestSoon?, .backOff?, .laterWindow?, nil: return send(request)
        }
    }

    private mutating func keepLooking(
        _ request: InFlight.PublishRequest, _ reason: String, _ refusal: Refusal?, _ looks: Int, at now: Date
    ) -> FlowStep {
        if now > deadline, looks > Self.looksBeforeBelief + 3 {
            return stop(
                .ambiguous,
                "a publish request was sent at \(request.at), and nothing tells what became of it"
                    + (refusal.map { "; last: \($0.message)" } ?? ""),
                fix:
                    "look at the Page: if it is there, `calends accept \(id) --media \(request.container)`; if not, let it "
                    + "go with `calends forget \(id)`")
        }
        certainty = .doubt(refusal: refusal, looks: looks + 1)
        states[request.container] = nil
        lists = [:]
        pause(Backoff.listing.delay(after: looks), at: now, because: reason)
        return decide(at: now)
    }

    private func stopBetween(_ found: [ListedMedium]) -> FlowStep {
        stop(
            .ambiguous,
            "\(found.count) stories appeared since the publish request, and each can be this one: "
                + found.map(\.id).joined(separator: ", "),
            fix:
                "look at the Page, then tell which one it is with `calends accept \(id) --media ID`, or that none is with "
                + "`calends accept \(id) --media none`")
    }

    // MARK: - After

    /// What is left when it is live: its comment, its link.
    mutating func stepAfterPublishing(_ media: String, at now: Date) -> FlowStep {
        if let step = firstComment.step(content?.details?.firstComment, below: media, in: state) { return step }
        guard let permalink else { return .readPermalink(media: media) }
        let published = PublishedPublication(
            mediaID: media, publishedAt: state.publishedAt ?? Timestamp(now), permalink: permalink)
        return .finished(.published(published, followUp))
    }
}
