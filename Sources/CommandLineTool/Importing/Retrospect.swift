import ContentModel
import FoundationEssentials
import Planning
import ScheduleLock

/// How far back a look at an account goes: to the oldest that it should show, or further, to where what is to go out may
/// have gone out already and lost its record.
struct Retrospect: Sendable {
    /// When the oldest of ours went out; `nil` where no record knows of any.
    private let oldest: Date?
    /// What nothing is recorded of.
    private let pending: [Publication]
    private let firstPending: Date?

    /// How far our clock and the platform's may be apart, in seconds.
    private static let clockSlack = 3600.0

    /// - Parameters:
    ///   - expected: what the account should show.
    ///   - pending: what the calendar has for it and nothing is recorded of.
    ///   - now: the moment at which it is asked.
    init(expected: [PublishedPublication], pending: [Publication], now: Date) {
        oldest = expected.map(\.publishedAt.date).min()?.addingTimeInterval(-Self.clockSlack)
        self.pending = pending.filter { $0.content.kind != .story }
        firstPending = self.pending.map { publication in
            let due: Date = if case .at(let time) = publication.due { time.instant } else { now }
            return Sighting.start(of: publication.id, dueAt: due)
        }.min()
    }

    /// What is older is not looked at; `nil` where everything is.
    var start: Date? { oldest.map { min($0, firstPending ?? $0) } }

    /// Whether a medium says something: what is older than all of ours was there before us, but for what lost its record.
    func includes(_ medium: ObservedMedium) -> Bool {
        guard let oldest, let time = medium.publishedAt, time < oldest else { return true }
        return pending.contains { medium.looksLike($0) }
    }
}
