public import ContentModel

/// What is in flight on this machine: the state that a crash must not lose, kept out of the lockfile.
public struct Journal: Hashable, Sendable {
    /// Every publication with unsettled events.
    public private(set) var inFlight: [PublicationID: InFlight] = [:]

    /// The fold of `events`, in their order.
    public init(events: some Sequence<JournalEvent> = []) {
        for event in events { apply(event) }
    }

    /// Folds one event in; events of one publication arrive in order.
    public mutating func apply(_ event: JournalEvent) {
        var state = inFlight[event.publication] ?? InFlight()
        switch event.step {
        case .began(let version):
            // A version begun anew forgets the old containers, but never what may have reached the platform.
            state.version = version
            (state.children, state.container, state.stop) = ([:], nil, nil)
        case .containerCreated(let id, let slide):
            let made = InFlight.Made(id: id, at: event.at)
            if let slide { state.children[slide] = made } else { state.container = made }
        case .publishRequested(let container, let known):
            state.publishRequest = InFlight.PublishRequest(container: container, knownMedia: known, at: event.at)
            state.requestedVersion = state.version
        case .published(let mediaID):
            state.mediaID = mediaID
            state.publishedAt = event.at
        case .commentRequested: state.commentRequestedAt = event.at
        case .commented(let id): state.commentID = id
        case .commentsSwitched: state.commentsSwitched = true
        case .removalRequested(let mediaID): state.removal = mediaID
        case .stopped(let stop): state.stop = stop
        case .settled:
            inFlight[event.publication] = nil
            return
        }
        inFlight[event.publication] = state
    }
}
