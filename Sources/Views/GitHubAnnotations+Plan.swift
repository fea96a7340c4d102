import ContentModel
import Diagnostics
public import Planning
public import TimeZones

extension GitHubAnnotations {
    /// What a plan found in the files, and what waits for a person in it, at the line of its entry.
    ///
    /// - Parameter zone: the clock on which instants are shown.
    public static func text(_ plan: Plan, zone: ZoneRules = .utc) -> String {
        text(plan.diagnostics + plan.actions.flatMap { findings(of: $0, in: plan) }, zone: zone)
    }

    /// None of what the plan's diagnostics say at the same line already, and of what merely could be done.
    private static func findings(of action: Action, in plan: Plan) -> [Diagnostic] {
        let severity: Diagnostic.Severity
        let what: String
        switch action.step {
        case .blocked(.invalid), .blocked(.dueInQuiet): return []
        case .missed: (what, severity) = ("was missed", .error)
        case .conflict: (what, severity) = ("is in conflict", .error)
        case .blocked: (what, severity) = ("is blocked", .warning)
        case .drift where action.kind == .drift: (what, severity) = ("has drifted", .warning)
        default: return []
        }
        let words = ActionWords(action, in: plan)
        let edited = action.kind == .conflict && !action.changes.isEmpty
        let why = (words.reason ?? "") + (edited ? "; edited: \(listed(action.changes.map(\.field)))" : "")
        let fix = words.fix ?? words.choices.map { "\($0.verb): \($0.how)" }.joined(separator: "; ")
        return locations(of: action).map {
            Diagnostic($0, "\(action.publication) \(what)", why: why, fix: fix, severity: severity)
        }
    }

    /// What is late or held back is told at the line of its time; nothing is known of an entry that is gone.
    private static func locations(of action: Action) -> [SourceLocation?] {
        switch action.step {
        case .blocked(.ambiguous(let paths, _)): paths.map { SourceLocation(file: $0) }
        case .missed(let desired): [desired.timeLocation]
        case .blocked(let block): [block.desired?.timeLocation]
        default: [action.desired?.source.location]
        }
    }
}
