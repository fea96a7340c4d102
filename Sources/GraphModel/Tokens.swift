import FoundationEssentials

extension Platform {
    /// `GET /debug_token?input_token=…`: what a token is and may do, on Facebook's host only.
    func debugToken(_ call: Call) throws(GraphError) -> JSON {
        guard call.login == .facebook else { throw .aliasMissing("debug_token") }
        guard call.parameters.holds("input_token"), let text = call.parameters["input_token"]?.text else {
            throw .parameterRequired("input_token")
        }
        guard let token = tokens[text], token.login == .facebook else {
            return ["data": ["error": Self.short(.tokenUnreadable), "is_valid": false, "scopes": []]]
        }
        let (type, user, profile) = holder(of: token)
        let refusal = refusal(of: token, at: call.now)
        return [
            "data": .object(present: [
                "app_id": .string(configuration.appID), "type": .string(type), "application": "Calends",
                "data_access_expires_at": 0,
                "error": refusal.map(Self.short),
                "expires_at": .integer(token.expires.map(Self.seconds) ?? 0),
                "is_valid": .bool(refusal == nil),
                "issued_at": token.issued.map { .integer(Self.seconds($0)) },
                "profile_id": profile.map(JSON.string),
                "scopes": .array(token.scopes.map(JSON.string)),
                "user_id": user.map(JSON.string),
            ])
        ]
    }

    /// Why a token known here does not work now, if so.
    func refusal(of token: Token, at now: Date) -> GraphError? {
        if token.isRevoked { return .tokenRevoked }
        guard let expires = token.expires, expires <= now else { return nil }
        return .tokenExpired(at: GraphTime.text(expires), now: GraphTime.text(now))
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
        let text = "IGAA" + source.letters(40)
        tokens[text] = Token(
            text: text, holder: call.token.holder, scopes: Set(call.token.scopes), issued: call.now,
            expires: call.now.addingTimeInterval(Self.refreshedLife))
        return [
            "access_token": .string(text), "token_type": "bearer", "expires_in": .integer(Int(Self.refreshedLife)),
            "permissions": .string(call.token.scopes.joined(separator: ",")),
        ]
    }

    private static let refreshedLife: TimeInterval = 60 * 86_400

    private func holder(of token: Token) -> (type: String, user: String?, profile: String?) {
        switch token.holder {
        case .person(let id): return ("USER", id.text, nil)
        case .page(let id):
            let owner = people.values.filter { $0.pages.contains(id) }.map(\.id).min()
            return ("PAGE", owner?.text, id.text)
        case .account(let id): return ("USER", id.text, nil)
        case .app: return ("APP", nil, nil)
        }
    }

    private static func seconds(_ date: Date) -> Int { Int(max(-1e11, min(1e11, date.timeIntervalSince1970))) }

    private static func short(_ error: GraphError) -> JSON {
        let envelope = error.envelope
        return .object(present: [
            "code": .integer(envelope.code), "message": .string(envelope.message),
            "subcode": envelope.subcode.map(JSON.integer),
        ])
    }
}
