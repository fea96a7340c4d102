import FoundationEssentials
import ObjectIDs
import Publishing
import ScheduleLock

/// A time in which there is nothing to do while calendar and state stay as they are, so that no plan need be made.
///
/// A run for ever looks at both once a minute, and hardly ever finds anything new.
struct Lull: Sendable {
    /// What is done in it: nothing, until the next thing is due.
    let agenda: Agenda
    private let commit: CommitID
    private let lockfile: Lockfile
    private let journal: Journal
    private let from: Date
    private let to: Date

    /// A plan that asks for nothing may still come to say something else as time goes by: what is frozen is missed one
    /// day. So one is made from time to time, in seconds.
    private static let longest = 600.0

    /// - Parameters:
    ///   - agenda: what a plan for `state` at `now` came to; without work, also without any that is held back.
    ///   - commit: the calendar's; nil for one that is not committed, which may change without a sign.
    init?(after agenda: Agenda, for state: RunState, at commit: CommitID?, _ now: Date) {
        guard let commit, agenda.work.isEmpty else { return nil }
        (self.agenda, self.commit) = (agenda, commit)
        (lockfile, journal) = (state.lockfile, state.journal)
        (from, to) = (now, min(agenda.next ?? .distantFuture, now.addingTimeInterval(Self.longest)))
    }

    /// Whether `now` lies in it, and nothing has changed; a clock that was set back ends it.
    func goesOn(for state: RunState, at commit: CommitID?, _ now: Date) -> Bool {
        from <= now && now < to && commit == self.commit && journal == state.journal && lockfile == state.lockfile
    }
}
