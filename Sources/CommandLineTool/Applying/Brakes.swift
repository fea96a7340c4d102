import CalendarLoading
import ContentModel
import Diagnostics
import LocalState
import Publishing

/// What stops a run before it does anything; each brake names its override.
struct Brakes {
    let invocation: Invocation
    let settings: Settings

    /// What goes out is what everybody sees in git.
    func checkCommitted(_ calendar: LoadedCalendar) throws(CommandFailure) {
        guard calendar.isDirty, !invocation.has(.allowUncommitted) else { return }
        let names = calendar.uncommitted.prefix(3).joined(separator: ", ")
        let more = calendar.uncommitted.count > 3 ? " and \(calendar.uncommitted.count - 3) more" : ""
        throw CommandFailure(
            "not committed: \(names)\(more)", why: "what is published is told from git's history",
            fix: "commit first, or add --allow-uncommitted", status: .calendarErrors)
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
        let publishes = workload.work.count { $0.isNewPublish }
        guard publishes <= mostPublishes else {
            throw CommandFailure(
                "\(publishes) publications are due at once",
                why: "safety.max_publish_per_apply is \(mostPublishes)",
                fix: "look at calends plan, then add --max-publish \(publishes)", status: .needsPerson)
        }
        let deletes = workload.work.count { $0.deletes }
        guard deletes <= mostDeletes else {
            throw CommandFailure(
                "\(deletes) published media would be deleted", why: "safety.max_delete_per_apply is \(mostDeletes)",
                fix: "look at calends plan, then add --max-delete \(deletes)", status: .needsPerson)
        }
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
