import ContentModel
import FoundationEssentials
import ScheduleLock

/// Performs what flows decide, one publication at a time; publications of one account meet in its lane.
struct Applier: Sendable {
    /// The time.
    let clock: ClockClient
    /// Where every step is made durable.
    let state: StateClient
    /// What it shares with the appliers of the same run.
    let board: Board
    /// The longest that a request may be on its way.
    let slowestRequest: Duration
    /// A number from 0 up to 1, another one at each call.
    let jitter: @Sendable () -> Double
    /// Hears what the platform says of an account's quota.
    let quota: @Sendable (AccountName, PublishingQuota) async -> Void
    /// Hears everything, from several tasks at once.
    let report: @Sendable (ApplyEvent) -> Void

    /// Does `work` and answers how it ended.
    ///
    /// - Parameter runEnd: what would wait longer is left to a later run.
    /// - Throws: ``StateFailure`` when something could not be made durable: the publication stops at that step, since
    ///   the run could no longer keep its promise. `CancellationError` when the run is told to stop.
    func perform(
        _ work: Work, platform: PlatformClient?, hosting: HostingClient, runEnd: Date
    ) async throws -> FlowOutcome {
        let lane = board.lane(of: work.account)
        defer { lane.leave(work.publication) }
        tell(work.publication, .started)
        let outcome: FlowOutcome
        if let platform {
            let performer = Performer(applier: self, platform: platform, hosting: hosting, work: work, lane: lane)
            outcome = try await perform(work, until: runEnd, with: performer)
        } else {
            let stop = JournalEvent.Stop(
                kind: .failed, reason: "account \(work.account) cannot be reached", fix: "check its token and settings")
            outcome = .stopped(stop)
        }
        tell(work.publication, .ended(outcome))
        return outcome
    }

    private func perform(_ item: Work, until runEnd: Date, with performer: Performer) async throws -> FlowOutcome {
        switch item.task {
        case .publish(let publication, let version, let inFlight, let goal):
            return try await publish(publication, version, inFlight, goal, until: runEnd, with: performer)
        case .page(let page): return try await takeToPage(page, until: runEnd, with: performer)
        case .update(let published, let change, let record):
            let flow = UpdateFlow(media: published.mediaID, change: change, runEnd: runEnd)
            let (outcome, _) = try await performer.drive(flow)
            if outcome == .updated { try await state.record(item.publication, record) }
            return outcome
        case .remove(let published, let inFlight, let record):
            return try await remove(
                published, inFlight, record, endingJournal: true, until: runEnd, with: performer)
        case .resolveRemoval(let published, let inFlight, let record):
            let outcome = try await remove(
                published, inFlight, record, goal: .resolved, endingJournal: true, until: runEnd, with: performer)
            if outcome == .kept { try await settle(item.journalID) }
            return outcome
        case .replace(let published, let inFlight, let record, let publication, let version):
            return try await replace(
                published, inFlight, record, with: publication, version, until: runEnd, performer)
        case .giveUp(let stop):
            try await state.append(
                JournalEvent(publication: item.journalID, at: Timestamp(clock.now()), step: .stopped(stop)))
            return .stopped(stop)
        case .note(let record):
            try await state.record(item.publication, record)
            return .updated
        }
    }

    private func publish(
        _ publication: Publication, _ version: JournalEvent.Version, _ inFlight: InFlight,
        _ goal: PublicationFlow.Goal, until runEnd: Date, with performer: Performer
    ) async throws -> FlowOutcome {
        let flow = PublicationFlow(
            publication: publication, version: version, state: inFlight, goal: goal, runEnd: runEnd,
            slowestRequest: slowestRequest, canHost: performer.hosting.isThere)
        let (outcome, ended) = try await performer.drive(flow)
        return try await record(outcome, ended.state, with: performer)
    }

    private func takeToPage(
        _ page: PageWork, until runEnd: Date, with performer: Performer
    ) async throws -> FlowOutcome {
        let (outcome, ended) = try await performer.drive(pageFlow(page, until: runEnd, with: performer))
        return try await record(outcome, ended.state, with: performer)
    }

    private func pageFlow(_ page: PageWork, until runEnd: Date, with performer: Performer) -> PageFlow {
        PageFlow(
            performer.work.publication, content: page.content, version: page.version,
            grace: page.publication?.grace ?? .zero, state: page.inFlight, goal: page.goal, amendment: page.amendment,
            runEnd: runEnd, slowestRequest: slowestRequest)
    }

    /// Writes down what a flow that publishes has come to.
    private func record(
        _ outcome: FlowOutcome, _ ended: InFlight, with performer: Performer
    ) async throws -> FlowOutcome {
        let (publication, journalID) = (performer.work.publication, performer.work.journalID)
        if outcome == .notLive || outcome == .cancelled { try await settle(journalID) }
        if case .deferred(let deferral) = outcome { try await note(deferral, in: ended, of: journalID) }
        guard case .published(let published, let followUp) = outcome else { return outcome }
        let formerIDs = journalID == publication ? [] : [journalID]
        guard let record = LockRecord(finished: ended, permalink: published.permalink, formerIDs: formerIDs) else {
            return outcome
        }
        try await state.record(publication, record)
        guard followUp.isComplete else { return outcome }
        try await settle(journalID)
        // Work may have begun under the new name too, before anybody knew of the rename.
        if journalID != publication { try await settle(publication) }
        return outcome
    }

    /// Makes the new ready, takes the old away, publishes the new: what the platform would refuse costs nothing, and
    /// the gap between the two is as short as it can be.
    private func replace(
        _ old: PublishedPublication, _ inFlight: InFlight, _ record: LockRecord, with publication: Publication,
        _ version: JournalEvent.Version, until runEnd: Date, _ performer: Performer
    ) async throws -> FlowOutcome {
        let (outcome, ready) = try await prepare(publication, version, inFlight, until: runEnd, with: performer)
        // A run that ends while the new is processed leaves the old in its place: a later run goes on.
        guard outcome == .prepared, let prepared = ready else { return outcome }
        let removal = try await remove(
            old, prepared, record, endingJournal: false, until: runEnd, with: performer)
        guard removal == .deleted else { return removal }
        // Who goes on after a crash must see that the old is gone: beside an old that counts as published, the new must
        // not go out, or counts as a second medium of the publication.
        try await self.state.flush()
        var state = prepared
        // Lists may show the old for a while.
        state.removal = old.mediaID
        guard case .page = publication.content else {
            return try await publish(publication, version, state, .published, until: runEnd, with: performer)
        }
        return try await takeToPage(
            PageWork(publication, version, state, .published), until: runEnd, with: performer)
    }

    /// Makes what is to take the place of something published; answers its state once it is whole.
    private func prepare(
        _ publication: Publication, _ version: JournalEvent.Version, _ inFlight: InFlight, until runEnd: Date,
        with performer: Performer
    ) async throws -> (FlowOutcome, InFlight?) {
        if case .page = publication.content {
            let page = PageWork(publication, version, inFlight, .prepared)
            let (outcome, ended) = try await performer.drive(pageFlow(page, until: runEnd, with: performer))
            return (outcome, ended.isReady ? ended.state : nil)
        }
        let (outcome, ended) = try await performer.drive(
            PublicationFlow(
                publication: publication, version: version, state: inFlight, goal: .prepared, runEnd: runEnd,
                slowestRequest: slowestRequest, canHost: performer.hosting.isThere))
        return (outcome, ended.isReady ? ended.state : nil)
    }

    /// - Parameter endingJournal: whether nothing takes the place of what is removed.
    private func remove(
        _ published: PublishedPublication, _ inFlight: InFlight, _ record: LockRecord,
        goal: RemovalFlow.Goal = .removed, endingJournal: Bool, until runEnd: Date, with performer: Performer
    ) async throws -> FlowOutcome {
        let (outcome, _) = try await performer.drive(
            RemovalFlow(
                performer.work.publication, published: published, state: inFlight, goal: goal, runEnd: runEnd))
        guard outcome == .deleted else { return outcome }
        // Before the record: a removal that is recorded and still in the journal makes room for a replacement. Should the
        // record be lost, the deletion is asked for once more, and found done.
        if endingJournal { try await settle(performer.work.journalID) }
        var removed = record
        removed.phase = .removed(published, removedAt: Timestamp(clock.now()))
        try await state.record(performer.work.publication, removed)
        return outcome
    }

    /// Has the journal say why something begun waits for a later run, so that `status` need not guess.
    private func note(_ deferral: Deferral, in inFlight: InFlight, of journalID: PublicationID) async throws {
        let now = clock.now()
        let isNews = inFlight.waiting?.reason != deferral.reason || (inFlight.waiting?.until.date ?? now) <= now
        guard inFlight.version != nil, deferral.until > now, isNews else { return }
        try await state.append(
            JournalEvent(
                publication: journalID, at: Timestamp(now),
                step: .waiting(until: Timestamp(deferral.until), reason: deferral.reason)))
    }

    private func settle(_ publication: PublicationID) async throws {
        try await state.append(JournalEvent(publication: publication, at: Timestamp(clock.now()), step: .settled))
    }

    func tell(_ publication: PublicationID, _ happening: ApplyEvent.Happening) {
        report(ApplyEvent(publication: publication, at: clock.now(), happening: happening))
    }
}
