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
                #"{"text":"Where?","username":"visitor","hidden":false,"replies":{"data":[{"text":"Here!","parent_id":"\#(visitor)","id":"\#(reply)"}]},"id":"\#(visitor)"}"#,
                #"{"text":"First","username":"\#(username)","hidden":false,"id":"\#(first)"}"#,
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
            world.post(medium).body["error"]?["message"] == "(#100) The parameter comment_enabled is required.")
    }

    @Test("Comments and replies come newest first, and say what follows, but not what went before")
    func pages() throws {
        var world = World()
        let medium = try world.publishImage()
        let first = try #require(world.post("\(medium)/comments", ["message": "1"]).body["id"]?.string)
        for number in 2...3 { _ = world.post("\(medium)/comments", ["message": .text("\(number)")]) }
        for number in 4...6 { _ = world.post("\(first)/replies", ["message": .text("\(number)")]) }
        for (path, texts) in [("\(medium)/comments", ["3", "2", "1"]), ("\(first)/replies", ["6", "5", "4"])] {
            let page = world.get(path, ["fields": "text", "limit": "2"]).body
            #expect(page["data"]?.array?.map { $0["text"]?.string } == [texts[0], texts[1]])
            #expect(page["paging"]?.members?.map(\.name) == ["cursors", "next"])
            let after = try #require(page["paging"]?["cursors"]?["after"]?.string)
            #expect(page["paging"]?["cursors"] == ["after": .string(after)])
            let last = world.get(path, ["fields": "text", "limit": "2", "after": .text(after)]).body
            #expect(last["data"]?.array?.map { $0["text"]?.string } == [texts[2]])
            #expect(last["paging"] == nil)
        }
        #expect(world.get("\(medium)/comments").body["data"]?[0]?.members?.map(\.name) == ["timestamp", "text", "id"])
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
