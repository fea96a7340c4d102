import Foundation
import GraphModel
import Testing

@Suite struct PublishingTests {
    @Test("An image goes from its URL to the grid")
    func image() throws {
        var world = World()
        let container = try world.create(["image_url": "https://media.example/1.jpg", "caption": "Stollen is back."])
        #expect(
            world.get("\(container)", ["fields": "id,status_code,status"]).bodyText == """
                {"id":"\(container)","status_code":"FINISHED","status":"Finished: Media has been uploaded and it is ready to be published."}
                """)
        let medium = try world.publish(container)
        #expect(medium != container)
        #expect(world.get("\(container)", ["fields": "status_code"]).body["status_code"] == "PUBLISHED")
        #expect(world.get("\(World.account)/media").body["data"]?[0]?["id"]?.string == medium)
    }
}
