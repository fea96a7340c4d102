import ContentModel
import Diagnostics
import FoundationEssentials
import HTTP
import MetaGraph
import TokenStore
import Views

/// Renews the tokens of the store while `calends run` lasts, long before they end.
struct RunRenewal: Sendable {
    let secrets: Secrets
    let trace: Trace
    let environment: [String: String]
    /// The settings as they are at the moment.
    let settings: @Sendable () async throws -> Settings?
    let tell: @Sendable (String) -> Void
    /// Hears at each look what is the matter with which account's token.
    let heard: @Sendable ([AccountName: String]) -> Void

    /// Between two looks; tokens live for weeks.
    private static let interval = Duration.seconds(6 * 3600)
    /// After a failure; the end of a token is far away then.
    private static let retry = Duration.seconds(3600)

    /// Looks now and every few hours, until the task is cancelled.
    func perform() async {
        let http = trace.httpClient()
        while !Task.isCancelled {
            let isWell = await look(http)
            try? await Task.sleep(for: isWell ? Self.interval : Self.retry)
        }
    }

    /// Renews each account's token that is a week old; answers whether nothing failed.
    private func look(_ http: HTTPClient) async -> Bool {
        guard let settings = try? await settings() else { return false }
        let access = AppAccess(settings: settings.app ?? AppSettings(), secrets: secrets, environment: environment)
        var problems: [AccountName: String] = [:]
        for account in settings.accounts.values.sorted(by: { $0.name < $1.name }) {
            guard case .store(let key) = account.token else { continue }
            do {
                if let token = try secrets.stored(key), !TokenRenewal.isWanted(token, at: Date()) { continue }
                let new = try await secrets.renew(key, by: TokenRenewal(account: account, access: access, http: http))
                let end = (new.expires ?? new.personExpires).map { $0.formatted(.iso8601.year().month().day()) }
                tell("renewed the token of \(account.name)\(end.map { ", good until \($0)" } ?? "")")
            } catch {
                let words: String =
                    switch error {
                    case let error as StoreError:
                        CommandFailure(error).diagnostics.map { DiagnosticText.line($0) }.joined(separator: "; ")
                    case let error as GraphError:
                        CommandFailure(error, account: account.name).diagnostics.map { DiagnosticText.line($0) }
                            .joined(separator: "; ")
                    case let obstacle as TokenRenewal.Obstacle:
                        DiagnosticText.line(obstacle.diagnostic(for: account.name))
                    default: CommandFailure(error).diagnostics.map { DiagnosticText.line($0) }.joined(separator: "; ")
                    }
                // A store that cannot be opened is one thing to say, whoever's tokens are in it.
                if !problems.values.contains(words) { tell(words) }
                problems[account.name] = words
            }
        }
        heard(problems)
        return problems.isEmpty
    }
}
