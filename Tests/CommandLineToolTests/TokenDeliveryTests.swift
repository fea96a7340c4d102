import Foundation
import Synchronization
import TestSupport
import Testing
import TokenStore

@testable import CommandLineTool

/// `auth refresh` for tokens that are kept elsewhere: what it costs when they cannot be handed over.
@Suite struct TokenDeliveryTests {
    /// The two calls of GitHub's API that write a secret.
    private final class GitHub: Sendable {
        /// What the server does with each call.
        private final class Behaviour: Sendable {
            private let written = Mutex(0)
            /// How many secrets may be written.
            let room: Int
            let keyStatus: String

            init(room: Int, keyStatus: String) { (self.room, self.keyStatus) = (room, keyStatus) }

            func answer(_ line: String) -> (status: String, body: String) {
                guard line.hasPrefix("PUT") else {
                    return (keyStatus, #"{"key_id":"7","key":"\#(Data(1...32).base64EncodedString())"}"#)
                }
                return written.withLock { count in
                    count += 1
                    return (count <= room ? "204 No Content" : "500 Internal Server Error", "")
                }
            }
            var count: Int { written.withLock { $0 } }
        }
        private let behaviour: Behaviour
        private let server: LoopbackServer
        var url: String { server.url }
        /// How often somebody tried to write a secret.
        var writes: Int { behaviour.count }

        init(room: Int = .max, keyStatus: String = "200 OK") throws {
            let behaviour = Behaviour(room: room, keyStatus: keyStatus)
            self.behaviour = behaviour
            server = try LoopbackServer { connection in
                while let request = connection.readRequest() {
                    let (status, body) = behaviour.answer(request.line)
                    connection.respond(status, body: Array(body.utf8))
                }
            }
        }
    }

    /// Runs a line of shell in which `$0` is calends; a token may be printed.
    private static func shell(_ line: String, in shop: Shop) throws -> Program.Result {
        try Program.run(
            "/bin/sh", ["-c", line, Program.calends], in: shop.repository.path,
            environment: TemporaryGitRepository.isolation.merging(shop.environment) { $1 })
    }

    @Test("Nothing is asked of the platform where the new token could not be handed over")
    func beforehand() throws {
        let (shop, sandbox) = try Shop.served([:])
        let writing = "\"$0\" auth refresh --github-secret BAKERY_TOKEN"
        let (strict, full) = (try GitHub(keyStatus: "404 Not Found"), try GitHub(room: 0))
        let cases: [(line: String, variables: [String: String], status: Int32, words: String)] = [
            (
                writing, ["GITHUB_API_URL": strict.url], 3,
                "calends: the secret BAKERY_TOKEN is not written — GitHub answers 404 for the secrets of bakery/posts — "
            ),
            (
                writing, ["GITHUB_API_URL": full.url], 4,
                "calends: the secret BAKERY_TOKEN is not written — GitHub answers 500 — "
            ),
            (
                writing, ["GITHUB_API_URL": "garbage"], 64,
                "calends: GITHUB_API_URL is no address of an API — the secret is written there — "
            ),
            (
                writing, ["GITHUB_TOKEN": "a\nb"], 64,
                "calends: GITHUB_TOKEN is no token — it has spaces, line breaks or characters that no token has — "
            ),
            (
                "\"$0\" auth refresh --print >&-", [:], 3,
                "calends: the token of account bakery is not renewed — standard output would not take the new one: "
                    + "it is closed, or a device that keeps nothing — "
            ),
        ]
        for (line, variables, status, words) in cases {
            let usual = ["GITHUB_TOKEN": "pat", "GITHUB_REPOSITORY": "bakery/posts"]
            let former = shop.environment
            shop.environment.merge(usual.merging(variables) { $1 }) { $1 }
            let result = try Self.shell(line, in: shop)
            shop.environment = former
            #expect(result.status == status, "\(result.error)")
            #expect(result.error.hasPrefix(words), "\(result.error)")
        }
        #expect(try !sandbox.ask("GET", "requests").contains("refresh_access_token"))
        #expect(!FileManager.default.fileExists(atPath: shop.repository.path + "/.calends/token-ends"))
    }

    @Test("What GitHub refuses after the renewal is called lost, and its end is not remembered")
    func lost() throws {
        let (shop, sandbox) = try Shop.served([:])
        defer { withExtendedLifetime(sandbox) {} }
        let gitHub = try GitHub(room: 1)
        shop.environment.merge(
            ["GITHUB_TOKEN": "pat", "GITHUB_REPOSITORY": "bakery/posts", "GITHUB_API_URL": gitHub.url]) { $1 }
        let result = try shop.calends("auth", "refresh", "--github-secret", "BAKERY_TOKEN")
        #expect(result.status == 3)
        #expect(
            result.error == """
                calends: the new token of account bakery is lost — the secret BAKERY_TOKEN is not written: \
                GitHub answers 500 — the former one may go on working; if it does not, \
                run calends auth login --account bakery

                """)
        // The proof, and two tries.
        #expect(gitHub.writes == 3)
        #expect(!FileManager.default.fileExists(atPath: shop.repository.path + "/.calends/token-ends"))
    }

    @Test("The end of a token is remembered for that token alone")
    func remembered() throws {
        let year = Calendar(identifier: .gregorian).component(.year, from: Date()) + 2
        let (shop, sandbox) = try Shop.served(["far": Shop.post("\(year)-01-02 09:00")])
        defer { withExtendedLifetime(sandbox) {} }
        let former = shop.environment["BAKERY_TOKEN"]
        let printed = try Self.shell("\"$0\" auth refresh --print", in: shop)
        #expect(printed.status == 0, "\(printed.error)")
        let warning = "far@bakery cannot go out as things are"
        for (token, isKnown) in [(printed.output, true), (nil, true), (former, false)] {
            shop.environment["BAKERY_TOKEN"] = token
            #expect(try shop.calends("plan").output.contains(warning) == isKnown)
        }
    }

    @Test("Ends that are remembered at once are all kept")
    func together() async throws {
        let folder = try TemporaryDirectory()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<30 {
                group.addTask {
                    TokenKeeping.remember(
                        TokenOutlook(name: "a\(number)", expires: Date(timeIntervalSince1970: 2e9)),
                        of: "token", in: folder.path)
                }
            }
        }
        #expect(try folder.read(".calends/token-ends").split(separator: "\n").count == 30)
    }
}
