import MetaGraph
import Publishing

extension Refusal {
    /// What a Graph error means for a flow.
    init(_ error: GraphError) {
        let isUnreadable = error.refusal?.code == 100 && error.refusal?.subcode == 33
        self.init(
            remedy: isUnreadable ? .backOff : Self.remedy(of: error),
            effect: error.outcome == .unknown ? .unknown : .none,
            message: error.summary, fix: Self.fix(of: error).text, retryAfter: error.wait, isUnreadable: isUnreadable)
    }

    /// The first cure that is one: looking is what a flow does by itself when the effect is unknown.
    private static func cure(of error: GraphError) -> MetaGraph.Remedy {
        error.steps.map(\.remedy).first { $0 != .lookUpFirst } ?? .backOff
    }

    /// What is left to do when we have tried ourselves in vain: the first step that a person takes, if there is one.
    private static func fix(of error: GraphError) -> MetaGraph.Remedy {
        let remedies = error.steps.map(\.remedy)
        return remedies.first { [.fixContent, .reauthenticate, .person].contains($0) } ?? cure(of: error)
    }

    private static func remedy(of error: GraphError) -> Remedy {
        switch cure(of: error) {
        case .sameRequestSoon: .sameRequestSoon
        case .backOff, .lookUpFirst: .backOff
        case .newContainer: .newContainer
        case .fixContent: .fixContent
        case .reauthenticate: .reauthenticate
        case .person: .person
        case .laterWindow: .laterWindow
        }
    }
}

extension MetaGraph.ContainerStatus {
    /// The status as flows know it; a failure carries what its subcode means.
    var forFlow: Publishing.ContainerStatus {
        switch code {
        case .inProgress, .other: .inProgress
        case .finished: .finished
        case .published: .published
        case .expired: .expired
        case .error: .failed(failure)
        }
    }

    private var failure: Refusal {
        let rule = failureRule
        let words = text ?? "the platform gives no reason"
        return Refusal(
            // Without a known subcode a second try is cheap, and often cures.
            remedy: rule?.remedy == .fixContent ? .fixContent : .newContainer, effect: .none,
            message: rule.map { "\($0.meaning) (container \(id): \(words))" } ?? "container \(id): \(words)",
            fix: (rule?.remedy ?? .newContainer).text)
    }
}
