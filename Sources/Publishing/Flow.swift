public import FoundationEssentials

/// A decision procedure without effects: told what came of the last step, it names the next.
public protocol Flow: Sendable {
    mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep
}

extension PublicationFlow: Flow {}
