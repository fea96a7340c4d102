public import FoundationEssentials

/// What an app asks of a person in an authorize dialog.
public struct AuthorizationRequest: Hashable, Sendable {
    /// Whose dialog it is.
    public let login: Login
    /// Where the browser goes afterwards.
    public let redirectURI: String
    /// What the app wants to do, in the order asked.
    public let scopes: [String]
    /// What the app gets back as it sent it.
    let state: String?
    let challenge: String?
    /// Whether tokens come at once, behind a `#` (`response_type=token`, Facebook Login for Business).
    let wantsToken: Bool

    /// The address that tells the app of a refusal.
    public var refusedRedirect: String {
        redirect(
            "?",
            [
                ("error", "access_denied"), ("error_reason", "user_denied"),
                ("error_description", "Permissions error"),
            ])
    }

    func redirect(_ mark: Character, _ items: [(String, String)]) -> String {
        let all = items + (state.map { [("state", $0)] } ?? [])
        let query = all.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        let joint = mark == "?" && redirectURI.contains("?") ? "&" : String(mark)
        // Each login ends the address with a fragment of its own.
        let end = mark == "#" ? "" : login == .instagram ? "#_" : "#_=_"
        return redirectURI + joint + query + end
    }
}

/// Why a dialog shows an error and leads nowhere: nothing says that the address to lead back to is the app's.
public enum AuthorizationProblem: Error, Hashable, Sendable {
    case appUnknown
    case redirectMissing
    case redirectUnregistered
    case responseTypeUnknown(String)
    case scopeUnknown(String)
    case configurationUnknown
    case challengeUnsupported

    /// What the dialog says.
    public var message: String {
        switch self {
        case .appUnknown: "Invalid app: client_id names no app of this login."
        case .redirectMissing: "The redirect_uri is missing or is no web address."
        case .redirectUnregistered:
            "URL blocked: the redirect_uri is not among the app's valid OAuth redirect URIs, to the letter."
        case .responseTypeUnknown(let type): "Invalid response_type '\(type)': this login knows code."
        case .scopeUnknown(let scope): "Invalid scope: \(scope)."
        case .configurationUnknown: "Invalid config_id."
        case .challengeUnsupported: "Invalid code_challenge_method: only S256 is supported."
        }
    }
}

extension Platform {
    /// Reads what a browser brings to a dialog.
    public func authorization(
        _ login: Login, _ parameters: Parameters
    ) throws(AuthorizationProblem) -> AuthorizationRequest {
        let app = login == .instagram ? configuration.instagramAppID : configuration.appID
        guard parameters["client_id"]?.text == app else { throw .appUnknown }
        guard let redirect = parameters["redirect_uri"]?.text,
            redirect.hasPrefix("http://") || redirect.hasPrefix("https://"), !redirect.contains("#")
        else { throw .redirectMissing }
        guard configuration.redirectURIs.isEmpty || configuration.redirectURIs.contains(redirect) else {
            throw .redirectUnregistered
        }
        let type = parameters["response_type"]?.text ?? "code"
        guard type == "code" || (type == "token" && login == .facebook) else { throw .responseTypeUnknown(type) }
        var scopes = parameters["scope"]?.list ?? []
        if let named = parameters["config_id"]?.text, login == .facebook {
            guard let configured = configuration.loginConfigurations[named] else { throw .configurationUnknown }
            scopes = configured
        }
        let known = Permission.known(for: login)
        if let unknown = scopes.first(where: { !known.contains($0) }) { throw .scopeUnknown(unknown) }
        let challenge = login == .facebook ? parameters["code_challenge"]?.text : nil
        guard challenge == nil || parameters["code_challenge_method"]?.text == "S256" else {
            throw .challengeUnsupported
        }
        return AuthorizationRequest(
            login: login, redirectURI: redirect, scopes: scopes, state: parameters["state"]?.text,
            challenge: challenge, wantsToken: type == "token")
    }

    /// Grants an app some of what it asked for.
    ///
    /// - Parameters:
    ///   - id: one of ``candidates(for:)``.
    ///   - scopes: those that were asked for are granted.
    ///   - pages: the Pages granted (Facebook Login only).
    /// - Returns: The address with the code, or with tokens; `nil` where there is no such candidate.
    public mutating func grantedRedirect(
        of request: AuthorizationRequest, by id: String, scopes: Set<String>, pages: Set<String>, at now: Date
    ) -> String? {
        let granted = request.scopes.filter(scopes.contains)
        let declined = request.scopes.filter { !scopes.contains($0) }
        let holder: Token.Holder
        var theirPages: [PageID] = []
        switch request.login {
        case .instagram:
            guard accounts[AccountID(id)] != nil else { return nil }
            holder = .account(AccountID(id))
        case .facebook:
            guard let person = people[PersonID(id)] else { return nil }
            holder = .person(person.id)
            theirPages = person.pages.filter { pages.contains($0.text) }
        }
        guard !request.wantsToken else {
            return tokenRedirect(of: request, holder, granted, declined, theirPages, at: now)
        }
        let text = "AQ" + source.letters(60)
        codes[text] = AuthorizationCode(
            login: request.login, holder: holder, scopes: granted, declined: declined, pages: theirPages,
            redirectURI: request.redirectURI, challenge: request.challenge, issued: now)
        return request.redirect("?", [("code", text)])
    }

    /// Facebook Login for Business can bring tokens at once, of an hour and of 60 days.
    private mutating func tokenRedirect(
        of request: AuthorizationRequest, _ holder: Token.Holder, _ granted: [String], _ declined: [String],
        _ pages: [PageID], at now: Date
    ) -> String {
        let lives = [configuration.shortTokenLife, configuration.longTokenLife]
        let texts = lives.map { life in
            newToken(
                request.login, holder: holder, scopes: granted, declined: declined, pages: pages, life: life, at: now
            ).text
        }
        let dataAccess = Int(now.addingTimeInterval(Self.dataAccessLife).timeIntervalSince1970)
        return request.redirect(
            "#",
            [
                ("access_token", texts[0]), ("data_access_expiration_time", String(dataAccess)),
                ("expires_in", String(Int(lives[0].seconds))), ("long_lived_token", texts[1]),
            ])
    }
}
