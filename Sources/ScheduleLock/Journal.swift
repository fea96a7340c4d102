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
        if event.step == .settled {
            inFlight[event.publication] = nil
        } else {
            inFlight[event.publication, default: InFlight()].apply(event.step, at: event.at)
        }
    }
}
