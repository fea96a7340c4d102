import ContentModel
import FoundationEssentials
import ObjectIDs
import ScheduleLock

/// Performs one publication's steps against the clients of a run.
struct Performer: Sendable {
    let applier: Applier
    let platform: PlatformClient
    let work: Work

    /// Drives `flow` to its end; answers the outcome and the flow as it ended.
    func drive<Driven: Flow>(_ flow: Driven) async throws -> (FlowOutcome, Driven) {
        var flow = flow
        var event = FlowEvent.started
        while true {
            let step = flow.handle(event, at: applier.clock.now())
            if case .finished(let outcome) = step { return (outcome, flow) }
            event = try await perform(step)
        }
    }

    private func perform(_ step: FlowStep) async throws -> FlowEvent {
        switch step {
        case .record(let recorded):
            let now = Timestamp(applier.clock.now())
            try await applier.state.append(JournalEvent(publication: work.journalID, at: now, step: recorded))
            return .recorded
        case .wait(let until, let reason):
            let now = applier.clock.now()
            applier.tell(work.publication, .waiting(until: until, reason: reason))
            if until > now { try await applier.clock.sleep(.seconds(until.timeIntervalSince(now))) }
            return .woke
        default:
            do throws(Refusal) {
                return try await ask(step)
            } catch {
                return .refused(error)
            }
        }
    }

    /// The steps that somebody else may refuse.
    private func ask(_ step: FlowStep) async throws(Refusal) -> FlowEvent {
        switch step {
        case .host(let files, let tag):
            applier.tell(work.publication, .hosting(files: files.count))
            var urls: [BlobID: String] = [:]
            for file in files where urls[file.blob] == nil {
                urls[file.blob] = try await applier.hosting.publish(file, tag)
            }
            return .hosted(urls)
        case .createContainer(let draft):
            let id = try await platform.createContainer(draft)
            let (made, count) = draft.progress
            applier.tell(work.publication, .containerCreated(made: made, of: count))
            return .containerCreated(id: id)
        case .readStatus(let container): return .status(try await platform.containerStatus(container))
        case .listMedia(let surface): return .mediaListed(try await platform.newestMedia(surface, 50))
        case .publish(let container): return .published(media: try await platform.publish(container))
        case .switchComments(let media, let enabled):
            try await platform.switchComments(media, enabled)
            return .commentsSwitched
        case .listComments(let media): return .commentsListed(try await platform.comments(media))
        case .comment(let media, let text): return .commented(id: try await platform.comment(media, text))
        case .readPermalink(let media): return .permalinkRead(try await platform.permalink(media))
        case .delete(let media):
            try await platform.delete(media)
            return .deleted
        case .record, .wait, .finished: return .woke
        }
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
