import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import Git
import HTTP
import MetaGraph
import ObjectIDs
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
                guard try await isDeliverable(account, to: secret, secrets) else { continue }
                let new = try await renew(account, renewal, secrets)
                try await deliver(new, of: account, to: secret, in: secrets.root)
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
        tellOfCommit(in: workspace)
        return status
    }

    /// Says that others go on with the former tokens until a store that git has is committed.
    private func tellOfCommit(in workspace: Workspace) {
        let path = RepositoryPath(TokenKeeping.path)
        func isAhead() throws(GitError) -> Bool {
            let repository = try Repository(openingAt: workspace.root)
            guard let head = try repository.head().commit,
                let committed = try repository.file(at: path, in: repository.tree(of: head))
            else { return false }
            return try repository.blobID(ofWorkTreeFile: path) != committed.blob
        }
        guard workspace.isRepository, (try? isAhead()) == true else { return }
        invocation.tell(
            "changed  \(path), which git has: other clones and jobs go on with the former tokens until you commit and push "
                + "it")
    }

    /// Shows that the new token can be kept, before the former one may end with the request that makes it.
    ///
    /// - Returns: whether it is kept anywhere: a token outside of the store needs to be told where to.
    private func isDeliverable(
        _ account: Account, to secret: GitHubSecret?, _ secrets: Secrets
    ) async throws -> Bool {
        let present: String?
        if case .store(let key) = account.token {
            do throws(StoreError) { present = try secrets.stored(key)?.secret } catch { throw CommandFailure(error) }
        } else {
            guard invocation.has(.print) || secret != nil else {
                invocation.tell(
                    "skipped  \(account.name): its token is in \(account.token), where calends does not write; "
                        + "add --github-secret NAME or --print")
                return false
            }
            guard case .instagram(.instagram) = account.platform else {
                throw TokenRenewal.Obstacle.cannot(
                    why: "a Page's token alone cannot be renewed", fix: "keep it in the store: run calends auth login")
            }
            present = try secrets.secret(
                account.token, for: "the token of account \(account.name)", at: account.location)
        }
        if invocation.has(.print), let obstacle = invocation.console.obstacle(4096) {
            throw CommandFailure(
                "the token of account \(account.name) is not renewed",
                why: "standard output would not take the new one: \(obstacle)",
                fix: "write it where it is kept", status: .needsPerson)
        }
        // Only a write shows that one may write: what is there already is written once more.
        if let secret, let present { try await secret.write(present) }
        return true
    }

    /// Renews the token where it is kept.
    private func renew(_ account: Account, _ renewal: TokenRenewal, _ secrets: Secrets) async throws -> StoredToken {
        if case .store(let key) = account.token { return try await secrets.renew(key, by: renewal) }
        let text = try secrets.secret(account.token, for: "the token of account \(account.name)", at: account.location)
        return try await renewal.renewed(StoredToken(kind: .instagram, secret: text, id: account.id))
    }

    private func deliver(
        _ new: StoredToken, of account: Account, to secret: GitHubSecret?, in root: String
    ) async throws {
        let console = invocation.console
        if invocation.has(.print) { console.write(new.secret + "\n") }
        let isPrinted = invocation.has(.print) && console.failure() == nil
        let isStored = if case .store = account.token { true } else { false }
        let isKept = isPrinted || isStored
        if let secret {
            do throws(CommandFailure) { try await secret.write(new.secret, triesAgain: true) } catch {
                guard !isKept else { throw error }
                throw Self.lost(account, why: error.diagnostics.map { "\($0.message): \($0.why)" }.joined())
            }
            invocation.tell("written  the secret \(secret.name) of \(secret.repository)")
        } else if !isKept {
            throw Self.lost(account, why: "standard output did not take it")
        }
        if !isStored {
            TokenKeeping.remember(
                TokenOutlook(name: account.name.text, expires: new.expires), of: new.secret, in: root)
        }
        let end = (new.expires ?? new.personExpires).map { "until \($0.formatted(.iso8601.year().month().day()))" }
        invocation.tell("renewed  \(account.name)\(end.map { ", good \($0)" } ?? "")")
    }

    private static func lost(_ account: Account, why: String) -> CommandFailure {
        CommandFailure(
            "the new token of account \(account.name) is lost", why: why,
            fix: "the former one may go on working; if it does not, run calends auth login --account \(account.name)",
            status: .needsPerson)
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
