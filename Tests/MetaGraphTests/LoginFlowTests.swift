import Foundation
import HTTP
import MetaGraph
import Synchronization
import Testing

@Suite struct LoginFlowTests {
    /// Answers in order, and a record of what was asked.
    final class Script: Sendable {
        private let answers: Mutex<[HTTPResponse]>
        private let log = Mutex<[String]>([])
        var requests: [String] { log.withLock { $0 } }

        init(_ answers: [String], status: Int = 200) {
            self.answers = Mutex(answers.map { HTTPResponse(status: status, headers: [:], body: Array($0.utf8)) })
        }

        func answer(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
            var text = "\(request.method.rawValue) \(request.url)"
            if case .bytes(let body) = request.body { text += " " + String(decoding: body, as: UTF8.self) }
            if let header = request.headers["Authorization"] { text += " (\(header))" }
            log.withLock { $0.append(text) }
            guard let answer = answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
                throw HTTPError(kind: .other, delivery: .neverSent, host: "", message: "not expected")
            }
            return answer
        }

        func flow(_ login: GraphHost.Login) throws -> LoginFlow {
            let app = GraphApp(id: "12", secret: try #require(AppSecret("s3cr&t")))
            return LoginFlow(login, app: app, redirectURI: "https://app.example/b?x=1") {
                request, _ async throws(HTTPError) in try self.answer(request)
            }
        }

        func client(_ host: GraphHost, token: String, proof: AppSecretProof? = nil) throws -> GraphClient {
            var client = GraphClient(host: host, token: try #require(AccessToken(token))) {
                request, _ async throws(HTTPError) in try self.answer(request)
            }
            client.proof = proof
            return client
        }
    }

    private func token(_ text: String) throws -> AccessToken { try #require(AccessToken(text)) }

    @Test("The dialog's address asks for scopes or a configuration, with a challenge where that is documented")
    func dialog() throws {
        let back = "redirect_uri=https%3A%2F%2Fapp.example%2Fb%3Fx%3D1&response_type=code"
        let script = Script([])
        #expect(
            try script.flow(.instagram).dialogURL(state: "a b", .scopes(["x", "y"]), challenge: "C")
                == "https://www.instagram.com/oauth/authorize?client_id=12&\(back)&scope=x%2Cy&state=a%20b")
        #expect(
            try script.flow(.facebook).dialogURL(state: "s", .scopes(["x"]), challenge: "C")
                == "https://www.facebook.com/v25.0/dialog/oauth?client_id=12&\(back)&scope=x&state=s"
                + "&code_challenge=C&code_challenge_method=S256")
        #expect(
            try script.flow(.facebook).dialogURL(state: "s", .configuration("9"))
                == "https://www.facebook.com/v25.0/dialog/oauth?client_id=12&\(back)&config_id=9&state=s")
    }

    @Test("Codes and tokens travel in bodies and headers, and both shapes of an answer are read")
    func exchanges() async throws {
        let script = Script([
            #"{"access_token":"I1","user_id":17841400000000001,"permissions":["a","b"]}"#,
            #"{"data":[{"access_token":"I1","user_id":"17841400000000001","permissions":"a, b"}]}"#,
            #"{"access_token":"I2","token_type":"bearer","expires_in":5183944}"#,
            #"{"access_token":"I3","token_type":"bearer","expires_in":"5183944","permissions":"a,b"}"#,
            #"{"access_token":"E1","token_type":"bearer","expires_in":3600}"#,
            #"{"access_token":"E2","token_type":"bearer"}"#,
        ])
        let instagram = try script.flow(.instagram)
        let expected = GrantedToken(try token("I1"), userID: IGUserID("17841400000000001"), scopes: ["a", "b"])
        #expect(try await instagram.token(for: token("C#_")).value == expected)
        #expect(try await instagram.token(for: token("C"), verifier: token("V")).value == expected)
        #expect(
            try await instagram.longLived(token("I1")).value
                == GrantedToken(token("I2"), life: .seconds(5_183_944)))
        let client = try script.client(.instagram, token: "I2")
        #expect(
            try await client.refreshedToken().value
                == GrantedToken(token("I3"), life: .seconds(5_183_944), scopes: ["a", "b"]))
        let facebook = try script.flow(.facebook)
        #expect(
            try await facebook.token(for: token("C"), verifier: token("V")).value
                == GrantedToken(token("E1"), life: .seconds(3600)))
        #expect(try await facebook.longLived(token("E1")).value == GrantedToken(token("E2")))
        let form = "client_id=12&client_secret=s3cr%26t&grant_type=authorization_code"
        let back = "redirect_uri=https%3A%2F%2Fapp.example%2Fb%3Fx%3D1"
        #expect(
            script.requests == [
                "POST https://api.instagram.com/oauth/access_token \(form)&\(back)&code=C%23_",
                "POST https://api.instagram.com/oauth/access_token \(form)&\(back)&code=C",
                "GET https://graph.instagram.com/access_token?grant_type=ig_exchange_token&client_secret=s3cr%26t"
                    + " (Bearer I1)",
                "GET https://graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token (Bearer I2)",
                "POST https://graph.facebook.com/v25.0/oauth/access_token \(form)&\(back)&code=C&code_verifier=V",
                "POST https://graph.facebook.com/v25.0/oauth/access_token client_id=12&client_secret=s3cr%26t"
                    + "&grant_type=fb_exchange_token&fb_exchange_token=E1",
            ])
    }

    @Test("A refusal is told in the platform's words, without the secrets it repeats")
    func refusal() async throws {
        let script = Script(
            [#"{"error_type":"OAuthException","code":400,"error_message":"C9x of s3cr&t is used"}"#], status: 400)
        var text = ""
        do { _ = try await script.flow(.instagram).token(for: token("C9x")) } catch { text = "\(error)" }
        #expect(text.contains("(token) of (token) is used"))
        #expect(!text.contains("C9x") && !text.contains("s3cr"))
        #expect("\(try #require(AppSecret("s3cr&t")))" == "(app secret)")
    }

    static let ends = ["", "-5", #""abc""#, "1e300", "{}"].map { $0.isEmpty ? "" : #","expires_in":\#($0)"# }
    @Test("A token without an end that can be is taken to live 60 days at most", arguments: ends)
    func unknownEnd(end: String) async throws {
        let script = Script([#"{"access_token":"I3"\#(end)}"#])
        let granted = try await script.client(.instagram, token: "I2").refreshedToken().value
        #expect(granted.token == AccessToken("I3") && granted.life == nil)
        #expect(granted.longestLife == .seconds(60 * 86_400))
    }

    @Test("A time that is none is no answer", arguments: ["expires_at", "data_access_expires_at", "issued_at"])
    func impossibleTime(field: String) async throws {
        let client = try Script([#"{"data":{"is_valid":true,"\#(field)":1e300}}"#]).client(.facebook, token: "12|s")
        await #expect(throws: GraphError.self) { try await client.inspect(token("EP")) }
    }

    static let faults: [(String, LoginFault?)] = [
        (#"{"error":{"message":"Error validating client secret.","code":1}}"#, .appSecretWrong),
        (#"{"error_type":"OAuthException","code":400,"error_message":"Invalid Client Secret"}"#, .appSecretWrong),
        (
            #"{"error":{"message":"Invalid appsecret_proof provided in the API argument","code":100}}"#,
            .appSecretWrong
        ),
        (#"{"error_type":"OAuthException","code":400,"error_message":"Invalid platform app"}"#, .appUnknown),
        (#"{"error":{"message":"Invalid Client ID","code":101}}"#, .appUnknown),
        (#"{"error":{"message":"x","code":100,"error_subcode":36009}}"#, .codeSpent),
        (#"{"error":{"message":"Invalid verification code format.","code":100}}"#, .codeSpent),
        (
            #"{"error_message":"Matching code was not found or was already used","code":400,"error_type":"O"}"#,
            .codeSpent
        ),
        (
            #"{"error_message":"Error validating verification code. Make sure your redirect_uri is identical"}"#,
            .redirectWrong
        ),
        (#"{"error":{"message":"Please reduce the amount of data","code":1}}"#, nil),
        (#"{"error":{"message":"Error validating access token: expired","code":190}}"#, nil),
    ]
    @Test("What is wrong with a login is told from the words where the codes mislead", arguments: faults)
    func fault(answer: String, expected: LoginFault?) async throws {
        let flow = try Script([answer], status: 400).flow(.facebook)
        var fault: LoginFault?
        // Longer than a word of the answers: what was sent is left out of them.
        let code = try token("AQD-code-of-the-dialog")
        do throws(GraphError) { _ = try await flow.token(for: code) } catch { fault = error.loginFault }
        #expect(fault == expected)
    }

    @Test("What a token is, what was granted, and which Pages there are")
    func reading() async throws {
        let script = Script([
            #"""
            {"data":{"app_id":"12","type":"PAGE","is_valid":true,"issued_at":1790000000,"expires_at":0,
            "data_access_expires_at":1797776000,"scopes":["a"],"granular_scopes":[{"scope":"a","target_ids":["7"]}],
            "user_id":"5","profile_id":"7"}}
            """#,
            #"{"data":{"error":{"code":190,"message":"gone E9","subcode":458},"is_valid":false,"scopes":[]}}"#,
            #"{"data":[{"permission":"a","status":"granted"},{"permission":"b","status":"declined"}]}"#,
            #"""
            {"data":[{"id":"7","name":"P","access_token":"EP","tasks":["MANAGE"],
            "instagram_business_account":{"id":"178","username":"u"}},{"id":"8"}]}
            """#,
        ])
        let app = try script.client(.facebook, token: "12|s")
        let facts = try await app.inspect(token("EP")).value
        #expect(facts.expires == nil && facts.isValid && facts.profileID == "7")
        #expect(facts.dataAccessExpires == Date(timeIntervalSince1970: 1_797_776_000))
        #expect(facts.granularScopes.map(\.targets) == [["7"]])
        let dead = try await app.inspect(token("E9")).value
        #expect(!dead.isValid && dead.problemSubcode == 458)
        let person = try script.client(.facebook, token: "E1")
        #expect(try await person.permissions().value.map(\.status) == ["granted", "declined"])
        let pages = try await person.pages().value.items
        #expect(pages.map(\.id) == ["7", "8"])
        #expect(pages[0].token == AccessToken("EP") && pages[0].instagram?.id == IGUserID("178"))
        #expect(pages[1].token == nil && pages[1].instagram == nil)
        #expect(script.requests[0].hasSuffix("/debug_token input_token=EP&method=get (Bearer 12|s)"))
    }

    /// The codes are those of `openssl dgst -sha256 -hmac`.
    @Test("A proof goes along in either form")
    func proof() async throws {
        let script = Script([#"{"id":"1"}"#, #"{"id":"1"}"#])
        let secret = try #require(AppSecret("key"))
        for form in [AppSecretProof.Form.untimed, .timed] {
            let proof = AppSecretProof(secret, form: form) { Date(timeIntervalSince1970: 1_790_000_000) }
            _ = try await script.client(.facebook, token: "E1", proof: proof).me(["id"])
        }
        #expect(
            script.requests == [
                "GET https://graph.facebook.com/v25.0/me?fields=id&appsecret_proof=d238d4c614c1877b503044de81e947e16cf87495c31a8b6f204c39b08a240157 (Bearer E1)",
                "GET https://graph.facebook.com/v25.0/me?fields=id&appsecret_proof=2a0337e2ab2d9a6205cea9c3a93109d03f8306b487f457e9929624d3e4dff7ed"
                    + "&appsecret_time=1790000000 (Bearer E1)",
            ])
    }
}
