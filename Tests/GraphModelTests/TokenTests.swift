import Foundation
import GraphModel
import Testing

@Suite struct TokenTests {
    @Test("A token tells what it is to the app")
    func debugToken() {
        var world = World()
        world.platform.grant(["pages_show_list", "instagram_basic"], to: World.token)
        world.platform.expire(token: World.token, at: World.start + 60)
        world.token = "1234567890123456|sandbox-app-secret"
        let parameters: Parameters = ["input_token": .text(World.token)]
        let data = world.get("debug_token", parameters).body["data"]
        #expect(data?["is_valid"] == true)
        #expect(data?["type"] == "USER")
        #expect(data?["expires_at"] == .integer(Int(World.start.timeIntervalSince1970) + 60))
        #expect(data?["scopes"] == ["instagram_basic", "pages_show_list"])
        #expect(
            data?["granular_scopes"]?.text() == """
                [{"scope":"instagram_basic","target_ids":["17841400000000001"]},\
                {"scope":"pages_show_list","target_ids":["134895793791914"]}]
                """)
        world.advance(60)
        let late = world.get("debug_token", parameters).body["data"]
        #expect(late?["is_valid"] == false)
        #expect(late?["error"]?["subcode"] == 463)
        let page = world.get("debug_token", ["input_token": .text(World.pageToken)]).body["data"]
        #expect(page?["type"] == "PAGE")
        #expect(page?["profile_id"] == .string(World.page))
        #expect(page?["user_id"] == data?["user_id"])
        #expect(world.get("debug_token", ["input_token": "x"]).body["data"]?["error"]?["code"] == 190)
        #expect(world.get("me").verdict == "2500")
    }

    @Test("A token of Instagram Login is renewed for 60 days, not twice in one")
    func refresh() throws {
        var world = World()
        world.token = World.igToken
        world.platform.expire(token: World.igToken, at: World.start + 3600)
        let grant: Parameters = ["grant_type": "ig_refresh_token"]
        let body = world.call(Request(.get, "refresh_access_token", grant, token: World.igToken)).body
        #expect(body["expires_in"] == 5_184_000)
        world.token = try #require(body["access_token"]?.string)
        #expect(world.token != World.igToken)
        #expect(world.get("refresh_access_token", grant).verdict == "100")
        world.advance(3600)
        #expect(world.get("me", ["fields": "username"]).body["username"] == "florist")
        world.token = World.igToken
        #expect(world.get("me").verdict == "190/463")
        world.token = World.token
        #expect(world.get("refresh_access_token", grant).verdict == "803")
    }

    static let sessions: [(Double, String)] = [
        (1_449_748_800, "Thursday, 10-Dec-15 04:00:00 PST"), (1_602_113_357, "Wednesday, 07-Oct-20 16:29:17 PDT"),
        (1_521_118_800, "Thursday, 15-Mar-18 06:00:00 PDT"),
        // The last second of winter, the first of summer; the last of summer, the first of winter.
        (1_772_963_999, "Sunday, 08-Mar-26 01:59:59 PST"), (1_772_964_000, "Sunday, 08-Mar-26 03:00:00 PDT"),
        (1_793_523_599, "Sunday, 01-Nov-26 01:59:59 PDT"), (1_793_523_600, "Sunday, 01-Nov-26 01:00:00 PST"),
        (-1, "Wednesday, 31-Dec-69 15:59:59 PST"),
    ]
    @Test("Says when a session ended on the clocks of California", arguments: sessions)
    func sessionEnd(seconds: Double, text: String) throws {
        var world = World()
        let end = Date(timeIntervalSince1970: seconds)
        world.platform.expire(token: World.token, at: end)
        world.now = end
        let message = try #require(world.get("me").body["error"]?["message"]?.string)
        #expect(
            message
                == "Error validating access token: Session has expired on \(text). The current time is \(text).")
    }

    @Test("A person's token lists what was granted; a Page's has no such list")
    func permissions() {
        var world = World()
        world.platform.grant(["pages_show_list", "instagram_basic"], to: World.token)
        #expect(
            world.get("me/permissions").body["data"]?.text() == """
                [{"permission":"instagram_basic","status":"granted"},\
                {"permission":"pages_show_list","status":"granted"}]
                """)
        world.token = World.pageToken
        #expect(world.get("me/permissions").verdict == "2500")
    }

    private static let app: [(String, ParameterValue)] = [
        ("client_id", "1234567890123456"), ("client_secret", "sandbox-app-secret"),
    ]

    private func ask(_ changes: [(String, ParameterValue)], in world: inout World) -> Response {
        var parameters = Parameters()
        for (name, value) in Self.app + changes { parameters.append(name, value) }
        return world.call(Request(.get, "v25.0/oauth/access_token", parameters))
    }

    @Test("The app asks for its own token, and for longer ones")
    func exchange() throws {
        var world = World()
        #expect(
            ask([("grant_type", "client_credentials")], in: &world).bodyText
                == #"{"access_token":"1234567890123456|sandbox-app-secret","token_type":"bearer"}"#)
        let grant: [(String, ParameterValue)] = [
            ("grant_type", "fb_exchange_token"), ("fb_exchange_token", .text(World.token)),
        ]
        let longer = ask(grant, in: &world).body
        #expect(longer.members?.map(\.name) == ["access_token", "token_type", "expires_in"])
        #expect(longer["expires_in"] == 5_184_000)
        let me = world.get("me").body
        world.token = try #require(longer["access_token"]?.string)
        #expect(world.get("me").body == me)

        let parameters: Parameters = ["grant_type": "ig_exchange_token", "client_secret": "sandbox-instagram-secret"]
        let body = world.call(Request(.get, "access_token", parameters, token: World.igToken)).body
        #expect(body.members?.map(\.name) == ["access_token", "token_type", "expires_in"])
        world.token = try #require(body["access_token"]?.string)
        #expect(world.get("me", ["fields": "username"]).body["username"] == "florist")

        world.platform.expire(token: World.token, at: world.now)
        #expect(ask(grant, in: &world).verdict == "190/463", "what has ended cannot be prolonged")
    }

    static let mistakes: [([(String, ParameterValue)], String)] = [
        ([("client_id", "")], "Missing client_id parameter."),
        (
            [("client_id", "1")],
            "Error validating application. Cannot get application info due to a system error."
        ),
        ([("client_secret", "guess")], "Error validating client secret."),
        ([("code", "AQB")], "Invalid verification code format."),
        ([("grant_type", "fb_exchange_token")], "(#100) The parameter fb_exchange_token is required."),
        (
            [("grant_type", "fb_exchange_token"), ("fb_exchange_token", "nonsense")],
            "Invalid OAuth access token - Cannot parse access token"
        ),
    ]
    @Test("Says why the app gets no token", arguments: mistakes)
    func refuses(changes: [(String, ParameterValue)], message: String) {
        var world = World()
        let response = ask(changes, in: &world)
        #expect(response.status == 400)
        #expect(response.body["error"]?["message"] == .string(message))
    }
}
