import ContentModel
import Diagnostics
import MetaGraph

/// The typed clients of accounts, for commands that ask the platform and change nothing there.
struct AccountReading {
    private let clients: PlatformClients
    private let secrets: Secrets
    private let access: AppAccess

    init(for invocation: Invocation, _ workspace: Workspace, _ settings: Settings) throws {
        clients = try PlatformClients(for: workspace)
        secrets = Secrets(environment: invocation.environment, in: workspace)
        access = AppAccess(
            settings: settings.app ?? AppSettings(), secrets: secrets, environment: invocation.environment)
    }

    /// The client of an account with its token.
    ///
    /// - Throws: a ``Diagnostics/Diagnostic`` where one of them cannot be had.
    func graph(for account: Account) throws -> GraphClient {
        let token = try secrets.token(of: account, at: account.location)
        return try clients.graph(
            for: account, token: token, api: account.api, proof: try access.proof(for: account.platform.graphLogin))
    }
}
