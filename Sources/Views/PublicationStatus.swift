public import ContentModel
public import FoundationEssentials
public import ObjectIDs
public import Planning
public import ScheduleLock

/// Where one publication stands, from plan, lockfile and journal together.
public struct PublicationStatus: Sendable {
    /// How far a publication has come.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Goes out when it is due.
        case scheduled
        /// Its time has come: the next apply publishes it.
        case due
        /// Its container is made; what remains is the one request at its second.
        case prepared
        /// Work on it was begun, and its result is not recorded.
        case inFlight = "in-flight"
        /// On the platform.
        case published
        /// It was on the platform, and is gone.
        case removed
        /// It waits at Facebook, and the next apply takes it back: it left the calendar before it went out.
        case cancelled
        /// It never goes out, as a person decided.
        case dismissed
        /// Its time passed by more than its grace.
        case missed
        /// A run gave up on it.
        case failed
        /// Calendar and platform disagree.
        case conflict
        /// It would go out, but must not as things are.
        case blocked
    }

    /// What stands there.
    public var publication: PublicationID
    /// How far it has come.
    public var state: State
    /// When it is or was due; for what left the calendar, or goes out at another time by now, when it was published.
    public var at: Date
    /// When it would go out as its entry has it, where that is not when it went out.
    public var entryTime: ZonedTime?
    /// What is or was on the platform.
    public var published: PublishedPublication?
    /// The path of its entry.
    public var source: String?
    /// The commit it was published from.
    public var commit: CommitID?
    /// Why it is in this state, or what the next apply does to it; `nil` where nothing is to be said.
    public var reason: String?
    /// ``reason`` in words that do not change as time goes by.
    public var lastingReason: String?
    /// What it waits for without anybody's fault; `nil` when it goes out at its time.
    public var wait: Wait?
    /// What a person does about it.
    public var fix: String?
    private let sources: Sources

    /// As the calendar has it.
    public var desired: Publication? { sources.desired }
    /// What the plan does about it; `nil` when it is as it should be.
    public var action: Action? { sources.action }
    /// Its record in the lockfile.
    public var record: LockRecord? { sources.record }
    /// What the journal says.
    public var inFlight: InFlight? { sources.inFlight }

    /// What says where it stands.
    ///
    /// Held by reference: it is large, and statuses are sorted, filtered and grouped.
    private final class Sources: Sendable {
        let desired: Publication?
        let action: Action?
        let record: LockRecord?
        let inFlight: InFlight?

        init(desired: Publication?, action: Action? = nil, record: LockRecord?, inFlight: InFlight? = nil) {
            (self.desired, self.action, self.record, self.inFlight) = (desired, action, record, inFlight)
        }
    }

    /// Every publication that calendar, lockfile or journal names, by the instant that concerns it, then by id.
    ///
    /// - Parameter desired: the legal publications of the calendar that was planned.
    public static func all(
        of plan: Plan, desired: [Publication], lockfile: Lockfile, journal: Journal
    ) -> [PublicationStatus] {
        let presentIDs = Dictionary(plan.renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        let places = Dictionary(
            zip(desired.lazy.map(\.id), desired.indices), uniquingKeysWith: { first, _ in first })
        var statuses: [PublicationStatus] = []
        statuses.reserveCapacity(lockfile.records.count + plan.actions.count)
        var numbers: [PublicationID: Int] = [:]
        numbers.reserveCapacity(statuses.capacity)
        func take(_ status: PublicationStatus) {
            if let number = numbers.updateValue(statuses.count, forKey: status.publication) {
                numbers[status.publication] = number
                statuses[number] = status
            } else {
                statuses.append(status)
            }
        }
        for (id, record) in lockfile.records {
            let present = presentIDs[id] ?? id
            take(PublicationStatus(present, record, desired: places[present].map { desired[$0] }))
        }
        for action in plan.actions {
            let id = action.publication
            take(
                PublicationStatus(
                    action, record: numbers[id].flatMap { statuses[$0].record },
                    desired: action.desired ?? places[id].map { desired[$0] },
                    inFlight: journal.inFlight[action.journalID], plan: plan))
        }
        // Numbers are light, and what they stand for is moved once.
        return statuses.indices.sorted { left, right in
            let (first, second) = (statuses[left].at, statuses[right].at)
            return first == second ? statuses[left].publication < statuses[right].publication : first < second
        }.map { statuses[$0] }
    }

    private init(_ id: PublicationID, _ record: LockRecord, desired: Publication?) {
        publication = id
        (state, at) = record.standing
        published = record.publication
        source = record.source.path
        commit = record.commit
        sources = Sources(desired: desired, record: record)
        if case .at(let time) = desired?.due { at = time.instant }
        heedLaterTime()
    }

    private init(_ action: Action, record: LockRecord?, desired: Publication?, inFlight: InFlight?, plan: Plan) {
        wait = plan.waits[action.publication]
        let words = ActionWords(action, in: plan)
        publication = action.publication
        at = action.at
        published = record?.publication
        source = desired?.source.path ?? record?.source.path
        commit = record?.commit
        (reason, lastingReason, fix) = (words.reason, words.lastingReason, words.fix)
        sources = Sources(desired: desired, action: action, record: record, inFlight: inFlight)
        if let stop = action.lastStop(inFlight) {
            // The next apply tries again, but what stopped the last one may stop it as well.
            (reason, lastingReason) = (stop.reason, stop.reason)
            if stop.kind == .failed {
                (state, fix) = (.failed, stop.fix)
                return
            }
        }
        switch action.step {
        case .publish:
            state = plan.isDue(action) ? .due : inFlight?.container == nil ? .scheduled : .prepared
        case .recover: state = .inFlight
        case .missed: state = .missed
        case .conflict(.stopped(_, let stop, _)) where stop.kind != .missed: state = .failed
        case .conflict: state = .conflict
        case .blocked: state = .blocked
        case .cancel(let handover, .entryGone, _), .cancel(let handover, .drafted, _):
            // It stands where it would have been seen.
            (state, at) = (.cancelled, handover.hour ?? action.at)
        case .cancel(_, .blocked, _): state = .blocked
        case .update, .replace, .delete, .drift, .forget, .none, .schedule, .amend, .cancel(_, .staysWithRunner, _):
            state = record?.standing.state ?? .scheduled
        }
        heedLaterTime()
    }

    /// What went out before it is due, or later than its grace allows, has another time in its entry than it had then.
    private mutating func heedLaterTime() {
        guard state == .published || state == .removed, let published, let desired, case .at(let time) = desired.due
        else { return }
        let wentOut = published.publishedAt.date
        // Clocks differ, and what goes out at its second is there some seconds later.
        let (early, late) = (60.0, max(desired.grace / .seconds(1), 60))
        guard !(-early...late).contains(wentOut.timeIntervalSince(time.instant)) else { return }
        (at, entryTime) = (wentOut, time)
    }

    /// Whether it waits for a person.
    public var needsPerson: Bool {
        switch state {
        case .missed, .failed, .conflict, .blocked: true
        case .scheduled, .due, .prepared, .inFlight, .published, .removed, .cancelled, .dismissed: false
        }
    }
}

extension Action {
    /// Why the last run gave up on what this action tries anew; `nil` once the entry was edited.
    fileprivate func lastStop(_ inFlight: InFlight?) -> JournalEvent.Stop? {
        guard [.publish, .schedule, .missed].contains(kind), let inFlight, let stop = inFlight.stop, let desired,
            inFlight.version?.isOf(desired) ?? true
        else { return nil }
        return (stop.kind == .missed) == (kind == .missed) ? stop : nil
    }
}

extension LockRecord {
    /// The state that the record alone gives, and since when.
    fileprivate var standing: (state: PublicationStatus.State, at: Date) {
        switch phase {
        case .dismissed(let dismissal): (.dismissed, dismissal.at.date)
        case .published(let publication): (.published, publication.publishedAt.date)
        case .removed(let publication, _): (.removed, publication.publishedAt.date)
        }
    }
}
