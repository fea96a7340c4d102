/// Which parameters, fields and headers hold secrets, told by their names.
///
/// The one list for all that shows requests and answers. A name that is new is judged by the words in it, so that what
/// a platform thinks of later is hidden before anybody has heard of it.
public enum SecretNames {
    /// Words that a name with a secret behind it has somewhere.
    private static let words = [
        "token", "secret", "password", "passwd", "passphrase", "signature", "credential", "proof", "authorization",
        "cookie", "apikey", "api_key", "api-key", "accesskey", "access_key", "private_key", "encrypted_value",
        "code_verifier",
    ]
    /// Names that have such a word, and nothing to hide.
    private static let harmless: Set<String> = ["token_type", "appsecret_time"]
    /// Names that hold secrets in forms and addresses, and something else in answers: `"code": 190`.
    private static let formsAlone: Set<String> = ["code", "state", "sig"]

    /// Whether a parameter of an address or a form holds a secret.
    public static func isSecret(parameter name: String) -> Bool {
        formsAlone.contains(name.lowercased()) || isSecret(field: name)
    }

    /// Whether a field of an answer holds a secret.
    public static func isSecret(field name: String) -> Bool {
        let name = name.lowercased()
        return !harmless.contains(name) && words.contains { name.contains($0) }
    }

    /// Whether a header holds a secret.
    public static func isSecret(header name: String) -> Bool { isSecret(field: name) }
}
