import FoundationEssentials

/// A request that was let in: its token is good, its version known.
struct Call {
    let request: Request
    let method: Request.Method
    let version: GraphVersion
    let token: Token
    let now: Date
    /// Whose usage is reported: the account or Page addressed, or the token's only one.
    var metered: Metered?

    var login: Login { token.login }
    var path: [String] { request.path }
    var parameters: Parameters { request.parameters }

    /// What `fields=` asks for; `nil` where it is absent or empty.
    func selection() throws(GraphError) -> FieldSelection? {
        guard let text = parameters["fields"]?.fieldsText, !text.isEmpty else { return nil }
        let selection = try FieldSelection(parsing: text)
        guard selection.weight <= FieldSelection.weightLimit else { throw .tooMuchData }
        return selection
    }
}

extension ParameterValue {
    /// Fields may come as text or, in a JSON body, as a list.
    var fieldsText: String? {
        if case .json(.array(let names)) = self { return names.compactMap(\.string).joined(separator: ",") }
        return text
    }
}

extension Platform {
    /// What a route comes to.
    enum Step {
        case body(JSON)
        case fetch(FetchTicket)
    }

    /// Checks version and token, and counts the call.
    mutating func admit(_ request: Request, at now: Date) throws(GraphError) -> Call {
        usage.count(at: now)
        guard let version = GraphVersion.serving(request.version, at: now) else {
            throw .pathUnknown("/" + request.path.joined(separator: "/"))
        }
        guard let text = request.effectiveToken else {
            throw request.path.first == "me" ? .tokenMissingForMe : .tokenMissing
        }
        guard let token = text == configuration.appToken ? .app(text) : tokens[text] else { throw .tokenUnreadable }
        switch (request.host, token.login) {
        // Each host reads only its own login's tokens.
        case (.facebook, .instagram), (.instagram, .facebook): throw .tokenUnreadable
        default: break
        }
        if let refusal = refusal(of: token, at: now) { throw refusal }
        guard !request.hasWrongProof else { throw .proofWrong }
        let metered = metered(by: request, token)
        if let metered { usage.count(for: metered, at: now) }
        if configuration.throttles, let refusal = usage.refusal(for: metered, configuration, at: now) { throw refusal }
        return Call(
            request: request, method: request.effectiveMethod, version: version, token: token, now: now,
            metered: metered)
    }

    private func metered(by request: Request, _ token: Token) -> Metered? {
        if let page = page(addressedBy: request.path.first, with: token) { return .page(page) }
        let reached = accounts(reachedBy: token)
        let addressed = reached.first { $0.text == request.path.first }
        return (addressed ?? (reached.count == 1 ? reached.first : nil)).map { .account($0) }
    }

    func demand(_ permission: Permission, in call: Call) throws(GraphError) {
        guard let scope = permission.scope(for: call.login) else { return }
        guard call.token.scopes.contains(scope) else { throw .permissionMissing(scope) }
    }
}
