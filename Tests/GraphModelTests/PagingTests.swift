import GraphModel
import Testing

@Suite struct PagingTests {
    /// A world with posts named by their captions, oldest first.
    private func world(_ captions: [String]) throws -> World {
        var world = World()
        for caption in captions {
            _ = try world.publishImage(caption)
            world.advance(60)
        }
        return world
    }

    private func captions(_ body: JSON) -> [String] {
        body["data"]?.array?.compactMap { $0["caption"]?.string } ?? []
    }

    /// Calls a complete URL, as a client does that follows `next`.
    private func follow(_ url: JSON?, in world: inout World) throws -> JSON {
        let text = try #require(url?.string)
        let origin = "https://graph.facebook.com/"
        #expect(text.hasPrefix(origin))
        let halves = text.dropFirst(origin.count).split(separator: "?", maxSplits: 1)
        let query = try #require(halves.last)
        return world.call(Request(.get, String(halves[0]), Parameters(formEncoded: query))).body
    }

    @Test("next and previous lead through the whole list and back")
    func links() throws {
        var world = try world(["1", "2", "3", "4", "5"])
        let first = world.get("\(World.account)/media", ["fields": "caption", "limit": "2"]).body
        #expect(captions(first) == ["5", "4"])
        #expect(first["paging"]?["previous"] == nil)
        let second = try follow(first["paging"]?["next"], in: &world)
        #expect(captions(second) == ["3", "2"])
        let third = try follow(second["paging"]?["next"], in: &world)
        #expect(captions(third) == ["1"])
        #expect(third["paging"]?["next"] == nil)
        let back = try follow(third["paging"]?["previous"], in: &world)
        #expect(captions(back) == ["3", "2"])
        #expect(captions(try follow(back["paging"]?["previous"], in: &world)) == ["5", "4"])
    }

    @Test("The link of a nested list leads on from there")
    func nestedLink() throws {
        var world = try world(["1", "2", "3"])
        let body = world.get("me/accounts", ["fields": "instagram_business_account{media.limit(2){caption}}"]).body
        let nested = try #require(body["data"]?[0]?["instagram_business_account"]?["media"])
        #expect(captions(nested) == ["3", "2"])
        #expect(
            nested["paging"]?["next"]
                == "https://graph.facebook.com/v25.0/17841400000000001/media?access_token=EAA-bakery&fields=caption&limit=2&after=cGxhY2U6LTE%3D"
        )
        #expect(captions(try follow(nested["paging"]?["next"], in: &world)) == ["1"])
    }

    @Test("A cursor keeps its place when what it names is deleted")
    func deletion() throws {
        var world = try world(["1", "2", "3", "4"])
        let page = world.get("\(World.account)/media", ["fields": "caption", "limit": "2"]).body
        let last = try #require(page["data"]?[1]?["id"]?.string)
        #expect(world.delete(last).body["success"] == true)
        #expect(captions(try follow(page["paging"]?["next"], in: &world)) == ["2", "1"])
    }

    static let windows: [(Parameters, [String])] = [
        (["since": "1795168860"], ["3", "2"]), (["until": "1795168860"], ["2", "1"]),
        (["since": "2026-11-20T10:01:00+0000", "until": "2026-11-20T10:01:30Z"], ["2"]),
        (["since": "2026-11-21"], []), (["limit": "0"], []), (["limit": "1000"], ["3", "2", "1"]),
    ]
    @Test("Times and limits cut the list", arguments: windows)
    func window(parameters: Parameters, expected: [String]) throws {
        var world = try world(["1", "2", "3"])
        var parameters = parameters
        parameters.append("fields", "caption")
        #expect(captions(world.get("\(World.account)/media", parameters).body) == expected)
    }

    static let mistakes: [(Parameters, String)] = [
        (["limit": "many"], "(#100) Param limit must be an integer of 0 or more"),
        (["limit": "-1"], "(#100) Param limit must be an integer of 0 or more"),
        (["after": "nonsense"], "(#100) Param after is not a valid cursor"),
        (["before": "Zm9v"], "(#100) Param before is not a valid cursor"),
        (["since": "soon"], "(#100) Param since must be a Unix time or a date"),
    ]
    @Test("Says which parameter of a list is wrong", arguments: mistakes)
    func refuses(parameters: Parameters, message: String) throws {
        var world = World()
        let response = world.get("\(World.account)/media", parameters)
        #expect(response.body["error"]?["message"] == .string(message))
    }
}
