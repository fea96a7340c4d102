import Foundation
import TestSupport
import Testing

/// `-v` and `-vv` of every command that talks to servers, driven against the sandbox.
@Suite struct TraceTests {
    /// What the sandbox gave away, as it keeps it itself.
    private struct Given: Decodable {
        struct Platform: Decodable {
            var tokens: [String: Ignored]
            var codes: [String: Ignored]
        }
        struct Ignored: Decodable {}
        var platform: Platform
    }

    private static func secrets(of scene: LoginTests.Scene) throws -> [String] {
        let bytes = try Data(
            contentsOf: scene.shop.repository.directory.url.appending(path: "repository/public/graph/sandbox.json"))
        let given = try JSONDecoder().decode(Given.self, from: bytes).platform
        let codes = Array(given.codes.keys)
        try #require(!codes.isEmpty)
        return Array(given.tokens.keys) + codes + Array(scene.shop.environment.values)
    }

    @Test("-vv shows each request and answer of every command, and no secret")
    func requests() async throws {
        let scene = try LoginTests.Scene()
        try scene.shop.repository.write(
            scene.settings.replacing("app:\n", with: "app:\n  proof: timed\n"), to: "calendar/settings.yaml")
        let login = try await scene.login(
            ["--account", "atelier", "--login", "facebook", "--api", scene.api, "-vv"],
            form: LoginTests.allow("Owner of atelier"))
        #expect(login.status == 0, "\(login.error)")
        try scene.shop.repository.write(
            Shop.post("on-merge", more: "accounts: [atelier]\nfirst_comment: Hello"), to: "calendar/launch.yaml")
        try scene.shop.repository.commit("Announce")
        var said = ["login": login]
        let commands = [
            ["apply", "--auto-approve"], ["auth", "status"],
            ["auth", "refresh"], ["doctor"], ["refresh"], ["import", "--account", "atelier"],
        ]
        for command in commands {
            let result = try Program.run(
                Program.calends, command + ["-vv"], in: scene.shop.repository.path,
                environment: TemporaryGitRepository.isolation.merging(scene.shop.environment) { $1 })
            #expect(result.status == 0, "\(command): \(result.output)\(result.error)")
            #expect(
                result.error.contains("Z > 1 ") && result.error.contains(/Z < \d+ 200 in \d+ ms\n/),
                "\(command): \(result.error)"
            )
            #expect(!result.output.contains("Z > 1 "), "what programs read stays as it is")
            said[command.joined(separator: " ")] = result
        }
        let secrets = try Self.secrets(of: scene)
        for (command, result) in said {
            let text = result.output + result.error
            for secret in secrets { #expect(!text.contains(secret), "\(command) says \(secret)") }
            #expect(!text.contains(/appsecret_proof=[^(]|Bearer [^(]|code_verifier=[^(]/), "\(command): \(text)")
        }
        let expected = [
            "login": [
                "Z opens .calends-tokens with CALENDS_KEY\n", "Z has heard from the browser\n",
                "POST \(scene.api)/v25.0/oauth/access_token\n", "grant_type=authorization_code", "code=(hidden)",
                "code_verifier=(hidden)", "client_secret=(hidden)", "\"access_token\":\"(hidden)\"",
            ],
            "apply --auto-approve": [
                "Z works in ", "Z takes the token of account atelier from store:atelier\n",
                "/media (with Authorization)\n", "caption=Stollen is back",
                "appsecret_proof=(hidden) & appsecret_time=1",
                "X-App-Usage: {", "   {\"id\":\"",
            ],
            "auth status": ["/debug_token (with Authorization)\n", "input_token=(hidden)"],
            "auth refresh": [
                "fb_exchange_token=(hidden)", "Z has written the new token, as store:atelier in .calends-tokens\n",
            ],
            "doctor": ["/hosted/calends-doctor-"],
            "refresh": ["Z compares account atelier with the 1 media that the lockfile has there\n"],
        ]
        for (command, lines) in expected {
            let text = try #require(said[command]?.error)
            for line in lines { #expect(text.contains(line), "\(command) lacks \(line): \(text)") }
        }
    }

    @Test("-v shows steps and hosts alone; -q shows neither")
    func steps() throws {
        let (shop, sandbox) = try Shop.served(["launch": Shop.post("on-merge")])
        let host = sandbox.announcement.url.replacing("http://", with: "")
        let status = try shop.calends("auth", "status", "-v")
        #expect(status.error.contains("Z takes the token of account bakery from env:BAKERY_TOKEN\n"))
        #expect(status.error.contains("Z asks \(host)\n"), "\(status.error)")
        #expect(!status.error.contains(" > "), "\(status.error)")
        #expect(try shop.calends("auth", "status", "-vv", "-q").error == "")
    }
}
