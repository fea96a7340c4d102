import ContentModel
import FoundationEssentials
import ScheduleLock

/// Performs one publication's steps against the clients of a run.
struct Performer: Sendable {
    let applier: Applier
    let platform: PlatformClient
    let hosting: HostingClient
    let work: Work
    let lane: AccountLane

    /// A wait of so many seconds or more holds no other publication of the account back.
    static let longestHold = 10.0
    /// So many of an account's newest media are read before a publish: as many as the platform lists in one answer.
    static let listedMedia = 100

    /// Drives `flow` to its end; answers the outcome and the flow as it ended.
    func drive<Driven: Flow>(_ flow: Driven) async throws -> (FlowOutcome, Driven) {
        var flow = flow
        var event = FlowEvent.started
        var noted = work.notedReason
        while true {
            let step = flow.handle(event, at: applier.clock.now())
            if case .finished(let outcome) = step { return (outcome, flow) }
            if case .wait(let until, let reason) = step, let former = noted, former != reason {
                // What an earlier run waited for is no longer so, and this one may be killed while it waits.
                noted = reason
                _ = try await perform(.record(.waiting(until: Timestamp(until), reason: reason)))
            }
            event = try await perform(step)
        }
    }

    private func perform(_ step: FlowStep) async throws -> FlowEvent {
        switch step {
        case .record(let recorded):
            let now = applier.clock.now()
            try await applier.state.append(
                JournalEvent(publication: work.journalID, at: Timestamp(now), step: recorded))
            if case .containerCreated(let id, nil, _) = recorded { applier.board.made(id, for: work.journalID) }
            if case .published(let media) = recorded {
                applier.board.wentOut(work.publication, as: media, at: now)
                lane.leave(work.publication)
            }
            return .recorded
        case .wait(let until, let reason):
            try await wait(until: until, reason: reason)
            return .woke
        case .waitForTime(let time):
            let reason = "due \(Timestamp(work.due))"
            applier.tell(work.publication, .waiting(until: time, reason: reason))
            try await applier.clock.sleep(until: time)
            return .woke
        case .takeTurn:
            try await lane.takeTurn(work.publication)
            guard let obstacle = try await obstacle() else { return .turnTaken }
            if !obstacle.leavesOthersFree { lane.hold(work.publication, until: obstacle.until) }
            return .held(obstacle)
        default:
            do throws(Refusal) {
                return try await ask(step)
            } catch {
                // A run that was told to stop cuts hosting off: nobody is refused anything.
                if case .host = step { try Task.checkCancellation() }
                return .refused(error)
            }
        }
    }

    private func wait(until: Date, reason: String) async throws {
        let now = applier.clock.now()
        applier.tell(work.publication, .waiting(until: until, reason: reason))
        let span = until.timeIntervalSince(now)
        guard span > 0 else { return }
        if span >= Self.longestHold { lane.rest(work.publication) }
        // Accounts that were refused together do not come back together.
        let jitter = min(span / 4, 30) * applier.jitter()
        try await applier.clock.sleep(.seconds(span + jitter))
        lane.resume(work.publication)
    }

    /// The steps that somebody else may refuse.
    private func ask(_ step: FlowStep) async throws(Refusal) -> FlowEvent {
        if case .host(let files, let tag) = step { return .hosted(try await host(files, tag: tag)) }
        let purpose: CallBudget.Purpose =
            switch step {
            case .publish, .listMedia, .page(.publish), .page(.list): .publishing
            default: lane.hasTurn(work.publication) ? .publishing : .preparing
            }
        if let refusal = lane.obstacle(to: purpose, at: applier.clock.now()) { throw refusal }
        do throws(Refusal) {
            let event = try await call(step)
            lane.hear(platform.usage())
            lane.hearAnswer()
            return event
        } catch {
            lane.hear(platform.usage())
            lane.hear(error, at: applier.clock.now())
            if error.remedy == .laterWindow { await learnQuota() }
            throw error
        }
    }

    private func host(_ files: [MediaFile], tag: String) async throws(Refusal) -> [OutgoingMedium: String] {
        applier.tell(work.publication, .hosting(files: files.count))
        return try await hosting.publish(files, tag) { applier.tell(work.publication, .uploading($0)) }
    }

    private func call(_ step: FlowStep) async throws(Refusal) -> FlowEvent {
        switch step {
        case .createContainer(let draft):
            let container = try await platform.createContainer(draft)
            let (made, count) = draft.progress
            applier.tell(work.publication, .containerCreated(made: made, of: count))
            return .containerCreated(id: container.id, uploadURL: container.uploadURL)
        case .upload(let upload):
            applier.tell(work.publication, .sending(file: upload.file.path, offset: upload.offset))
            try await platform.upload(upload)
            return .uploaded
        case .readStatus(let container): return .status(try await platform.containerStatus(container))
        case .listMedia(let surface):
            let list = try await platform.newestMedia(surface, Self.listedMedia)
            return .mediaListed(applier.board.candidates(in: list, for: work.publication))
        case .publish(let container):
            applier.tell(work.publication, .requested(due: work.due))
            return .published(media: try await platform.publish(container))
        case .switchComments(let media, let enabled):
            try await platform.switchComments(media, enabled)
            return .commentsSwitched
        case .listComments(let media): return .commentsListed(try await platform.comments(media))
        case .comment(let media, let text): return .commented(id: try await platform.comment(media, text))
        case .readPermalink(let media): return .permalinkRead(try await platform.permalink(media))
        case .delete(let media):
            try await platform.delete(media)
            return .deleted
        case .page(let request): return .page(try await askPage(request))
        case .host, .takeTurn, .record, .wait, .waitForTime, .finished: return .woke
        }
    }
}

extension Performer {
    private func askPage(_ request: PageRequest) async throws(Refusal) -> PageAnswer {
        switch request {
        case .send(let upload):
            applier.tell(work.publication, .sending(file: upload.file.path, offset: upload.offset))
        case .publish: applier.tell(work.publication, .requested(due: work.due))
        default: break
        }
        let answer = try await platform.page(request)
        guard case .listed(let list) = answer else { return answer }
        if case .list(.unpublished) = request { return .listed(applier.board.strays(in: list, for: work)) }
        return .listed(applier.board.candidates(in: list, for: work.publication, or: work.journalID))
    }
}

extension ContainerDraft {
    /// Which of the publication's containers this is, counted from 1, and how many there are.
    fileprivate var progress: (made: Int, of: Int) {
        guard case .carousel(let carousel) = publication.content else { return (1, 1) }
        let count = carousel.items.count + 1
        switch part {
        case .slide(let index): return (index + 1, count)
        case .whole, .carousel: return (count, count)
        }
    }
}
