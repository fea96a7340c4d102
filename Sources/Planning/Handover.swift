public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// A Page's publication that waits at Facebook, or that Facebook may have: it goes out there without a runner.
public struct Handover: Hashable, Sendable {
    /// The id under which the journal holds it: the one it had when it was handed over, should its entry be renamed
    /// since.
    public var journalID: PublicationID
    /// What the journal says.
    public var inFlight: InFlight
    /// When Facebook publishes it; `nil` for what waits unpublished, without an hour.
    public var hour: Date?

    /// What the journal holds under `journalID`.
    public init(journalID: PublicationID, inFlight: InFlight) {
        self.journalID = journalID
        self.inFlight = inFlight
        hour = inFlight.schedule?.hour.date
    }
}

/// Why something is taken back before the public sees it.
public enum Cancellation: Hashable, Sendable {
    /// The entry left the calendar, or no longer names this account or day.
    case entryGone
    /// The entry is a draft now.
    case drafted
    /// It must not go out at its hour, or not now.
    case blocked(Block)
    /// Its new hour, its kind or the settings leave it to the runner, which publishes it.
    case staysWithRunner
}

/// What Facebook's own scheduler takes.
struct NativeScheduling {
    let setting: FacebookScheduling
    let now: Date

    /// Whether `desired` stays with Facebook once it is there, however near its hour is.
    ///
    /// Stories cannot be scheduled. Source: fact sheet "Publishing", §7.3.
    func keeps(_ desired: Publication) -> Bool {
        guard setting == .native, case .page(let content) = desired.content, case .at = desired.due else {
            return false
        }
        if case .story = content { return false }
        return true
    }

    /// Whether `desired` can be handed over, or given another hour there.
    func takes(_ desired: Publication) -> Bool {
        guard keeps(desired), case .at(let time) = desired.due else { return false }
        let lead = time.instant.timeIntervalSince(now)
        // At the very bound a request would come too late.
        return lead > FacebookScheduling.lead.lowerBound && lead <= FacebookScheduling.lead.upperBound
    }
}

/// What becomes of a publication that waits at Facebook.
struct HandoverDecision {
    let handover: Handover
    let scheduling: NativeScheduling
    let history: [HistoryQuery: HistoryAnswer]

    private var state: InFlight { handover.inFlight }

    /// Whether only a look tells how it stands: its hour has come, or a request about it was not answered.
    var isOpen: Bool {
        guard let schedule = state.schedule else { return false }
        return !schedule.isConfirmed || state.cancellation != nil
            || schedule.earliest.date.timeIntervalSince(scheduling.now) <= FacebookScheduling.lastChange
    }

    /// Whether it goes out as `desired` wants it, in a moment: nothing is to be looked at before.
    ///
    /// - Parameter block: what keeps `desired` from going out when it is due.
    func goesOutUnchanged(as desired: Publication, block: Block?) -> Bool {
        guard let schedule = state.schedule, schedule.isConfirmed, state.cancellation == nil, state.stop == nil,
            schedule.earliest.date > scheduling.now
        else { return false }
        if case .none = step(desired: desired, block: block) { return true }
        return false
    }

    /// - Parameter block: what keeps `desired` from going out when it is due.
    func step(desired: Publication, block: Block?) -> Action.Step {
        if let block { return .cancel(handover, .blocked(block), desired) }
        guard scheduling.keeps(desired), let hour = handover.hour else {
            return .cancel(handover, .staysWithRunner, desired)
        }
        let changes = changes(to: desired, hour: hour)
        if changes.isEmpty { return .none(.handedOver(hour)) }
        // Near its hour its words can still be changed there, but nothing can be handed over anew.
        let isChangedThere = isOnTime(desired, hour) && changes.allSatisfy(\.isOfWords)
        guard isChangedThere || scheduling.takes(desired) else {
            return .cancel(handover, .staysWithRunner, desired)
        }
        return .amend(desired, handover, changes: changes)
    }

    private func isOnTime(_ desired: Publication, _ hour: Date) -> Bool {
        if case .at(let time) = desired.due { Timestamp(time.instant).date == hour } else { false }
    }

    private func changes(to desired: Publication, hour: Date) -> [FieldChange] {
        guard let version = state.requestedVersion ?? state.version else { return [] }
        let isOnTime = isOnTime(desired, hour)
        if version.isOf(desired), isOnTime { return [] }
        guard case .found(let before)? = history[query(of: version)] else {
            // What it said is unknown: it is made anew, as if all of it had changed.
            return [FieldChange(field: Self.everything, before: nil, after: nil)]
        }
        let changes = before.changes(to: desired)
        let seen = changes.filter { PublicationField.effect(of: $0.field, on: .facebook) != .scheduling }
        let time = changes.filter { $0.field == Self.time }
        if !isOnTime, time.isEmpty {
            // The zone of the settings is another one now.
            return seen + [FieldChange(field: Self.time, before: Timestamp(hour).description, after: nil)]
        }
        return isOnTime ? seen : seen + time
    }

    func query(of version: JournalEvent.Version) -> HistoryQuery {
        HistoryQuery(publication: handover.journalID, begun: version, version: .published)
    }

    static let time = "publish_at"
    static let everything = "entry"
}

extension InFlight {
    /// Whether Facebook has it, or may have it.
    var isHandedOver: Bool { schedule != nil && mediaID == nil && publishRequest == nil }

    /// Whether something of a Page's publication waits there that nobody sees and that would stay for ever.
    var hasUnseenContainers: Bool { !mayBeLive && (container != nil || !children.isEmpty) }
}
