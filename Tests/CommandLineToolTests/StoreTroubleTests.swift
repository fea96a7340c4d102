import Foundation
import Glibc
import TestSupport
import Testing

/// What is said of a token store that cannot be used, before something is due.
@Suite struct StoreTroubleTests {
    private static func shop() throws -> Shop {
        let settings = """
            version: 1
            timezone: UTC
            accounts:
              bakery: {platform: instagram, login: instagram, id: "17", token: store:bakery}
              florist: {platform: instagram, login: instagram, id: "18", token: store:florist}
            hosting: {kind: directory, path: public/media, public_url: https://media.example}
            defaults: {accounts: [bakery]}

            """
        return try Shop(["far": Shop.post("2126-12-01 09:00")], settings: settings)
    }

    @Test("A plan warns of a store that its actions need, and needs no key for that")
    func plan() throws {
        let shop = try Self.shop()
        let missing = try shop.calends("plan")
        #expect(missing.status == 0)
        #expect(
            missing.output.contains("the token of account bakery is missing: store:bakery\n"), "\(missing.output)")
        #expect(!missing.output.contains("florist"))
        try shop.repository.write("nonsense\n", to: ".calends-tokens")
        let damaged = try shop.calends("plan")
        #expect(damaged.status == 0)
        #expect(
            damaged.output.contains("the token store is damaged in line 1: it is no token store\n"),
            "\(damaged.output)")
    }

    @Test("A run says at once that it cannot open the store, and shows it")
    func run() async throws {
        let shop = try Self.shop()
        try shop.repository.write("nonsense\n", to: ".calends-tokens")
        let runner = try RunningProgram(
            ["run", "--listen", "127.0.0.1:0"], in: shop.repository.path,
            environment: TemporaryGitRepository.isolation.merging(["CALENDS_KEY": String(repeating: "5c", count: 32)]) {
                $1
            })
        let words = "the token store is damaged in line 1: it is no token store"
        try await runner.wrote(words)
        let url = try #require(runner.error.firstMatch(of: /http:\/\/[0-9.:]+/)?.0)
        let curl = try #require(Program.find("curl"))
        var health = ""
        for _ in 0..<500 where !health.contains("florist") {
            health = try Program.run(curl, ["-sS", "\(url)/healthz"]).output
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(health.contains("tokens of bakery, florist: \(words)"), "\(health)")
        #expect(try Program.run(curl, ["-sS", "\(url)/metrics"]).output.contains("\ncalends_tokens_in_trouble 2\n"))
        runner.signal(SIGTERM)
        let result = try await runner.end()
        #expect(result.error.components(separatedBy: words).count == 2, "\(result.error)")
    }
}
