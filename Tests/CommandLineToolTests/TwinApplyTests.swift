import Foundation
import TestSupport
import Testing

/// A publication that another clone sent, whose state this one does not share.
@Suite struct TwinApplyTests {
    /// A shop whose post is on the account, with nothing here that knows of it; and the medium.
    private func publishedElsewhere() throws -> (Shop, ServedSandbox, medium: String) {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        #expect(try shop.calends("apply", "--no-commit").status == 0)
        for path in [".schedule.lock", ".calends"] {
            try FileManager.default.removeItem(atPath: "\(shop.repository.path)/\(path)")
        }
        let stopped = try shop.calends("apply")
        #expect(stopped.status == 3, "\(stopped.error)")
        let words = try shop.calends("status", "--format", "json").output
        #expect(words.contains("by a clone that does not share this state"))
        let named = try #require(words.firstMatch(of: /--media ([0-9]+)/))
        return (shop, sandbox, String(named.1))
    }

    private func published(on sandbox: ServedSandbox) throws -> Int {
        let curl = try #require(Program.find("curl"))
        let result = try Program.run(curl, ["--silent", sandbox.announcement.url + "/_sandbox/media"])
        let truth = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return try #require(truth?["media"] as? [Any]).count
    }

    @Test("Is not sent again, and becomes this clone's once a person says so") func accepted() throws {
        let (shop, sandbox, medium) = try publishedElsewhere()
        #expect(try shop.calends("apply").status == 3)
        #expect(try published(on: sandbox) == 1)
        let accepted = try shop.calends("accept", "hello", "--media", medium)
        #expect(accepted.status == 0, "\(accepted.error)")
        #expect(try shop.calends("apply").output == "Nothing to do now.\n")
        #expect(try shop.calends("status").output.contains("published  hello@bakery"))
        #expect(try published(on: sandbox) == 1)
    }

    @Test("Goes out all the same once a person says that it is not there") func deniedAndSent() throws {
        let (shop, sandbox, _) = try publishedElsewhere()
        // The platform tells times in whole seconds, and what was made until then is what the person saw.
        let denied = try shop.calends("accept", "hello", "--media", "none")
        #expect(denied.status == 0, "\(denied.error)")
        #expect(denied.output == "hello@bakery is not on the account: the next calends apply goes on with it\n")
        let sent = try shop.calends("apply")
        #expect(sent.status == 0, "\(sent.error)")
        #expect(try published(on: sandbox) == 2)
        #expect(try shop.calends("apply").output == "Nothing to do now.\n")
    }

    @Test("Never goes out once a person lets it go") func forgotten() throws {
        let (shop, sandbox, _) = try publishedElsewhere()
        #expect(try shop.calends("forget", "hello").status == 0)
        #expect(try shop.calends("apply").output == "Nothing to do now.\n")
        #expect(try published(on: sandbox) == 1)
    }
}
