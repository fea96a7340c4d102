import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

/// What servers refuse, and how they fail.
@Suite struct RemoteRefusalTests {
    static let branch = "refs/heads/state"

    /// Words of hosts as they come over the wire, and what they mean.
    static let hooks: [(script: String, rule: RemoteProblem.Rule, words: String)] = [
        (
            "echo 'GitLab: You are not allowed to push code to protected branches on this project.' >&2; exit 1",
            .protectedBranch,
            "pre-receive hook declined (GitLab: You are not allowed to push code to protected branches on this project.)"
        ),
        (
            "echo 'error: GH006: Protected branch update failed for refs/heads/main.' >&2; exit 1", .protectedBranch,
            "pre-receive hook declined (error: GH006: Protected branch update failed for refs/heads/main.)"
        ),
        ("exit 1", .protectedBranch, "pre-receive hook declined"),
    ]

    @Test("A hook's refusal keeps the hook's words", arguments: hooks)
    func hook(script: String, rule: RemoteProblem.Rule, words: String) async throws {
        let fixture = try RemoteFixture()
        let server = try fixture.serve()
        try fixture.addHook("pre-receive", script)
        let commit = try fixture.store("one\n")
        let remote = try fixture.remote
        let refusal = await problem { _ = try await remote.push(commit, to: Self.branch, expecting: nil) }
        #expect(
            refusal == .pushRefused(url: "\(server.url)/repository", ref: Self.branch, words: words, rule: rule))
        #expect(refusal?.mayHaveHappened == false)
        #expect(try await remote.position(of: Self.branch) == nil)
    }

    static let verdicts: [(String, String, RemoteProblem.Rule)] = [
        ("protected branch hook declined", "error: GH006: Protected branch update failed", .protectedBranch),
        (
            "push declined due to repository rule violations", "error: GH013: Repository rule violations",
            .protectedBranch
        ),
        ("pre-receive hook declined", "", .protectedBranch),
        ("pre-receive hook declined", "You are not allowed to force push code to a protected branch", .fastForwardOnly),
        ("non-fast-forward", "", .fastForwardOnly),
        ("deny updating a hidden ref", "", .other), ("funny refname", "", .other),
    ]
    @Test("What a server refuses by is told from its words", arguments: verdicts)
    func rules(verdict: String, beside: String, rule: RemoteProblem.Rule) {
        #expect(ServerWords(verdict: verdict, beside: Array(beside.utf8)).rule == rule)
    }

    @Test("A server's words cannot move the cursor or break the line")
    func plainWords() {
        let words = Array("\u{1b}[2Jremote:\r\nno  https://ada:pw@host/x\n".utf8)
        #expect(ServerWords(verdict: "no", beside: words).text == "no ([2Jremote: no https://host/x)")
    }

    @Test("A hook that a path would pass by is not passed by")
    func unrunHook() async throws {
        let fixture = try RemoteFixture()
        try fixture.addHook("update", "exit 1")
        let commit = try fixture.store("one\n")
        let remote = try fixture.remote
        let refusal = await problem { _ = try await remote.push(commit, to: Self.branch, expecting: nil) }
        #expect(refusal == .unrunHook(path: fixture.server.path, hook: "update"))
        #expect(try await remote.position(of: Self.branch) == nil)
    }

    @Test("A branch that is checked out there is not moved under its files")
    func checkedOut() async throws {
        let fixture = try RemoteFixture(bare: false)
        let tip = try CommitID(fixture.server.commit())
        let remote = try fixture.remote
        _ = try await remote.fetch("refs/heads/main")
        let commit = try fixture.store("one\n", on: tip)
        let refusal = await problem {
            _ = try await remote.push(commit, to: "refs/heads/main", expecting: tip)
        }
        let words = "the branch is checked out there"
        #expect(
            refusal == .pushRefused(url: fixture.server.path, ref: "refs/heads/main", words: words, rule: .other))
        #expect(try await remote.push(commit, to: "refs/heads/other", expecting: nil) == .accepted)
    }

    @Test("What is not there is said to be not there")
    func missing() async throws {
        let fixture = try RemoteFixture()
        #expect(
            thrown { _ = try open(fixture.own.path).remote("orgin") }
                == .remote(.noSuchRemote("orgin", known: ["origin"])))
        try fixture.reach(by: "/nonexistent/repository")
        #expect(
            await problem { _ = try await fixture.remote.position(of: Self.branch) }
                == .noSuchRepository(url: "/nonexistent/repository", words: ""))
        let server = try fixture.serve()
        try fixture.reach(by: "\(server.url)/other")
        #expect(
            await problem { _ = try await fixture.remote.position(of: Self.branch) }
                == .noSuchRepository(url: "\(server.url)/other", words: "HTTP status 404"))
        try fixture.reach(by: "ext::sh -c 'touch /tmp/owned'")
        #expect(
            thrown { _ = try open(fixture.own.path).remote("origin") }
                == .remote(.unreadableURL("ext::sh -c 'touch /tmp/owned'")))
    }

    @Test("A server in trouble is away", arguments: [500, 502, 503, 429])
    func trouble(status: Int) async throws {
        let fixture = try RemoteFixture()
        let server = try fixture.serve(fault: .status(status))
        #expect(
            await problem { _ = try await fixture.remote.position(of: Self.branch) }
                == .unreachable(
                    url: "\(server.url)/repository", detail: "HTTP status \(status)", mayHaveHappened: false))
    }

    @Test("A server that forbids is not asked again")
    func forbidden() async throws {
        let fixture = try RemoteFixture()
        let server = try fixture.serve(fault: .status(403))
        #expect(
            await problem { _ = try await fixture.remote.position(of: Self.branch) }
                == .forbidden(url: "\(server.url)/repository", detail: "HTTP status 403"))
    }

    @Test("Nobody at the port is away")
    func nobody() async throws {
        let fixture = try RemoteFixture()
        try fixture.reach(by: "http://127.0.0.1:1/repository")
        guard case .unreachable(_, _, false) = await problem({ _ = try await fixture.remote.position(of: "refs/x") })
        else {
            Issue.record("reached")
            return
        }
    }

    @Test("A silent server is left, and what was sent may have happened")
    func silence() async throws {
        let fixture = try RemoteFixture()
        fixture.limits = RemoteLimits(silence: .seconds(1), total: .seconds(30))
        var server = try fixture.serve(fault: .silentRefs)
        let reading = await problem { _ = try await fixture.remote.position(of: Self.branch) }
        guard case .noAnswer("\(server.url)/repository", _, mayHaveHappened: false) = reading else {
            Issue.record("\(String(describing: reading))")
            return
        }
        server = try fixture.serve(fault: .silentPush)
        let commit = try fixture.store("one\n")
        let pushing = await problem { _ = try await fixture.remote.push(commit, to: Self.branch, expecting: nil) }
        guard case .noAnswer("\(server.url)/repository", _, mayHaveHappened: true) = pushing else {
            Issue.record("\(String(describing: pushing))")
            return
        }
    }

    @Test("A server that is slow altogether is left as well")
    func slowness() async throws {
        let fixture = try RemoteFixture()
        fixture.limits = RemoteLimits(silence: .seconds(30), total: .seconds(1))
        let server = try fixture.serve(fault: .silentRefs)
        guard case .noAnswer? = await problem({ _ = try await fixture.remote.position(of: Self.branch) }) else {
            Issue.record("answered")
            return
        }
        withExtendedLifetime(server) {}
    }

    @Test("A cancelled task gets its answer at once")
    func cancelled() async throws {
        let fixture = try RemoteFixture()
        let server = try fixture.serve(fault: .silentRefs)
        let remote = try fixture.remote
        let asking = Task { try await remote.position(of: Self.branch) }
        asking.cancel()
        #expect(
            await problem { _ = try await asking.value }
                == .cancelled(url: "\(server.url)/repository", mayHaveHappened: false))
    }

    @Test("A connection cut in a push leaves it open whether it happened", arguments: [true, false])
    func cut(isAfterEffect: Bool) async throws {
        let fixture = try RemoteFixture()
        let server = try fixture.serve(fault: isAfterEffect ? .cutAnswer : .cutPush)
        let commit = try fixture.store("one\n")
        let remote = try fixture.remote
        guard
            case .unreachable("\(server.url)/repository", _, mayHaveHappened: true) = await problem({
                _ = try await remote.push(commit, to: Self.branch, expecting: nil)
            })
        else {
            Issue.record("answered")
            return
        }
        #expect(try await remote.position(of: Self.branch) == (isAfterEffect ? commit : nil))
        // Once nothing is open any more, the same commit settles it.
        let healthy = try fixture.serve()
        let again = try await fixture.remote.push(commit, to: Self.branch, expecting: nil)
        #expect(again == (isAfterEffect ? .rejected : .accepted))
        withExtendedLifetime(healthy) {}
    }

    @Test("A shallow clone is told from a damaged one")
    func shallow() async throws {
        let fixture = try RemoteFixture()
        let person = try TemporaryGitRepository()
        for number in 1...3 { try person.commit(writing: ["note": "\(number)"]) }
        try person.git("push", "--quiet", fixture.server.path, "main")
        try fixture.own.git("fetch", "--quiet", "--depth", "1", "file://\(fixture.server.path)", "main:refs/seen")
        let server = try fixture.serve()
        let remote = try fixture.remote
        let tip = try #require(try await remote.fetch("refs/heads/main"))
        let commit = try fixture.store("one", on: tip)
        let push = await thrown { _ = try await remote.push(commit, to: "refs/heads/main", expecting: tip) }
        try person.commit(writing: ["note": "4"])
        try person.git("push", "--quiet", fixture.server.path, "main")
        let fetch = await thrown { _ = try await remote.fetch("refs/heads/main") }
        for error in [push, fetch] {
            guard case .missingObject(_, isShallow: true)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        withExtendedLifetime(server) {}
    }

    @Test("A call that was left before it sent anything sends nothing later")
    func leftBeforeSending() async throws {
        let fixture = try RemoteFixture()
        let commit = try fixture.store("one\n")
        let program = fixture.own.directory.path(of: "slow")
        try fixture.own.directory.write("#!/bin/sh\nsleep 1\necho ada\n", to: "slow")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        fixture.environment = ["GIT_ASKPASS": program, "PATH": "/usr/bin:/bin"]
        let server = try fixture.serve(login: ("ada", "ada"))
        let remote = try fixture.remote
        fixture.limits = RemoteLimits(silence: .milliseconds(500), total: .seconds(20))
        let hasty = try fixture.remote
        guard
            case .noAnswer(_, _, mayHaveHappened: false)? = await problem({
                _ = try await hasty.push(commit, to: Self.branch, expecting: nil)
            })
        else {
            Issue.record("answered")
            return
        }
        // By the time a patient call has asked the same program twice, the hasty one has long been let in.
        #expect(try await remote.position(of: Self.branch) == nil)
        #expect(try await remote.position(of: Self.branch) == nil)
        withExtendedLifetime(server) {}
    }

    @Test("So many calls may be left behind, and when their servers are gone there is room again")
    func leftBehind() async throws {
        let fixture = try RemoteFixture()
        fixture.limits = RemoteLimits(silence: .milliseconds(300), total: .seconds(20))
        var server: GitHTTPServer? = try fixture.serve(fault: .silentRefs)
        let remote = try fixture.remote
        let problems = await withTaskGroup(of: RemoteProblem?.self) { group in
            for _ in 0..<RemoteCall.maximumLeftBehind {
                group.addTask { await problem { _ = try await remote.position(of: Self.branch) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(problems.count { if case .noAnswer? = $0 { true } else { false } } >= 1)
        guard case .tooManyUnanswered? = await problem({ _ = try await remote.position(of: Self.branch) }) else {
            Issue.record("one more was begun")
            return
        }
        server = nil
        for _ in 0..<200 {
            guard case .tooManyUnanswered? = await problem({ _ = try await remote.position(of: Self.branch) }) else {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("no room after the server was gone")
        withExtendedLifetime(server) {}
    }
}
