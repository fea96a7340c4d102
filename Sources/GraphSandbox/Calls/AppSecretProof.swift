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

    /// HMAC-SHA256 (RFC 2104) in hexadecimal digits.
    static func proof(of message: String, secret: String) -> String {
        var key = Array(secret.utf8)
        if key.count > 64 { key = digest(key) }
        key += [UInt8](repeating: 0, count: 64 - key.count)
        let inner = digest(key.map { $0 ^ 0x36 } + message.utf8)
        var outer = SHA256()
        outer.update(key.map { $0 ^ 0x5c } + inner)
        return outer.hexDigest()
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest()
    }
}
