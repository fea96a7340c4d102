public import ContentModel

/// What is in flight on this machine: the state that a crash must not lose, kept out of the lockfile.
public struct Journal: Hashable, Sendable {
    /// Every publication with unsettled events.
    public private(set) var inFlight: [PublicationID: InFlight] = [:]

    /// The fold of `events`, in their order.
    public init(events: some Sequence<JournalEvent> = []) {
        for event in events { apply(event) }
    }

    /// What both say; of a publication that both name, the second one's word counts.
    public init(joining first: Journal, _ second: Journal) {
        inFlight = first.inFlight.merging(second.inFlight) { $1 }
    }

    /// What is not in a lockfile that is newer: what it records as published is in flight no more.
    public init(_ journal: Journal, besides lockfile: Lockfile) {
        inFlight = journal.inFlight.filter { id, state in
            guard case .published(let published)? = lockfile.records[id]?.phase, state.removal == nil else {
                return true
            }
            return state.mediaID.map { $0 != published.mediaID } ?? false
        }
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
