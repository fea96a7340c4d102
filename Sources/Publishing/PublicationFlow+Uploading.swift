import ContentModel
import FoundationEssentials
import ScheduleLock

/// Videos whose bytes are sent straight to their containers, with Facebook Login. Source: content-publishing fact sheet
/// §4.
///
/// A container is recorded before the first byte leaves. How far its bytes have come is never remembered but asked: what
/// was sent and what has arrived differ after a cut, and another run may have gone on.
extension PublicationFlow {
    /// So many containers of uploads may fail in one run before hosting is tried: valid files are known to be refused in
    /// this way for a while.
    static let mostFailedUploads = 2
    /// So often in a row a container's bytes may be cut off without one more having arrived.
    static let mostCuts = 5
    /// So many looks that say nothing of the bytes are waited for before they are sent anyway.
    static let mostBlindLooks = 5

    /// What a run knows of the videos that it sends.
    struct Uploading: Hashable, Sendable {
        /// Whether there is a place where media get public URLs.
        let canHost: Bool
        /// Whether the platform is to fetch the videos after all.
        var isGivenUp = false
        /// Containers of this run that failed with their bytes.
        var failures = 0
        /// The next byte to send, by container; without one the platform is asked first.
        var offsets: [String: Int64] = [:]
        /// The most that is known to have arrived, by container.
        var arrived: [String: Int64] = [:]
        /// Containers whose bytes were all taken.
        var complete: Set<String> = []
        /// Sendings in a row that brought a container nothing.
        var cuts: [String: Int] = [:]

        init(canHost: Bool) { self.canHost = canHost }
    }

    /// Whether the bytes of the video that `slide` (or else the whole) shows are sent to its container.
    func isUploaded(slide: Int?) -> Bool {
        !uploading.isGivenUp && publication.uploadsVideos && publication.content.video(ofSlide: slide) != nil
    }

    /// The media that have to be at a public URL.
    var fetchedMedia: [MediaFile] {
        uploading.isGivenUp ? publication.content.media : publication.fetchedMedia
    }

    /// What brings a container nearer to being whole: its bytes where they are awaited, else a look.
    func stepTowardsWhole(_ made: InFlight.Made, slide: Int?) -> FlowStep {
        guard let url = made.uploadURL, let offset = uploading.offsets[made.id],
            let file = publication.content.video(ofSlide: slide)
        else { return .readStatus(container: made.id) }
        return .upload(PendingUpload(container: made.id, url: url, file: file, offset: offset))
    }

    /// What a look at a container tells of its bytes; nil where there is nothing to send.
    ///
    /// - Returns: whether its bytes are sent next.
    mutating func learnArrival(_ status: ContainerStatus, of container: String) -> Bool {
        guard isUploadContainer(container) else { return false }
        switch status {
        case .receiving(let bytes):
            if bytes > uploading.arrived[container] ?? 0 { uploading.cuts[container] = 0 }
            uploading.arrived[container] = max(bytes, uploading.arrived[container] ?? 0)
            // A look may be older than the answer that all has arrived.
            if uploading.complete.contains(container), polls < Self.mostBlindLooks { return false }
            uploading.complete.remove(container)
            uploading.offsets[container] = bytes
            return true
        case .processing:
            uploading.complete.insert(container)
            return false
        case .inProgress:
            guard !uploading.complete.contains(container), polls >= Self.mostBlindLooks else { return false }
            // Nobody says whether they are there. Sending them again is refused if they are, and needed if not.
            uploading.offsets[container] = 0
            return true
        case .finished, .published, .failed, .expired: return false
        }
    }

    /// All bytes have been taken.
    mutating func absorbUploaded() {
        guard case .upload(let upload) = pending else { return }
        tries = 0
        polls = 0
        uploading.offsets[upload.container] = nil
        uploading.complete.insert(upload.container)
    }

    /// The bytes did not all arrive, or not as they should: what has arrived is asked before more is sent.
    mutating func absorbUploadRefusal(_ refusal: Refusal, of upload: PendingUpload, at now: Date) -> FlowStep? {
        let container = upload.container
        uploading.offsets[container] = nil
        statuses[container] = nil
        let cuts = uploading.cuts[container, default: 0] + 1
        uploading.cuts[container] = cuts
        switch refusal.remedy(atTry: cuts) {
        // Also where the file cannot be read: the content of the entry is not to blame.
        case .reauthenticate, .person, .fixContent: return stop(.failed, refusal.message, fix: refusal.fix)
        case .newContainer: return replace(container, because: refusal.message, fix: refusal.fix, at: now)
        case .sameRequestSoon, .backOff, .laterWindow: break
        }
        guard cuts < Self.mostCuts || refusal.isThrottling || refusal.effect == .unsent else {
            return replace(container, because: refusal.message, fix: refusal.fix, at: now)
        }
        pause(refusal.retryAfter ?? Backoff.trouble.delay(after: cuts - 1), at: now, because: refusal.message)
        return nil
    }

    /// What the end of an upload's container leads to: another upload, or hosting where there is any.
    ///
    /// - Returns: `reason`, with what is done about it.
    mutating func countFailedUpload(_ container: String, because reason: String) -> String {
        guard isUploadContainer(container), !uploading.isGivenUp else { return reason }
        uploading.failures += 1
        guard uploading.failures >= Self.mostFailedUploads, uploading.canHost else { return reason }
        uploading.isGivenUp = true
        return reason + "; after \(uploading.failures) uploads in vain the video goes by way of hosting"
    }

    /// Whether bytes that `container` waits for may be missing still, as far as this run knows.
    func mayLackBytes(_ container: String) -> Bool {
        isUploadContainer(container) && !uploading.complete.contains(container)
    }

    private func isUploadContainer(_ container: String) -> Bool {
        let made = [state.container].compactMap { $0 } + state.children.values
        return made.contains { $0.id == container && $0.uploadURL != nil }
    }
}
