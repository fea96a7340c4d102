import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import HTTPServer
import LocalState
import Planning
import Publishing
import ScheduleLock
import Views

/// `calends run`: follows a branch and publishes what it says, until it is told to stop.
struct RunCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar()
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        try Brakes(invocation: invocation, settings: settings).checkState()
        let poll = try invocation.span(.poll) ?? .seconds(60)
        guard poll >= .seconds(1) else {
            throw UsageError.badDuration(
                .poll, value: poll.written, why: "state and calendar are looked at once a second at most")
        }
        let keeper = try await StateKeeper.open(for: invocation, workspace, settings)
        let zone = workspace.zone(of: calendar)
        let figures = RunFigures(poll: poll)
        let log = RunLog(for: invocation, zone: zone)
        let server = try invocation.value(of: .listen).map { try HealthServer.start(at: $0, showing: figures) }
        if let server { log.tell("health and metrics are at \(server.url)") }
        let follower = CalendarFollower(workspace, tip: try BranchTip(for: invocation, workspace, settings).find)
        let courses = RunCourses(
            invocation: invocation, workspace: workspace, follower: follower, forgotten: keeper.forgotten,
            state: settings.state, tell: { log.tell($0) },
            heldBack: { problems in
                for problem in figures.note(problems: problems) { log.tell("held back: \(problem)") }
            })
        var access = try AccountAccess.real(invocation, workspace, keeper, app: settings.app)
        access.unreachable = { account, error in
            // One account's token is no reason to keep the others waiting.
            let problem = CommandFailure(error).diagnostics.map { DiagnosticText.line($0) }.joined(separator: "; ")
            if figures.note(problem, of: account.name) { log.tell(problem) }
        }
        let quotas = try QuotaMemory(in: workspace.files(), at: .real)
        let run = ApplyRun(
            state: keeper.client, clock: ClockClient.system.finishingShortSleeps(upTo: .seconds(3)), span: .forever,
            course: { try await courses.current() },
            access: access,
            poll: poll, slowestRequest: keeper.slowestRequest, quota: { await quotas.remember($1, of: $0) },
            report: { event in
                figures.hear(event)
                log.hear(event)
            },
            planned: { planned, workload in
                for action in figures.hear(planned, workload) { log.tell(action, at: planned.plan.now) }
            },
            notice: { notice in
                let now = Date()
                if figures.hear(notice, at: now) { log.hear(notice, at: now) }
            })
        let renewal = RunRenewal(
            secrets: Secrets(environment: invocation.environment, in: workspace),
            trace: invocation.trace, environment: invocation.environment,
            settings: { try await follower.calendar().settings },
            tell: { log.tell($0) }, heard: { figures.note(tokens: $0) })
        let renewing = Task { await renewal.perform() }
        defer { renewing.cancel() }
        let results = ResultCommit(
            invocation: invocation, workspace: workspace, layout: LockfileLayout(settings))
        let (ending, committed) = try await keeper.whileAttending {
            let ending = await RunEnding.of(
                whenStopped: {
                    workspace.media.stop()
                    log.tell("stopping when what is in flight has ended; once more stops at once")
                },
                whenTooLate: { log.tell("what has not ended is recorded: the next run finds out what became of it") }
            ) { try await run.perform() }
            return (ending, await keeper.conclude(results, .results))
        }
        await server?.stop()
        ending.interruption.end()
        if let failure = ending.failure { throw failure }
        return committed
    }
}
