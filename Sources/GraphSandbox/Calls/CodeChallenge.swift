import Cryptography
import FoundationEssentials

/// The challenge that goes with a verifier (RFC 7636, S256).
enum CodeChallenge {
    /// The SHA-256 of the verifier in base64url without padding.
    static func ofVerifier(_ verifier: String) -> String {
        Data(SHA256.digest(of: Array(verifier.utf8)).bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
