import ContentModel
import Diagnostics
import GraphPublishing
import HTTP
import MetaGraph
import Publishing

/// The platform, as each account of a run reaches it.
struct PlatformClients: Sendable {
    /// The longest that a call may take.
    private let slowestRequest: Duration
    private let http: HTTPClient
    private let media: MediaFiles

    /// Clients that share connections.
    init(for workspace: Workspace, slowestRequest: Duration = .seconds(60)) throws {
        media = try MediaContent(of: workspace, checkingVideos: true).files
        http = workspace.trace.httpClient()
        self.slowestRequest = slowestRequest
    }

    /// A client for `account` with `token`.
    ///
    /// - Parameters:
    ///   - api: the base URL that stands in for Meta's, such as the sandbox's.
    ///   - proof: what shows that the app's secret is known.
    ///   - mayAct: asked before the first byte of what cannot be undone leaves.
    /// - Throws: a ``Diagnostics/Diagnostic`` when the token or the version cannot be sent.
    func client(
        for account: Account, token: String, api: String?, proof: AppSecretProof? = nil,
        mayAct: @escaping HTTPClient.SendCheck = { true }
    ) throws(Diagnostic) -> PlatformClient {
        let graph = try graph(for: account, token: token, api: api, proof: proof, mayAct: mayAct)
        let client: PlatformClient =
            switch account.platform {
            case .instagram: .instagram(IGUserID(account.id), through: graph, media: media)
            case .facebook: .page(PageID(account.id), through: graph, media: media)
            }
        return client.finishingCalls
    }

    /// The typed client of `account`.
    ///
    /// - Throws: as ``client(for:token:api:proof:mayAct:)``.
    func graph(
        for account: Account, token: String, api: String?, proof: AppSecretProof? = nil,
        mayAct: @escaping HTTPClient.SendCheck = { true }
    ) throws(Diagnostic) -> GraphClient {
        guard let token = AccessToken(token) else {
            throw Diagnostic(
                account.location, "the token of account \(account.name) is no token (\(account.token))",
                why: "it has spaces, line breaks or characters that no token has", fix: "copy it again")
        }
        guard let version = GraphVersion(account.version) else {
            throw Diagnostic(
                account.location, "version '\(account.version)' is no Graph version",
                why: "versions look like \(Account.defaultVersion)", fix: "write one that Meta serves")
        }
        let host: GraphHost =
            switch account.platform.graphLogin {
            case .instagram: api.map { GraphHost(.instagram, baseURL: $0) } ?? .instagram
            case .facebook: api.map { GraphHost(.facebook, baseURL: $0) } ?? .facebook
            }
        var graph = GraphClient(
            host: host, version: version, token: token,
            timeouts: HTTPRequest.Timeouts(connect: min(.seconds(10), slowestRequest), total: slowestRequest),
            mayAct: mayAct, http: http)
        graph.proof = proof
        return graph
    }
}
