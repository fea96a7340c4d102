import ContentModel
import Diagnostics
import Publishing

/// How a run reaches its accounts.
struct AccountAccess: Sendable {
    /// The token of an account, as it is now: it may be replaced while a run lasts.
    let token: @Sendable (Account) throws -> String
    /// The client of an account with a token.
    let client: @Sendable (Account, _ token: String) throws -> PlatformClient
    /// Hears why an account cannot be reached; what it throws ends the run, else the others go on.
    var unreachable: @Sendable (Account, any Error) throws -> Void = { throw $1 }

    /// The real accounts, with the tokens that the settings refer to.
    ///
    /// - Parameter app: the app whose secret is proved along with calls.
    static func real(
        _ invocation: Invocation, _ workspace: Workspace, _ keeper: StateKeeper, app: AppSettings?
    ) throws -> AccountAccess {
        let clients = try PlatformClients(for: workspace, slowestRequest: keeper.slowestRequest)
        let secrets = Secrets(environment: invocation.environment, in: workspace)
        let access = AppAccess(settings: app ?? AppSettings(), secrets: secrets, environment: invocation.environment)
        return AccountAccess(
            token: { account in
                try secrets.token(of: account, at: account.location)
            },
            client: { account, token in
                try clients.client(
                    for: account, token: token, api: account.api,
                    proof: try access.proof(for: account.platform.graphLogin),
                    mayAct: { keeper.client.mayAct(account.name) })
            })
    }
}
