/// What is wrong with a login or an exchange of tokens, where the platform's words tell more than its codes.
///
/// The hosts that give tokens answer a wrong secret with code 1, which elsewhere is a service that is down, or with no
/// code at all; their words are in English whatever the account's language. Sources: answers of the hosts, as people who
/// run logins report them; Facebook Login, "Handling errors".
public enum LoginFault: Hashable, Sendable {
    /// The app's secret is not the app's, or the proof that was made with it.
    case appSecretWrong
    /// No app has the id.
    case appUnknown
    /// The dialog's code was used, has expired or is none.
    case codeSpent
    /// The dialog led back to another address than the exchange names.
    case redirectWrong
}

extension GraphError {
    /// What is wrong with a login; nil where that is not known to be one of these.
    public var loginFault: LoginFault? {
        guard let refusal else { return nil }
        let words = refusal.message.lowercased()
        func says(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
        if says("appsecret_proof") { return .appSecretWrong }
        guard call.hasSuffix("access_token") else { return nil }
        switch refusal.subcode {
        case 36_008: return .redirectWrong
        case 36_007, 36_009: return .codeSpent
        default: break
        }
        if says("client secret", "client_secret") { return .appSecretWrong }
        if says("redirect_uri") { return .redirectWrong }
        if says("authorization code", "verification code", "matching code") { return .codeSpent }
        if refusal.code == 101 || says("platform app", "client id", "client_id") { return .appUnknown }
        return nil
    }
}
