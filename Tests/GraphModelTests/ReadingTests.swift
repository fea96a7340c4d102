import Foundation
import GraphModel
import Testing

@Suite struct ReadingTests {
    @Test("me is whoever holds the token")
    func me() {
        var world = World()
        #expect(world.get("me").body["name"] == "Owner of Bakery")
        world.token = World.pageToken
        #expect(
            world.get("me", ["fields": "name,instagram_business_account"]).bodyText
                == #"{"name":"Bakery","instagram_business_account":{"id":"17841400000000001"},"id":"134895793791914"}"#)
        world.token = World.igToken
        let body = world.get("me", ["fields": "user_id,username,account_type,name,media_count"]).body
        #expect(body["user_id"] == "17841400000000002")
        #expect(body["account_type"] == "BUSINESS")
        #expect(body["media_count"] == 0)
        #expect(body["id"] != nil && body["id"] != body["user_id"])
    }

    @Test("Either id of an account reaches it under Instagram Login")
    func scopedID() throws {
        var world = World()
        world.token = World.igToken
        let scoped = try #require(world.get("me").body["id"]?.string)
        #expect(world.get("\(scoped)/media").bodyText == #"{"data":[]}"#)
        #expect(world.get(World.igAccount, ["fields": "username"]).body["username"] == "florist")
    }

    @Test("A person's Pages lead to the accounts")
    func pages() {
        var world = World()
        #expect(
            world.get("me/accounts", ["fields": "id,name,access_token,instagram_business_account{username}"])
                .body["data"]?.text()
                == #"[{"id":"134895793791914","name":"Bakery","access_token":"EAA-bakery-page","instagram_business_account":{"username":"bakery","id":"17841400000000001"}}]"#
        )
        #expect(
            world.get(World.page, ["fields": "instagram_business_account"]).body["instagram_business_account"]
                == ["id": .string(World.account)])
    }

    @Test("A post reads back what was sent")
    func post() throws {
        var world = World()
        let medium = try world.publish(
            try world.create([
                "image_url": "https://media.example/1.jpg", "caption": "Stollen", "alt_text": "A loaf",
                "is_ai_generated": "true",
            ]))
        let body = world.get(
            medium,
            [
                "fields":
                    "caption,media_type,media_product_type,timestamp,username,owner{username},alt_text,is_comment_enabled,is_ai_generated,media_url,thumbnail_url,is_shared_to_feed,comments_count,like_count,children"
            ]
        ).body
        #expect(
            body.text() == """
                {"caption":"Stollen","media_type":"IMAGE","media_product_type":"FEED","timestamp":"2026-11-20T10:00:00+0000","username":"bakery","owner":{"username":"bakery","id":"17841400000000001"},"alt_text":"A loaf","is_comment_enabled":true,"is_ai_generated":true,"media_url":"https://scontent.cdninstagram.com/v/image.jpg","comments_count":0,"like_count":0,"id":"\(medium)"}
                """)
        #expect(world.get(medium).bodyText == "{\"id\":\"\(medium)\"}")
        let link = world.get(medium, ["fields": "permalink,shortcode"]).body
        let code = try #require(link["shortcode"]?.string)
        #expect(code.count == 11)
        #expect(link["permalink"] == .string("https://www.instagram.com/p/\(code)/"))
    }

    @Test("Edges open inside fields, with calls and names of their own")
    func expansion() throws {
        var world = World()
        for caption in ["one", "two", "three"] { _ = try world.publishImage(caption) }
        let body = world.get(World.account, ["fields": "username,media.limit(2).as(newest){caption}"]).body
        #expect(body["username"] == "bakery")
        #expect(body["newest"]?["data"]?.array?.compactMap { $0["caption"]?.string } == ["three", "two"])
    }

    @Test("A list of none is empty by its path, and left out among fields")
    func emptyLists() throws {
        var world = World()
        #expect(world.get("\(World.account)/media").bodyText == #"{"data":[]}"#)
        #expect(
            world.get(World.account, ["fields": "username,media{id},stories,tags"]).bodyText
                == #"{"username":"bakery","id":"17841400000000001"}"#)
        let medium = try world.publishImage()
        #expect(world.get("\(medium)/children").bodyText == #"{"data":[]}"#)
        #expect(
            world.get(medium, ["fields": "children,comments{replies}"]).bodyText == "{\"id\":\"\(medium)\"}")
    }

    static let knownButEmpty: [(String, [String])] = [
        (World.account, ["mini_shop_storefront", "owner_business", "shopping_review_status"]),
        ("medium", ["audio_id", "has_poll", "live_status", "ingest_state", "video_title", "view_count"]),
    ]
    @Test("Fields that Meta's own clients know are never refused", arguments: knownButEmpty)
    func emptyFields(node: String, names: [String]) throws {
        var world = World()
        let id = node == "medium" ? try world.publishImage() : node
        for name in names {
            #expect(world.get(id, ["fields": .text(name)]).bodyText == "{\"id\":\"\(id)\"}")
        }
    }

    static let versions: [(String, String?)] = [
        ("v26.0/me", "v26.0"), ("v25.0/me", "v25.0"), ("v21.0/me", "v21.0"), ("v20.0/me", "v21.0"),
        ("v2.12/me", "v21.0"), ("me", "v21.0"), ("v27.0/me", nil), ("v25.1/me", nil), ("v0.0/me", nil),
        ("v99999999999999999999.0/me", nil),
    ]
    @Test("A dead version is served by the oldest live one", arguments: versions)
    func version(path: String, served: String?) {
        var world = World()
        let response = world.call(Request(.get, path, token: World.token))
        #expect(response.header("facebook-api-version") == served)
        #expect((response.status == 200) == (served != nil))
    }

    @Test("Several ids at once, while a version has it")
    func multipleLookup() {
        var world = World()
        world.now = Date(timeIntervalSince1970: 1_793_059_199)  // a second before 2026-10-27
        let ids: Parameters = ["ids": .text("\(World.account),\(World.page)"), "fields": "name"]
        #expect(
            world.call(Request(.get, "v25.0/", ids, token: World.token)).bodyText
                == #"{"17841400000000001":{"name":"Bakery","id":"17841400000000001"},"134895793791914":{"name":"Bakery","id":"134895793791914"}}"#
        )
        #expect(world.call(Request(.get, "v26.0/", ids, token: World.token)).verdict == "100")
    }

    @Test("The token may be a parameter, the method too")
    func parameters() throws {
        var world = World()
        let request = Request(.get, "me", ["access_token": .text(World.token), "metadata": "1", "pretty": "0"])
        #expect(world.call(request).status == 200)
        let medium = try world.publishImage()
        let deletion = Request(.post, medium, ["method": "delete"], token: World.token)
        #expect(world.call(deletion).body["deleted_id"] == .string(medium))
    }
}
