import FoundationEssentials

/// How many calls an account can still bear: the last of them are kept for publishing.
///
/// Meta tells how much of an allowance is used, in percent, and refuses calls at 100; a refused account stays blocked
/// for longer with every further call. Source: content-publishing fact sheet §9.
struct CallBudget: Hashable, Sendable {
    /// What a call is for.
    enum Purpose: Hashable, Sendable {
        /// The request at the second, and what tells whether it took effect.
        case publishing
        /// Everything that can wait for minutes: making containers, polling, reading links.
        case preparing
    }

    /// Above this, in percent, only publishing goes on.
    static let reserve = 90
    /// How long what was heard says something about now, in seconds: allowances are counted over an hour.
    static let memory = 600.0

    /// A clock may be corrected by so many seconds without being another one.
    static let clockTolerance = 5.0

    private var usage: PlatformUsage?

    /// Takes in what is known now: where that is of an older answer, the newer one told of an allowance that is free again.
    mutating func hear(_ usage: PlatformUsage) { self.usage = usage }

    func obstacle(to purpose: Purpose, at now: Date) -> Refusal? {
        // What was heard later than now was heard by a clock that was set back since.
        guard let usage, usage.heardAt <= now.addingTimeInterval(Self.clockTolerance) else { return nil }
        if let until = usage.quietUntil, until > now {
            return Self.refusal("the platform asks to stay away", until: until, at: now)
        }
        guard now.timeIntervalSince(usage.heardAt) < Self.memory else { return nil }
        guard purpose == .preparing, let percent = usage.percent, percent >= Self.reserve else { return nil }
        return Self.refusal(
            "\(percent) % of the account's calls are used, and the rest is kept for publishing",
            until: usage.heardAt.addingTimeInterval(Self.memory), at: now)
    }

    private static func refusal(_ message: String, until: Date, at now: Date) -> Refusal {
        Refusal(
            remedy: .backOff, effect: .unsent, message: message, fix: "wait: calls are let through again by themselves",
            retryAfter: .seconds(until.timeIntervalSince(now)))
    }
}
