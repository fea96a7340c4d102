import ContentModel
import FoundationEssentials
import ScheduleLock

/// From files to a container that is ready.
extension PublicationFlow {
    /// How long before the second the account's list is read, in seconds: late enough to be fresh, early enough that
    /// nothing but the publish request is left for the second itself.
    static let snapshotLead = 20.0

    /// A container lives 24 hours; one older than this is not worth starting with.
    static let containerLife = 23.0 * 3600

    /// How long before it is due, in seconds, a publication may be prepared: well within a container's life.
    static let longestPreparation = 20.0 * 3600

    /// How many times a run replaces containers that the platform gave up on.
    static let mostReplacements = 3

    mutating func stepTowardsContainer(at now: Date) -> FlowStep {
        guard now <= deadline else { return .record(.stopped(missed())) }
        let earliest = due.addingTimeInterval(-Self.longestPreparation)
        if now < earliest {
            // A container made now would not live until it is due.
            pause = .appointment(earliest, due: due)
            return decide(at: now)
        }
        guard let begun = state.version, hasContent(of: begun) else {
            return .record(.began(version))
        }
        var children: [String] = []
        if case .carousel(let carousel) = publication.content, usableContainer(at: now) == nil {
            for slide in carousel.items.indices where usable(state.children[slide], at: now) == nil {
                return stepCreating(.slide(slide))
            }
            children = carousel.items.indices.compactMap { state.children[$0]?.id }
            for slide in carousel.items.indices {
                guard let child = state.children[slide], statuses[child.id] != .finished else { continue }
                return stepTowardsWhole(child, slide: slide)
            }
        }
        guard let container = usableContainer(at: now) else {
            return stepCreating(children.isEmpty ? .whole : .carousel(children: children))
        }
        guard statuses[container.id] == .finished else { return stepTowardsWhole(container, slide: nil) }
        if goal == .prepared { return .finished(.prepared) }
        let snapshotTime = due.addingTimeInterval(-Self.snapshotLead)
        if now < snapshotTime {
            pause = .appointment(snapshotTime, due: due)
            return decide(at: now)
        }
        // The list is read when nothing else of ours can appear in it any more.
        guard hasTurn else { return .takeTurn }
        let look = MediaLook(of: publication.content)
        guard let list else { return .listMedia(look.surface) }
        if let twin = twin(in: list, like: look) { return stopBefore(twin) }
        return .record(.publishRequested(container: container.id, look: look, knownMedia: list.map(\.id)))
    }

    /// Whether the platform has said that the container to be published is whole.
    var isReady: Bool { state.container.map { statuses[$0.id] == .finished } ?? false }

    private func usableContainer(at now: Date) -> InFlight.Made? { usable(state.container, at: now) }

    private func usable(_ made: InFlight.Made?, at now: Date) -> InFlight.Made? {
        guard let made, !dead.contains(made.id) else { return nil }
        // What goes out later than a container lives is not prepared with it.
        let needed = max(now, due)
        return needed.timeIntervalSince(made.at.date) < Self.containerLife ? made : nil
    }

    /// Makes a container, once what is fetched for it is public; a carousel's children have that already.
    private func stepCreating(_ part: ContainerPart) -> FlowStep {
        var isUploaded = false
        switch part {
        case .carousel: return .createContainer(ContainerDraft(publication: publication, part: part, urls: [:]))
        case .whole: isUploaded = self.isUploaded(slide: nil)
        case .slide(let slide): isUploaded = self.isUploaded(slide: slide)
        }
        guard let urls = fetchedMedia.isEmpty ? [:] : urls else { return .host(fetchedMedia, tag: urlTag) }
        return .createContainer(
            ContainerDraft(publication: publication, part: part, urls: urls, isUploaded: isUploaded))
    }

    /// A container's state before anything was published from it.
    mutating func absorb(_ status: ContainerStatus, of container: String, at now: Date) -> FlowStep? {
        statuses[container] = status
        if learnArrival(status, of: container) { return nil }
        switch status {
        case .finished:
            polls = 0
        case .published:
            // No request of ours was recorded, so it is an older publication's container, answered for the same URL.
            return replace(
                container, because: "the platform answered with a container that is published already", at: now)
        case .inProgress, .processing, .receiving:
            pause(Backoff.polling.delay(after: polls), at: now, because: "the platform is processing the media")
            polls += 1
        case .expired:
            return replace(container, because: "the container expired", at: now)
        case .failed(let refusal):
            guard refusal.remedy != .fixContent else { return stop(.refused, refusal.message, fix: refusal.fix) }
            return replace(container, because: refusal.message, fix: refusal.fix, at: now)
        }
        return nil
    }

    /// Gives a container up, so that a new one is made, of other URLs; not for ever.
    mutating func replace(
        _ container: String, because reason: String, fix: String? = nil, at now: Date
    ) -> FlowStep? {
        let reason = countFailedUpload(container, because: reason)
        dead.insert(container)
        urls = nil
        replacements += 1
        guard replacements <= Self.mostReplacements else {
            return .record(.stopped(stopInVain(reason, fix: fix)))
        }
        pause(Backoff.trouble.delay(after: replacements - 1), at: now, because: reason)
        return nil
    }

    /// Why a run gives up replacing containers.
    func stopInVain(_ reason: String?, fix: String?) -> JournalEvent.Stop {
        let last = reason.map { "; the last: \($0)" } ?? ""
        return JournalEvent.Stop(
            kind: .failed, reason: "\(replacements) containers in vain\(last)",
            fix: fix ?? "look at the media file, which may be damaged; the next apply tries again")
    }

    /// Sets this publication's media URLs apart from those of another with the same media, and from those of
    /// containers that were given up, also by an earlier run: the platform may answer one URL with one container.
    private var urlTag: String {
        let facts = ["\(publication.id)", "\(version.source.blob)"] + dead.sorted()
        return MediaLook.digest(ofCaption: facts.joined(separator: ","))
    }
}
