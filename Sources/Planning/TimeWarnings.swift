import ContentModel
import Diagnostics
import FoundationEssentials
import ScheduleLock

/// What will keep publications from going out in time, told before it does, each at the line that says when.
struct TimeWarnings {
    private let input: PlanningInput
    private let actions: [Action]

    /// - Parameter actions: in the order of the plan.
    init(input: PlanningInput, actions: [Action]) {
        self.input = input
        self.actions = actions
    }

    /// One finding for each publication that a quiet window keeps back, and one for each thing that ends too early.
    var warnings: [Diagnostic] { quiet + freeze + firstEnds.compactMap(warning) + hosting }

    private var quiet: [Diagnostic] {
        actions.compactMap { action in
            guard case .blocked(.dueInQuiet(let desired, let window)) = action.step else { return nil }
            let place = window.location
            return Diagnostic(
                desired.timeLocation, "\(action.publication) is due while nothing goes out",
                why: "the quiet window in \(place) lasts from \(Timestamp(window.from.instant)) to "
                    + "\(Timestamp(window.to.instant))", fix: "move its publish_at, or the window", severity: .warning)
        }
    }

    private var freeze: [Diagnostic] {
        let held = actions.filter { action in
            switch action.step {
            case .blocked(.frozen), .cancel(_, .blocked(.frozen), _): true
            default: false
            }
        }
        guard let first = held.first else { return [] }
        let rest = held.count == 1 ? "" : " and \(held.count - 1) more"
        return [
            Diagnostic(
                SourceLocation(file: "calendar/FREEZE"), "nothing goes out: not \(first.publication)\(rest)",
                why: "calendar/FREEZE exists; what is not published before its grace ends is missed",
                fix: "remove calendar/FREEZE", severity: .warning)
        ]
    }

    /// The end of each account that comes first: what ends later hurts nobody who has seen to that one.
    private var firstEnds: [TokenEnd] {
        Dictionary(grouping: input.tokenEnds, by: \.account).values
            .compactMap { ends in ends.min { $0.date < $1.date } }
            .sorted { $0.account < $1.account }
    }

    private func warning(of end: TokenEnd) -> Diagnostic? {
        let late = actions.filter { action in
            action.publication.account == end.account && action.kind.needsToken
                && max(action.at, input.now) >= end.date
        }
        guard let first = late.first else { return nil }
        let rest = late.count == 1 ? "" : " and \(late.count - 1) more"
        return Diagnostic(
            first.desired?.timeLocation ?? input.accounts[end.account]?.location,
            "\(first.publication)\(rest) cannot go out as things are",
            why: "\(end.sentence(at: input.now)) \(Timestamp(end.date))", fix: end.fix(at: input.now),
            severity: .warning)
    }

    private var hosting: [Diagnostic] {
        guard let end = input.hostingEnd else { return [] }
        let late = actions.filter { $0.needsHosting && max($0.at, input.now) >= end }
        guard let first = late.first else { return [] }
        let rest = late.count == 1 ? "" : " and \(late.count - 1) more"
        let isOver = end <= input.now
        return [
            Diagnostic(
                first.desired?.timeLocation, "the media of \(first.publication)\(rest) cannot be hosted as things are",
                why: "the keys of the hosting \(isOver ? "ended" : "end") \(Timestamp(end)), and a run keeps those "
                    + "that it began with",
                fix: isOver
                    ? "renew them, and hosting.session_token with them"
                    : "renew them before, and start the run anew with those", severity: .warning)
        ]
    }
}

extension Action {
    /// Whether it has media that the platform fetches from the hosting.
    fileprivate var needsHosting: Bool {
        switch step {
        case .publish(let publication), .replace(let publication, _, _): !publication.fetchedMedia.isEmpty
        default: false
        }
    }
}

extension Action.Kind {
    /// Whether the platform is asked for something, which takes the account's token.
    public var needsToken: Bool {
        switch self {
        case .publish, .schedule, .reschedule, .cancel, .update, .replace, .delete: true
        default: false
        }
    }
}
