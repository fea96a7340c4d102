import CalendarLoading
import ContentModel
import Diagnostics
import ObjectIDs
import Publishing
import Synchronization
import Views

/// What a run that lasts keeps to: made anew when the calendar has changed.
///
/// Nothing in a calendar ends the run but where state is kept. What cannot be published is held back and told, once.
actor RunCourses {
    private let invocation: Invocation
    private let workspace: Workspace
    private let follower: CalendarFollower
    private let forgotten: @Sendable () async -> [PublicationID]
    /// Where state was kept when the run began.
    private let state: StateSettings?
    private let tell: @Sendable (String) -> Void
    /// Hears all that keeps publications back, at every look.
    private let heldBack: @Sendable ([String]) -> Void
    private var known: (commit: CommitID?, course: Course)?

    init(
        invocation: Invocation, workspace: Workspace, follower: CalendarFollower,
        forgotten: @escaping @Sendable () async -> [PublicationID], state: StateSettings?,
        tell: @escaping @Sendable (String) -> Void, heldBack: @escaping @Sendable ([String]) -> Void
    ) {
        self.invocation = invocation
        self.workspace = workspace
        self.follower = follower
        self.forgotten = forgotten
        self.state = state
        self.tell = tell
        self.heldBack = heldBack
    }

    /// The course at the branch's newest commit.
    ///
    /// - Throws: ``Publishing/StateFailure``, after which the run tries again, for everything.
    func current() async throws -> Course {
        do {
            let calendar = try await follower.calendar()
            if let known, known.commit == calendar.commit { return known.course }
            let course = try await course(of: calendar)
            known = (calendar.commit, course)
            return course
        } catch {
            throw StateFailure(passing: error)
        }
    }

    private func course(of calendar: LoadedCalendar) async throws -> Course {
        let name = calendar.commit.map { String($0.description.prefix(7)) } ?? "the work tree"
        let errors = calendar.diagnostics.filter { $0.severity == .error }
        for error in errors { tell(DiagnosticText.line(error)) }
        let making = try PlanMaking(calendar, in: workspace, selection: invocation.selection)
        guard let settings = calendar.settings else {
            throw CommandFailure(errors, status: .calendarErrors)
        }
        let hosting = try RealHosting(
            settings: settings, commit: calendar.commit, workspace: workspace, environment: invocation.environment,
            tell: tell
        ).client()
        guard settings.state == state || invocation.has(.localState) else {
            // Two that keep state in different places know nothing of each other.
            throw StateFailure(
                message: "the calendar at \(name) keeps its state elsewhere than this run does",
                fix: "stop everything that runs, wait until nothing is in flight, then start again")
        }
        let count = calendar.publications.count
        tell("following \(name): \(count) publication\(count == 1 ? "" : "s")")
        let brakes = Brakes(invocation: invocation, settings: settings)
        let (heldBack, forgotten) = (heldBack, await forgotten())
        let invalid = errors.isEmpty ? [] : ["\(errors.count) errors in the calendar at \(name) (calends validate)"]
        return Course(
            making: making, hosting: hosting, mostPublishes: brakes.mostPublishes, mostDeletes: brakes.mostDeletes
        ) { workload in
            var problems = invalid
            var workload = workload
            func holdBack(_ reason: String, where isConcerned: (Work) -> Bool) {
                problems.append(reason)
                workload.work.removeAll(where: isConcerned)
            }
            if let text = calendar.freeze {
                holdBack("frozen: \(text.split(whereSeparator: \.isNewline).joined(separator: " "))") { !$0.onlyLooks }
            }
            do throws(CommandFailure) {
                try brakes.check(workload, against: forgotten)
            } catch {
                let reason = error.diagnostics.map { "\($0.message) — \($0.why) — \($0.fix)" }.joined(separator: "; ")
                holdBack(reason) { $0.isVisible }
            }
            heldBack(problems)
            return workload
        }
    }
}
