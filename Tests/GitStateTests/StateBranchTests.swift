import ContentModel
import Git
import ObjectIDs
import ScheduleLock
import StateSharing
import TestSupport
import Testing

@testable import GitState

@Suite struct StateBranchTests {
    @Test("Records become a commit of the lockfile alone, on top of what the remote has")
    func recording() async throws {
        let fixture = try Fixture()
        let branch = try fixture.state().branch
        let start = try CommitID(hex: fixture.calendar.git("rev-parse", "main"))
        #expect(try await branch.fetch() == StateBranch.Tip(commit: start, lockfile: Lockfile()))
        let recording = try await branch.commit(.of("b", "a"))
        #expect(recording.lockfile == .of("a", "b"))
        #expect(recording.previous == start)
        let commit = try #require(recording.commit)
        #expect(try fixture.server.git("rev-parse", "main", "main~1") == "\(commit)\n\(start?.description ?? "")")
        #expect(
            try fixture.server.git("log", "-1", "--format=%an%n%B", "main") == """
                calends
                Record 2 publications [skip ci]

                a@bakery
                b@bakery

                """)
        #expect(try fixture.server.git("show", "--stat=80", "--format=", "main").contains("1 file changed"))
        #expect(try fixture.server.git("show", "main:.schedule.lock") + "\n" == Lockfile.of("a", "b").text)
        // The calendar's own repository knows it as git would after a push, and is otherwise as it was.
        #expect(
            try fixture.calendar.git("rev-parse", "origin/main", "main") == "\(commit)\n\(start?.description ?? "")")
        #expect(try fixture.calendar.git("status", "--porcelain") == "")
    }

    @Test("What is there already makes no commit, and nothing there is forgotten")
    func merging() async throws {
        let fixture = try Fixture()
        let (one, two) = (try fixture.state().branch, try fixture.state(in: fixture.clone()).branch)
        let first = try await one.commit(.of("a"))
        #expect(try await two.commit(.of("b")).lockfile == .of("a", "b"))
        let again = try await one.commit(.of("a"))
        #expect(again.commit == nil && again.previous != first.commit && again.lockfile == .of("a", "b"))
        #expect(try fixture.server.git("rev-list", "--count", "main") == "3")
    }

    @Test("The layout changes with the next record, in both directions, and nothing is forgotten")
    func layouts() async throws {
        let fixture = try Fixture()
        let (whole, parts) = (
            try fixture.state().branch, try fixture.state(in: fixture.clone(), layout: .accounts).branch
        )
        _ = try await whole.commit(.of("a"))
        #expect(try await parts.fetch().lockfile == .of("a"))
        #expect(try await parts.commit(.of("b")).lockfile == .of("a", "b"))
        #expect(
            try fixture.server.git("ls-tree", "-r", "--name-only", "main", ".schedule.lock") == ".schedule.lock/bakery")
        #expect(try fixture.server.git("show", "main:.schedule.lock/bakery") + "\n" == Lockfile.of("a", "b").text)
        #expect(try await parts.commit(.of("b")).commit == nil)
        #expect(try await whole.commit(.of("c")).lockfile == .of("a", "b", "c"))
        #expect(try fixture.server.git("ls-tree", "-r", "--name-only", "main", ".schedule.lock") == ".schedule.lock")
        #expect(try await parts.fetch().lockfile == .of("a", "b", "c"))
    }

    @Test("A person who pushes meanwhile loses nothing either")
    func pushedMeanwhile() async throws {
        let fixture = try Fixture()
        let branch = try fixture.state().branch
        _ = try await branch.fetch()
        let person = try fixture.clone()
        try person.commit("Post", writing: ["calendar/post.yaml": "kind: post\n"])
        try person.git("push", "--quiet", "origin", "main")
        #expect(try await branch.commit(.of("a")).lockfile == .of("a"))
        #expect(
            try fixture.server.git("ls-tree", "-r", "--name-only", "main") == """
                .schedule.lock
                calendar/post.yaml
                calendar/settings.yaml
                """)
    }

    @Test("A branch of its own begins with the lockfile alone")
    func ownBranch() async throws {
        let fixture = try Fixture()
        fixture.settings.branch = "calends-state"
        let branch = try fixture.state().branch
        #expect(try await branch.fetch() == StateBranch.Tip(commit: nil, lockfile: Lockfile()))
        #expect(try await branch.commit(Lockfile()).commit == nil)
        #expect(try await branch.commit(.of("a")).previous == nil)
        #expect(try await branch.commit(.of("b")).lockfile == .of("a", "b"))
        #expect(try fixture.server.git("ls-tree", "-r", "--name-only", "calends-state") == ".schedule.lock")
        #expect(try fixture.server.git("rev-list", "--count", "calends-state") == "2")
    }

    @Test("The calendar's own branch is not begun with a lockfile")
    func notPushed() async throws {
        let fixture = try Fixture()
        try fixture.calendar.git("checkout", "--quiet", "-b", "new")
        fixture.settings.branch = "new"
        let branch = try fixture.state().branch
        let refusal = await failure { () async throws(RemoteFailure) in _ = try await branch.commit(.of("a")) }
        #expect(refusal?.kind == .refused)
        #expect(refusal?.fix == "run: git push --set-upstream origin new")
        #expect(try fixture.server.git("branch", "--list", "new") == "")
    }

    @Test("A damaged lockfile is refused with its line, and stays")
    func damaged() async throws {
        let fixture = try Fixture()
        try fixture.calendar.commit(writing: [".schedule.lock": "calends-lock 1\n\nnonsense\n"])
        try fixture.calendar.git("push", "--quiet", "origin", "main")
        let branch = try fixture.state().branch
        let refusal = await failure { () async throws(RemoteFailure) in _ = try await branch.commit(.of("a")) }
        #expect(
            refusal
                == RemoteFailure(
                    .refused, mayHaveHappened: false,
                    message: ".schedule.lock:3:1: expected '[PUBLICATION]', found 'nonsense', on branch 'main' of "
                        + "\(fixture.server.path) — what the lockfile forgets would be published again",
                    fix: "correct the file on that branch; its history has the last good one"))
        #expect(try fixture.server.git("rev-list", "--count", "main") == "2")
    }

    @Test("A protected branch names the way out")
    func protected() async throws {
        let fixture = try Fixture()
        try fixture.addHook(
            "update",
            "test \"$1\" = refs/heads/main || exit 0; echo 'GitLab: You are not allowed to push code to "
                + "protected branches on this project.' >&2; exit 1")
        let http = try fixture.serve()
        let branch = try fixture.state().branch
        let refusal = await failure { () async throws(RemoteFailure) in _ = try await branch.commit(.of("a")) }
        #expect(
            refusal
                == RemoteFailure(
                    .refused, mayHaveHappened: false,
                    message: "\(http.url)/repository refused to change refs/heads/main: hook declined (GitLab: You are "
                        + "not allowed to push code to protected branches on this project. error: hook declined to "
                        + "update refs/heads/main) — the branch is protected: not everybody may push to it",
                    fix: "keep the lockfile on a branch of its own, in calendar/settings.yaml: state.branch: "
                        + "calends-state; or let this credential push to 'main'"))
        fixture.settings.branch = "calends-state"
        #expect(try await fixture.state().branch.commit(.of("a")).lockfile == .of("a"))
    }

    @Test("A remote that is not configured names those that are")
    func noRemote() throws {
        let fixture = try Fixture()
        fixture.settings.remote = "upstream"
        var refusal: RemoteFailure?
        do { _ = try fixture.state().branch } catch let error as RemoteFailure { refusal = error }
        #expect(
            refusal
                == RemoteFailure(
                    .refused, mayHaveHappened: false,
                    message: "the repository has no remote 'upstream' — it has 'origin'",
                    fix: "name one of those, or run 'git remote add upstream URL', or change state.remote in "
                        + "calendar/settings.yaml"))
    }

    @Test("A shallow clone of a workflow records as well", arguments: [true, false])
    func shallow(isLocal: Bool) async throws {
        let fixture = try Fixture()
        for number in 1...3 { try fixture.calendar.commit(writing: ["note": "\(number)\n"]) }
        try fixture.calendar.git("push", "--quiet", "origin", "main")
        let http = isLocal ? nil : try fixture.serve()
        let directory = try TemporaryDirectory()
        try fixture.server.git(
            "clone", "--quiet", "--depth", "1", "file://\(fixture.server.path)", directory.path(of: "clone"))
        let clone = try TemporaryGitRepository(adopting: directory, folder: "clone")
        try clone.git("remote", "set-url", "origin", fixture.calendar.git("remote", "get-url", "origin"))
        let state = try fixture.state(in: clone)
        #expect(try await state.branch.commit(.of("a")).lockfile == .of("a"))
        // Another runner's commit is what the shallow clone does not have.
        _ = try await fixture.state().branch.commit(.of("b"))
        #expect(try await state.branch.commit(.of("c")).lockfile == .of("a", "b", "c"))
        #expect(try fixture.server.git("rev-list", "--count", "main") == "7")
        try clone.git("merge", "--quiet", "--ff-only", "origin/main")
        #expect(try clone.git("status", "--porcelain", "--untracked-files=no") == "")
        withExtendedLifetime(http) {}
    }

    @Test("Many runners record at once, each on its own clone, and every record is there", arguments: [true, false])
    func race(isLocal: Bool) async throws {
        let fixture = try Fixture()
        fixture.settings.branch = "calends-state"
        let http = isLocal ? nil : try fixture.serve()
        let url = try fixture.calendar.git("remote", "get-url", "origin")
        let names = ["a", "b", "c", "d", "e"]
        var clones: [TemporaryGitRepository] = []
        var runs: [ProgramRun] = []
        for name in names {
            let clone = try fixture.clone()
            try clone.git("remote", "set-url", "origin", url)
            clones.append(clone)
            runs.append(
                try ProgramRun(
                    "state-runner", [clone.path, "record", name], environment: TemporaryGitRepository.isolation))
        }
        for (name, run) in zip(names, runs) { #expect(try run.result()?.contains("\(name)@bakery\n") == true) }
        let lockfile = try await fixture.state().branch.fetch().lockfile
        #expect(lockfile.records.keys.map(\.description).sorted() == names.map { "\($0)@bakery" })
        #expect(try fixture.server.git("rev-list", "--count", "calends-state") == "\(names.count)")
        withExtendedLifetime((http, clones)) {}
    }

    @Test("A workflow's token and its own authority are all that https takes")
    func https() throws {
        let fixture = try Fixture()
        let certificate = try Certificate()
        let http = try GitHTTPServer(
            root: fixture.server.directory.path, login: ("x-access-token", "t0ken"), certificate: certificate.files)
        let url = "https://127.0.0.1:\(http.port)"
        try fixture.calendar.git("remote", "set-url", "origin", "\(url)/repository")
        var environment = TemporaryGitRepository.isolation
        environment["GITHUB_TOKEN"] = "t0ken"
        environment["GITHUB_SERVER_URL"] = url
        let arguments = [fixture.calendar.path, "record", "a"]
        let untrusted = try ProgramRun("state-runner", arguments, environment: environment).result()
        #expect(untrusted?.hasPrefix("refused: the certificate of 127.0.0.1:\(http.port) is not trusted: ") == true)
        environment["GIT_SSL_CAINFO"] = certificate.path
        #expect(try ProgramRun("state-runner", arguments, environment: environment).result() == "a@bakery\n")
        environment["GITHUB_TOKEN"] = "0ther"
        let refused = try ProgramRun("state-runner", arguments, environment: environment).result()
        #expect(
            refused?.hasPrefix("refused: \(url)/repository refused the credential: the token in GITHUB_TOKEN — ")
                == true)
        #expect(refused?.contains("0ther") == false)
    }
}
