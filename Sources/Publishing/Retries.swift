import FoundationEssentials

/// The tries of one request that may be repeated at will: a few, further and further apart, none past the run's end.
struct Retries: Hashable, Sendable {
    /// After so many refusals a person is asked.
    static let most = 4

    private var failed = 0

    /// What to do after one more refusal; `nil` where trying again helps no more.
    mutating func step(after refusal: Refusal, at now: Date, runEnd: Date) -> FlowStep? {
        failed += 1
        let passes = ![.fixContent, .reauthenticate, .person].contains(refusal.remedy(atTry: failed))
        // Being told to wait is no failure of the request.
        let isHeldBack = refusal.isThrottling || refusal.effect == .unsent
        guard passes, failed < Self.most || isHeldBack else { return nil }
        let delay = refusal.retryAfter ?? Backoff.trouble.delay(after: failed - 1)
        let until = now.addingTimeInterval(delay / .seconds(1))
        if until > runEnd { return .finished(.deferred(Deferral(until: until, reason: refusal.message))) }
        return .wait(until: until, reason: refusal.message)
    }
}
