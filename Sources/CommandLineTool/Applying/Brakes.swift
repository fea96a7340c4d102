import CalendarLoading
import ContentModel
import Diagnostics
import LocalState
import Planning
import Publishing

/// What stops a run before it does anything; each brake names its override.
struct Brakes {
    let invocation: Invocation
    let settings: Settings

    /// What goes out is what everybody sees in git.
    func checkCommitted(_ calendar: LoadedCalendar) throws(CommandFailure) {
        if let obstacle = uncommitted(in: calendar) { throw obstacle.failure }
    }

    private func uncommitted(in calendar: LoadedCalendar) -> Obstacle? {
        guard calendar.isDirty, !invocation.has(.allowUncommitted) else { return nil }
        return .uncommitted(calendar.uncommitted)
    }

    /// A journal that dies with a CI job's machine protects from nothing.
    func checkState() throws(CommandFailure) {
        guard settings.state == nil, !invocation.has(.localState), invocation.isContinuousIntegration else { return }
        throw CommandFailure(
            "no shared state in a CI job", why: "the journal would be lost with the job's machine",
            fix: "write state: {remote: origin, branch: main} in calendar/settings.yaml, "
                + "or add --local-state if the folder .calends/ outlives the job", status: .usage)
    }

    /// A person said that nothing goes out.
    func checkFreeze(_ calendar: LoadedCalendar) throws(CommandFailure) {
        guard let text = calendar.freeze else { return }
        let reason = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        throw CommandFailure(
            "frozen" + (reason.isEmpty ? "" : ": \(reason)"), why: "calendar/FREEZE exists",
            fix: "remove calendar/FREEZE and commit", status: .needsPerson)
    }

    /// A lockfile that lost records would have their publications go out again.
    func check(_ workload: Workload, against forgotten: [PublicationID]) throws(CommandFailure) {
        guard !forgotten.isEmpty, workload.work.contains(where: \.publishes) else { return }
        let names = forgotten.prefix(3).map(\.description).joined(separator: ", ")
        let more = forgotten.count > 3 ? " and \(forgotten.count - 3) more" : ""
        throw CommandFailure(
            "\(StatePaths.real.lockfile) does not record \(names)\(more)",
            why: "an earlier one on this machine did: what is published already would be published again",
            fix: "restore it, or merge the branch that has it; if it is right, remove \(StatePaths.real.memory)",
            status: .needsPerson)
    }

    /// The most that is published at once.
    var mostPublishes: Int { invocation.number(.maxPublish) ?? settings.safety.maximumPublishesPerApply }
    /// The most that is deleted at once.
    var mostDeletes: Int { invocation.number(.maxDelete) ?? settings.safety.maximumDeletesPerApply }

    /// More at once than is usual is more often a mistake than a plan.
    func check(_ workload: Workload) throws(CommandFailure) {
        if let obstacle = excesses(of: workload).first { throw obstacle.failure }
    }

    private func excesses(of workload: Workload) -> [Obstacle] {
        let publishes = workload.work.count { $0.isNewPublish }
        let deletes = workload.work.count { $0.deletes }
        return (publishes > mostPublishes ? [.publishes(publishes, most: mostPublishes)] : [])
            + (deletes > mostDeletes ? [.deletes(deletes, most: mostDeletes)] : [])
    }

    /// What would stop an apply of a calendar that has this work, in the order in which it comes upon it.
    func obstacles(to workload: Workload, of calendar: LoadedCalendar) -> [Obstacle] {
        [calendar.invalidity, uncommitted(in: calendar)].compactMap { $0 } + excesses(of: workload)
    }

    /// The brakes among obstacles, at the lines of the settings that make them.
    func warnings(of obstacles: [Obstacle]) -> [Diagnostic] {
        obstacles.flatMap { obstacle -> [Diagnostic] in
            guard let override = obstacle.override else { return [] }
            let isOfDeletes = if case .deletes = obstacle { true } else { false }
            let location = isOfDeletes ? settings.safety.deletesLocation : settings.safety.publishesLocation
            return obstacle.failure.diagnostics.map {
                Diagnostic(
                    location, $0.message, why: "\($0.why), and apply would do nothing",
                    fix: "if all of them are meant, raise it, or add \(override) to apply", severity: .warning)
            }
        }
    }
}

extension Obstacle {
    /// What an apply says when it comes upon it.
    var failure: CommandFailure {
        switch self {
        case .errors:
            CommandFailure(
                "nothing is published", why: "the calendar has errors", fix: "fix what is named above",
                status: .calendarErrors)
        case .uncommitted(let paths):
            CommandFailure(
                "not committed: \(paths.prefix(3).joined(separator: ", "))"
                    + (paths.count > 3 ? " and \(paths.count - 3) more" : ""),
                why: "what is published is told from git's history",
                fix: "commit first, or add --allow-uncommitted", status: .calendarErrors)
        case .publishes(let count, let most):
            CommandFailure(
                "\(count) publications are due at once", why: "safety.max_publish_per_apply is \(most)",
                fix: "look at calends plan, then add --max-publish \(count)", status: .needsPerson)
        case .deletes(let count, let most):
            CommandFailure(
                "\(count) published media would be deleted", why: "safety.max_delete_per_apply is \(most)",
                fix: "look at calends plan, then add --max-delete \(count)", status: .needsPerson)
        }
    }

    /// What a command line of apply needs to get past it; `nil` where no option does, or where another way is better.
    var override: String? {
        switch self {
        case .errors, .uncommitted: nil
        case .publishes(let count, _): "--max-publish \(count)"
        case .deletes(let count, _): "--max-delete \(count)"
        }
    }
}

extension LoadedCalendar {
    /// Nothing of a calendar with errors is applied.
    var invalidity: Obstacle? {
        let count = diagnostics.count { $0.severity == .error }
        return count == 0 ? nil : .errors(count)
    }
}

extension Work {
    fileprivate var publishes: Bool {
        switch task {
        case .publish(_, _, _, let goal): goal != .resolved
        case .page(let page): page.goal != .cancelled
        case .replace: true
        case .update, .remove, .resolveRemoval, .note, .giveUp: false
        }
    }
}
