public import ContentModel
public import Diagnostics
import FoundationEssentials
public import Planning
public import Publishing

/// How a run ended: what came of its work, and what it left.
public struct ApplySummary: Hashable, Sendable {
    /// How each publication of the run ended.
    public var outcomes: [PublicationID: FlowOutcome]
    /// What waits for its time, by due time.
    public var later: [Action]
    /// What the plan held that only a person can resolve.
    public var unresolved: [Action]

    /// What the shell hears of what cut the run short; ``Diagnostics/ExitStatus/done`` if nothing did.
    public var ending: ExitStatus

    /// - Parameter plan: what the run was to do.
    public init(
        outcomes: [PublicationID: FlowOutcome], plan: Plan, later: [Action], ending: ExitStatus = .done
    ) {
        self.ending = ending
        self.outcomes = outcomes
        self.later = later
        unresolved = plan.actions.filter { $0.kind.needsPerson }
    }

    /// What the shell hears.
    public var exitStatus: ExitStatus {
        outcomes.values.reduce(ending.combined(with: unresolved.isEmpty ? .done : .needsPerson)) { status, outcome in
            switch outcome {
            case .prepared, .scheduled, .published, .notLive, .cancelled, .deleted, .kept, .updated: status
            case .stopped: status.combined(with: .needsPerson)
            case .deferred: status.combined(with: .tryLater)
            }
        }
    }

    /// The number of outcomes of each kind; kinds without any are left out.
    var counts: [(kind: FlowOutcome.Kind, count: Int)] {
        let counts = Dictionary(outcomes.values.map { ($0.kind, 1) }, uniquingKeysWith: +)
        return FlowOutcome.Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
    }
}

extension FlowOutcome {
    /// The word for it in the event stream and in metrics.
    public var word: String { kind.rawValue }

    /// The kinds of outcomes, named as the event stream writes them.
    enum Kind: String, CaseIterable {
        case published, prepared, scheduled, updated, cancelled, deleted, kept, notLive = "not_live", failed, deferred
    }

    /// What kind of outcome this is.
    var kind: Kind {
        switch self {
        case .published: .published
        case .prepared: .prepared
        case .scheduled: .scheduled
        case .updated: .updated
        case .deleted: .deleted
        case .kept: .kept
        case .notLive: .notLive
        case .cancelled: .cancelled
        case .stopped: .failed
        case .deferred: .deferred
        }
    }
}

extension FlowOutcome.Kind {
    /// The word in texts for people.
    var word: String { self == .notLive ? "not live" : rawValue }

    /// The colour of the word.
    var role: Style.Role {
        switch self {
        case .published, .updated, .prepared, .scheduled: .good
        case .deleted, .cancelled: .change
        case .notLive, .kept: .question
        case .failed: .danger
        case .deferred: .change
        }
    }
}
