/// What came of schedules, as numbers that add up.
public struct Figures: Hashable, Sendable {
    /// How many schedules were run.
    public var schedules = 0
    /// Jobs run and events that happened.
    public var steps = 0
    /// How often each fault struck.
    public var faults: [Fault: Int] = [:]
    /// Media that went live as publications.
    public var publications = 0
    /// Posts of Pages that the platform's own scheduler sent out.
    public var byPlatform = 0
    /// Media that went live beyond the one that each publication may have.
    public var duplicates = 0
    /// Publications that should have gone out, did not, and have no reason recorded.
    public var lost = 0
    /// Publications that are live, and that neither lockfile nor journal nor plan tells.
    public var unrecorded = 0
    /// Publications that wait for a person, with a reason.
    public var stopped = 0
    /// Publications whose grace passed.
    public var missed = 0

    /// None yet.
    public init() {}

    /// Adds those of other schedules.
    public static func += (sum: inout Figures, more: Figures) {
        sum.schedules += more.schedules
        sum.steps += more.steps
        sum.faults.merge(more.faults, uniquingKeysWith: +)
        sum.publications += more.publications
        sum.byPlatform += more.byPlatform
        sum.duplicates += more.duplicates
        sum.lost += more.lost
        sum.unrecorded += more.unrecorded
        sum.stopped += more.stopped
        sum.missed += more.missed
    }

    /// One line for the totals, and one for the faults.
    public var text: String {
        let struck = Fault.allCases.compactMap { fault in faults[fault].map { "\(fault.rawValue) \($0)" } }
        return """
            \(schedules) schedules, \(steps) steps, \(faults.values.reduce(0, +)) faults, \(publications) publications, \
            \(byPlatform) of them by Facebook's scheduler, \(duplicates) duplicates, \(lost) lost, \(unrecorded) unrecorded, \(missed) missed, \(stopped) stopped
            faults: \(struck.joined(separator: ", "))
            """
    }
}
