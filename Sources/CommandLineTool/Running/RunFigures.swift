import ContentModel
import Diagnostics
import FoundationEssentials
import Planning
import Publishing
import ScheduleLock
import Synchronization
import Views

/// What a run that never ends knows of itself: the figures of its metrics, and whether it is well.
final class RunFigures: Sendable {
    private struct State {
        var metrics = RunMetrics()
        var trouble: (message: String, since: Date)?
        /// What keeps publications back until a person does something, in words.
        var problems: [String] = []
        var holders: [AccountName: String] = [:]
        var unresolved: Set<PublicationID> = []
        var brake: String?
        /// Whether the look that is on its way was braked.
        var isBraked = false
        var unreachable: [AccountName: String] = [:]
        /// Accounts whose token in the store cannot be had or renewed, with the reason.
        var tokens: [AccountName: String] = [:]
        /// Publications that the run gave up on, and tries again, with the reason.
        var failed: [PublicationID: String] = [:]

        mutating func countUnresolved() {
            metrics.needingPerson = unresolved.union(failed.keys).count
            metrics.isInTrouble = trouble != nil || metrics.lastLook == nil
        }
    }

    private let state = Mutex(State())
    private let beganAt = Date()

    /// A run that has seen nothing of state or calendar for so many seconds is not well.
    private let longestBlindness: Double

    /// - Parameter poll: how far apart two looks may be.
    init(poll: Duration) { longestBlindness = max(300, 3 * (poll / .seconds(1))) }

    func hear(_ event: ApplyEvent) {
        state.withLock { state in
            switch event.happening {
            case .requested(let due): state.metrics.lateness.add(max(0, event.at.timeIntervalSince(due)))
            case .ended(let outcome):
                state.metrics.outcomes[outcome.word, default: 0] += 1
                if case .stopped(let stop) = outcome {
                    state.failed[event.publication] = stop.reason
                } else {
                    state.failed[event.publication] = nil
                }
                state.countUnresolved()
            case .started, .hosting, .uploading, .sending, .containerCreated, .waiting, .noted: break
            }
        }
    }

    /// Answers whether a reader of the log should be told.
    func hear(_ notice: RunNotice, at now: Date) -> Bool {
        state.withLock { state in
            switch notice {
            case .braked:
                let text = RunNoticeText.line(notice)
                defer { (state.brake, state.isBraked) = (text, true) }
                return state.brake != text
            case .looked(let running, _):
                if !state.isBraked { state.brake = nil }
                state.isBraked = false
                let isNews = state.trouble != nil
                state.trouble = nil
                state.metrics.isInTrouble = false
                state.metrics.running = running
                state.metrics.lastLook = now
                return isNews
            case .held(let account, let holder):
                defer {
                    state.holders[account] = holder
                    state.metrics.heldByOthers = state.holders.count
                }
                return state.holders[account] != holder
            case .trouble(let message, _, _):
                state.metrics.troubles += 1
                state.metrics.isInTrouble = true
                defer { state.trouble = (message, state.trouble?.since ?? now) }
                return state.trouble?.message != message
            }
        }
    }

    /// Takes in a plan that was made; answers what waits for a person only now.
    func hear(_ planned: PlannedCalendar, _ workload: Workload) -> [Action] {
        state.withLock { state in
            let unresolved = planned.plan.actions.filter { $0.kind.needsPerson }
            let known = state.unresolved
            state.unresolved = Set(unresolved.map(\.publication))
            let wanted = Set(workload.work.map(\.publication))
            state.failed = state.failed.filter { wanted.contains($0.key) }
            state.countUnresolved()
            // Accounts that others hold are told anew by the next look.
            state.metrics.nextDue = planned.plan.actions.lazy.filter { $0.kind == .publish }.map(\.at).min()
            let waiting = Set(workload.work.map(\.account))
            // Told anew by the next look, if it still is so.
            state.unreachable = state.unreachable.filter { waiting.contains($0.key) }
            state.holders = state.holders.filter { waiting.contains($0.key) }
            state.metrics.heldByOthers = state.holders.count
            // What a person holds back as a whole is told as a whole.
            return unresolved.filter { !known.contains($0.publication) && !$0.isHeldBack }
        }
    }

    /// Takes in why an account cannot be reached; answers whether that is new.
    func note(_ problem: String, of account: AccountName) -> Bool {
        state.withLock { state in
            defer { state.unreachable[account] = problem }
            return state.unreachable[account] != problem
        }
    }

    /// Takes in which accounts' tokens in the store cannot be had or renewed, all of them.
    func note(tokens problems: [AccountName: String]) {
        state.withLock { state in
            state.tokens = problems
            state.metrics.tokensInTrouble = problems.count
        }
    }

    /// Takes in what keeps publications back; answers what is new of it.
    func note(problems: [String]) -> [String] {
        state.withLock { state in
            defer { state.problems = problems }
            return problems.filter { !state.problems.contains($0) }
        }
    }

    /// The text of a scrape.
    var metricsText: String { state.withLock { $0.metrics }.text(version: Version.current) }

    /// Whether the run is well, and what is to be said about it, a line each.
    func health(at now: Date) -> (isWell: Bool, lines: [String]) {
        state.withLock { state in
            let blindSince = state.trouble?.since ?? state.metrics.lastLook ?? beganAt
            let isBlind = now.timeIntervalSince(blindSince) > longestBlindness || state.metrics.lastLook == nil
            var lines = [state.metrics.lastLook == nil ? "starting" : isBlind ? "not well" : "ok"]
            if let trouble = state.trouble { lines.append("trouble: \(trouble.message)") }
            if isBlind, state.metrics.lastLook != nil {
                lines.append("state and calendar were last seen \(Timestamp(blindSince))")
            }
            lines += (state.problems + [state.brake].compactMap { $0 }).map { "held back: \($0)" }
            lines += state.unreachable.sorted { $0.key < $1.key }.map { "account \($0) cannot be reached: \($1)" }
            lines += Dictionary(grouping: state.tokens, by: \.value).sorted { $0.key < $1.key }.map {
                "tokens of \($1.map(\.key.text).sorted().joined(separator: ", ")): \($0)"
            }
            lines += state.failed.sorted { $0.key < $1.key }.prefix(20).map { "failed: \($0): \($1)" }
            lines += state.holders.sorted { $0.key < $1.key }.map { "account \($0) is held by \($1)" }
            if state.metrics.needingPerson > 0 {
                lines.append("waiting for a person: \(state.metrics.needingPerson) (see calends status)")
            }
            return (!isBlind, lines)
        }
    }
}

extension Action {
    /// Whether FREEZE or a quiet window keeps it from going out.
    fileprivate var isHeldBack: Bool {
        switch step {
        case .blocked(.frozen), .blocked(.quiet): true
        default: false
        }
    }
}
