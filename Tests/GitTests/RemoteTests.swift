import ObjectIDs
import Synchronization
import TestSupport
import Testing

@testable import Git

/// What every way to reach a repository must do alike.
@Suite struct RemoteTests {
    enum Way: CaseIterable, Sendable { case path, fileURL, http }
    static let ref = "refs/calends/journal"

    /// A fixture whose origin is reached this way; the server must live as long.
    private func fixture(_ way: Way) throws -> (RemoteFixture, GitHTTPServer?) {
        let fixture = try RemoteFixture()
        switch way {
        case .path: return (fixture, nil)
        case .fileURL:
            try fixture.reach(by: "file://\(fixture.server.path)")
            return (fixture, nil)
        case .http: return (fixture, try fixture.serve())
        }
    }

    @Test("A pushed commit is there for git, and comes back whole", arguments: Way.allCases)
    func pushAndFetch(way: Way) async throws {
        let (fixture, server) = try fixture(way)
        let remote = try fixture.remote
        #expect(try await remote.position(of: Self.ref) == nil)
        #expect(try await remote.fetch(Self.ref) == nil)
        let first = try fixture.store("one\n")
        #expect(try await remote.push(first, to: Self.ref, expecting: nil) == .accepted)
        let second = try fixture.store("two\n", on: first)
        #expect(try await remote.push(second, to: Self.ref, expecting: first) == .accepted)
        #expect(try await remote.position(of: Self.ref) == second)
        #expect(try fixture.server.git("log", "--format=%H", Self.ref) == "\(second)\n\(first)")
        try fixture.server.git("fsck", "--strict")

        let other = try RemoteFixture()
        try other.reach(by: "\(fixture.own.git("remote", "get-url", "origin"))")
        let theirs = try other.remote
        #expect(try await theirs.fetch(Self.ref, tracking: "refs/seen") == second)
        #expect(try other.own.git("show", "refs/seen:journal") == "two")
        #expect(try other.own.git("rev-list", "--count", "refs/seen") == "2")
        withExtendedLifetime(server) {}
    }

    @Test("Only who knows where the ref stands may move it", arguments: Way.allCases)
    func compareAndSwap(way: Way) async throws {
        let (fixture, server) = try fixture(way)
        let remote = try fixture.remote
        let (first, rival) = (try fixture.store("one\n"), try fixture.store("rival\n"))
        #expect(try await remote.push(first, to: Self.ref, expecting: rival) == .rejected)
        #expect(try await remote.push(first, to: Self.ref, expecting: nil) == .accepted)
        #expect(try await remote.push(rival, to: Self.ref, expecting: nil) == .rejected)
        let second = try fixture.store("two\n", on: first)
        #expect(try await remote.push(second, to: Self.ref, expecting: first) == .accepted)
        let late = try fixture.store("late\n", on: first)
        #expect(try await remote.push(late, to: Self.ref, expecting: first) == .rejected)
        #expect(try fixture.position(of: Self.ref) == second)
        // Replacing compares as well.
        #expect(try await remote.push(rival, to: Self.ref, expecting: first, replacing: true) == .rejected)
        #expect(try await remote.push(rival, to: Self.ref, expecting: second, replacing: true) == .accepted)
        #expect(try fixture.position(of: Self.ref) == rival)
        withExtendedLifetime(server) {}
    }

    @Test("Only who knows where the ref stands may remove it, and a server may deny it", arguments: Way.allCases)
    func removal(way: Way) async throws {
        let (fixture, server) = try fixture(way)
        let remote = try fixture.remote
        let (first, rival) = (try fixture.store("one\n"), try fixture.store("rival\n"))
        #expect(try await remote.remove(Self.ref, expecting: first) == .rejected)
        #expect(try await remote.push(first, to: Self.ref, expecting: nil) == .accepted)
        #expect(try await remote.remove(Self.ref, expecting: rival) == .rejected)
        try fixture.server.git("config", "receive.denyDeletes", "true")
        let branch = "refs/heads/journal"
        #expect(try await remote.push(first, to: branch, expecting: nil) == .accepted)
        let denied = await problem { _ = try await remote.remove(branch, expecting: first) }
        guard case .pushRefused(_, branch, let words, .other) = denied else {
            Issue.record("\(String(describing: denied))")
            return
        }
        #expect(words.hasPrefix("deletion prohibited"))
        #expect(try await remote.remove(Self.ref, expecting: first) == .accepted)
        #expect(try await remote.position(of: Self.ref) == nil)
        #expect(try fixture.server.git("for-each-ref", "--format=%(refname)") == branch)
        withExtendedLifetime(server) {}
    }

    @Test("Each call is told before it is made, without the password in a URL")
    func steps() async throws {
        let fixture = try RemoteFixture()
        let server = try fixture.serve(login: (user: "ada", password: "lovelace"))
        let url = server.url.replacing("http://", with: "http://ada:lovelace@") + "/repository"
        try fixture.reach(by: url)
        let steps = Mutex<[String]>([])
        let address = try Repository(openingAt: fixture.own.path).remote("origin")
        let remote = Remote(address, objectsIn: fixture.own.path, environment: [:], limits: fixture.limits) { step in
            steps.withLock { $0.append("\(step)") }
        }
        let first = try fixture.store("one\n")
        _ = try await remote.position(of: Self.ref)
        _ = try await remote.push(first, to: Self.ref, expecting: nil)
        _ = try await remote.fetch(Self.ref)
        _ = try await remote.remove(Self.ref, expecting: first)
        let shown = "\(server.url)/repository"
        #expect(
            steps.withLock { $0 } == [
                "asks \(shown) where \(Self.ref) is",
                "pushes \(first.description.prefix(7)) to \(Self.ref) of \(shown)", "fetches \(Self.ref) from \(shown)",
                "removes \(Self.ref) from \(shown)",
            ])
    }

    @Test("History is not replaced where that was not asked, or is denied", arguments: Way.allCases)
    func fastForwardOnly(way: Way) async throws {
        let (fixture, server) = try fixture(way)
        let remote = try fixture.remote
        let (first, other) = (try fixture.store("one\n"), try fixture.store("other\n"))
        let branch = "refs/heads/journal"
        #expect(try await remote.push(first, to: branch, expecting: nil) == .accepted)
        let unasked = await problem { _ = try await remote.push(other, to: branch, expecting: first) }
        try fixture.server.git("config", "receive.denyNonFastForwards", "true")
        let denied = await problem { _ = try await remote.push(other, to: branch, expecting: first, replacing: true) }
        for refusal in [unasked, denied] {
            guard case .pushRefused(_, branch, let words, .fastForwardOnly) = refusal,
                words.hasPrefix("non-fast-forward")
            else {
                Issue.record("\(String(describing: refusal))")
                continue
            }
        }
        #expect(try fixture.position(of: branch) == first)
        withExtendedLifetime(server) {}
    }

    @Test("Of pushes that expect the same exactly one is accepted, also of the first ones", arguments: Way.allCases)
    func exactlyOne(way: Way) async throws {
        let (fixture, server) = try fixture(way)
        let remote = try fixture.remote
        let pushers = 6
        for round in 0..<(way == .http ? 1 : 8) {
            let ref = "refs/calends/round-\(round)"
            var last: CommitID?
            for step in 0..<2 {
                let links = try (0..<pushers).map { try fixture.store("\(round) \(step) \($0)\n", on: last) }
                let expected = last
                let accepted = try await withThrowingTaskGroup(of: CommitID?.self) { group in
                    for link in links {
                        group.addTask {
                            try await remote.push(link, to: ref, expecting: expected) == .accepted ? link : nil
                        }
                    }
                    return try await group.reduce(into: [CommitID]()) { if let link = $1 { $0.append(link) } }
                }
                #expect(accepted.count == 1)
                #expect(try fixture.position(of: ref) == accepted.first)
                last = accepted.first
            }
        }
        withExtendedLifetime(server) {}
    }

    @Test("Of many who append at once one wins each time, and nothing is lost", arguments: Way.allCases)
    func race(way: Way) async throws {
        let (fixture, server) = try fixture(way)
        let remote = try fixture.remote
        let (runners, rounds) = (5, 4)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for runner in 0..<runners {
                let own = try RemoteFixture()
                try own.reach(by: fixture.own.git("remote", "get-url", "origin"))
                let (mine, store) = (try own.remote, own.own.path)
                group.addTask {
                    for round in 0..<rounds {
                        while true {
                            let last = try await mine.fetch(Self.ref, tracking: "refs/seen")
                            let link = try Self.link("\(runner) \(round)\n", on: last, in: store)
                            if try await mine.push(link, to: Self.ref, expecting: last) == .accepted { break }
                        }
                    }
                    withExtendedLifetime(own.own.directory) {}
                }
            }
            try await group.waitForAll()
        }
        let tip = try #require(try await remote.fetch(Self.ref))
        let log = try fixture.own.git("log", "--format=%H", "\(tip)").split(separator: "\n")
        let texts = try log.map { try fixture.own.git("show", "\($0):journal") }
        #expect(texts.count == runners * rounds)
        #expect(Set(texts).count == runners * rounds)
        withExtendedLifetime(server) {}
    }

    @Test("git itself pushes to the same path meanwhile, and nothing of either is lost")
    func raceWithGit() async throws {
        let fixture = try RemoteFixture()
        let branch = "refs/heads/journal"
        let rounds = 15
        let remote = try fixture.remote
        let start = try fixture.store("start\n")
        #expect(try await remote.push(start, to: branch, expecting: nil) == .accepted)
        let (path, origin) = (fixture.own.path, fixture.server.path)
        let git = Task.detached {
            let rival = try TemporaryGitRepository()
            for round in 0..<rounds {
                while true {
                    try rival.git("fetch", "--quiet", origin, branch)
                    try rival.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
                    try rival.commit("git \(round)", writing: ["journal": "git \(round)\n"])
                    if (try? rival.git("push", "--quiet", origin, "HEAD:\(branch)")) != nil { break }
                }
            }
        }
        for round in 0..<rounds {
            while true {
                let last = try await remote.fetch(branch, tracking: "refs/seen")
                let link = try Self.link("ours \(round)\n", on: last, in: path)
                if try await remote.push(link, to: branch, expecting: last) == .accepted { break }
            }
        }
        try await git.value
        let log = try fixture.server.git("log", "--format=%H", branch).split(separator: "\n")
        let texts = try log.map { try fixture.server.git("show", "\($0):journal") }
        let wanted = ["start"] + (0..<rounds).flatMap { ["ours \($0)", "git \($0)"] }
        #expect(texts.sorted() == wanted.sorted())
        try fixture.server.git("fsck", "--strict")
    }

    private static func link(_ text: String, on last: CommitID?, in path: String) throws -> CommitID {
        try open(path).storeCommit(["journal": Array(text.utf8)], on: last, message: "x\n", by: RemoteFixture.people)
    }
}
