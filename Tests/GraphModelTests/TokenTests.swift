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
}
