import MetaGraph
import Publishing

extension Refusal {
    /// What a Graph error means for a flow.
    init(_ error: GraphError, at place: Advice.Place) {
        let codes = (error.refusal?.code, error.refusal?.subcode)
        let steps = Self.steps(of: error)
        self.init(
            remedy: steps.first?.remedy ?? .backOff,
            effect: error.isUnsent ? .unsent : error.outcome == .unknown ? .unknown : .none,
            message: error.summary,
            fix: Advice.words(code: codes.0, subcode: codes.1, remedy: Self.lastResort(of: error), at: place),
            retryAfter: error.wait ?? (codes.0 == 368 ? Self.policyWait : nil), isThrottling: error.isThrottling,
            isUnreadable: error.saysNoSuchObject, atMost: steps.first?.atMost,
            thereafter: steps.dropFirst().first?.remedy, forbidsRepeat: codes.1 == 2_207_051,
            isDuplicate: codes.0 == 506)
    }

    /// How long a block for breaking a policy is left alone before a person is asked.
    private static let policyWait = Duration.seconds(600)

    private typealias Step = (remedy: Remedy, atMost: Int?)

    /// What a flow tries, in order; looking is what it does by itself when the effect is unknown.
    private static func steps(of error: GraphError) -> [Step] {
        // Half an answer with a success status is a gateway's slip more often than a change of the platform.
        if case .unexpectedAnswer = error.cause { return [(.backOff, 3), (.person, nil)] }
        switch (error.refusal?.code, error.refusal?.subcode) {
        // The token cannot be checked any better than by asking again.
        case (100, 33): return [(.backOff, nil)]
        // Nothing that an entry says cures these, so another version of it is not waited for.
        case (3, _), (2_500, _), (2_635, _): return [(.person, nil)]
        // The photos are in a post that nobody sees, or that a look finds: others take their place.
        case (_, 1_366_051): return [(.newContainer, nil)]
        default: break
        }
        return error.steps.compactMap { step in
            let remedy: Remedy? =
                switch step.remedy {
                case .lookUpFirst: nil
                case .sameRequestSoon: .sameRequestSoon
                case .backOff: .backOff
                case .newContainer: .newContainer
                case .fixContent: .fixContent
                case .reauthenticate: .reauthenticate
                case .person: .person
                case .laterWindow: .laterWindow
                }
            return remedy.map { ($0, step.atMost) }
        }
    }

    /// What is left when we have tried ourselves in vain: the first step that a person takes, if there is one.
    private static func lastResort(of error: GraphError) -> MetaGraph.Remedy {
        let remedies = error.steps.map(\.remedy)
        return remedies.first { [.fixContent, .reauthenticate, .person].contains($0) }
            ?? remedies.first { $0 != .lookUpFirst } ?? .backOff
    }
}

extension MetaGraph.ContainerStatus {
    /// The status as flows know it; a failure carries what its subcode means.
    var forFlow: Publishing.ContainerStatus {
        switch code {
        case .inProgress, .other: video?.uploading.map(arrival) ?? .inProgress
        case .finished: .finished
        case .published: .published
        case .expired: .expired
        case .error: .failed(failure)
        }
    }

    /// What the stage at which a video's bytes arrive says of a container that is neither whole nor at an end.
    private func arrival(_ uploading: Phase) -> Publishing.ContainerStatus {
        switch uploading.status {
        case "complete": return .processing
        case "error": return .failed(failure)
        default: break
        }
        guard let bytes = uploading.bytesTransferred, bytes >= 0 else {
            return uploading.status == "not_started" ? .receiving(bytes: 0) : .inProgress
        }
        if let size = uploading.sourceFileSize, size > 0, bytes >= size { return .processing }
        return .receiving(bytes: bytes)
    }

    private var failure: Refusal {
        let rule = failureRule
        let words = text ?? "the platform gives no reason"
        return Refusal(
            // Without a known subcode a second try is cheap, and often cures.
            remedy: rule?.remedy == .fixContent ? .fixContent : .newContainer, effect: .none,
            message: rule.map { "\($0.meaning) (container \(id): \(words))" } ?? "container \(id): \(words)",
            fix: Advice.words(code: nil, subcode: failureSubcode, remedy: rule?.remedy ?? .newContainer, at: .instagram)
        )
    }
}
