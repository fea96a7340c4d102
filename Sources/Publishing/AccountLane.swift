import ContentModel
import FoundationEssentials
import ScheduleLock
import Synchronization

/// What the publications of one account share while they go out: their order, and the patience of the platform.
///
/// Each is driven by a task of its own; here they meet. One has the turn at a time, from the look at the account's list
/// that precedes its request to its end, so that what appears in the list meanwhile is its own.
final class AccountLane: Sendable {
    /// One publication on its way out.
    private struct Place {
        let publication: PublicationID
        let due: Date
        /// Whether it is waiting for something that may take long, so that others need not wait for it.
        var isResting = false
        /// Set when the account as a whole had to wait as its turn came: then, too, it stays before those behind it.
        var heldUntil: Date?
        var waiting: CheckedContinuation<Bool, Never>?
    }

    private struct State {
        /// By due time.
        var places: [Place] = []
        var holder: PublicationID?
        /// `since` tells a clock that was set back meanwhile, by which nothing of this holds any more.
        var throttled: (since: Date, until: Date, refusal: Refusal)?
        var throttlings = 0
        var budget = CallBudget()
        var lastPublished: Date?
        /// A quota that is used up, until when, in words.
        var closed: (since: Date, deferral: Deferral)?
    }

    private let state = Mutex(State())

    // MARK: Order

    /// Takes a place in the order; before any of the tasks that were given places together begins.
    func enter(_ publication: PublicationID, due: Date) {
        state.withLock { state in
            let index =
                state.places.firstIndex { ($0.due, $0.publication) > (due, publication) } ?? state.places.endIndex
            state.places.insert(Place(publication: publication, due: due), at: index)
        }
    }

    /// Gives the place up: it is out, or this run does not send it.
    func leave(_ publication: PublicationID) {
        reorder { state in
            state.places.removeAll { $0.publication == publication }
            if state.holder == publication { state.holder = nil }
        }
    }

    /// Lets others pass while a publication waits for something that may take long.
    func rest(_ publication: PublicationID) {
        reorder { state in
            for index in state.places.indices where state.places[index].publication == publication {
                state.places[index].isResting = true
            }
            if state.holder == publication { state.holder = nil }
        }
    }

    /// Notes that the turn of a publication came, and that nothing of the account may go out before a time.
    func hold(_ publication: PublicationID, until: Date) {
        state.withLock { state in
            for index in state.places.indices where state.places[index].publication == publication {
                state.places[index].heldUntil = until
            }
        }
    }

    /// Goes on after a rest, at the old place in the order.
    func resume(_ publication: PublicationID) {
        state.withLock { state in
            for index in state.places.indices where state.places[index].publication == publication {
                state.places[index].isResting = false
            }
        }
    }

    /// Waits until everything that is due earlier is out, or rests, and nothing else is on its way.
    ///
    /// One without a place, such as a look at what an earlier run did, waits for nobody.
    func takeTurn(_ publication: PublicationID) async throws {
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                change { state in
                    guard state.holder != publication,
                        let index = state.places.firstIndex(where: { $0.publication == publication })
                    else { return [(continuation, true)] }
                    guard !Task.isCancelled else { return [(continuation, false)] }
                    state.places[index].waiting = continuation
                    return []
                }
            }
        } onCancel: {
            change { state in
                guard let index = state.places.firstIndex(where: { $0.publication == publication }),
                    let continuation = state.places[index].waiting
                else { return [] }
                state.places[index].waiting = nil
                return [(continuation, false)]
            }
        }
        guard isGranted else { throw CancellationError() }
    }

    /// Whether it has the turn.
    func hasTurn(_ publication: PublicationID) -> Bool { state.withLock { $0.holder == publication } }

    private typealias Answer = (CheckedContinuation<Bool, Never>, Bool)

    private func reorder(_ change: (inout State) -> Void) {
        self.change { state in
            change(&state)
            return []
        }
    }

    /// Changes the order, then gives the turn to whose it is. Continuations are resumed outside of the lock.
    private func change(_ change: (inout State) -> [Answer]) {
        let answers = state.withLock { state in
            var answers = change(&state)
            if state.holder == nil,
                let index = state.places.firstIndex(where: { $0.waiting != nil || !$0.isResting }),
                !Self.isAwaited(before: index, in: state.places), let next = state.places[index].waiting
            {
                state.places[index].waiting = nil
                state.holder = state.places[index].publication
                answers.append((next, true))
            }
            return answers
        }
        for (continuation, isGranted) in answers { continuation.resume(returning: isGranted) }
    }

    /// Whether one that was held up for the same reason, and is due earlier, is about to wake.
    private static func isAwaited(before index: Int, in places: [Place]) -> Bool {
        guard let time = places[index].heldUntil else { return false }
        return places[..<index].contains { place in place.isResting && place.heldUntil.map { $0 <= time } ?? false }
    }

    // MARK: What went out

    /// Something of the account went out: by an earlier run, or by this one.
    func wentOut(at date: Date) {
        state.withLock { $0.lastPublished = max($0.lastPublished ?? date, date) }
    }

    /// The last moment at which something of the account is known to have gone out.
    var lastPublished: Date? { state.withLock { $0.lastPublished } }

    // MARK: The platform's patience

    /// Hears how much of its allowance the account has used.
    func hear(_ usage: PlatformUsage?) {
        if let usage { state.withLock { $0.budget.hear(usage) } }
    }

    /// Hears that a call was refused; after too many calls the whole account stays away.
    func hear(_ refusal: Refusal, at now: Date) {
        state.withLock { state in
            if refusal.remedy == .laterWindow {
                let until = now.addingTimeInterval((refusal.retryAfter ?? .seconds(3600)) / .seconds(1))
                state.closed = (now, Deferral(until: until, reason: refusal.message))
            }
            guard refusal.isThrottling else { return }
            let delay = refusal.retryAfter ?? Backoff.throttling.delay(after: state.throttlings)
            state.throttlings += 1
            let until = now.addingTimeInterval(delay / .seconds(1))
            let former = state.throttled.flatMap { Self.holds($0.since, at: now) ? $0.until : nil }
            if until > former ?? .distantPast { state.throttled = (now, until, refusal) }
        }
    }

    /// Hears that a call was answered.
    func hearAnswer() { state.withLock { $0.throttlings = 0 } }

    /// Why nothing of the account goes out now, as the platform said; nil when it may.
    func closure(at now: Date) -> Deferral? {
        state.withLock { state in
            state.closed.flatMap { Self.holds($0.since, at: now) && $0.deferral.until > now ? $0.deferral : nil }
        }
    }

    /// Whether what was heard then was heard by the clock as it runs now.
    private static func holds(_ since: Date, at now: Date) -> Bool {
        since <= now.addingTimeInterval(CallBudget.clockTolerance)
    }

    /// Why a call is not made now, if it is not; publishing may use what other calls have to leave.
    func obstacle(to call: CallBudget.Purpose, at now: Date) -> Refusal? {
        state.withLock { state in
            if let throttled = state.throttled, Self.holds(throttled.since, at: now), throttled.until > now {
                var refusal = throttled.refusal
                refusal.effect = .unsent
                refusal.isThrottling = false
                refusal.remedy = .backOff
                refusal.retryAfter = .seconds(throttled.until.timeIntervalSince(now))
                return refusal
            }
            return state.budget.obstacle(to: call, at: now)
        }
    }
}
