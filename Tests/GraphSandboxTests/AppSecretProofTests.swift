import GraphModel
import HTTP
import Testing

@testable import GraphSandbox

@Suite struct AppSecretProofTests {
    /// The second is test case 2 of RFC 4231; the others are Python's `hmac`.
    static let codes: [(message: String, secret: String, code: String)] = [
        ("", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        (
            "what do ya want for nothing?", "Jefe",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        ("T", String(repeating: "a", count: 131), "0a314b252824079e6e66957ed5f9088c0b144e209f66babee1e031f958256ba2"),
    ]
    @Test("Signs as HMAC-SHA256 does", arguments: codes)
    func sign(message: String, secret: String, code: String) {
        #expect(AppSecretProof.proof(of: message, secret: secret) == code)
    }

    @Test("A proof must be that of the token, timed or not; none is needed")
    func call() async throws {
        let world = try await Rehearsal()
        let token = try world.account("bakery").token
        let secret = "sandbox-app-secret"
        let proof = AppSecretProof.proof(of: token, secret: secret)
        let timed = AppSecretProof.proof(of: token + "|1795168800", secret: secret)
        let batch = "batch=%5B%7B%22relative_url%22%3A%22me%22%7D%5D"
        let guess = AppSecretProof.proof(of: token, secret: "a guess")
        for (method, query, status) in [
            (HTTPRequest.Method.get, "", 200), (.get, "appsecret_proof=\(proof)", 200),
            (.get, "appsecret_proof=\(timed)&appsecret_time=1795168800", 200), (.get, "appsecret_proof=\(timed)", 400),
            (.get, "appsecret_proof=\(guess)", 400), (.post, "\(batch)&appsecret_proof=\(proof)", 200),
            (.post, "\(batch)&appsecret_proof=\(guess)", 400),
        ] {
            let path = method == .get ? "/v25.0/me" : "/v25.0/"
            let answer = try await world.send(method, "\(path)?access_token=\(token)&\(query)")
            #expect(answer.status == status, "\(query): \(answer.text)")
            guard status == 400 else { continue }
            let error = try JSON(parsing: answer.body)["error"]
            #expect(error?["message"] == "Invalid appsecret_proof provided in the API argument")
            #expect(error?["code"] == 100)
        }
    }
}
