import ContentModel
import FoundationEssentials
import ScheduleLock

/// From files to something whole that nobody sees, and back.
extension PageFlow {
    /// How many times a run makes anew what Facebook gave up on.
    static let mostReplacements = 3
    /// So often in a row bytes may be cut off without one more having arrived.
    static let mostCuts = 5

    mutating func stepMaking(at now: Date) -> FlowStep {
        guard now <= deadline || goal == .scheduled, let content else { return discardBefore(missed(), at: now) }
        guard let begun = state.version, hasContent(of: begun) else {
            // What was made for another version nobody sees, and nobody would ever delete it.
            return made.isEmpty ? .record(.began(version)) : discard(at: now)
        }
        guard let container = state.container else { return stepCreating(content) }
        switch states[container.id] {
        case .unpublished?: break
        case .receiving?, nil:
            if container.uploadURL != nil, let file = content.video { return stepSending(container, file) }
            return .page(.read(object(container.id)))
        case .processing?:
            pause(Backoff.polling.delay(after: polls), at: now, because: "Facebook is processing the video")
            polls += 1
            states[container.id] = nil
            return decide(at: now)
        // Both by other hands, for nothing of ours was asked: it is what the entry wants.
        case .scheduled(let hour)?: return .record(.scheduleRequested(container: container.id, for: Timestamp(hour)))
        case .published(let post, _)?: return .record(.published(mediaID: mediaID(container.id, post: post)))
        case .failed(let refusal)?:
            if refusal.remedy == .fixContent {
                return discardBefore(
                    JournalEvent.Stop(kind: .refused, reason: refusal.message, fix: refusal.fix), at: now)
            }
            return replace(because: refusal, at: now)
        }
        switch goal {
        case .scheduled: return stepTowardsSchedule(container.id, content, at: now)
        case .prepared, .cancelled: return .finished(.prepared)
        case .published: return stepTowardsPublishing(container.id, at: now)
        }
    }

    /// Whether it is whole, and one request is left until it is seen.
    var isReady: Bool { state.container.map { states[$0.id] == .unpublished } ?? false }

    /// The first thing that is still to be made.
    private func stepCreating(_ content: PageContent) -> FlowStep {
        switch content {
        case .post(let post):
            switch post.attachment {
            case .nothing: return stepCreatingPost(post, photos: [])
            case .photos(let photos):
                for slide in photos.indices where state.children[slide] == nil {
                    return .page(.uploadPhoto(photos[slide]))
                }
                return stepCreatingPost(post, photos: photos.indices.compactMap { state.children[$0]?.id })
            case .video(let file):
                guard let upload = state.children[0] else { return .page(.beginUpload(file, .video)) }
                guard uploading.complete.contains(upload.id) else { return stepSending(upload, file) }
                return .page(.createVideo(post, upload: upload.id))
            }
        case .reel(let reel): return .page(.beginUpload(reel.video, .reel))
        case .story(.video(let file)): return .page(.beginUpload(file, .videoStory))
        case .story(.photo(let file)): return .page(.uploadPhoto(PagePhoto(file: file)))
        }
    }

    /// A post that an earlier request may have made is looked for before another one is.
    private func stepCreatingPost(_ post: PagePost, photos: [String]) -> FlowStep {
        mayHaveStray ? .page(.list(.unpublished)) : .page(.createPost(post, photos: photos))
    }

    private func stepSending(_ place: InFlight.Made, _ file: MediaFile) -> FlowStep {
        guard let url = place.uploadURL, let offset = uploading.offsets[place.id] else {
            return .page(
                .read(place.id == state.container?.id ? object(place.id) : PageObject(id: place.id, kind: .upload)))
        }
        return .page(.send(PendingUpload(container: place.id, url: url, file: file, offset: offset)))
    }

    /// Where the part that was just made belongs.
    func slide(of request: PageRequest) -> Int? {
        switch request {
        case .uploadPhoto(let photo):
            guard case .post(let post) = content, case .photos(let photos) = post.attachment else { return nil }
            return photos.indices.first { photos[$0] == photo && state.children[$0] == nil }
        case .beginUpload(_, .video): return 0
        default: return nil
        }
    }

    /// What the public shall know it by: a story has a post of its own, everything else is what was made.
    func mediaID(_ container: String, post: String?) -> String {
        if case .story = content { post ?? container } else { container }
    }

    // MARK: - Strays

    /// Takes over what a request whose answer was lost has made; what more there is of it is deleted.
    mutating func adoptStray(in list: [ListedMedium]) -> FlowStep? {
        mayHaveStray = false
        guard let content, let beganAt = state.beganAt else { return nil }
        let strays = look(of: content).matches(in: list, unknownTo: [], since: beganAt.date)
            .filter { $0.timestamp != nil && !deleted.contains($0.id) }
        guard let first = strays.first else { return nil }
        guard let other = strays.dropFirst().first else {
            return .record(.containerCreated(id: first.id, slide: nil))
        }
        // What is left is taken over when the list is read again.
        mayHaveStray = true
        deleted.insert(other.id)
        return .page(.delete(object(other.id)))
    }

    func look(of content: PageContent) -> MediaLook { MediaLook(of: .page(content)) }

    // MARK: - Back

    /// Deletes everything that was made, and begins anew if there is anything to begin.
    mutating func discard(at now: Date) -> FlowStep {
        discarding = made
        return decide(at: now)
    }

    /// Stops once nothing is left that nobody would ever see.
    mutating func discardBefore(_ stop: JournalEvent.Stop, at now: Date) -> FlowStep {
        verdict = stop
        return made.isEmpty ? decide(at: now) : discard(at: now)
    }

    mutating func stepDiscarding(_ objects: [PageObject]) -> FlowStep {
        guard let next = objects.first else {
            discarding = nil
            let first = state.container?.id ?? state.children.min { $0.key < $1.key }?.value.id ?? ""
            return .record(.containerAbandoned(id: first))
        }
        return .page(.delete(next))
    }

    /// Gives up what was made, so that it is made anew; not for ever.
    mutating func replace(because refusal: Refusal, at now: Date) -> FlowStep {
        replacements += 1
        lastReason = refusal.message
        guard replacements <= Self.mostReplacements else {
            return discardBefore(
                JournalEvent.Stop(
                    kind: .failed, reason: "made \(replacements) times in vain; the last: \(refusal.message)",
                    fix: refusal.fix), at: now)
        }
        // Of what failed nothing may be left to delete.
        guard !made.isEmpty else {
            return .record(.containerAbandoned(id: state.container?.id ?? state.children[0]?.id ?? ""))
        }
        return discard(at: now)
    }
}
