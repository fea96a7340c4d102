import Cryptography
import GraphModel

/// `appsecret_proof`: shows that whoever sends a token also knows the app's secret.
///
/// Lower-case hex of HMAC-SHA256 with the secret as key; the message is the token alone, or, with `appsecret_time`,
/// `token|time`. Meta refuses times more than five minutes off; here the clock may be set to any, so it does not count.
/// Source: Facebook Login, "Securing Graph API requests".
enum AppSecretProof {
    /// Whether the proof a request carries is that of its token; true where it carries none.
    static func holds(in request: Request, secret: String) -> Bool {
        guard let proof = request.parameters["appsecret_proof"]?.text, !proof.isEmpty else { return true }
        guard let token = request.effectiveToken else { return true }
        let time = request.parameters["appsecret_time"]?.text.map { "|" + $0 } ?? ""
        return proof == Self.proof(of: token + time, secret: secret)
    }

    /// The proof of a message in hexadecimal digits.
    static func proof(of message: String, secret: String) -> String {
        HMACSHA256.code(of: Array(message.utf8), key: Array(secret.utf8)).hex
    }
}
