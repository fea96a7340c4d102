import GraphModel
import GraphSandbox
import HTTP
import Testing

@Suite struct ControlTests {
    @Test("Tokens can be made to fail")
    func tokens() async throws {
        let world = try await Rehearsal()
        _ = try await world.control(.post, "tokens", #"{"account":"bakery","scopes":["instagram_business_basic"]}"#)
        let refusal = try await world.create(["image_url": "http://127.0.0.1:1/x.jpg"])
        #expect(refusal["error"]?["code"]?.integer == 10)
        _ = try await world.control(.post, "tokens", #"{"account":"bakery","revoked":true}"#)
        #expect(try await world.graph(.get, "me")["error"]?["code"]?.integer == 190)
        let unknown = try await world.control(.post, "tokens", #"{"account":"nobody"}"#)
        #expect(unknown["error"]?.string == "account must be the name of an account, or token a token")
    }

    @Test("The platform's uncertain behaviours can be set")
    func platform() async throws {
        let world = try await Rehearsal()
        let before = try await world.control(.get, "platform")
        #expect(before["videoProcessing"]?.double == 0)
        #expect(before["appSecret"] == nil)
        let after = try await world.control(.post, "platform", #"{"publishesPerDay":0,"listLag":2.5}"#)
        #expect(after["listLag"]?.double == 2.5)
        let made = try await world.create(["image_url": try await world.host(.picture)])
        let publish = try await world.graph(
            .post, "\(try world.account("bakery").id)/media_publish",
            ["creation_id": try #require(made["id"]?.string)])
        #expect(publish["error"]?["error_subcode"]?.integer == 2_207_042)
    }

    static let mistakes: [(String, String)] = [
        (#"{"nope":1}"#, "the platform has no setting 'nope'; GET /_sandbox/platform lists them"),
        (#"{"contentBase":"x"}"#, "the platform has no setting 'contentBase'; GET /_sandbox/platform lists them"),
        (#"{"listLag":-1}"#, "listLag must be a number of seconds"),
        (
            #"{"secondPublish":"maybe"}"#,
            "a setting has a value it cannot have; GET /_sandbox/platform shows the present ones"
        ),
    ]

    @Test("Says which setting is wrong", arguments: mistakes)
    func wrongSetting(body: String, message: String) async throws {
        let world = try await Rehearsal()
        #expect(try await world.control(.post, "platform", body)["error"]?.string == message)
    }

    @Test("A follower comments, and the page shows it")
    func comment() async throws {
        let world = try await Rehearsal()
        let id = try await world.publish(["image_url": try await world.host(.picture)])
        _ = try await world.control(.post, "comments", #"{"media":"\#(id)","username":"ada","text":"Lovely"}"#)
        let link = try await world.graph(.get, id, ["fields": "permalink"])["permalink"]?.string
        #expect(try await world.page(try #require(link)).contains("<b>ada</b> Lovely"))
    }
}
