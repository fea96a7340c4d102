public import ContentModel
public import FoundationEssentials
import ScheduleLock

/// Performs what flows decide: accounts side by side, and within an account one publication after the other.
public struct Applier: Sendable {
    /// The time.
    public var clock: ClockClient
    /// One client for each account that has work.
    public var platforms: [AccountName: PlatformClient]
    /// Where media become public.
    public var hosting: HostingClient
    /// Where every step is made durable.
    public var state: StateClient
    /// When the run ends: what would wait longer is left to a later run.
    public var runEnd: Date
    /// Hears everything, from several tasks at once.
    public var report: @Sendable (ApplyEvent) -> Void

    /// An applier for one run.
    public init(
        clock: ClockClient, platforms: [AccountName: PlatformClient], hosting: HostingClient, state: StateClient,
        runEnd: Date, report: @escaping @Sendable (ApplyEvent) -> Void
    ) {
        self.clock = clock
        self.platforms = platforms
        self.hosting = hosting
        self.state = state
        self.runEnd = runEnd
        self.report = report
    }

    /// Does all of `work` and answers how each ended.
    ///
    /// - Throws: ``StateFailure`` when something could not be made durable. Every account stops at its next step then,
    ///   since the run could no longer keep its promise.
    public func run(_ work: [Work]) async throws -> [PublicationID: FlowOutcome] {
        let byAccount = Dictionary(grouping: work, by: \.account)
        return try await withThrowingTaskGroup(of: [(PublicationID, FlowOutcome)].self) { group in
            for (account, work) in byAccount {
                let ordered = work.sorted { ($0.due, $0.publication) < ($1.due, $1.publication) }
                group.addTask { try await run(ordered, on: account) }
            }
            var outcomes: [PublicationID: FlowOutcome] = [:]
            for try await ended in group {
                for (publication, outcome) in ended { outcomes[publication] = outcome }
            }
            return outcomes
        }
    }

    private func run(_ work: [Work], on account: AccountName) async throws -> [(PublicationID, FlowOutcome)] {
        var ended: [(PublicationID, FlowOutcome)] = []
        // A throttled account is left alone: calling on would only lengthen the block.
        var deferral: Deferral?
        for item in work {
            try Swift.Task.checkCancellation()
            if case .note(let record) = item.task {
                try await state.record(item.publication, record)
                tell(item.publication, .noted)
                continue
            }
            let outcome: FlowOutcome
            if let deferral {
                outcome = .deferred(deferral)
            } else if let platform = platforms[account] {
                tell(item.publication, .started)
                outcome = try await perform(item, with: Performer(applier: self, platform: platform, work: item))
            } else {
                let stop = JournalEvent.Stop(
                    kind: .failed, reason: "account \(account) cannot be reached", fix: "check its token and settings")
                outcome = .stopped(stop)
            }
            if case .deferred(let reason) = outcome, !reason.leavesOthersFree { deferral = reason }
            tell(item.publication, .ended(outcome))
            ended.append((item.publication, outcome))
        }
        return ended
    }

    private func perform(_ item: Work, with performer: Performer) async throws -> FlowOutcome {
        switch item.task {
        case .publish(let publication, let version, let inFlight, let goal):
            return try await publish(publication, version, inFlight, goal, with: performer)
        case .update(let published, let commentsEnabled, let record):
            let flow = UpdateFlow(media: published.mediaID, commentsEnabled: commentsEnabled, runEnd: runEnd)
            let (outcome, _) = try await performer.drive(flow)
            if outcome == .updated { try await state.record(item.publication, record) }
            return outcome
        case .remove(let published, let inFlight, let record):
            let outcome = try await remove(published, inFlight, record, with: performer)
            if outcome == .deleted { try await settle(item.journalID) }
            return outcome
        case .resolveRemoval(let published, let inFlight, let record):
            let outcome = try await remove(published, inFlight, record, goal: .resolved, with: performer)
            if outcome == .deleted || outcome == .kept { try await settle(item.journalID) }
            return outcome
        case .replace(let published, let inFlight, let record, let publication, let version):
            return try await replace(published, inFlight, record, with: publication, version, performer)
        case .note: return .updated
        }
    }

    private func publish(
        _ publication: Publication, _ version: JournalEvent.Version, _ inFlight: InFlight,
        _ goal: PublicationFlow.Goal, with performer: Performer
    ) async throws -> FlowOutcome {
        let flow = PublicationFlow(
            publication: publication, version: version, state: inFlight, goal: goal, runEnd: runEnd)
        let (outcome, ended) = try await performer.drive(flow)
        let journalID = performer.work.journalID
        if outcome == .notLive { try await settle(journalID) }
        guard case .published(let published, let followUp) = outcome else { return outcome }
        let formerIDs = journalID == publication.id ? [] : [journalID]
        guard
            let record = LockRecord(
                finished: ended.state, permalink: published.permalink, formerIDs: formerIDs)
        else { return outcome }
        try await state.record(publication.id, record)
        if followUp.isComplete { try await settle(journalID) }
        return outcome
    }

    /// Makes the new ready, takes the old away, publishes the new: what the platform would refuse costs nothing, and
    /// the gap between the two is as short as it can be.
    private func replace(
        _ old: PublishedPublication, _ inFlight: InFlight, _ record: LockRecord, with publication: Publication,
        _ version: JournalEvent.Version, _ performer: Performer
    ) async throws -> FlowOutcome {
        let (outcome, prepared) = try await performer.drive(
            PublicationFlow(
                publication: publication, version: version, state: inFlight, goal: .prepared, runEnd: runEnd))
        // A run that ends while the new is processed leaves the old in its place: a later run goes on.
        guard outcome == .prepared, prepared.isReady else { return outcome }
        let removal = try await remove(old, prepared.state, record, with: performer)
        guard removal == .deleted else { return removal }
        return try await publish(publication, version, prepared.state, .published, with: performer)
    }

    private func remove(
        _ published: PublishedPublication, _ inFlight: InFlight, _ record: LockRecord,
        goal: RemovalFlow.Goal = .removed, with performer: Performer
    ) async throws -> FlowOutcome {
        let (outcome, _) = try await performer.drive(
            RemovalFlow(published: published, state: inFlight, goal: goal, runEnd: runEnd))
        guard outcome == .deleted else { return outcome }
        var removed = record
        removed.phase = .removed(published, removedAt: Timestamp(clock.now()))
        try await state.record(performer.work.publication, removed)
        return outcome
    }

    private func settle(_ publication: PublicationID) async throws {
        try await state.append(JournalEvent(publication: publication, at: Timestamp(clock.now()), step: .settled))
    }

    func tell(_ publication: PublicationID, _ happening: ApplyEvent.Happening) {
        report(ApplyEvent(publication: publication, at: clock.now(), happening: happening))
    }
}
