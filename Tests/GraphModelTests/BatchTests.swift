import GraphModel
import Testing

@Suite struct BatchTests {
    private func batch(_ parts: JSON, in world: inout World) -> Response {
        world.post("", ["batch": .text(parts.text()), "include_headers": "false"])
    }

    @Test("Parts are answered in order, each as a text of its own, fetches among them")
    func parts() throws {
        var world = World()
        let response = batch(
            [
                ["method": "GET", "relative_url": "me?fields=name"],
                [
                    "method": "POST", "relative_url": "17841400000000001/media",
                    "body": "image_url=https%3A%2F%2Fmedia.example%2F1.jpg&caption=a+b",
                ],
                ["method": "GET", "relative_url": "v24.0/17841400000000002"],
                [
                    "method": "POST", "relative_url": "17841400000000001/media",
                    "body": "image_url=https://media.example/2.jpg",
                ],
                [
                    "method": "GET", "relative_url": "me?fields=username", "access_token": .string(World.igToken),
                ],
            ], in: &world)
        let bodies = try #require(response.body.array).map { try JSON(parsing: $0["body"]?.string ?? "") }
        #expect(response.body.array?.map { $0["code"] } == [200, 200, 400, 200, 200])
        #expect(bodies[0]["name"] == "Owner of Bakery")
        #expect(bodies[4]["username"] == "florist")
        let container = try #require(bodies[1]["id"]?.string)
        #expect(bodies[3]["id"]?.string != container)
        #expect(world.get(try world.publish(container), ["fields": "caption"]).body["caption"] == "a b")
    }

    @Test("A part may name what an earlier one answered")
    func references() throws {
        var world = World()
        let response = batch(
            [
                [
                    "method": "POST", "name": "draft", "relative_url": "17841400000000001/media",
                    "body": "image_url=https://media.example/1.jpg&caption=Named",
                ],
                [
                    "method": "POST", "name": "post", "omit_response_on_success": false,
                    "relative_url": "17841400000000001/media_publish", "body": "creation_id={result=draft:$.id}",
                ],
                ["method": "GET", "relative_url": "{result=post:$.id}?fields=caption"],
                ["method": "GET", "name": "list", "relative_url": "17841400000000001/media"],
                ["method": "GET", "relative_url": "{result=list:$.data.*.id}"],
                ["method": "GET", "relative_url": "{result=nobody:$.id}"],
                ["method": "GET", "relative_url": "{result=list:$.data[0].id}?fields=media_type"],
                ["method": "GET", "relative_url": "me?fields={result="],
            ], in: &world)
        #expect(response.body.array?.map { $0["code"] } == [nil, 200, 200, nil, 200, 400, 200, 400])
        #expect(response.body[2]?["body"]?.string?.hasPrefix(#"{"caption":"Named""#) == true)
        #expect(response.body[6]?["body"]?.string?.hasPrefix(#"{"media_type":"IMAGE""#) == true)
        #expect(world.platform.everything().map(\.caption) == ["Named"])
    }

    @Test("Holds at most 50 parts, and must be a list")
    func limits() {
        var world = World()
        let part: JSON = ["relative_url": "me"]
        #expect(batch(.array(Array(repeating: part, count: 50)), in: &world).body.array?.count == 50)
        #expect(batch(.array(Array(repeating: part, count: 51)), in: &world).verdict == "1")
        #expect(batch("me", in: &world).verdict == "100")
        #expect(batch([7], in: &world).body[0]?["code"] == 400)
    }
}
