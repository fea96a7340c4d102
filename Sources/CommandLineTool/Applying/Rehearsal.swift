import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import GraphSandbox
import Hosting
import LocalState
import Planning
import Publishing
import ScheduleLock
import TimeZones
import Views

/// `calends apply --sandbox`: the whole flow against the sandbox, with state, tokens and hosting of its own.
///
/// Everything is rehearsed that the sandbox has not published yet: the clock starts before the first of it, jumps from
/// each moment at which something is prepared or due to the next, and ends with the last. Waiting takes no time.
/// `--at` starts it later, so that what is past its grace by then is missed; `--until` ends it earlier. The sandbox's
/// own clock follows, but never runs backwards.
struct Rehearsal {
    let invocation: Invocation
    let workspace: Workspace
    let calendar: LoadedCalendar

    func run() async throws -> ExitStatus {
        let zone = workspace.zone(of: calendar)
        let making = try PlanMaking(calendar, in: workspace, selection: invocation.selection)
        let files = try workspace.files()
        let state = try StateOpening.open(files, at: .sandbox)
        let span = try await span(of: making, state, in: zone)
        let sandbox = try await SandboxPlace(files: files).join(for: calendar.settings, beginningAt: span.lowerBound)
        let clock = RehearsalClock(start: span.lowerBound, sandbox: sandbox)
        let reporter = ApplyReporter(for: invocation, zone: zone)
        let course = Course(making: making, hosting: try hosting(sandbox, files))
        let quotas = try QuotaMemory(in: files, at: .sandbox)
        let run = ApplyRun(
            state: state.client, clock: clock.client, span: .once, course: { course }, access: try access(to: sandbox),
            jitter: { 0 }, quota: { await quotas.remember($1, of: $0) },
            report: { reporter.hear($0) })
        let summary = try await rehearse(run, clock, until: span.upperBound, reporter)
        reporter.conclude(summary, style: invocation.console.style, zone: zone)
        if invocation.format == "text" { tellWhatNext(summary, zone) }
        await sandbox.stop()
        return summary.exitStatus
    }

    /// The time that is rehearsed.
    private func span(of making: PlanMaking, _ state: LocalState, in zone: ZoneRules) async throws -> ClosedRange<Date>
    {
        func instant(_ option: Option, endsDay: Bool) throws -> Date? {
            try invocation.value(of: option).map {
                try MomentArgument.instant($0, of: option, in: zone, endsDay: endsDay)
            }
        }
        let now = Date()
        let lockfile = await state.lockfile
        let plan = try await making.plan(lockfile, bytes: lockfile.bytes, await state.journal, now: now).plan
        let unpublished = plan.actions.filter { [.publish, .schedule, .missed].contains($0.kind) }
        let start = try instant(.at, endsDay: false) ?? unpublished.map(\.preparation).reduce(now, min)
        let end =
            try instant(.until, endsDay: true)
            ?? (unpublished.map(\.at) + plan.actions.compactMap(\.handedOver) + plan.actions.compactMap(\.blockEnd))
            .reduce(start, max)
        guard end >= start else {
            throw CommandFailure(
                "--until lies before the start", why: "the clock of a rehearsal only runs forward",
                fix: "give an earlier --at, too", status: .usage)
        }
        return start...end
    }

    /// Applies at the start and then at every moment up to `until` at which an apply would have something to do.
    private func rehearse(
        _ run: ApplyRun, _ clock: RehearsalClock, until: Date, _ reporter: ApplyReporter
    ) async throws -> ApplySummary {
        while true {
            await clock.settle()
            try await reporter.whileTurning { try await run.perform() }
            let plan = try await run.plan(run.state.read()).0.plan
            let later = plan.actions.filter { $0.kind == .publish && !plan.isDue($0) }
            let handedOver = plan.actions.compactMap(\.handedOver).filter { $0 <= until }
            let moments =
                handedOver.map { $0.addingTimeInterval(PageWork.observationDelay) }
                + later.filter { $0.at <= until }.flatMap { [$0.preparation, $0.at] }
                + plan.actions.compactMap(\.blockEnd).filter { $0 <= until }
            guard let next = moments.filter({ $0 > plan.now }).min() else {
                return ApplySummary(outcomes: reporter.outcomes, plan: plan, later: later)
            }
            clock.advance(to: next)
        }
    }

    private func hosting(_ sandbox: RehearsalSandbox, _ files: FileRoot) throws -> HostingClient {
        let folder = try FileRoot(SandboxPlace(files: files).hostedFolder)
        let content = try MediaContent(of: workspace, checkingVideos: true)
        let source: PublicFileSource = { file async throws(Refusal) in try await content.publicFile(of: file) }
        return .directory(folder, publicURL: sandbox.url + "/hosted", source: source)
            .lookedAt(
                by: PublicLook(.folder(folder.path), isLocal: true, observe: workspace.trace.requestObserver),
                source: source)
    }

    private func access(to sandbox: RehearsalSandbox) throws -> AccountAccess {
        let clients = try PlatformClients(for: workspace)
        let accounts = sandbox.accounts
        return AccountAccess(
            token: { account in
                guard let key = accounts.first(where: { $0.name == account.name.text && $0.id == account.id }) else {
                    throw CommandFailure(
                        "the sandbox has no account \(account.name)", why: "it was added after the sandbox was started",
                        fix: "stop calends sandbox, then start it again", status: .needsPerson)
                }
                workspace.trace.hide(key.token)
                return key.token
            },
            client: { try clients.client(for: $0, token: $1, api: sandbox.url) })
    }

    private func tellWhatNext(_ summary: ApplySummary, _ zone: ZoneRules) {
        func day(_ date: Date) -> Substring? { zone.localTime(at: date)?.wallTime.description.prefix { $0 != " " } }
        if let next = summary.later.first, let day = day(next.at) {
            invocation.tell("Rehearse what is to come: calends apply --sandbox --until \(day)")
        }
        if !summary.outcomes.isEmpty { invocation.tell("Look at it: calends sandbox") }
    }
}

extension Action {
    /// When what keeps it from going out ends by itself.
    fileprivate var blockEnd: Date? { if case .blocked(let block) = step { block.end } else { nil } }

    /// When Facebook publishes it.
    fileprivate var handedOver: Date? { if case .none(.handedOver(let hour)) = step { hour } else { nil } }

    /// When a publication is prepared, so that it is ready when it is due.
    fileprivate var preparation: Date {
        guard let content = desired?.content else { return at }
        return at.addingTimeInterval(-(Workload.lead(for: content) / .seconds(1)))
    }
}
