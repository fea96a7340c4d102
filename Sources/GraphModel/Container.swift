import FoundationEssentials

/// A draft that may become a medium: made by `POST /{ig}/media`, gone stale after 24 hours.
struct Container: Hashable, Sendable, Codable {
    /// How far it is, as Graph spells it.
    enum StatusCode: String, Hashable, Sendable {
        case inProgress = "IN_PROGRESS"
        case finished = "FINISHED"
        case published = "PUBLISHED"
        case error = "ERROR"
        case expired = "EXPIRED"
    }

    let id: ContainerID
    let account: AccountID
    let kind: ContainerKind
    let content: ContainerContent
    let created: Date
    /// Under what name the face keeps the bytes.
    var storedName: String?
    var storedCover: String?
    var aspect: Double?
    /// How much of the video its owner has sent, where it is not fetched from a URL.
    var upload: UploadProgress?
    /// Fetches still to be done.
    var tickets: [Int] = []
    /// When processing is over; `nil` while something is still being fetched.
    var readyAt: Date?
    var failure: GraphError?
    /// What was made of it, the first one.
    var medium: MediumID?

    static let life: TimeInterval = 86_400

    /// Sets the end of processing, once all that belongs to the container has arrived.
    mutating func startProcessing(at now: Date, for span: Duration) {
        guard tickets.isEmpty, upload?.isComplete ?? true else { return }
        readyAt = now + span
    }

    /// Derived from the clock, so that no timer is needed.
    func status(at now: Date) -> StatusCode {
        if medium != nil { return .published }
        if failure != nil { return .error }
        if now.timeIntervalSince(created) >= Self.life { return .expired }
        if let readyAt, readyAt <= now { return .finished }
        return .inProgress
    }

    /// The words of `status`, as recorded; the text of EXPIRED is ours.
    func statusText(at now: Date) -> String {
        switch status(at: now) {
        case .inProgress: "In Progress: Media is still being processed."
        case .finished: "Finished: Media has been uploaded and it is ready to be published."
        case .published: "Published: Media has been successfully published."
        case .expired: "Expired: Media was not published within 24 hours and has expired."
        case .error:
            "Error: Media upload has failed with error code \(failure?.envelope.subcode ?? failure?.envelope.code ?? -1)"
        }
    }
}
