import Foundation
import TestSupport
import Testing

/// `calends run` as a service: the branch changes under it, and what it rests on goes away and comes back.
@Suite struct FollowingTests {
    private static func post(_ caption: String, in seconds: Double) -> String {
        let due = Date().addingTimeInterval(seconds).formatted(.iso8601)
        return "kind: post\npublish_at: \(due)\ncaption: \(caption)\nmedia: [media/bread.jpg]\n"
    }

    /// A run in one clone, followed by a person in another one.
    private final class Service {
        let franchise: Franchise
        let person: TemporaryGitRepository
        let runner: RunningProgram

        /// - Parameter url: what the run's clone takes `origin` from, by what is served; nil is the folder itself.
        init(
            _ entries: [String: String], lease: String = "6s", world: [String: String] = [:],
            of url: (Franchise) throws -> String? = { _ in nil }
        ) throws {
            franchise = try Franchise(.shared(lease: lease), entries: entries, world: world)
            person = try franchise.clone("person")
            let clone = try franchise.clone("service", of: url(franchise))
            runner = try franchise.start(in: clone, "run", "--poll", "1s", "--listen", "127.0.0.1:0")
        }

        func push(_ files: [String: String?]) throws { try franchise.push(files, from: person) }

        /// Waits until something is so that the run brings about by itself.
        func eventually(_ what: String, within seconds: Double = 40, _ isSo: () throws -> Bool) async throws {
            for _ in 0..<Int(seconds * 5) {
                if try isSo() { return }
                try #require(runner.isRunning, "ended: \(runner.error)")
                try await Task.sleep(for: .milliseconds(200))
            }
            Issue.record("not within \(seconds) s: \(what): \(runner.error)")
        }

        func captions() throws -> [String] { try franchise.sandbox.truth().compactMap(\.caption) }

        /// Asks the run how it is.
        func ask(_ path: String) throws -> String {
            let line = try #require(runner.error.split(separator: "\n").first { $0.contains("health and metrics") })
            let url = try #require(line.split(separator: " ").last)
            let curl = try #require(Program.find("curl"))
            return try Program.run(curl, ["--silent", "--write-out", "%{http_code}", url + path]).output
        }

        /// Stops it, and looks whether each medium is recorded, and nothing is left to do.
        func stop() async throws {
            runner.signal(SIGTERM)
            let result = try await runner.end(within: 20)
            #expect(result.status == 0, "\(result.error)")
            let truth = try franchise.sandbox.truth()
            #expect(try Set(franchise.lockfile().published.values) == Set(truth.map(\.id)))
            #expect(Set(truth.compactMap(\.caption)).count == truth.count)
        }
    }

    @Test("Publishes an entry as it was edited while it was prepared, and not what was removed") func edits()
        async throws
    {
        let service = try Service([
            "edited": FollowingTests.post("Before", in: 40), "removed": FollowingTests.post("Removed", in: 40),
        ])
        try await service.eventually("prepared") {
            service.runner.error.components(separatedBy: "prepared ").count > 2
        }
        try service.push([
            "calendar/edited.yaml": FollowingTests.post("After", in: 6), "calendar/removed.yaml": nil,
        ])
        try await service.eventually("published") { try service.franchise.lockfile().published.count == 1 }
        #expect(try service.captions() == ["After"])
        try await service.stop()
        #expect(try service.captions() == ["After"])
    }

    @Test("Stops publishing when frozen, and goes on when thawed") func freeze() async throws {
        let service = try Service([:])
        try await service.eventually("following") { service.runner.error.contains("following") }
        try service.push(["calendar/FREEZE": "Recall\n", "calendar/post.yaml": FollowingTests.post("Post", in: 1)])
        try await service.eventually("held back") { service.runner.error.contains("held back: frozen: Recall") }
        #expect(try service.ask("/healthz").contains("held back: frozen: Recall"))
        #expect(try service.captions() == [])
        try service.push(["calendar/FREEZE": nil])
        try await service.eventually("published") { try service.franchise.lockfile().published.count == 1 }
        try await service.stop()
    }

    @Test("Outlives a broken calendar on the branch, and tells") func broken() async throws {
        let service = try Service([:])
        try await service.eventually("following") { service.runner.error.contains("following") }
        let settings = try service.person.read("calendar/settings.yaml")
        try service.push(["calendar/post.yaml": "kind: pots\n"])
        try await service.eventually("told") { service.runner.error.contains("calendar/post.yaml:1:7") }
        #expect(try service.ask("/healthz").contains("errors in the calendar"))
        try service.push(["calendar/settings.yaml": "version: [\n"])
        try await service.eventually("told") { service.runner.error.contains("calendar/settings.yaml:") }
        try service.push([
            "calendar/settings.yaml": settings, "calendar/post.yaml": FollowingTests.post("Post", in: 1),
        ])
        try await service.eventually("published") { try service.franchise.lockfile().published.count == 1 }
        #expect(try service.ask("/healthz") == "ok\n200")
        try await service.stop()
    }

    @Test("Outlives the git remote, and records when it is back") func remoteAway() async throws {
        let service = try Service([:])
        try await service.eventually("following") { service.runner.error.contains("following") }
        try service.push(["calendar/post.yaml": FollowingTests.post("Post", in: 6)])
        try await service.eventually("prepared") { service.runner.error.contains("following") }
        let (place, away) = (service.franchise.origin.path, service.franchise.origin.path + ".away")
        try FileManager.default.moveItem(atPath: place, toPath: away)
        try await service.eventually("trouble") {
            try service.ask("/metrics").contains("calends_state_reachable 0")
        }
        #expect(try service.ask("/healthz").contains("trouble: "))
        try FileManager.default.moveItem(atPath: away, toPath: place)
        try await service.eventually("recorded") { try service.franchise.lockfile().published.count == 1 }
        try await service.eventually("well") { try service.ask("/metrics").contains("calends_state_reachable 1") }
        try await service.stop()
    }

    @Test("Outlives the git server, and records when it is back") func serverAway() async throws {
        var server: GitHTTPServer?
        // A minute of patience with a server that does not answer is a quarter of one.
        let shim = try CrashShim()
        let service = try Service([:], lease: "30s", world: shim.environment(speed: 4)) { franchise in
            let started = try GitHTTPServer(root: franchise.directory.path)
            server = started
            return "\(started.url)/origin.git"
        }
        let port = try #require(server?.port)
        try await service.eventually("following") { service.runner.error.contains("following") }
        try service.push(["calendar/post.yaml": FollowingTests.post("Post", in: 8)])
        try await service.eventually("seen") { service.runner.error.contains("1 publication") }
        server = nil
        try await service.eventually("trouble") {
            try service.ask("/metrics").contains("calends_state_reachable 0")
        }
        #expect(try service.ask("/healthz").contains("trouble: "))
        server = try GitHTTPServer(root: service.franchise.directory.path, port: port)
        try await service.eventually("recorded", within: 90) {
            try service.franchise.lockfile().published.count == 1
        }
        try await service.eventually("well") { try service.ask("/metrics").contains("calends_state_reachable 1") }
        try await service.stop()
        #expect(server?.port == port)
    }

    // A publication that has to wait for long lets others of its account pass.
    @Test("Outlives the platform, and keeps the order of an account unless that takes long", arguments: [4, 7])
    func platformAway(requests: Int) async throws {
        let entries = (0..<4).reduce(into: [String: String]()) { entries, number in
            entries["post-\(3 - number)"] = FollowingTests.post("Post \(number)", in: 8 + Double(number))
        }
        let service = try Service(entries)
        try service.franchise.sandbox.ask(
            "POST", "faults", #"{"mode":"drop-before","count":\#(requests)}"#)
        try await service.eventually("published", within: 90) {
            try service.franchise.lockfile().published.count == 4
        }
        let posts = (0..<4).map { "Post \($0)" }
        #expect(try service.captions().sorted() == posts)
        if requests <= 4 { #expect(try service.captions() == posts) }
        #expect(try service.ask("/metrics").contains("calends_publications_total{outcome=\"published\"} 4"))
        try await service.stop()
    }
}
