import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import HTTP
import LocalState
import Views

/// `calends auth status`: who each account's token is, how long it lasts, and whether it may do what is planned.
struct AuthStatusCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        let calendar = try await workspace.calendar()
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let accounts = try invocation.accounts(of: settings)
        if accounts.isEmpty { invocation.tell(Self.noAccounts) }
        let checks = try await Self.checks(of: accounts, settings, calendar.publications, invocation, workspace)
        return invocation.show(checks)
    }

    /// What is said where the settings name nobody.
    static let noAccounts = "The settings name no account yet: calends auth login --account NAME"

    /// The checks of some accounts, in their order.
    static func checks(
        of accounts: [Account], _ settings: Settings, _ publications: [Publication], _ invocation: Invocation,
        _ workspace: Workspace
    ) async throws -> [Check] {
        let prompt = PassphrasePrompt(console: invocation.console, isNew: false)
        let secrets = Secrets(environment: invocation.environment, in: workspace, ask: { prompt.ask() })
        let access = AppAccess(
            settings: settings.app ?? AppSettings(), secrets: secrets, environment: invocation.environment)
        let http = invocation.trace.httpClient()
        let now = Date()
        // Who may not write here is told the same.
        let quotas = try? QuotaMemory(in: workspace.files(), at: .real)
        let all = accounts.map { account in
            AccountChecks(
                account: account, needs: publications.scopeNeeds(on: account), secrets: secrets, access: access,
                http: http, now: now, root: workspace.root, quotas: quotas)
        }
        // A few at a time: a thousand accounts must neither take an hour nor look like an attack.
        return await withTaskGroup(of: (Int, [Check]).self) { group in
            var waiting = Array(all.enumerated())[...]
            func startNext() {
                guard let (index, checks) = waiting.popFirst() else { return }
                group.addTask { (index, await checks.all()) }
            }
            for _ in 0..<8 { startNext() }
            var results: [Int: [Check]] = [:]
            for await (index, checks) in group {
                results[index] = checks
                startNext()
            }
            return results.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }
}

extension Invocation {
    /// Prints checks as `--format` asks, and answers what the shell hears.
    func show(_ checks: [Check]) -> ExitStatus {
        console.write(format == "json" ? checks.json.text : checks.text(style: console.style))
        return checks.status
    }
}
