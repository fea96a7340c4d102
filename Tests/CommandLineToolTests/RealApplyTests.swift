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
            "calends: no shared state in a CI job — the journal would be lost with the job's machine — add --local-state "
                + "if the folder .calends/ outlives the job\n"
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
