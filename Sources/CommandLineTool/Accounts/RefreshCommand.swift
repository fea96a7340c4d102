import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import HTTP
import MetaGraph
import TokenStore
import Views

/// `calends auth refresh`: renews what can be renewed, and keeps or prints what came of it.
struct RefreshCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        let calendar = try await workspace.calendar()
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let accounts = try invocation.accounts(of: settings)
        if accounts.isEmpty { invocation.tell(AuthStatusCommand.noAccounts) }
        let http = invocation.trace.httpClient()
        if invocation.has(.githubSecret) || invocation.has(.print) {
            guard accounts.count == 1 else { throw UsageError.oneAccount(invocation.command) }
        }
        let secret = try invocation.value(of: .githubSecret).map {
            try GitHubSecret(named: $0, environment: invocation.environment, trace: invocation.trace, http: http)
        }
        let prompt = PassphrasePrompt(console: invocation.console, isNew: false)
        let secrets = Secrets(
            environment: invocation.environment, in: workspace, ask: { prompt.ask() })
        let access = AppAccess(
            settings: settings.app ?? AppSettings(), secrets: secrets, environment: invocation.environment)
        var status = ExitStatus.done
        for account in accounts {
            invocation.trace.step("renews the token of account \(account.name), \(account.token)")
            let renewal = TokenRenewal(account: account, access: access, http: http)
            do {
                let new = try await renew(account, renewal, secrets)
                if let new { try await deliver(new, of: account, to: secret) }
            } catch {
                let failure =
                    switch error {
                    case let error as GraphError: CommandFailure(error, account: account.name)
                    case let obstacle as TokenRenewal.Obstacle:
                        CommandFailure([obstacle.diagnostic(for: account.name)], status: .needsPerson)
                    default: CommandFailure(error)
                    }
                for diagnostic in failure.diagnostics {
                    invocation.console.report(
                        "calends: \(DiagnosticText.line(diagnostic, style: invocation.console.reportStyle))\n")
                }
                // Too young is no failure: the next refresh comes.
                let isWarning = failure.diagnostics.allSatisfy { $0.severity == .warning }
                status = status.combined(with: isWarning ? .done : failure.status)
            }
        }
        return status
    }

    /// Renews the token where it is kept; nil where it is kept elsewhere and nobody said what to do with a new one.
    private func renew(
        _ account: Account, _ renewal: TokenRenewal, _ secrets: Secrets
    ) async throws -> StoredToken? {
        if case .store(let key) = account.token {
            return try await secrets.renew(key, by: renewal)
        }
        guard invocation.has(.print) || invocation.has(.githubSecret) else {
            invocation.tell(
                "skipped  \(account.name): its token is in \(account.token), where calends does not write; "
                    + "add --github-secret NAME or --print")
            return nil
        }
        guard case .instagram(.instagram) = account.platform else {
            throw TokenRenewal.Obstacle.cannot(
                why: "a Page's token alone cannot be renewed", fix: "keep it in the store: run calends auth login")
        }
        let text = try secrets.secret(account.token, for: "the token of account \(account.name)", at: account.location)
        let new = try await renewal.renewed(StoredToken(kind: .instagram, secret: text, id: account.id))
        TokenKeeping.remember(
            TokenOutlook(name: account.name.text, expires: new.expires), in: secrets.root)
        return new
    }

    private func deliver(_ new: StoredToken, of account: Account, to secret: GitHubSecret?) async throws {
        if let secret {
            try await secret.write(new.secret)
            invocation.tell("written  the secret \(secret.name) of \(secret.repository)")
        }
        if invocation.has(.print) { invocation.console.write(new.secret + "\n") }
        let end = (new.expires ?? new.personExpires).map { "until \($0.formatted(.iso8601.year().month().day()))" }
        invocation.tell("renewed  \(account.name)\(end.map { ", good \($0)" } ?? "")")
    }
}

extension Invocation {
    /// The accounts of `--account`, or all of the settings, by name.
    func accounts(of settings: Settings) throws(UsageError) -> [Account] {
        let known = settings.accounts.keys.map(\.text).sorted()
        for name in accountNames where settings.accounts[name] == nil {
            throw .badValue(.account, value: name.text, choices: known)
        }
        let wanted = Set(accountNames)
        return settings.accounts.values.filter { wanted.isEmpty || wanted.contains($0.name) }.sorted {
            $0.name < $1.name
        }
    }
}
