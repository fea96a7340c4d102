import ContentModel
import FoundationEssentials
import Planning
import ScheduleLock

/// Decides when a schedule is over, and has it judged: faults have ended, and nothing is left that a run would do.
final class Ending: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    private unowned let world: World
    private(set) var isReached = false
    private let latest: Moment

    /// How often a look is taken, and how long after the last hour of anything a schedule goes on at most: containers
    /// live for a day.
    private static let pace = Duration.seconds(1200)
    private static let patience = Duration.seconds(30 * 3600)

    init(world: World) {
        self.world = world
        let versions = world.scenario.calendar.commits.flatMap(\.entries.values)
        let ends = versions.compactMap { entry in entry.due?.addingTimeInterval(entry.grace / .seconds(1)) }
        let last = (ends.max() ?? Moment.beginning.date).timeIntervalSince(Moment.beginning.date)
        let calm = max(world.scenario.weather.end, Moment(milliseconds: Int64(last * 1000)))
        latest = calm + Self.patience
        world.plan(at: world.scenario.weather.end + .seconds(600)) { [self] in look() }
    }

    private func look() {
        let isSettled = world.now > (world.scenario.calendar.commits.last?.at ?? .beginning) && !isAnythingPending
        if isSettled || world.now > latest {
            isReached = true
        } else {
            world.plan(after: Self.pace) { [self] in look() }
        }
    }

    private var isAnythingPending: Bool {
        guard let (plan, _, journal) = present else { return false }
        return plan.hasChanges || journal.inFlight.values.contains { $0.mayBeLive && $0.stop == nil }
    }

    func judge() {
        guard let (plan, lockfile, journal) = present else { return }
        world.referee.judge(plan, lockfile: lockfile, journal: journal)
    }

    private var present: (Plan, Lockfile, Journal)? {
        guard let (lockfile, journal) = world.state() else { return nil }
        let head = world.scenario.calendar.head(at: world.now)
        let plan = world.scenario.calendar.plan(head, lockfile: lockfile, journal: journal, at: world.now.date)
        return (plan, lockfile, journal)
    }
}
