import Foundation
import GraphModel
import Testing

@Suite struct AuthorizationTests {
    private static let redirect = "https://app.example/back"

    private static func ask(_ login: Login, _ changes: Parameters = [:]) -> Parameters {
        var parameters: Parameters = [
            "client_id": login == .instagram ? "2345678901234567" : "1234567890123456",
            "redirect_uri": .text(redirect), "response_type": "code", "state": "a b&c",
            "scope": login == .instagram
                ? "instagram_business_basic,instagram_business_content_publish" : "instagram_basic,pages_show_list",
        ]
        parameters.append(contentsOf: changes)
        return parameters
    }

    static let problems: [(Login, Parameters, AuthorizationProblem)] = [
        (.instagram, ["client_id": "1234567890123456"], .appUnknown),
        (.facebook, ["client_id": "2345678901234567"], .appUnknown),
        (.facebook, ["redirect_uri": ""], .redirectMissing),
        (.facebook, ["redirect_uri": "javascript:alert(1)"], .redirectMissing),
        (.facebook, ["redirect_uri": "https://app.example/back/"], .redirectUnregistered),
        (.instagram, ["response_type": "token"], .responseTypeUnknown("token")),
        (.instagram, ["scope": "instagram_basic"], .scopeUnknown("instagram_basic")),
        (.facebook, ["scope": "manage_pages"], .scopeUnknown("manage_pages")),
        (.facebook, ["config_id": "1"], .configurationUnknown),
        (.facebook, ["code_challenge": "x", "code_challenge_method": "plain"], .challengeUnsupported),
    ]
    @Test("A dialog that is asked wrongly leads nowhere", arguments: problems)
    func problem(login: Login, changes: Parameters, problem: AuthorizationProblem) {
        let world = World { $0.redirectURIs = [Self.redirect] }
        #expect(throws: problem) { try world.platform.authorization(login, Self.ask(login, changes)) }
    }

    static let scopes: [(Login, String)] = [
        (.facebook, "pages_manage_metadata"), (.facebook, "pages_messaging"), (.facebook, "instagram_manage_messages"),
        (.facebook, "business_management"), (.facebook, "instagram_branded_content_creator"),
        (.instagram, "instagram_business_manage_messages"),
    ]
    @Test("A dialog knows also the scopes that calends does not ask for", arguments: scopes)
    func known(login: Login, scope: String) throws {
        let asked = try World().platform.authorization(login, Self.ask(login, ["scope": .text(scope)]))
        #expect(asked.scopes == [scope])
    }

    @Test("A refusal goes back with the state, and with the fragment of its login")
    func refusal() throws {
        let world = World()
        let words = "error=access_denied&error_reason=user_denied&error_description=Permissions%20error&state=a%20b%26c"
        #expect(
            try world.platform.authorization(.instagram, Self.ask(.instagram)).refusedRedirect
                == "\(Self.redirect)?\(words)#_")
        let query: Parameters = ["redirect_uri": "https://app.example/back?app=1"]
        #expect(
            try world.platform.authorization(.facebook, Self.ask(.facebook, query)).refusedRedirect
                == "\(Self.redirect)?app=1&\(words)#_=_")
    }

    /// Grants all that is asked, and gives the code.
    private func code(
        _ login: Login, by id: String, in world: inout World, _ changes: Parameters = [:],
        scopes: Set<String>? = nil, pages: Set<String> = [World.page]
    ) throws -> String {
        let request = try world.platform.authorization(login, Self.ask(login, changes))
        let address = world.platform.grantedRedirect(
            of: request, by: id, scopes: scopes ?? Set(request.scopes), pages: pages, at: world.now)
        let items = try #require(URLComponents(string: address ?? "")?.queryItems)
        #expect(items.last == URLQueryItem(name: "state", value: "a b&c"))
        return try #require(items.first { $0.name == "code" }?.value)
    }

    private func exchange(
        _ login: Login, _ code: String, in world: inout World, _ changes: Parameters = [:]
    ) -> Response {
        var parameters: Parameters = [
            "client_id": login == .instagram ? "2345678901234567" : "1234567890123456",
            "client_secret": login == .instagram ? "sandbox-instagram-secret" : "sandbox-app-secret",
            "redirect_uri": .text(Self.redirect), "code": .text(code), "grant_type": "authorization_code",
        ]
        parameters.append(contentsOf: changes)
        return world.call(
            Request(.post, login == .instagram ? "oauth/access_token" : "v25.0/oauth/access_token", parameters))
    }

    @Test("Instagram's code is good once, for an hour, at its own address; its token for an hour, in either shape")
    func instagram() throws {
        for shape in Configuration.InstagramAnswers.allCases {
            var world = World { $0.instagramAnswers = shape }
            let code = try code(.instagram, by: World.igAccount, in: &world)
            func message(_ response: Response) -> String? {
                #expect(response.status == 400 && response.body["error_type"] == "OAuthException")
                return response.body["error_message"]?.string
            }
            #expect(message(exchange(.instagram, "x", in: &world)) == "Invalid authorization code")
            #expect(
                message(exchange(.instagram, code, in: &world, ["client_secret": "x"]))
                    == "Error validating client secret.")
            #expect(
                message(exchange(.instagram, code, in: &world, ["redirect_uri": "https://app.example/back/"]))?
                    .hasPrefix("Error validating verification code.") == true)
            let answer = exchange(.instagram, code, in: &world).body
            let flat = shape == .wrapped ? try #require(answer["data"]?[0]) : answer
            #expect(flat["user_id"] == .string(World.igAccount))
            #expect(flat["permissions"] == "instagram_business_basic,instagram_business_content_publish")
            #expect(
                message(exchange(.instagram, code, in: &world))
                    == "This authorization code has been used or has expired.")
            world.token = try #require(flat["access_token"]?.string)
            let me = world.get("me", ["fields": "username"]).body
            #expect((shape == .wrapped ? me["data"]?[0] : me)?["username"] == "florist")
            let late = try self.code(.instagram, by: World.igAccount, in: &world)
            world.advance(3600)
            #expect(world.get("me").verdict == "190/463")
            #expect(
                message(exchange(.instagram, late, in: &world))
                    == "This authorization code has been used or has expired.")
        }
    }

    @Test("Facebook's code, too; its Page tokens last as long as the person's, and for ever after an exchange")
    func facebook() throws {
        var world = World()
        let person = try #require(world.platform.candidates(for: .facebook).first)
        #expect(person.pages.map(\.id) == [World.page])
        let code = try code(.facebook, by: person.id, in: &world, scopes: ["pages_show_list"])
        #expect(exchange(.facebook, "x", in: &world).verdict == "100")
        #expect(exchange(.facebook, code, in: &world, ["redirect_uri": "https://app.example"]).verdict == "100/36008")
        let short = try #require(exchange(.facebook, code, in: &world).body["access_token"]?.string)
        #expect(exchange(.facebook, code, in: &world).verdict == "100/36009")
        world.token = short
        #expect(
            world.get("me/permissions").body["data"]?.text() == """
                [{"permission":"pages_show_list","status":"granted"},{"permission":"instagram_basic","status":"declined"}]
                """)
        let shortPage = world.get("me/accounts").body["data"]?[0]?["access_token"]?.string
        let long = exchange(
            .facebook, "", in: &world, ["grant_type": "fb_exchange_token", "fb_exchange_token": .text(short)]
        ).body["access_token"]?.string
        world.token = try #require(long)
        let longPage = world.get(World.page, ["fields": "access_token"]).body["access_token"]?.string
        let app = "1234567890123456|sandbox-app-secret"
        func end(_ token: String?) -> JSON? {
            world.token = app
            return world.get("debug_token", ["input_token": .text(token ?? "")]).body["data"]?["expires_at"]
        }
        let now = Int(world.now.timeIntervalSince1970)
        #expect(end(short) == .integer(now + 3600))
        #expect(end(shortPage) == .integer(now + 3600))
        #expect(end(long) == .integer(now + 60 * 86_400))
        #expect(end(longPage) == 0)
        let data = world.get("debug_token", ["input_token": .text(longPage ?? "")]).body["data"]
        #expect(data?["data_access_expires_at"] == .integer(now + 90 * 86_400))
        let late = try self.code(.facebook, by: person.id, in: &world)
        world.advance(3600)
        #expect(exchange(.facebook, late, in: &world).verdict == "100/36007")
    }

    @Test("Only the Pages that were granted are there; a configuration names its scopes")
    func granular() throws {
        var world = World()
        let person = try #require(world.platform.candidates(for: .facebook).first)
        let code = try code(.facebook, by: person.id, in: &world, ["config_id": "900000000000001"], pages: [])
        world.token = try #require(exchange(.facebook, code, in: &world).body["access_token"]?.string)
        #expect(world.get("me/accounts").bodyText == #"{"data":[]}"#)
        #expect(world.get(World.account).verdict == "100/33")
        #expect(world.get("me/permissions").body["data"]?.array?.count == 12)
    }

    @Test("A challenge must be answered")
    func challenge() throws {
        var world = World()
        let person = try #require(world.platform.candidates(for: .facebook).first)
        let code = try code(
            .facebook, by: person.id, in: &world, ["code_challenge": "C", "code_challenge_method": "S256"])
        #expect(exchange(.facebook, code, in: &world).verdict == "100")
        var request = Request(
            .get, "oauth/access_token",
            [
                "client_id": "1234567890123456", "client_secret": "sandbox-app-secret",
                "redirect_uri": .text(Self.redirect), "code": .text(code),
            ])
        request.verifierChallenge = "C"
        #expect(world.call(request).status == 200)
    }

    @Test("Facebook Login for Business brings tokens at once where that is asked for")
    func tokens() throws {
        var world = World()
        let person = try #require(world.platform.candidates(for: .facebook).first)
        let request = try world.platform.authorization(
            .facebook, Self.ask(.facebook, ["response_type": "token", "state": "s"]))
        let address = world.platform.grantedRedirect(
            of: request, by: person.id, scopes: Set(request.scopes), pages: [World.page], at: world.now)
        let items = try #require(URLComponents(string: (address ?? "").replacing("#", with: "?"))?.queryItems)
        #expect(
            items.map(\.name)
                == ["access_token", "data_access_expiration_time", "expires_in", "long_lived_token", "state"])
        world.token = try #require(items[3].value)
        world.advance(59 * 86_400)
        #expect(world.get("me/accounts").body["data"]?.array?.count == 1)
    }

    @Test("Removing the app ends every token of whoever granted it, and nobody else's")
    func removal() throws {
        var world = World()
        world.platform.removeApp(fromOwnerOf: World.pageToken)
        #expect(world.get("me").verdict == "190/458")
        world.token = World.pageToken
        #expect(world.get("me").verdict == "190/458")
        world.token = World.igToken
        #expect(world.get("me").status == 200)
    }
}
