import FoundationEssentials
import MetaGraph
import Publishing
import Synchronization

/// What the answers to one client's calls have told of its allowances.
///
/// An answer tells of some allowances and is silent of others, so each is kept until it is told anew.
final class HeardUsage: Sendable {
    private struct Reading {
        let percent: Int
        let heardAt: Date
        var quietUntil: Date?
    }

    private struct State {
        var app: Reading?
        var page: Reading?
        var useCases: Reading?
        /// What `Retry-After` last asked for.
        var retry: (heardAt: Date, until: Date)?
    }

    private let state = Mutex(State())

    /// Takes in what an answer told that came at `now`.
    func hear(_ usage: GraphUsage, at now: Date) {
        func reading(_ load: GraphUsage.Load?, wait: Duration? = nil) -> Reading? {
            load.map { Reading(percent: $0.highest, heardAt: now, quietUntil: wait.map { now.adding($0) }) }
        }
        let fullest = usage.useCases.map(\.load).max { $0.highest < $1.highest }
        let longest = usage.useCases.compactMap(\.timeToRegainAccess).max()
        state.withLock { state in
            state.app = reading(usage.app) ?? state.app
            state.page = reading(usage.page) ?? state.page
            state.useCases = reading(fullest, wait: longest) ?? state.useCases
            if let wait = usage.retryAfter { state.retry = (now, now.adding(wait)) }
        }
    }

    /// The fullest allowance, and the longest wait asked for; nil before anything was told.
    var latest: PlatformUsage? {
        let state = state.withLock { $0 }
        let readings = [state.app, state.page, state.useCases].compactMap { $0 }
        let fullest = readings.max { ($0.percent, $0.heardAt) < ($1.percent, $1.heardAt) }
        guard let heardAt = fullest?.heardAt ?? state.retry?.heardAt else { return nil }
        return PlatformUsage(
            percent: fullest?.percent, heardAt: heardAt,
            quietUntil: (readings.map(\.quietUntil) + [state.retry?.until]).compactMap { $0 }.max())
    }
}

extension Date {
    fileprivate func adding(_ duration: Duration) -> Date {
        let (seconds, attoseconds) = duration.components
        return addingTimeInterval(Double(seconds) + Double(attoseconds) * 1e-18)
    }
}
