import ContentModel
import Diagnostics
import FoundationEssentials
import ScheduleLock

/// What an account's quota lets through when, as far as the platform has told it.
struct QuotaForecast {
    /// More than so many in a day are more than some of the platform's own pages allow: they name 50 and 100, an older
    /// one 25. Source: content-publishing fact sheet, "Conflicts worth knowing first".
    static let doubtful = 50

    /// A wait shorter than this, in seconds, is not worth a word.
    private static let negligible = 60.0

    /// So many stretches with more than the quota are told one by one for each account: the calendar of a year that has
    /// too much every day must not bury its other warnings.
    private static let mostTold = 4

    private(set) var waits: [PublicationID: Wait] = [:]
    private(set) var warnings: [Diagnostic] = []

    /// - Parameter actions: in the order of the plan.
    init(input: PlanningInput, actions: [Action]) {
        var live: [AccountName: [Date]] = [:]
        for (id, record) in input.lockfile.records {
            guard let date = record.publication?.publishedAt.date, date <= input.now else { continue }
            live[id.account, default: []].append(date)
        }
        let planned = Dictionary(grouping: actions.compactMap { Planned($0, at: input.now) }, by: \.id.account)
            .mapValues { $0.sorted { ($0.at, $0.id) < ($1.at, $1.id) } }
        for (account, planned) in planned.sorted(by: { $0.key < $1.key }) {
            let live = (live[account] ?? []).sorted()
            if let quota = input.quotas[account], quota.total > 0 {
                forecast(planned, after: live, quota, now: input.now)
            } else {
                warn(of: planned, after: live, on: account)
            }
        }
    }

    private mutating func forecast(_ planned: [Planned], after live: [Date], _ quota: AccountQuota, now: Date) {
        let window = quota.window / .seconds(1)
        let counted = live.filter { $0 <= quota.readAt && $0 > quota.readAt.addingTimeInterval(-window) }
        // What others published leaves the window by then at the latest.
        let foreign = Array(repeating: quota.readAt, count: max(0, quota.used - counted.count))
        let before = (live + foreign).sorted()
        let excesses = QuotaExcess.all(of: planned.map(\.at), after: before, total: quota.total, window: window)
        let hours = Int((window / 3600).rounded())
        var times = before
        var former = now
        var delays = excesses.map { Delay(excess: $0) }
        var current = -1
        for (index, publication) in planned.enumerated() {
            if current + 1 < excesses.count, excesses[current + 1].first == index { current += 1 }
            var time = max(publication.at, former)
            let first = times.count - quota.total
            if first >= 0 { time = max(time, times[first].addingTimeInterval(window)) }
            if time.timeIntervalSince(publication.at) >= Self.negligible {
                let isMissed = publication.desired.isMissed(at: time)
                waits[publication.id] = Wait(
                    until: time,
                    reason: "the account's quota is \(quota.total) in \(hours) hours (read \(Timestamp(quota.readAt)))"
                        + (isMissed ? ", and its grace ends before it has room: it would be missed" : ""))
                // Nothing waits before there is one too many; what does so later is behind the last of those.
                if delays.indices.contains(current) {
                    delays[current].add(publication, until: time, isMissed: isMissed)
                }
                // What is missed takes nobody's place.
                if isMissed { continue }
            }
            former = time
            times.append(time)
        }
        tell(delays.compactMap { $0.told(quota.total, hours) })
    }

    private mutating func warn(of planned: [Planned], after live: [Date], on account: AccountName) {
        let excesses = QuotaExcess.all(of: planned.map(\.at), after: live, total: Self.doubtful, window: 86_400)
        tell(
            excesses.map { excess in
                let first = planned[excess.first]
                return Told(
                    first: first,
                    message: "\(first.id) is more than the \(Self.doubtful)th on account \(account) within 24 hours",
                    why: "up to \(excess.most) are planned in 24 hours, until \(Timestamp(excess.until)); Meta's pages "
                        + "name 50 and 100 as the most, and this account's own quota is not known here",
                    fix:
                        "spread them over more days, or run calends auth status, which reads the quota; what the quota "
                        + "does not let through waits, and is missed when its grace ends")
            })
    }

    /// Tells each by itself, of many no more than ``mostTold``.
    private mutating func tell(_ all: [Told]) {
        // A word for the rest is worth it where it is of more than one.
        let count = all.count <= Self.mostTold + 1 ? all.count : Self.mostTold
        warnings += all.prefix(count).map {
            Diagnostic($0.first.desired.timeLocation, $0.message, why: $0.why, fix: $0.fix, severity: .warning)
        }
        guard let next = all.dropFirst(count).first else { return }
        warnings.append(
            Diagnostic(
                next.first.desired.timeLocation,
                "and \(all.count - count) more windows, from \(next.first.id) on, hold more than the quota of account "
                    + "\(next.first.id.account)",
                why: "the first \(count) are told one by one, and these are like them",
                fix: "spread them over more days",
                severity: .warning))
    }
}

/// What is said of a stretch with more than the quota.
private struct Told {
    let first: Planned
    let message: String
    let why: String
    let fix: String
}

/// What waits behind the same stretch with more than the quota.
private struct Delay {
    let excess: QuotaExcess
    private var firstLate: Planned?
    private var lateCount = 0
    private var firstMissed: Planned?
    private var missedCount = 0
    /// When there is room for the first that counts: of those that would be missed, if there are any.
    private var room = Date.distantPast

    init(excess: QuotaExcess) { self.excess = excess }

    mutating func add(_ publication: Planned, until time: Date, isMissed: Bool) {
        if firstLate == nil || (isMissed && firstMissed == nil) { room = time }
        if firstLate == nil { firstLate = publication }
        lateCount += 1
        guard isMissed else { return }
        if firstMissed == nil { firstMissed = publication }
        missedCount += 1
    }

    /// Nil where all go out in time, since others before them were missed.
    func told(_ total: Int, _ hours: Int) -> Told? {
        guard let first = firstMissed ?? firstLate else { return nil }
        let isMissed = firstMissed != nil
        let count = isMissed ? missedCount : lateCount
        let account = first.id.account
        let rest = count == 1 ? "" : " and \(count - 1) more"
        let crowd =
            "the quota of account \(account) is \(total) in \(hours) hours, and up to \(excess.most) come together "
            + "until \(Timestamp(excess.until))"
        return isMissed
            ? Told(
                first: first, message: "\(first.id)\(rest) would be missed",
                why: "\(crowd); \(count == 1 ? "its" : "their") grace ends before there is room again",
                fix: "move \(count == 1 ? "it" : "the first") to \(Timestamp(room)) or later, give "
                    + "\(count == 1 ? "it" : "them") a longer grace, or publish less before")
            : Told(
                first: first, message: "\(first.id)\(rest) would go out late", why: crowd,
                fix: "move \(count == 1 ? "it" : "the first") to \(Timestamp(room)) or later, or publish less before")
    }
}

/// Something that goes out, at its time or else now, or when nothing is quiet any more.
private struct Planned {
    let id: PublicationID
    let at: Date
    let desired: Publication

    init?(_ action: Action, at now: Date) {
        switch action.step {
        case .publish(let publication), .replace(let publication, _, _):
            (desired, at) = (publication, max(action.at, now))
        case .blocked(.quiet(let publication, let window, replacing: _)):
            guard !publication.isMissed(at: window.to.instant) else { return nil }
            (desired, at) = (publication, window.to.instant)
        default: return nil
        }
        // Pages have no such quota.
        guard desired.account.platform != .facebook else { return nil }
        id = action.publication
    }
}
