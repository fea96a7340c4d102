import ContentModel
import Foundation
import Git
import ObjectIDs
import StateSharing
import TestSupport
import Testing

@testable import GitState

@Suite struct JournalChainTests {
    private func appended(_ outcome: AppendOutcome) throws -> CommitID {
        guard case .appended(let id) = outcome else { throw Rejected() }
        return id
    }
    private struct Rejected: Error {}

    @Test("Links are read back in order, and only the new ones by who knows the others")
    func order() async throws {
        let fixture = try Fixture()
        let journal = try fixture.state().journal
        #expect(try await journal.fetch(nil) == ChainTail(isContinuation: false, links: []))
        let first = try appended(await journal.append(Array("one\n".utf8), nil))
        // Whatever bytes, also those that git would take for the end of a line.
        let second = try appended(await journal.append([0x00, 0x0d, 0x0a, 0xff], first))
        let third = try appended(await journal.append([], second))
        let other = try fixture.state(in: fixture.clone()).journal
        #expect(try await other.fetch(nil).links.map(\.id) == [first, second, third])
        let tail = try await other.fetch(first)
        #expect(tail.isContinuation && tail.links.map(\.bytes) == [[0x00, 0x0d, 0x0a, 0xff], []])
        #expect(try await other.fetch(third) == ChainTail(isContinuation: true, links: []))
        #expect(try await !other.fetch(.all("d")).isContinuation)
        #expect(
            try fixture.server.git("log", "--format=%an <%ae> %s", "-1", "refs/calends/journal")
                == "calends <calends@localhost> Journal")
        #expect(
            try fixture.calendar.git("for-each-ref")
                == fixture.calendar.git("for-each-ref", "refs/heads", "refs/remotes"))
    }

    @Test("Of two links on one only the first is appended, also if they are alike")
    func rejected() async throws {
        let fixture = try Fixture()
        let (one, two) = (try fixture.state().journal, try fixture.state(in: fixture.clone()).journal)
        let first = try appended(await one.append(Array("same\n".utf8), nil))
        #expect(try await two.append(Array("same\n".utf8), nil) == .rejected)
        #expect(try await two.fetch(nil).links.map(\.id) == [first])
        let second = try appended(await two.append(Array("next\n".utf8), first))
        #expect(try await one.append(Array("next\n".utf8), first) == .rejected)
        #expect(try await one.fetch(first).links.map(\.id) == [second])
        // Who lost its cache goes on from what it knows.
        try FileManager.default.removeItem(atPath: "\(fixture.calendar.path)/.calends/journal.git")
        let third = try appended(await one.append(Array("third\n".utf8), second))
        #expect(try await two.fetch(second).links.map(\.id) == [third])
    }

    @Test(
        "A chain is replaced by one link, for who knew it and who did not",
        arguments: ["refs/calends/journal", "refs/heads/journal"])
    func replaced(ref: String) async throws {
        let fixture = try Fixture()
        fixture.settings.journal = ref
        // Branches of this server keep their history, other refs do not.
        try fixture.server.git("config", "receive.denyNonFastForwards", "true")
        let (one, two) = (try fixture.state().journal, try fixture.state(in: fixture.clone()).journal)
        let first = try appended(await one.append(Array("one\n".utf8), nil))
        let second = try appended(await one.append(Array("two\n".utf8), first))
        #expect(try await two.fetch(nil).texts == ["one\n", "two\n"])
        #expect(try await two.replace(Array("late\n".utf8), first) == .rejected)
        let base = try appended(await one.replace(Array("both\n".utf8), second))
        let third = try appended(await one.append(Array("three\n".utf8), base))
        for known in [nil, first, second] as [CommitID?] {
            let tail = try await two.fetch(known)
            #expect(!tail.isContinuation && tail.texts == ["both\n", "three\n"])
        }
        #expect(try await two.fetch(base).links.map(\.id) == [third])
        let count = try fixture.server.git("rev-list", "--count", ref)
        #expect(count == (ref.hasPrefix("refs/heads/") ? "4" : "2"))
        #expect(try await two.append([], second) == .rejected)
    }

    @Test("A damaged cache is made anew")
    func damaged() async throws {
        let fixture = try Fixture()
        let journal = try fixture.state().journal
        var last = try appended(await journal.append(Array("0\n".utf8), nil))
        for number in 1...3 { last = try appended(await journal.append(Array("\(number)\n".utf8), last)) }
        let objects = "\(fixture.calendar.path)/.calends/journal.git/objects"
        for folder in try FileManager.default.contentsOfDirectory(atPath: objects) where folder.utf8.count == 2 {
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(objects)/\(folder)") {
                try FileManager.default.removeItem(atPath: "\(objects)/\(folder)/\(name)")
                try Data([0x78]).write(to: URL(fileURLWithPath: "\(objects)/\(folder)/\(name)"))
            }
        }
        #expect(try await journal.fetch(nil).texts == ["0\n", "1\n", "2\n", "3\n"])
        try FileManager.default.removeItem(atPath: "\(fixture.calendar.path)/.calends/journal.git/HEAD")
        _ = try appended(await journal.append(Array("4\n".utf8), last))
        #expect(try await journal.fetch(nil).texts == ["0\n", "1\n", "2\n", "3\n", "4\n"])
    }

    @Test("A ref that holds something else is refused, and left as it is")
    func foreign() async throws {
        let fixture = try Fixture()
        fixture.settings.journal = "refs/heads/main"
        let journal = try fixture.state().journal
        let refusal = await failure { () async throws(RemoteFailure) in _ = try await journal.fetch(nil) }
        let main = try fixture.server.git("rev-parse", "--short=7", "main")
        #expect(
            refusal
                == RemoteFailure(
                    .refused, mayHaveHappened: false,
                    message:
                        "refs/heads/main of \(fixture.server.path) holds no journal: commit \(main) has no file 'journal' — "
                        + "what is in flight cannot be known",
                    fix: "name a ref that nothing else uses, in calendar/settings.yaml: state.journal"))
    }

    @Test("A host that takes branches alone is told from one that is away")
    func refused() async throws {
        let fixture = try Fixture()
        try fixture.addHook("pre-receive", "echo 'remote: funny refname' >&2; exit 1")
        var http = try fixture.serve()
        let refusal = await failure { () async throws(RemoteFailure) in
            _ = try await fixture.journal().append([], nil)
        }
        #expect(refusal?.kind == .refused && refusal?.mayHaveHappened == false)
        #expect(
            refusal?.fix == "hosts may take branches alone: name one in calendar/settings.yaml: "
                + "state.journal: refs/heads/calends-journal")
        http = try fixture.serve(fault: .cutPush)
        let away = await failure { () async throws(RemoteFailure) in
            _ = try await fixture.journal().append([], nil)
        }
        #expect(away?.kind == .away && away?.mayHaveHappened == true)
        http = try fixture.serve(fault: .status(503))
        #expect(
            await failure { () async throws(RemoteFailure) in _ = try await fixture.journal().fetch(nil) }
                == RemoteFailure(
                    .away, mayHaveHappened: false,
                    message: "cannot reach \(http.url)/repository: HTTP status 503 — nothing was changed",
                    fix: "try again later; see whether 'git ls-remote' of it answers"))
    }

    @Test("An append whose answer was lost is found in the chain")
    func lostAnswer() async throws {
        let fixture = try Fixture()
        let http = try fixture.serve(fault: .cutAnswer)
        let lost = await failure { () async throws(RemoteFailure) in
            _ = try await fixture.journal().append(Array("one\n".utf8), nil)
        }
        #expect(lost?.kind == .away && lost?.mayHaveHappened == true)
        let journal = try fixture.state().journal
        #expect(try await journal.fetch(nil).texts == ["one\n"])
        withExtendedLifetime(http) {}
    }

    @Test("Runners of several processes lose no link", arguments: [true, false])
    func processes(isLocal: Bool) async throws {
        let fixture = try Fixture()
        let http = isLocal ? nil : try fixture.serve()
        let (runners, links) = (4, isLocal ? 12 : 5)
        let url = try fixture.calendar.git("remote", "get-url", "origin")
        var clones: [TemporaryGitRepository] = []
        for _ in 0..<runners {
            let clone = try fixture.clone()
            try clone.git("remote", "set-url", "origin", url)
            clones.append(clone)
        }
        let runs = try clones.enumerated().map { number, clone in
            try ProgramRun(
                "state-runner", [clone.path, "append", "runner-\(number)", "\(links)"],
                environment: TemporaryGitRepository.isolation)
        }
        for run in runs { #expect(try run.result()?.hasPrefix("appended \(links), ") == true) }
        let chain = try await fixture.journal().fetch(nil).texts
        #expect(chain.count == runners * links)
        for number in 0..<runners {
            // Nothing twice, nothing missing, each runner's own in its order.
            #expect(
                chain.filter { $0.hasPrefix("runner-\(number) ") } == (0..<links).map { "runner-\(number) \($0)\n" })
        }
        withExtendedLifetime(http) {}
    }
}

extension Fixture {
    /// The journal of the calendar, or a failure in place of it.
    fileprivate func journal() throws(RemoteFailure) -> JournalRemote {
        try GitState(
            of: calendar.path, settings: settings, folder: "\(calendar.path)/.calends", environment: environment
        ).journal
    }
}
