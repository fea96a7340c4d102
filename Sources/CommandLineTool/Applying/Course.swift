import Publishing

/// What a run keeps to: a calendar, where its media become public, and what must not be done of its plan.
struct Course: Sendable {
    let making: PlanMaking
    let hosting: HostingClient
    /// The most that is published, and deleted, at once.
    var mostPublishes = Int.max
    var mostDeletes = Int.max
    /// What is left of the work that a plan asks for.
    var restrict: @Sendable (Workload) throws -> Workload = { $0 }
}
