import Foundation
import TestSupport
import Testing

/// Several processes at once, each in a clone of its own, with one git remote and one sandbox.
@Suite struct SeveralRunnersTests {
    enum Remote: CaseIterable { case folder, http }

    /// What one of the runners is, in its order.
    private static let kinds = [["apply"], ["run", "--poll", "1s"], ["apply", "--wait", "12s"], ["apply"]]

    private static let scenes = Remote.allCases.flatMap { remote in [(remote, 2), (remote, 4)] }
    @Test("Publish each post once and record each once", arguments: scenes) func atOnce(remote: Remote, count: Int)
        async throws
    {
        let scene = try Scene(remote, runners: count)
        let runners = try await scene.start(Self.kinds.prefix(count))
        try await scene.allIsRecorded()
        for (runner, kind) in zip(runners, Self.kinds) {
            if kind[0] == "run" { runner.signal(SIGTERM) }
            let result = try await runner.end()
            #expect(result.status == 0, "\(kind): \(result.output)\(result.error)")
        }
        try scene.check()
    }

    @Test("Publish each post once, also when one is killed, one is stopped, and one is stopped twice")
    func someEnd() async throws {
        let scene = try Scene(.http, runners: 4)
        // So that each is in the middle of something.
        try scene.franchise.sandbox.ask(
            "POST", "faults", #"{"mode":"delay","latency":400,"count":null}"#)
        let runners = try await scene.start([
            ["apply", "--wait", "12s"], ["run", "--poll", "1s"], ["apply"], ["run", "--poll", "1s"],
        ])
        let lasting = try #require(runners.last)
        for (runner, signals) in zip(runners, [[SIGKILL], [SIGTERM], [SIGTERM, SIGTERM]]) {
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...1_500)))
            for signal in signals {
                runner.signal(signal)
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        for runner in runners.dropLast() { _ = try await runner.end(within: 20) }
        try await scene.allIsRecorded()
        lasting.signal(SIGTERM)
        let result = try await lasting.end(within: 20)
        #expect(result.status == 0, "\(result.output)\(result.error)")
        try scene.check()
    }

    /// A calendar with posts for several accounts, some due now and some in seconds.
    private final class Scene {
        let franchise: Franchise
        private let clones: [TemporaryGitRepository]
        private let server: GitHTTPServer?
        private let mediaCount: Int

        init(_ remote: Remote, runners: Int) throws {
            var entries: [String: String] = [:]
            let soon = Date().addingTimeInterval(5)
            for number in 0..<6 {
                let due = number < 3 ? "on-merge" : soon.addingTimeInterval(Double(number)).formatted(.iso8601)
                entries["post-\(number)"] =
                    "kind: post\npublish_at: \(due)\ncaption: Post \(number)\nfirst_comment: Warm\n"
                    + "media: [media/bread.jpg]\n"
            }
            franchise = try Franchise(.shared(lease: "6s"), accounts: 3, entries: entries)
            mediaCount = entries.count * 3
            server = remote == .http ? try GitHTTPServer(root: franchise.directory.path) : nil
            let url = server.map { "\($0.url)/origin.git" }
            let franchise = franchise
            clones = try (0..<runners).map { try franchise.clone("runner-\($0)", of: url) }
        }

        /// Starts a runner in each clone, at random moments.
        func start(_ kinds: some Collection<[String]>) async throws -> [RunningProgram] {
            var runners: [RunningProgram] = []
            for (clone, arguments) in zip(clones, kinds) {
                runners.append(
                    try RunningProgram(arguments, in: clone.path, environment: franchise.environment))
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
            }
            return runners
        }

        /// Waits until the branch has a record of everything; a lease may have to run out before.
        func allIsRecorded() async throws {
            for _ in 0..<120 where try franchise.lockfile().published.count < mediaCount {
                try await Task.sleep(for: .milliseconds(500))
            }
        }

        func check() throws {
            let truth = try franchise.sandbox.truth()
            #expect(truth.count == mediaCount)
            #expect(Set(truth.map { "\($0.caption ?? "") \($0.account)" }).count == mediaCount)
            #expect(truth.allSatisfy { $0.comments == ["Warm"] })
            let lockfile = try franchise.lockfile()
            #expect(lockfile.published.count == mediaCount)
            #expect(Set(lockfile.published.values) == Set(truth.map(\.id)))
            let url = server.map { "\($0.url)/origin.git" }
            let last = try franchise.calends(in: franchise.clone("last", of: url), "apply")
            #expect(last.output == "Nothing to do now.\n", "\(last.error)")
        }
    }
}
