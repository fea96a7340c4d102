public import HTTP

/// Calls Meta's Graph API for one account.
///
/// A client is a value: cheap to make, safe to share, and free of state but for the connections of its transport. Every
/// call either brings exactly what was promised or throws a ``GraphError``; nothing is retried here, because only the
/// caller knows what a second try would cost.
///
/// ```swift
/// let http = HTTPClient(configuration: .init(userAgent: "example/1.0"))
/// let client = GraphClient(host: .instagram, token: token, http: http)
/// let draft = try await client.createContainer(.image(.init(url: "https://example.com/a.jpg")), for: account)
/// ```
public struct GraphClient: Sendable {
    /// How requests travel: an ``HTTP/HTTPClient``'s `send`, or a fake's.
    ///
    /// `maySend` is to be asked just before the first byte leaves; after a no, none may leave, and the error is
    /// ``HTTP/HTTPError/Kind/heldBack``.
    public typealias Transport =
        @Sendable (_ request: HTTPRequest, _ maySend: @escaping HTTPClient.SendCheck) async throws(HTTPError) ->
        HTTPResponse

    /// Where calls go.
    public let host: GraphHost
    /// The version every call names.
    public let version: GraphVersion
    /// How long one call may take; no byte of it is on its way when that time is over.
    public var timeouts: HTTPRequest.Timeouts
    /// Whether this client may still do what others see; asked just before the first byte of such a call leaves.
    ///
    /// Such calls are publishing, scheduling, commenting, opening and closing comments, changing what a Page has posted,
    /// deleting, and every ``post(_:_:isIrreversible:as:)`` that is irreversible. A no is an error with the outcome ``Outcome/certainlyNotDone``. It must answer at once and
    /// never wait: it is called on the thread that carries the transfers.
    public var mayAct: HTTPClient.SendCheck
    /// What is sent along with every call to show that the app's secret is known; nil for nothing.
    public var proof: AppSecretProof?
    private let token: AccessToken
    private let transport: Transport

    /// A client that sends through `transport`.
    public init(
        host: GraphHost, version: GraphVersion = .v25, token: AccessToken,
        timeouts: HTTPRequest.Timeouts = HTTPRequest.Timeouts(), mayAct: @escaping HTTPClient.SendCheck = { true },
        transport: @escaping Transport
    ) {
        self.host = host
        self.version = version
        self.token = token
        self.timeouts = timeouts
        self.mayAct = mayAct
        self.transport = transport
    }

    /// A client that shares the connections of `http`.
    public init(
        host: GraphHost, version: GraphVersion = .v25, token: AccessToken,
        timeouts: HTTPRequest.Timeouts = HTTPRequest.Timeouts(), mayAct: @escaping HTTPClient.SendCheck = { true },
        http: HTTPClient
    ) {
        self.init(host: host, version: version, token: token, timeouts: timeouts, mayAct: mayAct) {
            request, maySend async throws(HTTPError) in try await http.send(request, maySend: maySend)
        }
    }

    /// Reads any node or edge, such as `get("17841405822304914", ["username"], as: Profile.self)`.
    ///
    /// - Parameter node: the path after the version; its parts are separated by `/` and percent-encoded one by one.
    public func get<Value: Decodable & Sendable>(
        _ node: String, _ fields: [Field] = [], parameters: Form = Form(), as type: Value.Type = Value.self
    ) async throws(GraphError) -> GraphReply<Value> {
        var form = Form()
        if !fields.isEmpty { form.add("fields", fields.text) }
        form.add(parameters)
        return try await send(GraphCall(.get, Self.parts(node), form))
    }

    /// Sends a form to any node or edge.
    ///
    /// - Parameter isIrreversible: whether the call does what cannot be taken back, which changes what its errors advise.
    public func post<Value: Decodable & Sendable>(
        _ node: String, _ form: Form, isIrreversible: Bool = true, as type: Value.Type = Value.self
    ) async throws(GraphError) -> GraphReply<Value> {
        try await send(GraphCall(.post, Self.parts(node), form, isIrreversible: isIrreversible))
    }

    /// Deletes any node; this cannot be taken back.
    public func delete(_ node: String) async throws(GraphError) -> GraphReply<Void> {
        try await succeed(GraphCall(.delete, Self.parts(node), isIrreversible: true))
    }

    private static func parts(_ node: String) -> [String] { node.split(separator: "/").map { String($0) } }

    private static let always: HTTPClient.SendCheck = { true }

    // MARK: For the calls in the extensions

    /// The token, for a header that is none of ``GraphCall``'s.
    var revealedToken: String { token.revealed() }

    /// - Parameter secrets: what no error may repeat, besides the client's own token.
    func send<Value: Decodable & Sendable>(
        _ call: GraphCall, hiding secrets: [AccessToken] = []
    ) async throws(GraphError) -> GraphReply<Value> {
        var call = call
        if let proof { call.form.add(proof.parameters(for: token)) }
        return try await send(call.request(to: host, version, token, timeouts), as: call, hiding: secrets)
    }

    /// Sends a request that `call` alone does not tell, and reads its answer.
    func send<Value: Decodable & Sendable>(
        _ request: HTTPRequest, as call: GraphCall, hiding secrets: [AccessToken] = []
    ) async throws(GraphError) -> GraphReply<Value> {
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await transport(request, call.isSeen ? mayAct : Self.always)
        } catch {
            throw GraphError(
                .transport(error), call: call.name, isIrreversible: call.isIrreversible, status: error.status)
        }
        return try call.read(response, as: Value.self, hiding: [token] + secrets)
    }

    /// Sends a call that promises `{"success":true}`.
    func succeed(_ call: GraphCall) async throws(GraphError) -> GraphReply<Void> {
        let reply: GraphReply<Success> = try await send(call)
        return reply.map { _ in () }
    }

    /// Sends a call that promises a new id.
    func create<ID: GraphIdentifier>(_ call: GraphCall) async throws(GraphError) -> GraphReply<ID> {
        let reply: GraphReply<Created<ID>> = try await send(call)
        return reply.map(\.id)
    }
}
