import FileStore
import Foundation
import GraphModel
import HTTP
import Testing

@testable import GraphSandbox

@Suite struct KeepingTests {
    @Test("A restart goes on where it stopped, at another port")
    func restart() async throws {
        let world = try await Rehearsal(keepsFolder: true)
        let url = try await world.host(.picture)
        let id = try await world.publish(["image_url": url, "caption": "Kept"])
        let draft = try #require(try await world.create(["image_url": url])["id"]?.string)
        _ = try await world.control(.post, "clock", #"{"advance":3600}"#)
        let before = await world.sandbox.now()
        await world.sandbox.stop()
        let leftover = world.folder + "/media/.cut-off.part"
        try Data([1]).write(to: URL(fileURLWithPath: leftover))

        let later = try await Rehearsal(in: world.folder)
        #expect(later.sandbox.accounts == world.sandbox.accounts)
        #expect(!FileManager.default.fileExists(atPath: leftover))
        #expect(await later.sandbox.now() >= before)
        let read = try await later.graph(.get, id, ["fields": "caption,media_url,permalink"])
        #expect(read["caption"] == "Kept")
        let file = try await later.send(.get, try #require(read["media_url"]?.string))
        #expect(file.body == (try Fixture.picture.bytes))
        let published = try await later.graph(
            .post, "\(try later.account("bakery").id)/media_publish", ["creation_id": draft])
        #expect(published["id"] != nil)
    }

    @Test("Two sandboxes cannot share a folder")
    func locked() async throws {
        let world = try await Rehearsal()
        let error = try await #require(throws: SandboxError.self) {
            try await Rehearsal(in: world.folder, keepsFolder: true)
        }
        guard case .folder(.locked) = error else {
            Issue.record("not locked but \(error)")
            return
        }
        #expect(error.description.hasSuffix("stop that sandbox, or give this one a folder of its own"))
    }

    static let damages: [(String, String)] = [
        ("", "it is damaged"), ("{\"format\":3}", "it is damaged"), ("{\"format\":3,\"platform\":", "it is damaged"),
        ("{\"format\":4}", "it has format 4, and this version reads format 3"),
    ]

    @Test("Refuses data it cannot read, and leaves it alone", arguments: damages)
    func damaged(text: String, reason: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "sandbox.json")
        try Data(text.utf8).write(to: file)
        await #expect(throws: SandboxError.dataUnreadable(path: file.path, reason: reason)) {
            try await Rehearsal(in: folder.path, keepsFolder: true)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test("Holds the accounts it was given, under their own ids and tokens")
    func accounts() async throws {
        let world = try await Rehearsal { configuration in
            var shop = SandboxConfiguration.Account(name: "shop", platform: .instagram, login: .instagram)
            (shop.id, shop.token, shop.username) = ("17841400000000077", "IGAAshop", "the.shop")
            var page = SandboxConfiguration.Account(name: "page", platform: .facebook, login: .facebook)
            (page.id, page.token) = ("134895793791914", "EAApage")
            configuration.accounts = [shop, page]
        }
        #expect(
            world.sandbox.announcement
                == #"{"url":"\#(world.sandbox.url)","accounts":[{"name":"shop","platform":"instagram","login":"instagram","id":"17841400000000077","token":"IGAAshop"},{"name":"page","platform":"facebook","login":"facebook","id":"134895793791914","token":"EAApage"}]}"#
        )
        #expect(try await world.graph(.get, "me", as: "shop", ["fields": "username"])["username"] == "the.shop")
        #expect(try await world.graph(.get, "134895793791914", as: "page")["id"] == "134895793791914")
        let added = try await world.control(.post, "accounts", #"{"name":"new","username":"new.one"}"#)
        #expect(added["accounts"]?[0]?["login"] == "instagram")
        #expect(try await world.page("/@new.one").contains("Nothing published yet"))
    }

    @Test("Follows a change of the settings, and keeps what was published")
    func changedAccount() async throws {
        var shop = SandboxConfiguration.Account(name: "shop", platform: .instagram, login: .instagram)
        (shop.id, shop.token) = ("17841400000000077", "IGAAold")
        let first = try await Rehearsal(keepsFolder: true) { [shop] in $0.accounts = [shop] }
        let id = try await first.publish(as: "shop", ["image_url": try await first.host(.picture)])
        await first.sandbox.stop()

        shop.token = "IGAAnew"
        let second = try await Rehearsal(in: first.folder, keepsFolder: true) { [shop] in $0.accounts = [shop] }
        #expect(try await second.graph(.get, id, as: "shop")["id"]?.string == id)
        await second.sandbox.stop()

        shop.id = "17841400000000088"
        let third = try await Rehearsal(in: first.folder) { [shop] in $0.accounts = [shop] }
        #expect(try await third.graph(.get, "me", as: "shop", ["fields": "user_id"])["user_id"]?.string == shop.id)
        #expect(await third.sandbox.everythingPublished(on: "17841400000000077").map(\.id) == [id])
    }

    @Test("Begins anew when told to")
    func reset() async throws {
        let world = try await Rehearsal()
        _ = try await world.publish(["image_url": try await world.host(.picture)])
        _ = try await world.control(.post, "reset")
        #expect(await world.sandbox.everythingPublished().isEmpty)
    }

    @Test("The clock jumps, stands still, and never goes back")
    func clock() async throws {
        let world = try await Rehearsal()
        let frozen = try await world.control(.post, "clock", #"{"set":"2031-05-06T07:08:09Z","freeze":true}"#)
        #expect(frozen.text() == #"{"now":"2031-05-06T07:08:09Z","frozen":true}"#)
        #expect(try await world.control(.get, "clock").text() == frozen.text())
        let later = try await world.control(.post, "clock", #"{"advance":60}"#)
        #expect(later.text() == #"{"now":"2031-05-06T07:09:09Z","frozen":true}"#)
        let back = try await world.control(.post, "clock", #"{"set":"2030-01-01T00:00:00Z"}"#)
        let refusal = "the clock only moves on, and not past the year 9999; it is now 2031-05-06T07:09:09Z"
        #expect(back["error"]?.string == refusal)
        for far in [#"{"advance":1e10}"#, #"{"advance":9999999999}"#] {
            _ = try await world.control(.post, "clock", far)
        }
        for _ in 0..<30 { _ = try await world.control(.post, "clock", #"{"advance":1e10}"#) }
        #expect(try await world.page("/").contains(" UTC</time>"))
        #expect(try await world.control(.post, "clock", #"{"freeze":false}"#)["frozen"] == false)
    }

    static let keys = [[".."], ["..", "x.jpg"], ["a", "..", "..", "x.jpg"], ["a/../../x.jpg"], ["\0"], [""], []]

    @Test("Hosts nothing outside its folder", arguments: keys)
    func hosting(key: [String]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hosted-\(UUID().uuidString)")
        let inner = folder.appending(path: "inner")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let hosted = try HostedFolder(inner.path)
        #expect(throws: FileError.self) { try hosted.put([1, 2, 3], under: key) }
        #expect(hosted.path(of: key) == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["inner"])
    }

    @Test("Serves a folder it was given, and no link that leads out of it")
    func directory() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hosted-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(try Fixture.picture.bytes).write(to: folder.appending(path: "ä b.jpg"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "out.jpg").path, withDestinationPath: "/etc/hostname")
        let world = try await Rehearsal { $0.hostedDirectory = folder.path }
        let url = world.sandbox.hostedURL(forKey: "ä b.jpg")
        #expect(url == world.sandbox.url + "/hosted/%C3%A4%20b.jpg")
        #expect(try await world.create(["image_url": url])["id"] != nil)
        #expect(try await world.send(.get, "/hosted/out.jpg").status == 404)
    }
}
