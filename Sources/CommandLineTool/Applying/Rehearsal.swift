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
import TimeZones
import Views

/// `calends apply --sandbox`: the whole flow against the sandbox, with state, tokens and hosting of its own.
///
/// The clock of a rehearsal starts now, or at `--at`, and with `--until` it jumps from one due time to the next. Waiting
/// takes no time. The sandbox's own clock follows, but never runs backwards.
struct Rehearsal {
    let invocation: Invocation
    let workspace: Workspace
    let calendar: LoadedCalendar

    func run() async throws -> ExitStatus {
        let zone = workspace.zone(of: calendar)
        func instant(_ option: Option, endsDay: Bool) throws -> Date? {
            try invocation.value(of: option).map {
                try MomentArgument.instant($0, of: option, in: zone, endsDay: endsDay)
            }
        }
        let start = try instant(.at, endsDay: false) ?? Date()
        let until = try instant(.until, endsDay: true) ?? start
        guard until >= start else {
            throw CommandFailure(
                "--until lies before the start", why: "the clock of a rehearsal only runs forward",
                fix: "give an earlier --at, too", status: .usage)
        }
        let making = try PlanMaking(calendar, in: workspace, accounts: invocation.accountNames)
        let files = try workspace.files()
        let state = try StateOpening.open(files, at: .sandbox)
        let sandbox = try await SandboxPlace(files: files).start(for: calendar.settings)
        let clock = RehearsalClock(start: start, sandbox: sandbox)
        let reporter = ApplyReporter(for: invocation, zone: zone)
        let run = ApplyRun(
            making: making, state: state, clock: clock.client, hosting: try hosting(sandbox, files), reporter: reporter,
            platform: platform(of: sandbox))
        let summary = try await rehearse(run, clock, until: until, reporter)
        reporter.conclude(summary, style: invocation.console.style, zone: zone)
        if invocation.format == "text" { tellWhatNext(summary, zone) }
        await sandbox.stop()
        return summary.exitStatus
    }

    /// Applies at the start and then at every due time up to `until`.
    private func rehearse(
        _ run: ApplyRun, _ clock: RehearsalClock, until: Date, _ reporter: ApplyReporter
    ) async throws -> ApplySummary {
        while true {
            await clock.settle()
            let planned = try await run.plan()
            let workload = run.workload(of: planned)
            try await run.perform(workload)
            let next = workload.later.first { $0.at > planned.plan.now && $0.at <= until }
            guard let next else {
                return ApplySummary(
                    outcomes: reporter.outcomes, plan: try await run.plan().plan,
                    later: workload.later.filter { $0.at > clock.now })
            }
            clock.advance(to: next.at)
        }
    }

    private func hosting(_ sandbox: Sandbox, _ files: FileRoot) throws -> HostingClient {
        let folder = try FileRoot(SandboxPlace(files: files).hostedFolder)
        let content = MediaContent(files: files)
        return .directory(folder, publicURL: sandbox.url + "/hosted") { file throws(Refusal) in
            try content.bytes(of: file)
        }
    }

    private func platform(of sandbox: Sandbox) -> @Sendable (Account) throws -> PlatformClient {
        let clients = PlatformClients()
        let accounts = sandbox.accounts
        return { account in
            let token = accounts.first { $0.name == account.name.text }?.token ?? ""
            return try clients.client(for: account, token: token, api: sandbox.url)
        }
    }

    private func tellWhatNext(_ summary: ApplySummary, _ zone: ZoneRules) {
        func day(_ date: Date) -> Substring? { zone.localTime(at: date)?.wallTime.description.prefix { $0 != " " } }
        let missed = summary.unresolved.first { $0.kind == .missed }
        if let missed, !invocation.has(.at), let day = day(missed.at) {
            invocation.tell("Begin before what is past: calends apply --sandbox --at \(day)")
        }
        if let next = summary.later.first, let day = day(next.at) {
            invocation.tell("Rehearse what is to come: calends apply --sandbox --until \(day)")
        }
        if !summary.outcomes.isEmpty { invocation.tell("Look at it: calends sandbox") }
    }
}
