import Foundation
import TestSupport
import Testing

/// `calends media gc` in a folder that something else serves; in buckets: Tests/Conformance/test_s3.py.
@Suite struct MediaGCTests {
    /// A hosted file of some content's name, written `days` ago.
    private func host(_ name: String, in shop: Shop, daysAgo days: Double) throws {
        let path = "\(shop.repository.path)/public/media/\(name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data("12345".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes(
            [.modificationDate: Date().addingTimeInterval(-days * 86_400)], ofItemAtPath: path)
    }

    private func hosted(in shop: Shop) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(shop.repository.path)/public/media")
            .filter { $0.contains(".") }.sorted()
    }

    @Test("Removes what is old, ours and not planned, when it is not only asked")
    func remove() throws {
        let shop = try Shop(["launch": Shop.post("2099-01-01 09:00")])
        let picture = try Data(contentsOf: URL(fileURLWithPath: "\(shop.repository.path)/media/bread.jpg"))
        let planned = "\(try Self.digest(of: picture)).jpg"
        let (old, young) = (String(repeating: "a", count: 64) + ".jpg", String(repeating: "b", count: 64) + ".jpg")
        for (name, days) in [(planned, 30.0), (old, 8), (young, 6), ("index.html", 30), ("more/\(old)", 30)] {
            try host(name, in: shop, daysAgo: days)
        }
        let before = try hosted(in: shop)
        #expect(before.count == 5)
        let asked = try shop.calends("media", "gc", "--dry-run")
        let day = Date().addingTimeInterval(-8 * 86_400).formatted(.iso8601.year().month().day())
        #expect(
            asked.output == """
                remove  \(old)  0.0 MB, hosted \(day)
                Would remove 1 file of 0.0 MB; 2 files would stay.

                """, "\(asked.error)")
        #expect(try hosted(in: shop) == before)
        let done = try shop.calends("media", "gc")
        #expect(done.status == 0)
        #expect(done.output.hasSuffix("Removed 1 file of 0.0 MB; 2 files stay.\n"))
        #expect(try hosted(in: shop) == before.filter { $0 != old })
        #expect(try shop.calends("media", "gc").output == "Nothing to remove; 2 files stay.\n")
    }

    @Test("Removes nothing where it cannot be told what is needed")
    func doubt() throws {
        let shop = try Shop(["launch": Shop.post("2099-01-01 09:00")])
        let old = String(repeating: "a", count: 64) + ".jpg"
        try host(old, in: shop, daysAgo: 30)
        try shop.repository.write("kind: post\npublish_at: tomorrow\n", to: "calendar/broken.yaml")
        let broken = try shop.calends("media", "gc")
        #expect(broken.status == 1)
        #expect(try hosted(in: shop) == [old])
        try shop.repository.directory.remove("\(shop.repository.folder)/calendar/broken.yaml")
        let settings = Shop.settings.replacing(
            "{kind: directory, path: public/media, public_url: https://media.example}",
            with: "{kind: url, base: https://media.example/}")
        try shop.repository.write(settings, to: "calendar/settings.yaml")
        let others = try shop.calends("media", "gc")
        #expect(others.status == 64)
        #expect(
            others.error.contains(
                "there is nothing to remove — with hosting of kind url media are public where they are"))
    }

    @Test("Keeps what was made for a version that was edited since, until retain is over") func earlierVersions() throws
    {
        let shop = try Shop()
        let sandbox = try ServedSandbox(data: shop.repository.path + "/public/graph")
        let account = try #require(sandbox.announcement.accounts.first { $0.name == "atelier" })
        let url = sandbox.announcement.url
        try shop.repository.write(
            """
            version: 1
            timezone: UTC
            accounts:
              atelier: {platform: instagram, login: facebook, id: "\(account.id)", token: env:TOKEN, api: "\(url)"}
            hosting: {kind: directory, path: public/graph/hosted, public_url: "\(url)/hosted"}
            defaults: {accounts: [atelier]}

            """, to: "calendar/settings.yaml")
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../MediaHeadersTests/Fixtures")
        try shop.repository.directory.write(
            Data(contentsOf: fixtures.appending(path: "rgb8.png")), to: "\(shop.repository.folder)/media/a.png")
        try shop.repository.write(
            "kind: post\npublish_at: on-merge\nmedia: [media/a.png]\n", to: "calendar/post.yaml")
        try shop.repository.commit("Show a picture")
        shop.environment["TOKEN"] = account.token
        let apply = try shop.calends("apply", "--local-state")
        #expect(apply.status == 0, "\(apply.output)\(apply.error)")
        let folder = "\(shop.repository.path)/public/graph/hosted"
        let hosted = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(hosted.count == 1 && hosted[0].hasSuffix(".jpg"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date().addingTimeInterval(-30 * 86_400)], ofItemAtPath: "\(folder)/\(hosted[0])")
        try shop.repository.write(
            "kind: post\npublish_at: on-merge\nmedia: [media/bread.jpg]\n", to: "calendar/post.yaml")
        try shop.repository.commit("Show another")
        // What was made is not kept on this machine any more, either.
        try shop.repository.directory.remove("\(shop.repository.folder)/.calends/cache")
        #expect(try shop.calends("media", "gc").output == "Nothing to remove; 1 file stays.\n")
        // As if it had been published long ago.
        let lockfile = try shop.repository.read(".schedule.lock")
        try shop.repository.write(
            lockfile.replacing(#/published 20\d\d/#, with: "published 2020"), to: ".schedule.lock")
        let gone = try shop.calends("media", "gc")
        #expect(gone.output.hasSuffix("Removed 1 file of 0.0 MB; 0 files stay.\n"), "\(gone.output)\(gone.error)")
    }

    /// As coreutils count it.
    private static func digest(of content: Data) throws -> String {
        let folder = try TemporaryDirectory()
        try folder.write(content, to: "picture")
        let result = try Program.run(try #require(Program.find("sha256sum")), [folder.path(of: "picture")])
        return String(result.output.prefix(64))
    }
}
