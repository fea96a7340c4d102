import ContentModel
import FoundationEssentials
import ScheduleLock

/// What is asked once more when a publication's turn has come, since much may have changed since it was begun.
extension Performer {
    /// So many seconds past its due time a publication is late: an outage lies behind it.
    static let lateness = 120.0

    /// Below so many publications in a day, no account's quota is in reach: the smallest that anybody reports is 25.
    static let fewPublications = 20

    /// Why it must not go out now, if it must not.
    func obstacle() async throws -> Deferral? {
        let now = applier.clock.now()
        guard applier.board.isWanted(work) else {
            return Deferral(until: now, reason: "the calendar has changed", leavesOthersFree: true)
        }
        if let end = applier.board.quietEnd(at: now) {
            return Deferral(until: end, reason: "quiet until \(Timestamp(end))")
        }
        if now.timeIntervalSince(work.due) > Self.lateness, let last = lane.lastPublished {
            // What an outage held back goes out in order, and not in a burst.
            // A record by a clock that is fast must not hold the account up for hours.
            let earliest = min(last, now).addingTimeInterval(applier.board.minimumGap / .seconds(1))
            if earliest > now {
                return Deferral(until: earliest, reason: "late publications keep safety.min_gap between them")
            }
        }
        if let closure = lane.closure(at: now) { return closure }
        return await quotaObstacle(at: now)
    }

    /// A publish was refused for want of quota: asks how much that is, for the plans to come.
    func learnQuota() async {
        guard var quota = try? await platform.publishingLimit() else { return }
        // The platform's refusal counts for more than the number it tells.
        quota.total = min(quota.total ?? quota.used, quota.used)
        await applier.quota(work.account, quota)
    }

    private func quotaObstacle(at now: Date) async -> Deferral? {
        let recent = applier.board.sent(by: work.account, within: 86_400, at: now)
        guard recent.count >= Self.fewPublications else { return nil }
        // Without an answer the request itself tells.
        guard let quota = try? await platform.publishingLimit() else { return nil }
        await applier.quota(work.account, quota)
        guard quota.left == 0, let total = quota.total else { return nil }
        let window = (quota.window ?? .seconds(86_400)) / .seconds(1)
        // A slot is free when the oldest of ours leaves the window; where others publish too, it is looked at again.
        let oldest = recent.first { now.timeIntervalSince($0) < window }
        let free = oldest?.addingTimeInterval(window) ?? now.addingTimeInterval(3600)
        let until = min(max(free, now.addingTimeInterval(60)), now.addingTimeInterval(3600))
        let hours = Int((window / 3600).rounded())
        return Deferral(
            until: until, reason: "the account has used its quota: \(quota.used) of \(total) in \(hours) hours")
    }
}
