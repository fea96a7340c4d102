import FoundationEssentials

/// What a dialog gives an app to exchange for a token, once.
struct AuthorizationCode: Hashable, Sendable, Codable {
    let login: Login
    let holder: Token.Holder
    let scopes: [String]
    let declined: [String]
    /// The Pages granted (Facebook Login only).
    let pages: [PageID]
    /// The address the dialog led back to, which the exchange must repeat to the letter.
    let redirectURI: String
    /// The SHA-256 of the verifier, in base64url without padding, where the app asked for PKCE (RFC 7636).
    let challenge: String?
    let issued: Date
    var isUsed = false
}

extension Platform {
    /// `POST https://api.instagram.com/oauth/access_token`: the first token of Instagram Login.
    mutating func exchangeInstagramCode(_ request: Request, at now: Date) throws(GraphError) -> JSON {
        let parameters = request.parameters
        guard request.effectiveMethod == .post else {
            throw .tokenHost("Unsupported request - method type: get")
        }
        guard parameters["client_id"]?.text == configuration.instagramAppID else {
            throw .tokenHost("Invalid platform app")
        }
        guard parameters["client_secret"]?.text == configuration.instagramAppSecret else {
            throw .tokenHost("Error validating client secret.")
        }
        guard parameters["grant_type"]?.text == "authorization_code" else {
            throw .tokenHost("Invalid grant_type: must be authorization_code")
        }
        guard let text = parameters["code"]?.text, let code = codes[text], code.login == .instagram,
            case .account(let account) = code.holder
        else { throw .tokenHost("Invalid authorization code") }
        guard !code.isUsed, now < code.issued + configuration.codeLife else {
            throw .tokenHost("This authorization code has been used or has expired.")
        }
        guard parameters["redirect_uri"]?.text == code.redirectURI else {
            throw .tokenHost(
                "Error validating verification code. Please make sure your redirect_uri is identical to the one you "
                    + "used in the OAuth dialog request")
        }
        let token = firstToken(for: text, code, at: now)
        let answer: JSON = [
            "access_token": .string(token.text), "user_id": .string(account.text),
            "permissions": .string(token.scopes.joined(separator: ",")),
        ]
        switch configuration.instagramAnswers {
        case .wrapped: return ["data": [answer]]
        case .flat: return answer
        }
    }

    /// The first token of Facebook Login.
    mutating func exchangeFacebookCode(_ request: Request, at now: Date) throws(GraphError) -> JSON {
        let parameters = request.parameters
        guard let text = parameters["code"]?.text, let code = codes[text], code.login == .facebook else {
            throw .codeUnreadable
        }
        guard !code.isUsed else { throw .codeUsed }
        guard now < code.issued + configuration.codeLife else { throw .codeExpired }
        guard parameters["redirect_uri"]?.text == code.redirectURI else { throw .codeOfOtherRedirect }
        guard code.challenge == nil || request.verifierChallenge == code.challenge else { throw .codeVerifierWrong }
        let token = firstToken(for: text, code, at: now)
        return [
            "access_token": .string(token.text), "token_type": "bearer",
            "expires_in": .integer(Int(configuration.shortTokenLife.seconds)),
        ]
    }

    private mutating func firstToken(for text: String, _ code: AuthorizationCode, at now: Date) -> Token {
        codes[text]?.isUsed = true
        return newToken(
            code.login, holder: code.holder, scopes: code.scopes, declined: code.declined, pages: code.pages,
            life: configuration.shortTokenLife, at: now)
    }

    /// A token for what a person has just granted.
    mutating func newToken(
        _ login: Login, holder: Token.Holder, scopes: [String], declined: [String], pages: [PageID], life: Duration,
        at now: Date
    ) -> Token {
        var token = Token(
            text: newTokenText(for: login), holder: holder, scopes: Set(scopes), issued: now, expires: now + life)
        token.declined = declined
        if login == .facebook {
            token.consented = now
            let end = life < configuration.longTokenLife ? token.expires : nil
            token.pageTokens = newPageTokens(for: pages, from: token, expiring: end)
        }
        tokens[token.text] = token
        return token
    }

    mutating func newTokenText(for login: Login) -> String {
        (login == .facebook ? "EAA" : "IGAA") + source.letters(40)
    }

    /// Tokens of Pages, made together with the person's they come of.
    mutating func newPageTokens(for pages: [PageID], from person: Token, expiring end: Date?) -> [PageID: String] {
        var texts: [PageID: String] = [:]
        for page in pages {
            let text = newTokenText(for: .facebook)
            texts[page] = text
            var token = Token(
                text: text, holder: .page(page), scopes: Set(person.scopes), issued: person.issued, expires: end)
            token.consented = person.consented
            tokens[text] = token
        }
        return texts
    }
}
