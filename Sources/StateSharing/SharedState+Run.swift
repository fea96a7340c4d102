import ContentModel
import Publishing
import ScheduleLock

extension SharedState {
    /// Sees to what no caller waits for, until the task is cancelled: signs of life while accounts are held, records
    /// that have gathered, settling, and what was left over while the remote was away.
    ///
    /// Sleeps while there is nothing of that. What is to be brought to an end afterwards is asked for by ``flush()``.
    public func run() async {
        while !Task.isCancelled {
            let now = clock.elapsed()
            guard let next = [nextLinkTime(now), nextCommitTime].compactMap({ $0 }).min() else {
                await signal.wait()
                continue
            }
            if next > now {
                // In steps, since what comes up meanwhile may be due earlier.
                do throws(CancellationError) {
                    try await clock.sleep(min(next - now, max(policy.gathering, .milliseconds(1))))
                } catch {
                    return
                }
                continue
            }
            if let commit = nextCommitTime, commit <= now { await commitInTurn() }
            if let link = nextLinkTime(now), link <= now {
                await turn.take()
                // Another task may have done it while this one waited.
                if let link = nextLinkTime(clock.elapsed()), link <= clock.elapsed() { await attempt() }
                turn.pass()
            }
        }
    }

    /// When a link is due that nobody waits for.
    private func nextLinkTime(_ now: Duration) -> Duration? {
        var due: Duration?
        if !chain.held.isEmpty, let confirmed = chain.confirmedAt { due = confirmed + policy.lease / 3 }
        let unwanted = Set(chain.held.keys).subtracting(wanted)
        if !unwanted.isEmpty {
            let isInherited = unwanted.isSubset(of: chain.inherited)
            due = min(due ?? now, isInherited ? max(now, chain.inheritanceEnd) : now)
        }
        if requests.contains(where: { !$0.isAwaited }) { due = now }
        guard let due, let trouble else { return due }
        return max(due, trouble.retryAt)
    }

    /// When the gathered records are to be committed.
    private var nextCommitTime: Duration? {
        guard let since = pending.since else { return nil }
        return max(since + policy.gathering, recordTrouble?.retryAt ?? .zero)
    }

    /// Adds an event that nobody waits for.
    func enqueue(_ event: JournalEvent) {
        requests.append(Request(id: nextID(), want: .append(event), isAwaited: false))
    }
}
