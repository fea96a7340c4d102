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
        var times = (live + foreign).sorted()
        var former = now
        for publication in planned {
            var time = max(publication.at, former)
            let first = times.count - quota.total
            if first >= 0 { time = max(time, times[first].addingTimeInterval(window)) }
            if time.timeIntervalSince(publication.at) >= Self.negligible {
                let isMissed = publication.desired.isMissed(at: time)
                let hours = Int((window / 3600).rounded())
                waits[publication.id] = Wait(
                    until: time,
                    reason: "the account's quota is \(quota.total) in \(hours) hours (read \(Timestamp(quota.readAt)))"
                        + (isMissed ? ", and its grace ends before it has room: it would be missed" : ""))
                // What is missed takes nobody's place.
                if isMissed {
                    warnings.append(
                        Diagnostic(
                            publication.desired.timeLocation, "\(publication.id) would be missed",
                            why:
                                "the quota of account \(publication.id.account) is \(quota.total) in \(hours) hours, and "
                                + "its grace ends before there is room again",
                            fix:
                                "move it to \(Timestamp(time)) or later, give it a longer grace, or publish less before it",
                            severity: .warning))
                    continue
                }
            }
            former = time
            times.append(time)
        }
    }

    private mutating func warn(of planned: [Planned], after live: [Date], on account: AccountName) {
        var times = live
        for publication in planned {
            times.append(publication.at)
            guard times.count > Self.doubtful else { continue }
            guard publication.at.timeIntervalSince(times[times.count - 1 - Self.doubtful]) < 86_400 else { continue }
            warnings.append(
                Diagnostic(
                    publication.desired.timeLocation,
                    "\(publication.id) is more than the \(Self.doubtful)th on account \(account) within 24 hours",
                    why: "Meta's pages name 50 and 100 as the most, and this account's own quota has not been read yet",
                    fix:
                        "spread them over more days; what the quota does not let through waits, and is missed when its "
                        + "grace ends",
                    severity: .warning))
            // One word for an account is enough.
            return
        }
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
