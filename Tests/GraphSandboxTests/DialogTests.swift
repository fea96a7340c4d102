import Foundation
import GraphModel
import HTTP
import Testing

@testable import GraphSandbox

@Suite struct DialogTests {
    private static let instagram =
        "/www.instagram.com/oauth/authorize?client_id=2345678901234567&response_type=code&state=s%26t"
        + "&scope=instagram_business_basic&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback"
    private static let facebook =
        "/www.facebook.com/v25.0/dialog/oauth?client_id=1234567890123456&state=s&scope=pages_show_list"
        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback"

    @Test("A dialog shows who asks for what, and escapes what it was sent")
    func show() async throws {
        let world = try await Rehearsal()
        let page = try await world.send(.get, Self.instagram + "&x=%22%3E%3Cscript%3E")
        #expect(page.status == 200)
        #expect(page.text.contains("@bakery"))
        #expect(page.text.contains("<code>instagram_business_basic</code>"))
        #expect(page.text.contains("<code>http://127.0.0.1:9</code>"))
        #expect(!page.text.contains("<script>"))
        #expect(page.headers["Content-Security-Policy"]?.contains("form-action 'self' http: https:") == true)
        let other = try await world.send(.get, Self.instagram.replacing("www.instagram.com", with: "api.instagram.com"))
        #expect(other.status == 200 && other.text.contains("@bakery"))
        let wrong = try await world.send(.get, "/oauth/authorize?client_id=1&redirect_uri=https%3A%2F%2Fevil.example")
        #expect(wrong.status == 400)
        #expect(wrong.text.contains("Invalid app: client_id names no app of this login."))
    }

    @Test("Granting leads back with a code that PKCE guards")
    func grant() async throws {
        let world = try await Rehearsal()
        let page = try await world.send(.get, Self.facebook).text
        let person = try #require(page.firstMatch(of: /name="by" value="(\d+)"/)?.1)
        let form = "by=\(person)&scope=pages_show_list&answer=grant"
        let answer = try await world.send(.post, Self.facebook, body: Array(form.utf8))
        #expect(answer.status == 302)
        let address = try #require(answer.headers["Location"])
        let code = try #require(address.firstMatch(of: /^http:\/\/127\.0\.0\.1:9\/back\?code=(\w+)&state=s#_=_$/)?.1)
        let exchange =
            "client_id=1234567890123456&client_secret=sandbox-app-secret&code=\(code)"
            + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback"
        // Appendix B of RFC 7636.
        for (verifier, status) in [("x", 400), ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", 200)] {
            let body = Array("\(exchange)&code_verifier=\(verifier)".utf8)
            #expect(try await world.send(.post, "/v25.0/oauth/access_token", body: body).status == status)
        }
        let log = try await world.control(.get, "requests").text()
        #expect(!log.contains(code) && !log.contains("dBjftJeZ4CVP") && !log.contains("sandbox-app-secret"))
    }

    @Test("Refusing leads back with the reason; another site can do neither")
    func refuse() async throws {
        let world = try await Rehearsal()
        let answer = try await world.send(.post, Self.instagram, body: Array("answer=refuse".utf8))
        #expect(
            answer.headers["Location"]
                == "http://127.0.0.1:9/back?error=access_denied&error_reason=user_denied"
                + "&error_description=Permissions%20error&state=s%26t#_")
        let foreign = try await world.send(
            .post, Self.instagram, headers: ["Sec-Fetch-Site": "cross-site"], body: Array("answer=refuse".utf8))
        #expect(foreign.status == 403)
    }
}
