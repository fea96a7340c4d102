public import HTTP

/// A token as one of the hosts that give tokens gives it.
public struct GrantedToken: Hashable, Sendable {
    /// The token.
    public let token: AccessToken
    /// How long it lives from now; nil where the answer does not say, or says what cannot be.
    public let life: Duration?
    /// How long it lives at most: tokens of a login live 60 days where nothing is said.
    /// Source: Instagram API with Instagram Login, "Refresh a long-lived token"; Facebook Login, "Long-lived tokens".
    public var longestLife: Duration { life ?? .seconds(60 * 86_400) }
    /// The professional account it is for (Instagram Login).
    public let userID: IGUserID?
    /// The scopes granted, where the answer names them (Instagram Login).
    public let scopes: [String]?

    /// A token made by hand, as tests and fakes need it.
    public init(_ token: AccessToken, life: Duration? = nil, userID: IGUserID? = nil, scopes: [String]? = nil) {
        self.token = token
        self.life = life
        self.userID = userID
        self.scopes = scopes
    }
}

/// How somebody lets an app act for an account: the dialog's address, and the exchanges that follow it.
///
/// ```swift
/// let flow = LoginFlow(.instagram, app: app, redirectURI: "https://app.example/back", http: http)
/// open(flow.dialogURL(state: state, scopes: ["instagram_business_basic"]))
/// // … the browser comes back with state and code …
/// let short = try await flow.token(for: code).value
/// let long = try await flow.longLived(short.token).value
/// ```
///
/// Secrets travel in bodies and headers, with one exception that has no documented alternative: the app's secret in the
/// address of Instagram Login's exchange for a long-lived token.
/// Source: Instagram API with Instagram Login, "Business Login"; Facebook Login, "Manually build a login flow" and
/// "Get long-lived access tokens".
public struct LoginFlow: Sendable {
    /// Where dialogs and tokens are.
    public struct Hosts: Hashable, Sendable {
        /// What stands before the dialog's path.
        public let dialog: String
        /// The host that takes codes.
        public let codes: String
        /// The host that takes tokens.
        public let graph: String

        /// Meta's own.
        public init(_ login: GraphHost.Login) {
            switch login {
            case .facebook:
                (dialog, codes, graph) = (
                    "https://www.facebook.com", "https://graph.facebook.com", "https://graph.facebook.com"
                )
            case .instagram:
                (dialog, codes, graph) = (
                    "https://www.instagram.com", "https://api.instagram.com", "https://graph.instagram.com"
                )
            }
        }

        /// One host that stands in for all of them, such as a sandbox.
        public init(all base: String) {
            let base = GraphHost(.facebook, baseURL: base).baseURL
            (dialog, codes, graph) = (base, base, base)
        }
    }

    /// The login whose tokens come of it.
    public let login: GraphHost.Login
    /// The app that is let in.
    public let app: GraphApp
    /// The address the dialog leads back to, registered with the app to the letter.
    public let redirectURI: String
    /// The version that Facebook Login's addresses name.
    public let version: GraphVersion
    private let hosts: Hosts
    private let timeouts: HTTPRequest.Timeouts
    private let transport: GraphClient.Transport

    /// A flow that shares the connections of `http`.
    ///
    /// - Parameter hosts: nil for Meta's own.
    public init(
        _ login: GraphHost.Login, app: GraphApp, redirectURI: String, version: GraphVersion = .v25,
        hosts: Hosts? = nil, timeouts: HTTPRequest.Timeouts = HTTPRequest.Timeouts(), http: HTTPClient
    ) {
        self.init(
            login, app: app, redirectURI: redirectURI, version: version, hosts: hosts, timeouts: timeouts
        ) { request, maySend async throws(HTTPError) in try await http.send(request, maySend: maySend) }
    }

    /// A flow that sends through `transport`.
    public init(
        _ login: GraphHost.Login, app: GraphApp, redirectURI: String, version: GraphVersion = .v25,
        hosts: Hosts? = nil, timeouts: HTTPRequest.Timeouts = HTTPRequest.Timeouts(),
        transport: @escaping GraphClient.Transport
    ) {
        self.login = login
        self.app = app
        self.redirectURI = redirectURI
        self.version = version
        self.hosts = hosts ?? Hosts(login)
        self.timeouts = timeouts
        self.transport = transport
    }

    // MARK: The dialog

    /// What is asked for in the dialog.
    public enum Request: Hashable, Sendable {
        /// These permissions.
        case scopes([String])
        /// Those of a configuration of Facebook Login for Business.
        case configuration(String)
    }

    /// The address to open in a browser.
    ///
    /// - Parameters:
    ///   - state: nobody's guess, to be compared with what comes back.
    ///   - challenge: the S256 challenge of a verifier (PKCE; Facebook Login alone documents it).
    public func dialogURL(state: String, _ request: Request, challenge: String? = nil) -> String {
        var form = Form()
        form.add("client_id", app.id)
        form.add("redirect_uri", redirectURI)
        form.add("response_type", "code")
        switch request {
        case .scopes(let scopes): form.add("scope", scopes.joined(separator: ","))
        case .configuration(let id): form.add("config_id", id)
        }
        form.add("state", state)
        if let challenge, login == .facebook {
            form.add("code_challenge", challenge)
            form.add("code_challenge_method", "S256")
        }
        let path = login == .facebook ? "\(version)/dialog/oauth" : "oauth/authorize"
        return "\(hosts.dialog)/\(path)?\(form.encoded)"
    }

    // MARK: Exchanges

    /// Gives the dialog's code for the first token, of about an hour.
    public func token(
        for code: AccessToken, verifier: AccessToken? = nil
    ) async throws(GraphError) -> GraphReply<GrantedToken> {
        var form = Form()
        form.add("client_id", app.id)
        form.add("client_secret", app.secret.revealed())
        form.add("grant_type", "authorization_code")
        form.add("redirect_uri", redirectURI)
        form.add("code", code.revealed())
        form.add("code_verifier", login == .facebook ? verifier?.revealed() : nil)
        return try await send(
            GraphCall(.post, ["oauth", "access_token"], form), to: hosts.codes, hiding: [code, verifier])
    }

    /// Gives a token that still works for one of about 60 days.
    public func longLived(_ token: AccessToken) async throws(GraphError) -> GraphReply<GrantedToken> {
        var form = Form()
        switch login {
        case .facebook:
            form.add("client_id", app.id)
            form.add("client_secret", app.secret.revealed())
            form.add("grant_type", "fb_exchange_token")
            form.add("fb_exchange_token", token.revealed())
            return try await send(GraphCall(.post, ["oauth", "access_token"], form), to: hosts.graph, hiding: [token])
        case .instagram:
            form.add("grant_type", "ig_exchange_token")
            form.add("client_secret", app.secret.revealed())
            return try await send(
                GraphCall(.get, ["access_token"], form), to: hosts.graph, with: token, hiding: [token])
        }
    }

    private func send(
        _ call: GraphCall, to base: String, with token: AccessToken? = nil, hiding secrets: [AccessToken?]
    ) async throws(GraphError) -> GraphReply<GrantedToken> {
        // Instagram Login's hosts of tokens know no version.
        let prefix = login == .facebook ? "\(base)/\(version)" : base
        let request = call.request(below: prefix, token, timeouts)
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await transport(request) { true }
        } catch {
            throw GraphError(.transport(error), call: call.name, status: error.status)
        }
        let answer = try call.read(
            response, as: TokenAnswer.self, hiding: secrets.compactMap { $0 } + [app.secret.kept])
        return answer.map(\.granted)
    }
}

extension GraphClient {
    /// Gives the client's own token of Instagram Login for a new one of about 60 days; it must be a day old, and live.
    ///
    /// Whether the old one goes on working is not documented: keep the new one at once.
    public func refreshedToken() async throws(GraphError) -> GraphReply<GrantedToken> {
        var form = Form()
        form.add("grant_type", "ig_refresh_token")
        let reply: GraphReply<TokenAnswer> = try await send(
            GraphCall(.get, ["refresh_access_token"], form, isVersioned: false))
        return reply.map(\.granted)
    }
}

/// `{"access_token",…}`, or the list of one such object that the guides show.
private struct TokenAnswer: Decodable, Sendable {
    let granted: GrantedToken

    enum CodingKeys: String, CodingKey {
        case data, permissions
        case token = "access_token"
        case life = "expires_in"
        case user = "user_id"
    }

    init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: CodingKeys.self)
        let values: KeyedDecodingContainer<CodingKeys>
        if outer.contains(.data) {
            var list = try outer.nestedUnkeyedContainer(forKey: .data)
            values = try list.nestedContainer(keyedBy: CodingKeys.self)
        } else {
            values = outer
        }
        guard let token = AccessToken(try values.decode(String.self, forKey: .token)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .token, in: values, debugDescription: "the token is empty or has characters that none has")
        }
        // A list in the reference, a text with commas in answers seen.
        let text = try? values.decodeIfPresent(String.self, forKey: .permissions)
        let list = try? values.decodeIfPresent([String].self, forKey: .permissions)
        // The token is worth having whatever is wrong with its end.
        let life = (try? values.decodeIfPresent(LenientNumber.self, forKey: .life))?.value ?? 0
        granted = GrantedToken(
            token, life: (1..<LenientNumber.limit).contains(life) ? .seconds(life) : nil,
            userID: try values.decodeIfPresent(IGUserID.self, forKey: .user),
            scopes: list ?? text?.split(separator: ",").map { $0.filter { $0 != " " } })
    }
}
