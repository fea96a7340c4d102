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
                "data_access_expires_at": .integer(
                    token.consented.map { Self.seconds($0.addingTimeInterval(Self.dataAccessLife)) } ?? 0),
                "error": refusal.map(Self.short),
                "expires_at": .integer(token.expires.map(Self.seconds) ?? 0),
                "granular_scopes": .array(token.scopes.map { granted($0, token) }),
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
        return .tokenExpired(at: GraphTime.sessionText(expires), now: GraphTime.sessionText(now))
    }

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

    /// A scope and the Pages or accounts it was granted for.
    private func granted(_ scope: String, _ token: Token) -> JSON {
        let accounts = accounts(reachedBy: token)
        let targets =
            scope.hasPrefix("instagram_")
            ? accounts.map(\.text)
            : scope.hasPrefix("pages_")
                ? pages.values.filter { accounts.contains($0.account) }.map(\.id.text).sorted() : []
        return .object(present: [
            "scope": .string(scope), "target_ids": targets.isEmpty ? nil : .array(targets.map(JSON.string)),
        ])
    }

    /// After a person's last consent (Facebook Login, "Data access").
    static let dataAccessLife: TimeInterval = 90 * 86_400

    private static func seconds(_ date: Date) -> Int { Int(max(-1e11, min(1e11, date.timeIntervalSince1970))) }

    private static func short(_ error: GraphError) -> JSON {
        let envelope = error.envelope
        return .object(present: [
            "code": .integer(envelope.code), "message": .string(envelope.message),
            "subcode": envelope.subcode.map(JSON.integer),
        ])
    }
}
