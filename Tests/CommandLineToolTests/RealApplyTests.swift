import Foundation
import TestSupport
import Testing

@Suite struct RealApplyTests {
    @Test("Publishes, records, commits, and has nothing to do then") func publishes() throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        let first = try shop.calends("apply")
        #expect(first.status == 0, "\(first.error)")
        #expect(first.output == "Done: 1 published.\n")
        #expect(
            try shop.repository.git("log", "-1", "--format=%B") == "Record 1 publication [skip ci]\n\nhello@bakery\n")
        #expect(try shop.repository.git("show", "--format=", "--name-only", "HEAD") == ".schedule.lock")
        #expect(try shop.repository.git("status", "--porcelain") == "")
        let second = try shop.calends("apply")
        #expect(second.status == 0)
        #expect(second.output == "Nothing to do now.\n")
        let status = try shop.calends("status").output
        #expect(status.contains("published  hello@bakery"))
        #expect(status.contains(sandbox.announcement.url + "/p/"))
        #expect(sandbox.stop() == 0)
    }

    @Test("Sends no token anywhere but to the platform") func tokens() throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        let token = try #require(shop.environment["BAKERY_TOKEN"])
        let result = try shop.calends("apply", "-v", "--format", "json")
        let written = try [".schedule.lock", ".calends/journal"].map { try shop.repository.read($0) }
        #expect(!(written.joined() + result.output + result.error).contains(token))
        #expect(sandbox.announcement.accounts.contains { $0.token == token })
    }

    @Test("Ends what is in flight when it is told to stop, and goes on from there the next time") func stopped() throws
    {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        let faults = sandbox.announcement.url + "/_sandbox/faults"
        // A platform in trouble: the run waits, longer each time.
        try ask("POST", faults, #"{"mode":"status","path":"*/media","method":"POST","count":null}"#)
        let apply = Process()
        apply.executableURL = URL(fileURLWithPath: Program.calends)
        apply.arguments = ["-C", shop.repository.path, "apply", "--format", "json"]
        apply.environment = TemporaryGitRepository.isolation.merging(shop.environment) { $1 }
        apply.standardInput = FileHandle.nullDevice
        apply.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        apply.standardOutput = pipe
        try apply.run()
        var output = Data()
        while !String(decoding: output, as: UTF8.self).contains("\"waiting\"") {
            output += try #require(try pipe.fileHandleForReading.read(upToCount: 1), "ended without waiting")
        }
        apply.terminate()
        apply.waitUntilExit()
        #expect(apply.terminationStatus == 4)
        #expect(apply.terminationReason == .exit)
        #expect(!FileManager.default.fileExists(atPath: shop.repository.path + "/.schedule.lock"))
        try ask("DELETE", faults)
        let second = try shop.calends("apply")
        #expect(second.status == 0, "\(second.error)")
        #expect(second.output == "Done: 1 published.\n")
    }

    @Test("Publishes once when answers are lost", arguments: ["drop-after", "drop-before", "garbage", "error-after"])
    func lostAnswer(mode: String) throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        try ask("POST", sandbox.announcement.url + "/_sandbox/faults", #"{"mode":"\#(mode)","path":"*/media_publish"}"#)
        // Nothing is sent again before a minute has passed.
        let shim = try CrashShim()
        shop.environment.merge(shim.environment(speed: 50)) { $1 }
        var status: Int32 = 4
        for _ in 0..<3 where status == 4 { status = try shop.calends("apply").status }
        #expect(status == 0)
        #expect(try shop.calends("status").output.contains("1 published"))
        let truth = try ask("GET", sandbox.announcement.url + "/_sandbox/media")
        let published = try #require(try JSONSerialization.jsonObject(with: Data(truth.utf8)) as? [String: Any])
        #expect((published["media"] as? [Any])?.count == 1)
    }

    @Test("Publishes nothing of a lockfile that lost what it recorded, and says how to go on")
    func lostLockfile() throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        #expect(try shop.calends("apply").status == 0)
        try shop.repository.git("checkout", "-q", "-b", "older", "HEAD~1")
        let result = try shop.calends("apply")
        #expect(result.status == 3)
        #expect(
            result.error
                == "calends: .schedule.lock does not record hello@bakery — an earlier one on this machine did: what is "
                + "published already would be published again — restore it, or merge the branch that has it; if it is "
                + "right, remove .calends/recorded\n")
        try shop.repository.git("merge", "-q", "main")
        #expect(try shop.calends("apply").output == "Nothing to do now.\n")
        #expect(sandbox.stop() == 0)
    }

    @Test("Commits what an earlier run recorded and left uncommitted") func commitsLater() throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        #expect(try shop.calends("apply", "--no-commit").status == 0)
        #expect(try shop.calends("apply").output == "Nothing to do now.\n")
        #expect(try shop.repository.git("status", "--porcelain") == "")
        #expect(sandbox.stop() == 0)
    }

    @Test("Tells why a publication failed, in status too, until it is over") func failureInStatus() throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        let faults = sandbox.announcement.url + "/_sandbox/faults"
        try ask("POST", faults, #"{"mode":"error","code":190,"subcode":460,"path":"*/media","method":"POST"}"#)
        #expect(try shop.calends("apply").status == 3)
        let status = try shop.calends("status").output
        #expect(status.contains("failed  hello@bakery"))
        #expect(status.contains("the password was changed"))
        #expect(status.contains("fix: run calends auth login for the account"))
        #expect(try shop.calends("apply").status == 0)
        #expect(try shop.calends("status").output.contains("published  hello@bakery"))
        #expect(sandbox.stop() == 0)
    }

    static let edits: [(String, [String: String], Int32)] = [
        ("due next year", ["calendar/hello.yaml": Shop.post("2126-01-01 10:00", "Hello")], 0),
        ("frozen", ["calendar/FREEZE": "Recall\n"], 3),
    ]
    @Test("Finds out at once what became of a request in doubt, also when nothing may go out", arguments: edits)
    func doubtAfterEdit(name: String, files: [String: String], status: Int32) throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        let faults = sandbox.announcement.url + "/_sandbox/faults"
        try ask("POST", faults, #"{"mode":"error-after","code":190,"path":"*/media_publish"}"#)
        try ask(
            "POST", faults, #"{"mode":"error","code":190,"path":"*/media","method":"GET","skip":1,"count":null}"#)
        #expect(try shop.calends("apply").status == 3)
        try ask("DELETE", faults)
        try shop.repository.commit(writing: files)
        #expect(try shop.calends("apply").status == status)
        #expect(try shop.repository.read(".schedule.lock").contains("\n[hello@bakery]\npublished "))
        #expect(sandbox.stop() == 0)
    }

    @Test("Makes one first comment, whatever its answers say", arguments: [9007, 24, 100, 2]) func comment(code: Int)
        throws
    {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello", more: "first_comment: Warm")])
        try ask(
            "POST", sandbox.announcement.url + "/_sandbox/faults",
            #"{"mode":"error-after","code":\#(code),"path":"*/comments","method":"POST"}"#)
        #expect(try shop.calends("apply").status == 0)
        let truth = try ask("GET", sandbox.announcement.url + "/_sandbox/media")
        #expect(truth.split(separator: "\"Warm\"").count == 2, "\(truth)")
        #expect(sandbox.stop() == 0)
    }

    @discardableResult
    private func ask(_ method: String, _ url: String, _ body: String? = nil) throws -> String {
        let curl = try #require(Program.find("curl"))
        let content = body.map { ["--header", "Content-Type: application/json", "--data", $0] } ?? []
        let result = try Program.run(curl, ["--silent", "--fail-with-body", "--request", method] + content + [url])
        try #require(result.status == 0, "\(result.output)")
        return result.output
    }

    @Test("Leaves the lockfile uncommitted when told to") func noCommit() throws {
        let (shop, sandbox) = try Shop.served(["hello": Shop.post("on-merge", "Hello")])
        #expect(try shop.calends("apply", "--no-commit").status == 0)
        #expect(try shop.repository.git("status", "--porcelain") == "?? .schedule.lock")
        #expect(sandbox.stop() == 0)
    }

    static let brakes: [(String, [String], [String: String], Int32, String)] = [
        (
            "uncommitted", ["apply"], [:], 1,
            "calends: not committed: calendar/more.yaml — what is published is told from git's history — commit first, "
                + "or add --allow-uncommitted\n"
        ),
        (
            "frozen", ["apply"], [:], 3,
            "calends: frozen: Recall of batch 12 — calendar/FREEZE exists — remove calendar/FREEZE and commit\n"
        ),
        (
            "invalid", ["apply"], [:], 1,
            "calends: nothing is published — the calendar has errors — fix what is named above\n"
        ),
        (
            "plain", ["apply"], ["CI": "true"], 64,
            "calends: no shared state in a CI job — the journal would be lost with the job's machine — write state: "
                + "{remote: origin, branch: main} in calendar/settings.yaml, or add --local-state if the folder "
                + ".calends/ outlives the job\n"
        ),
        (
            "plain", ["apply"], ["BAKERY_TOKEN": ""], 1,
            "calendar/settings.yaml:4:3: the token of account bakery is missing: env:BAKERY_TOKEN — the environment has no "
                + "BAKERY_TOKEN — export BAKERY_TOKEN, or set it as a secret of the CI job\n"
        ),
        (
            "many", ["apply"], [:], 3,
            "calends: 2 publications are due at once — safety.max_publish_per_apply is 1 — look at calends plan, then add "
                + "--max-publish 2\n"
        ),
    ]
    @Test("Stops before anything happens, and says how to go on", arguments: brakes)
    func brake(
        scene: String, arguments: [String], environment: [String: String], status: Int32, message: String
    ) throws {
        let shop = try Shop(
            ["hello": Shop.post("on-merge", "Hello")].merging(
                scene == "many" ? ["more": Shop.post("on-merge", "More of it")] : [:]
            ) { $1 },
            settings: Shop.settings + (scene == "many" ? "safety: {max_publish_per_apply: 1}\n" : ""))
        shop.environment = ["BAKERY_TOKEN": "secret"].merging(environment) { $1 }
        switch scene {
        case "uncommitted": try shop.repository.write(Shop.post("2126-12-01 09:00"), to: "calendar/more.yaml")
        case "frozen": try shop.repository.commit(writing: ["calendar/FREEZE": "Recall of batch 12\n"])
        case "invalid": try shop.repository.commit(writing: ["calendar/more.yaml": "kind: pots\n"])
        default: break
        }
        let result = try Program.run(
            Program.calends, arguments, in: shop.repository.path,
            environment: TemporaryGitRepository.isolation.merging(shop.environment) { $1 })
        #expect(result.status == status)
        #expect(result.output == "")
        #expect(result.error.hasSuffix(message), "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: shop.repository.path + "/.schedule.lock"))
    }
}
