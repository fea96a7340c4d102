public import FoundationEssentials

/// A decision procedure without effects: told what came of the last step, it names the next.
public protocol Flow: Sendable {
    /// Takes in what came of the last step and decides the next; begins with ``FlowEvent/started``.
    mutating func handle(_ event: FlowEvent, at now: Date) -> FlowStep
}
