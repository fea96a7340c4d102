public import ContentModel

/// What a chain of links says together: what is in flight, who may act on which account, and who was heard last.
public struct SharedJournal: Hashable, Sendable {
    /// The events of what is not settled, in their order within a publication.
    public private(set) var unsettled: [PublicationID: [JournalEvent]] = [:]
    /// The fold of ``unsettled``.
    public private(set) var journal = Journal()
    /// Every account that was ever taken; those given back stay, so that numbers never begin anew.
    public private(set) var leases: [AccountName: Lease] = [:]
    /// The last link of each runner that matters: those that hold an account, and those heard of late.
    public private(set) var heard: [RunnerID: LinkStamp] = [:]
    /// Those that wrote a link themselves since the chain was last replaced.
    private var recent: Set<RunnerID> = []

    /// What a chain says that does not exist yet.
    public init() {}

    /// Folds the next link in.
    public mutating func apply(_ link: JournalLink) {
        heard[link.stamp.runner] = link.stamp
        recent.insert(link.stamp.runner)
        for line in link.lines {
            switch line {
            // An event counts whoever wrote it: what may be live must not be forgotten. That only holders write is
            // what appending sees to.
            case .event(let event): apply(event)
            case .lease(let lease): leases[lease.account] = lease
            case .heard(let stamp): heard[stamp.runner] = stamp
            }
        }
    }

    private mutating func apply(_ event: JournalEvent) {
        journal.apply(event)
        if event.step == .settled {
            unsettled[event.publication] = nil
        } else {
            unsettled[event.publication, default: []].append(event)
        }
    }

    /// The one link that says all of this, to stand in the place of the chain.
    ///
    /// Folded alone it gives the same journal and the same leases. Runners that hold nothing and wrote nothing since the
    /// last such link are forgotten, so that jobs of one day do not fill the chain for ever.
    public func base(stamp: LinkStamp, at: Timestamp) -> JournalLink {
        var kept = recent
        for lease in leases.values where lease.isHeld { kept.insert(lease.runner) }
        kept.remove(stamp.runner)
        var lines: [JournalLink.Line] = kept.sorted().compactMap { heard[$0].map { .heard($0) } }
        lines += leases.values.sorted { $0.account < $1.account }.map { .lease($0) }
        for (_, events) in unsettled.sorted(by: { $0.key < $1.key }) { lines += events.map { .event($0) } }
        return JournalLink(stamp: stamp, at: at, lines: lines)
    }
}
