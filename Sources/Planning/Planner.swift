import ContentModel
import FoundationEssentials
import ScheduleLock

/// Looks at every publication once, whether calendar, lockfile or journal names it, and decides what becomes of it.
struct Planner {
    private let input: PlanningInput
    private let calendar: Calendar
    private let lookAlikes: LookAlikes
    /// What lockfile and journal hold, under present ids.
    private var held: [PublicationID: Held] = [:]
    /// How many records carry each live medium: more than one after a rename that was recorded twice.
    private var carriers: [String: Int] = [:]
    private(set) var actions: [Action] = []
    private(set) var unchangedCount = 0
    /// Why a run left what is to go out to a later one.
    private(set) var waits: [PublicationID: Wait] = [:]
    /// What Facebook has refused to schedule.
    private(set) var unscheduled: Set<PublicationID> = []

    private struct Held {
        var recordID: PublicationID?
        var record: LockRecord?
        var journalID: PublicationID?
        var inFlight: InFlight?

        var source: Publication.Source? { record?.source ?? inFlight?.version?.source }

        /// Where records of two names have met, what is on the platform counts, whatever a person said of the other.
        func isOutranked(by id: PublicationID, _ other: LockRecord) -> Bool {
            guard let recordID, let record else { return true }
            let (isSeen, isOtherSeen) = (record.publication != nil, other.publication != nil)
            return isSeen == isOtherSeen ? id < recordID : isOtherSeen
        }
    }

    init(input: PlanningInput, calendar: Calendar, matching: Matching) {
        self.input = input
        self.calendar = calendar
        lookAlikes = LookAlikes(input: input, calendar: calendar, matching: matching)
        held.reserveCapacity(input.lockfile.records.count)
        for (id, record) in input.lockfile.records {
            let present = matching.presentID(of: id)
            if held[present]?.isOutranked(by: id, record) ?? true {
                (held[present, default: Held()].recordID, held[present, default: Held()].record) = (id, record)
            }
            if case .published(let publication) = record.phase { carriers[publication.mediaID, default: 0] += 1 }
        }
        for (id, state) in input.journal.inFlight {
            let present = matching.presentID(of: id)
            // Where work began under two names, what may be live counts.
            if let other = held[present]?.inFlight, other.mayBeLive || !state.mayBeLive && id != present { continue }
            (held[present, default: Held()].journalID, held[present, default: Held()].inFlight) = (id, state)
        }
    }

    mutating func run() {
        for id in calendar.ids.union(held.keys) {
            let holding = held[id] ?? Held()
            let presence = calendar.presence(of: id, source: holding.source)
            if let step = step(for: presence, holding, account: input.accounts[id.account]) {
                let action = Action(publication: id, at: instant(of: presence, holding), step: step)
                actions.append(action)
                if let waiting = holding.inFlight?.waiting, [.publish, .recover, .missed].contains(action.kind) {
                    waits[id] = Wait(until: waiting.until.date, reason: waiting.reason)
                }
                let isRefused = holding.inFlight?.schedulingRefusal != nil
                if isRefused, case .publish(let desired) = step, scheduling.takes(desired) { unscheduled.insert(id) }
            } else if case .desired = presence {
                unchangedCount += 1
            }
        }
    }

    /// `nil` where there is nothing to do or to say.
    private func step(for presence: Calendar.Presence, _ held: Held, account: Account?) -> Action.Step? {
        let desired: Publication? = if case .desired(let publication) = presence { publication } else { nil }
        if let step = stepHandedOver(held, presence, account) { return step }
        if let step = stepInFlight(held, desired) { return step }
        let step = stepOutsideFlight(for: presence, held, desired, account)
        guard let state = held.inFlight, state.removal != nil, let journalID = held.journalID else { return step }
        switch step {
        case .delete, .replace, .publish: return step
        default:
            // A deletion was asked for and is wanted no more: only a look tells whether it happened. Of one that is
            // recorded, the journal's end alone was lost: it must not be taken for the beginning of a replacement later.
            switch held.record?.phase {
            case .published: break
            case .removed(let removed, _) where removed.mediaID == state.removal && state.version == nil: break
            case .removed, .dismissed, nil: return step
            }
            return .recover(Recovery(journalID: journalID, inFlight: state, desired: desired, mayPublish: false))
        }
    }

    private func stepOutsideFlight(
        for presence: Calendar.Presence, _ held: Held, _ desired: Publication?, _ account: Account?
    ) -> Action.Step? {
        guard let recordID = held.recordID, let record = held.record else {
            return stepOfUnpublished(presence, held.inFlight)
        }
        let live = input.lockfile.liveRecords(of: recordID)
        guard live.count <= 1 else { return .conflict(.publishedTwice(desired, live.compactMap(\.publication))) }
        guard let record = live.first, let publication = record.publication else {
            guard desired != nil else { return nil }
            return switch record.phase {
            case .dismissed: .none(.dismissed)
            case .removed(_, let removedAt): stepOfRemovedRecord(removedAt, held, desired)
            case .published: nil
            }
        }
        return stepOfLive(recordID, record, publication, presence, account)
    }

    /// Whether what is recorded as removed was removed for a replacement that has not gone out yet: one that the entry
    /// asked for by leaving the calendar was never begun anew.
    private func isRemovedToMakeRoom(_ held: Held) -> Bool {
        guard case .removed(let removed, _) = held.record?.phase, held.inFlight?.version != nil else { return false }
        return held.inFlight?.removal == removed.mediaID
    }

    /// What was removed stays away, unless it was removed to make room and its replacement has not gone out yet.
    private func stepOfRemovedRecord(
        _ removedAt: Timestamp, _ held: Held, _ desired: Publication?
    ) -> Action.Step {
        guard let desired, isRemovedToMakeRoom(held), desired.onChange == .replace else {
            return .none(.goneFromPlatform(removedAt))
        }
        if let block = blockNow(desired) { return .blocked(block) }
        return .publish(desired)
    }

    private func stepOfLive(
        _ recordID: PublicationID, _ record: LockRecord, _ publication: PublishedPublication,
        _ presence: Calendar.Presence, _ account: Account?
    ) -> Action.Step? {
        switch presence {
        case .desired(let desired): return stepOfPublished(recordID, record, publication, desired)
        case .ambiguous(let paths): return .blocked(.ambiguous(paths: paths))
        case .invalid(let errorCount): return .blocked(.invalid(errorCount: errorCount))
        case .draft: return .none(.entryDrafted)
        case .dropped(let other):
            return stepOfRemoved(publication, other.onRemove, account, otherwise: .accountDropped)
        case .absent:
            let query = HistoryQuery(publication: recordID, record: record, version: .last)
            // Without history nobody knows what the entry asked for, and what stays can be deleted later.
            let last: Publication? = if case .found(let found) = input.history[query] { found } else { nil }
            return stepOfRemoved(publication, last?.onRemove ?? .keep, account, otherwise: .entryRemoved)
        }
    }

    /// Whether Facebook's own scheduler gets it: it can take it, and has not refused this version before.
    private func isForFacebook(_ desired: Publication, _ inFlight: InFlight?) -> Bool {
        guard scheduling.takes(desired) else { return false }
        guard let inFlight, inFlight.schedulingRefusal != nil else { return true }
        return inFlight.version.map { !$0.isOf(desired) } ?? true
    }

    private var scheduling: NativeScheduling {
        NativeScheduling(setting: input.facebookScheduling, now: input.now)
    }

    /// What becomes of what waits at Facebook, or unpublished on a Page; `nil` where nothing does, or it may be out.
    private func stepHandedOver(
        _ held: Held, _ presence: Calendar.Presence, _ account: Account?
    ) -> Action.Step? {
        guard let journalID = held.journalID, let state = held.inFlight, held.record == nil else { return nil }
        let handover = Handover(journalID: journalID, inFlight: state)
        guard let account else {
            let desired: Publication? = if case .desired(let publication) = presence { publication } else { nil }
            return state.isHandedOver ? .conflict(.stranded(desired, handover)) : nil
        }
        guard account.platform == .facebook else { return nil }
        let decision = HandoverDecision(handover: handover, scheduling: scheduling, history: input.history)
        guard state.isHandedOver else {
            guard state.hasUnseenContainers else { return nil }
            return cancellation(presence).map { .cancel(handover, $0, nil) }
        }
        // What a person must look at comes before what could be done.
        if let stop = state.stop, stop.kind == .ambiguous { return nil }
        if let cancellation = cancellation(presence), !decision.isOpen { return .cancel(handover, cancellation, nil) }
        switch presence {
        case .desired(let desired) where !decision.isOpen:
            return decision.step(desired: desired, block: blockAsDue(desired))
        case .desired(let desired) where decision.goesOutUnchanged(as: desired, block: blockAsDue(desired)):
            return handover.hour.map { .none(.handedOver($0)) }
        case .invalid(let errorCount) where !decision.isOpen:
            return .blocked(.invalid(errorCount: errorCount, scheduledFor: handover.hour))
        case .ambiguous(let paths) where !decision.isOpen:
            return .blocked(.ambiguous(paths: paths, scheduledFor: handover.hour))
        default: return nil
        }
    }

    private func cancellation(_ presence: Calendar.Presence) -> Cancellation? {
        switch presence {
        case .dropped, .absent: .entryGone
        case .draft: .drafted
        case .desired, .invalid, .ambiguous: nil
        }
    }

    private func stepOfUnpublished(_ presence: Calendar.Presence, _ inFlight: InFlight?) -> Action.Step? {
        switch presence {
        case .desired(let desired):
            if let other = lookAlikes.holder(like: desired) {
                return .conflict(.lookAlike(desired, of: other.query.publication, other.publication))
            }
            if lookAlikes.isDismissed(desired) { return .none(.dismissed) }
            if desired.isMissed(at: input.now) { return .missed(desired) }
            if let block = blockAsDue(desired) { return .blocked(block) }
            return isForFacebook(desired, inFlight) ? .schedule(desired) : .publish(desired)
        case .ambiguous(let paths): return .blocked(.ambiguous(paths: paths))
        case .invalid(let errorCount): return .blocked(.invalid(errorCount: errorCount))
        case .draft, .dropped, .absent: return nil
        }
    }

    private func stepOfRemoved(
        _ publication: PublishedPublication, _ policy: RemovalPolicy, _ account: Account?, otherwise note: Note
    ) -> Action.Step {
        guard let account else { return .none(.accountUnknown) }
        // Under another name the same medium may still be wanted, and a deletion cannot be undone.
        guard policy == .delete, carriers[publication.mediaID] == 1 else { return .none(note) }
        return account.platform.canDelete ? .delete(publication) : .conflict(.undeletableRemoval(publication))
    }

    /// What an edit after publishing leads to.
    private func stepOfPublished(
        _ recordID: PublicationID, _ record: LockRecord, _ publication: PublishedPublication, _ desired: Publication
    ) -> Action.Step? {
        guard !record.isOf(desired) else { return nil }
        let query = HistoryQuery(publication: recordID, record: record, version: .published)
        let before: Publication
        switch input.history[query] {
        case .found(let found): before = found
        case .unavailable(let why): return .conflict(.incomparable(desired, publication, why: why))
        case nil: return .conflict(.incomparable(desired, publication, why: "history was not read"))
        }
        let changes = before.changes(to: desired)
        let platform = desired.account.platform
        func effect(_ change: FieldChange) -> PublicationField.Effect {
            PublicationField.effect(of: change.field, on: platform)
        }
        let visible = changes.filter { effect($0) != .scheduling }
        guard !visible.isEmpty else {
            return changes.isEmpty ? nil : .none(.schedulingEdited(desired, publication, changes: changes))
        }
        if visible.allSatisfy({ effect($0) == .inPlace }) { return .update(desired, publication, changes: visible) }
        guard desired.onChange == .replace else { return .conflict(.edited(desired, publication, changes: visible)) }
        guard platform.canDelete else { return .conflict(.undeletable(desired, publication, changes: visible)) }
        if let block = blockNow(desired, replacing: visible) { return .blocked(block) }
        return .replace(desired, publication, changes: visible)
    }

    /// What a begun step asks for; `nil` where the publication is to be planned as if it were not begun.
    ///
    /// Containers alone ask for nothing: nobody sees them, and they expire by themselves.
    private func stepInFlight(_ held: Held, _ desired: Publication?) -> Action.Step? {
        guard let journalID = held.journalID, let state = held.inFlight else { return nil }
        if let stop = state.stop {
            switch stop.kind {
            case .ambiguous where state.mayBeLive:
                return .conflict(.stopped(desired, stop, journalID: journalID))
            case .refused, .ambiguous:
                // Nothing is live, so an entry that was corrected since gets its chance, and one that is gone needs none.
                guard let desired, state.version?.isOf(desired) ?? true else { return nil }
                return .conflict(.stopped(desired, stop, journalID: journalID))
            case .failed, .missed: break
            }
        }
        guard state.mayBeLive else { return nil }
        let mayPublish = desired.map { desired in
            // A replacement is due as soon as what it replaces is gone.
            if isRemovedToMakeRoom(held) { return blockNow(desired) == nil }
            return held.record == nil && !desired.isMissed(at: input.now) && blockAsDue(desired) == nil
        }
        return .recover(
            Recovery(journalID: journalID, inFlight: state, desired: desired, mayPublish: mayPublish ?? false))
    }

    /// When a publication is due by the calendar, or else what happened to it happened.
    private func instant(of presence: Calendar.Presence, _ held: Held) -> Date {
        if case .desired(let desired) = presence {
            if case .at(let time) = desired.due { return time.instant }
            // Its replacement goes out with the next apply.
            if isRemovedToMakeRoom(held) { return input.now }
        }
        return switch held.record?.phase {
        case .dismissed(let dismissal): dismissal.at.date
        case .published(let publication), .removed(let publication, _): publication.publishedAt.date
        case nil:
            if case .desired = presence { input.now } else { held.inFlight?.version?.due.date ?? input.now }
        }
    }

    /// What keeps from going out what goes out at its due time.
    private func blockAsDue(_ desired: Publication) -> Block? {
        guard input.freeze == nil, case .at(let time) = desired.due else { return blockNow(desired) }
        if let window = quietWindow(at: time.instant) { return .dueInQuiet(desired, window) }
        return time.instant <= input.now ? blockNow(desired) : nil
    }

    /// What keeps from going out what would go out at once.
    private func blockNow(_ desired: Publication, replacing changes: [FieldChange] = []) -> Block? {
        if let text = input.freeze { return .frozen(desired, text: text, replacing: changes) }
        return quietWindow(at: input.now).map { .quiet(desired, $0, replacing: changes) }
    }

    /// The window that lies around an instant; of several the one that lasts longest.
    private func quietWindow(at instant: Date) -> QuietWindow? {
        input.safety.quiet.filter { $0.contains(instant) }.max { $0.to.instant < $1.to.instant }
    }
}
