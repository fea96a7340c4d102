import ContentModel
import FoundationEssentials
import ScheduleLock

/// Which work of an agenda is begun when: each publication once at a time, and what failed not again at once.
struct Roster: Sendable {
    /// Why a publication is left alone for a while.
    private struct Rest: Sendable {
        /// What was tried; an entry that was edited since is tried at once.
        var work: Work
        var until: Date
        /// How often it was given up in a row.
        var surrenders = 0
    }

    /// How long a container is left alone once it is made, in seconds.
    private static let preparedRest = 600.0

    /// What is being done.
    private(set) var running: [PublicationID: Work] = [:]
    private var resting: [PublicationID: Rest] = [:]

    /// The work that may be begun now, by due time, so that order within an account is the calendar's.
    func startable(of work: [Work], at now: Date) -> [Work] {
        work.filter { work in
            guard !work.isNote, running[work.publication] == nil else { return false }
            guard let rest = resting[work.publication], rest.work.isSameAttempt(as: work) else { return true }
            return rest.until <= now
        }
        .sorted { ($0.due, $0.publication) < ($1.due, $1.publication) }
    }

    /// When the first of what rests may go on; nil when nothing of `work` rests.
    func nextMoment(of work: [Work], after now: Date) -> Date? {
        work.compactMap { work in
            guard let rest = resting[work.publication], rest.work.isSameAttempt(as: work), rest.until > now
            else { return nil }
            return rest.until
        }.min()
    }

    mutating func begin(_ work: Work) { running[work.publication] = work }

    /// Takes note of how work ended; `nil` for work that was cut short.
    mutating func end(_ work: Work, _ outcome: FlowOutcome?, at now: Date) {
        running[work.publication] = nil
        let former = resting.removeValue(forKey: work.publication)
        switch outcome {
        case .deferred(let deferral):
            // What waits for nothing in particular is looked at again by the next agenda.
            resting[work.publication] = Rest(work: work, until: max(deferral.until, now.addingTimeInterval(1)))
        case .prepared:
            // What became of its container is learnt before it is due.
            let until = now.addingTimeInterval(Self.preparedRest)
            resting[work.publication] = Rest(work: work, until: until)
        case .scheduled(let hour):
            // Nothing is left to be done before its hour.
            let until = min(max(hour, now), now.addingTimeInterval(Self.preparedRest))
            resting[work.publication] = Rest(work: work, until: until)
        case .stopped: rest(after: work, former, at: now)
        case .published(_, let followUp) where !followUp.isComplete: rest(after: work, former, at: now)
        case .cancelled:
            // A look at once must not find the same again, should the journal not be what it was told yet.
            resting[work.publication] = Rest(work: work, until: now.addingTimeInterval(1))
        case .published, .notLive, .deleted, .kept, .updated, nil: break
        }
    }

    private mutating func rest(after work: Work, _ former: Rest?, at now: Date) {
        let surrenders = former?.work.isSameAttempt(as: work) == true ? (former?.surrenders ?? 0) : 0
        let delay = Backoff.surrender.delay(after: surrenders) / .seconds(1)
        resting[work.publication] = Rest(
            work: work, until: now.addingTimeInterval(delay), surrenders: surrenders + 1)
    }

    /// Lets everything that waits for an hour go on: the clock by which it was told was wrong.
    mutating func wakeAll() {
        resting = [:]
    }

    /// Forgets what the agenda names no more, so that a run of a year needs no more memory than one of a day.
    mutating func forgetAll(but work: [Work]) {
        let named = Set(work.map(\.publication))
        resting = resting.filter { named.contains($0.key) }
    }
}

extension Work {
    /// Whether doing it again would repeat what `other` did.
    fileprivate func isSameAttempt(as other: Work) -> Bool {
        switch (task, other.task) {
        case (.publish(let one, _, _, let goal), .publish(let two, _, _, let otherGoal)):
            goal == otherGoal && one.isSameVersion(as: two)
        case (.replace(_, _, _, let one, _), .replace(_, _, _, let two, _)): one.isSameVersion(as: two)
        case (.update(let one, let change, _), .update(let two, let other, _)):
            one.mediaID == two.mediaID && change == other
        case (.page(let one), .page(let two)):
            one.goal == two.goal && one.amendment == two.amendment && one.version == two.version
        case (.remove(let one, _, _), .remove(let two, _, _)),
            (.resolveRemoval(let one, _, _), .resolveRemoval(let two, _, _)):
            one.mediaID == two.mediaID
        default: false
        }
    }
}
