import FoundationEssentials

extension Platform {
    /// The endpoints that give tokens and ask for none in return: `nil` where the request is to none of them.
    ///
    /// `GET` or `POST /oauth/access_token` of Facebook Login, with the app's id and secret: the app's own token
    /// (`client_credentials`), a token of 60 days for one that still works (`fb_exchange_token`), or the first token
    /// for a code; `POST` to the same path of Instagram Login, for a code alone.
    mutating func giveToken(_ request: Request, at now: Date) throws(GraphError) -> JSON? {
        guard request.path == ["oauth", "access_token"], request.effectiveMethod != .delete else { return nil }
        usage.count(at: now)
        let parameters = request.parameters
        let isOfInstagram =
            request.host == .instagram
            || (request.host == .any && parameters["client_id"]?.text == configuration.instagramAppID)
        if isOfInstagram { return try exchangeInstagramCode(request, at: now) }
        guard parameters.holds("client_id") else { throw .appUnnamed }
        guard parameters["client_id"]?.text == configuration.appID else { throw .appUnknown }
        // A code that was asked for with a challenge is the app's by the verifier as well.
        guard parameters["client_secret"]?.text == configuration.appSecret else { throw .appSecretWrong }
        switch parameters["grant_type"]?.text {
        case "client_credentials":
            return ["access_token": .string(configuration.appToken), "token_type": "bearer"]
        case "fb_exchange_token":
            guard parameters.holds("fb_exchange_token"), let text = parameters["fb_exchange_token"]?.text else {
                throw .parameterRequired("fb_exchange_token")
            }
            guard let token = tokens[text], token.login == .facebook else { throw .tokenUnreadable }
            if let refusal = refusal(of: token, at: now) { throw refusal }
            return prolong(token, at: now)
        default: return try exchangeFacebookCode(request, at: now)
        }
    }

    /// `GET /access_token?grant_type=ig_exchange_token`: a token of Instagram Login for 60 days.
    mutating func exchangeToken(_ call: Call) throws(GraphError) -> JSON {
        guard call.login == .instagram else { throw .aliasMissing("access_token") }
        guard call.parameters["grant_type"]?.text == "ig_exchange_token" else {
            throw .parameterInvalid("grant_type", why: "must be ig_exchange_token")
        }
        guard call.parameters["client_secret"]?.text == configuration.instagramAppSecret else {
            throw .appSecretWrong
        }
        return prolong(call.token, at: call.now)
    }

    /// `GET /refresh_access_token`: a new token of Instagram Login for 60 days. The old one keeps its own end.
    mutating func refreshToken(_ call: Call) throws(GraphError) -> JSON {
        guard call.login == .instagram else { throw .aliasMissing("refresh_access_token") }
        guard call.parameters["grant_type"]?.text == "ig_refresh_token" else {
            throw .parameterInvalid("grant_type", why: "must be ig_refresh_token")
        }
        try demand(.read, in: call)
        if let issued = call.token.issued, call.now.timeIntervalSince(issued) < 86_400 {
            throw .parameterInvalid("access_token", why: "must be at least 24 hours old")
        }
        return prolong(call.token, at: call.now, naming: call.token.scopes)
    }

    /// A new token for the same holder and scopes, which the answer names where `scopes` are given. The old one keeps
    /// its own end.
    private mutating func prolong(_ token: Token, at now: Date, naming scopes: [String]? = nil) -> JSON {
        let life = configuration.longTokenLife
        var longer = Token(
            text: newTokenText(for: token.login), holder: token.holder, scopes: Set(token.scopes), issued: now,
            expires: now + life)
        (longer.declined, longer.consented) = (token.declined, token.consented)
        // Page tokens that come of a long-lived token have no end.
        longer.pageTokens = token.pageTokens.map { newPageTokens(for: $0.keys.sorted(), from: longer, expiring: nil) }
        tokens[longer.text] = longer
        return .object(present: [
            "access_token": .string(longer.text), "token_type": "bearer", "expires_in": .integer(Int(life.seconds)),
            "permissions": scopes.map { .string($0.joined(separator: ",")) },
        ])
    }
}
