import GraphModel
import Testing

@Suite struct CommentTests {
    @Test("Comments and their replies are written, read, hidden, deleted", arguments: [World.token, World.igToken])
    func thread(token: String) throws {
        var world = World()
        world.token = token
        let medium = try world.publishImage()
        let first = try #require(world.post("\(medium)/comments", ["message": "First"]).body["id"]?.string)
        let foreign = world.platform.addComment("Where?", by: "visitor", on: medium, at: world.now)
        let visitor = try #require(foreign)
        let reply = try #require(world.post("\(visitor)/replies", ["message": "Here!"]).body["id"]?.string)
        let list = world.get("\(medium)/comments", ["fields": "text,username,hidden,replies{text,parent_id}"]).body
        let username = try #require(list["data"]?[1]?["username"]?.string)
        #expect(
            list["data"]?.array?.map { $0.text() } == [
                #"{"text":"Where?","username":"visitor","hidden":false,"replies":{"data":[{"text":"Here!","parent_id":"\#(visitor)","id":"\#(reply)"}],"paging":{"cursors":{"before":"cGxhY2U6Mg==","after":"cGxhY2U6Mg=="}}},"id":"\#(visitor)"}"#,
                #"{"text":"First","username":"\#(username)","hidden":false,"replies":{"data":[]},"id":"\#(first)"}"#,
            ])
        #expect(world.get(medium, ["fields": "comments_count"]).body["comments_count"] == 3)

        #expect(world.post(visitor, ["hide": "true"]).bodyText == #"{"success":true}"#)
        #expect(world.post(first, ["hide": "true"]).bodyText == #"{"success":true}"#)
        #expect(world.get(visitor, ["fields": "hidden"]).body["hidden"] == true)
        #expect(world.get(first, ["fields": "hidden"]).body["hidden"] == false, "one's own comment stays visible")

        #expect(world.delete(visitor).bodyText == #"{"success":true}"#)
        #expect(world.get(visitor).verdict == "100/33")
        #expect(world.get(reply).verdict == "100/33")
        #expect(world.platform.everything().flatMap(\.comments) == ["First"])
    }

    @Test("The switch is read back, and obeyed")
    func commentSwitch() throws {
        var world = World()
        let medium = try world.publishImage()
        #expect(world.post(medium, ["comment_enabled": "false"]).bodyText == #"{"success":true}"#)
        #expect(world.get(medium, ["fields": "is_comment_enabled"]).body["is_comment_enabled"] == false)
        #expect(world.post("\(medium)/comments", ["message": "hello"]).verdict == "100")
        let foreign = world.platform.addComment("hello", by: "visitor", on: medium, at: world.now)
        #expect(foreign == nil)
        #expect(world.post(medium, ["comment_enabled": .json(true)]).bodyText == #"{"success":true}"#)
        #expect(world.post("\(medium)/comments", ["message": "hello"]).verdict == "ok")
        #expect(
            world.post(medium).body["error"]?["message"] == "The parameter comment_enabled is required")
    }

    @Test("A new comment can be read in the same call")
    func readAfterWrite() throws {
        var world = World()
        let medium = try world.publishImage()
        let body = world.post("\(medium)/comments", ["message": "hello", "fields": "text,media{id}"]).body
        #expect(body["text"] == "hello")
        #expect(body["media"] == ["id": .string(medium)])
    }
}
