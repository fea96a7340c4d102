import Foundation
import GraphModel
import Testing

@Suite struct PageReadingTests {
    static let edges = [
        "feed", "posts", "published_posts", "scheduled_posts", "videos", "video_reels", "photos", "stories",
        "visitor_posts", "tagged",
    ]

    @Test("A person's token lists Pages, and reads or writes none of their posts", arguments: edges)
    func personToken(edge: String) throws {
        var world = World()
        let pages = world.get("me/accounts", ["fields": "id,access_token"]).body["data"]?[0]
        #expect(pages?.text() == #"{"id":"\#(World.page)","access_token":"\#(World.pageToken)"}"#)
        #expect(world.get("\(World.page)/\(edge)").verdict == "190/2069032")
        if ["feed", "photos"].contains(edge) {
            #expect(world.post("\(World.page)/\(edge)", ["message": "m"]).verdict == "190/2069032")
        }
        world.token = World.pageToken
        #expect(world.get("\(World.page)/\(edge)").bodyText == #"{"data":[]}"#)
        #expect(world.get("me/\(edge)").bodyText == #"{"data":[]}"#)
    }

    @Test("Each call needs its permission")
    func permissions() throws {
        var world = World.ofPage()
        let id = try world.make("feed", ["message": "m"])
        world.platform.grant([], to: World.pageToken)
        #expect(world.get(id).verdict == "10")
        #expect(world.get("\(World.page)/feed").verdict == "10")
        #expect(world.post("\(World.page)/feed", ["message": "n"]).verdict == "200")
        #expect(world.post(id, ["message": "n"]).verdict == "200")
        #expect(world.delete(id).verdict == "200")
        #expect(world.post("\(id)/comments", ["message": "n"]).verdict == "200")
        world.token = World.igToken
        #expect(world.get(id).verdict == "100/33")
    }

    @Test("Pages of posts come newest first; since and until cut them; more than 100 is refused")
    func paging() throws {
        var world = World.ofPage()
        var ids: [String] = []
        for number in 0..<5 {
            ids.append(try world.make("feed", ["message": .text("\(number)")]))
            world.advance(60)
        }
        let first = world.get("\(World.page)/feed", ["limit": "2"]).body
        #expect(first["data"]?.array?.compactMap { $0["id"]?.string } == [ids[4], ids[3]])
        #expect(first["paging"]?["next"]?.string?.contains("/\(World.page)/feed?") == true)
        let after = try #require(first["paging"]?["cursors"]?["after"])
        _ = world.delete(ids[3])
        #expect(world.ids("feed", ["limit": "2", "after": .json(after)]) == [ids[2], ids[1]])
        #expect(world.ids("feed", ["since": world.time(-121)]) == [ids[4]])
        #expect(world.ids("feed", ["until": world.time(-241)]) == [ids[0]])
        #expect(world.get("\(World.page)/feed", ["limit": "101"]).verdict == "100")
        let nested = world.get(World.page, ["fields": "name,published_posts.limit(1){message}"]).body
        #expect(nested["published_posts"]?["data"]?[0]?["message"] == "4")
    }

    @Test("Posts of one second keep their places when one of them goes")
    func oneSecond() throws {
        var world = World.ofPage()
        var ids: [String] = []
        for number in 0..<5 { ids.append(try world.make("feed", ["message": .text("\(number)")])) }
        let first = world.get("\(World.page)/feed", ["limit": "2"]).body
        let after = try #require(first["paging"]?["cursors"]?["after"])
        _ = world.delete(ids[0])
        _ = world.delete(ids[4])
        #expect(world.ids("feed", ["after": .json(after)]) == [ids[2], ids[1]])
    }

    @Test("Lists end after 600 posts, and all can be read by id")
    func cap() throws {
        var world = World.ofPage()
        let first = try world.make("feed", ["message": "0"])
        for number in 1...600 { _ = try world.make("feed", ["message": .text("\(number)")]) }
        var count = 0
        var parameters: Parameters = ["limit": "100"]
        while let after = world.get("\(World.page)/feed", parameters).body["paging"]?["cursors"]?["after"] {
            count += 100
            parameters = ["limit": "100", "after": .json(after)]
        }
        #expect(count == 600)
        #expect(world.get(first).verdict == "ok")
    }

    @Test("A new post is missing from lists for a while, and can be read by id")
    func lag() throws {
        var world = World.ofPage { $0.listLag = .seconds(30) }
        let id = try world.make("feed", ["message": "m"])
        #expect(world.ids("feed") == [])
        #expect(world.get(id).verdict == "ok")
        world.advance(30)
        #expect(world.ids("feed") == [id])
    }

    @Test("Comments of the Page and of people")
    func comments() throws {
        var world = World.ofPage()
        let id = try world.make("feed", ["message": "m"])
        let first = try #require(world.post("\(id)/comments", ["message": "First"]).body["id"]?.string)
        #expect(first.hasPrefix("\(id.split(separator: "_")[1])_"))
        let added = world.platform.addComment("Where?", by: "Anna", onPost: id, at: world.now)
        let foreign = try #require(added)
        let reply = try #require(world.post("\(foreign)/comments", ["message": "Here"]).body["id"]?.string)
        let list = world.get("\(id)/comments", ["fields": "message,from{name},comments{message}", "summary": "true"])
        #expect(
            list.body["data"]?.array?.map { $0.text() } == [
                #"{"message":"First","from":{"name":"Bakery"},"id":"\#(first)"}"#,
                #"{"message":"Where?","from":{"name":"Anna"},"comments":{"data":[{"message":"Here","id":"\#(reply)"}],"paging":{"cursors":{"before":"cGxhY2U6Mg==","after":"cGxhY2U6Mg=="}}},"id":"\#(foreign)"}"#,
            ])
        #expect(list.body["summary"]?["total_count"] == 2)
        let stream = world.get("\(id)/comments", ["filter": "stream", "order": "reverse_chronological"]).body
        #expect(stream["data"]?.array?.compactMap { $0["id"]?.string } == [reply, foreign, first])
        let counted = world.get(id, ["fields": "comments.summary(true).limit(0),likes.summary(true)"]).body
        #expect(counted["comments"]?["summary"]?["total_count"] == 2)
        #expect(counted["likes"]?["summary"]?["total_count"] == 0)

        #expect(world.post(first, ["message": "Second thoughts"]).verdict == "ok")
        #expect(world.get(first).body["message"] == "Second thoughts")
        #expect(world.post(foreign, ["message": "Not mine"]).verdict == "200")
        #expect(world.post(foreign, ["is_hidden": "true"]).verdict == "ok")
        #expect(world.delete(foreign).verdict == "ok")
        #expect(world.get(reply).verdict == "100/33")
        let draft = try world.make("feed", ["message": "d", "published": "false"])
        #expect(world.post("\(draft)/comments", ["message": "Too soon"]).verdict == "100/33")
    }

    @Test("A Page that is added again, with another token, has what it had")
    func again() throws {
        var world = World.ofPage()
        let id = try world.make("feed", ["message": "m"])
        var seed = AccountSeed(name: "Bakery", username: "bakery", login: .facebook, id: World.account)
        (seed.pageID, seed.pageToken, seed.isPage) = (World.page, "EAA-other", true)
        world.platform.add(seed)
        world.token = "EAA-other"
        #expect(world.ids("feed") == [id])
        #expect(world.platform.pageViews(at: world.now).map(\.id) == [World.page])
    }

    @Test("Usage of a Page is its own, and so is its limit")
    func usage() {
        var world = World.ofPage {
            $0.accountCallsPerDay = 2
            $0.throttles = true
        }
        let answer = world.get("\(World.page)/feed")
        #expect(
            answer.header("X-Business-Use-Case-Usage")
                == #"{"134895793791914":[{"type":"pages","call_count":50,"total_cputime":50,"total_time":50,"estimated_time_to_regain_access":0}]}"#
        )
        _ = world.get("me/feed")
        #expect(world.get("\(World.page)/feed").verdict == "80001")
        #expect(world.get(World.account).verdict == "ok")
    }

    @Test("The same calls give the same world, which outlives its own text")
    func determinism() throws {
        func lived() throws -> World {
            var world = World.ofPage()
            _ = try world.make(
                "feed", ["message": "m", "published": "false", "scheduled_publish_time": world.time(3600)])
            _ = try world.photo()
            _ = try world.upload("video_reels")
            _ = try world.make("videos", ["file_url": "https://media.example/1.mp4"])
            return world
        }
        let (one, two) = (try lived().platform, try lived().platform)
        #expect(one == two)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = try encoder.encode(one)
        #expect(try JSONDecoder().decode(Platform.self, from: text) == one)
    }
}
