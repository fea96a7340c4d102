import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct RevisionTests {
    @Test("Resolves what git rev-parse resolves")
    func resolves() throws {
        let fixture = try TemporaryGitRepository()
        for place in 0..<5 { try fixture.commit(writing: ["a": "\(place)\n"]) }
        try fixture.git("tag", "light", "HEAD~1")
        try fixture.git("tag", "--annotate", "--message", "Note", "heavy", "HEAD~2")
        try fixture.git("branch", "feature/x", "HEAD~3")
        let repository = try open(fixture.path)
        let short = try fixture.git("rev-parse", "--short", "HEAD~4")
        for text in ["HEAD", "@", "HEAD~3", "HEAD^", "main", "refs/heads/main", "light", "heavy", "feature/x", short] {
            #expect(try repository.resolve(text) == CommitID(fixture.git("rev-parse", text + "^{commit}")))
        }
        #expect(try repository.head() == .branch("main", repository.resolve("main")))
        try fixture.git("checkout", "--quiet", "--detach", "light")
        #expect(try repository.head() == .detached(repository.resolve("light")))
    }

    @Test("Says which revision it does not know", arguments: ["absent", "HEAD~9", "HEAD^{", "", "a\0b", "deadbeef"])
    func unknown(text: String) throws {
        let fixture = try TemporaryGitRepository()
        try fixture.commit(writing: ["a": "x\n"])
        let repository = try open(fixture.path)
        let error = thrown { _ = try repository.resolve(text) }
        #expect(error == .unknownRevision(text, isShallow: false))
        #expect(error?.description == "no commit is called '\(text)'")
    }

    @Test("Says that a revision is ambiguous, or no commit")
    func unfit() throws {
        let fixture = try TemporaryGitRepository()
        try fixture.commit(writing: ["a": "x\n"])
        // By the birthday rule some two of these blobs share their first four digits.
        let names = (0..<800).map { "b/\($0)" }
        for (place, name) in names.enumerated() { try fixture.write("\(place)\n", to: name) }
        let ids = try fixture.git(["hash-object", "-w"] + names).split(separator: "\n")
        let groups = Dictionary(grouping: ids) { $0.prefix(4) }
        let ambiguous = try #require(groups.first { $0.value.count > 1 }?.key)
        let repository = try open(fixture.path)
        #expect(thrown { _ = try repository.resolve(String(ambiguous)) } == .ambiguousRevision(String(ambiguous)))
        #expect(thrown { _ = try repository.resolve("HEAD:a") } == .notACommit("HEAD:a"))
    }

    @Test("Copies out what a commit says")
    func facts() throws {
        let fixture = try TemporaryGitRepository()
        fixture.environment["GIT_AUTHOR_NAME"] = "Zoë O'Hara"
        fixture.environment["GIT_AUTHOR_DATE"] = "1793527200 -0330"
        let id = try CommitID(fixture.commit("Plan  the launch\nof spring\n\nBody.", writing: ["a": "x\n"]))
        let commit = try open(fixture.path).commit(id)
        #expect(commit.id == id)
        #expect(commit.parents == [])
        #expect(commit.tree.description == (try fixture.git("rev-parse", "HEAD^{tree}")))
        #expect(
            commit.author
                == Signature(
                    name: "Zoë O'Hara", email: "ada@example.org",
                    time: CommitTime(secondsSinceEpoch: 1_793_527_200, offsetInMinutes: -210)))
        #expect(commit.committer.name == "Ada Example")
        #expect(commit.summary == (try fixture.git("log", "-1", "--format=%s")))
    }

    @Test("Knows ancestors and merge bases, in whole and in shallow clones")
    func ancestry() throws {
        let fixture = try TemporaryGitRepository()
        let base = try CommitID(fixture.commit(writing: ["a": "1\n"]))
        let main = try CommitID(fixture.commit(writing: ["a": "2\n"]))
        try fixture.git("checkout", "--quiet", "-b", "side", base.description)
        let side = try CommitID(fixture.commit(writing: ["b": "1\n"]))
        try fixture.git("checkout", "--quiet", "main")
        try fixture.git("merge", "--quiet", "--no-edit", "side")
        let merge = try CommitID(fixture.git("rev-parse", "HEAD"))
        try fixture.git("checkout", "--quiet", "--orphan", "apart")
        let apart = try CommitID(fixture.commit())
        let repository = try open(fixture.path)
        #expect(try repository.isAncestor(base, of: merge))
        #expect(try repository.isAncestor(side, of: merge))
        #expect(try repository.isAncestor(merge, of: merge))
        #expect(try !repository.isAncestor(merge, of: base))
        #expect(try !repository.isAncestor(side, of: main))
        #expect(try repository.mergeBase(side, main) == base)
        #expect(try repository.mergeBase(side, apart) == nil)
        #expect(try repository.contains(base.object))
        #expect(try !repository.contains(#require(ObjectID(hex: String(repeating: "1", count: 40)))))

        let shallow = try open(fixture.clone(into: "shallow", "--depth", "2", "--branch", "main").path)
        #expect(shallow.isShallow == true)
        #expect(try shallow.isAncestor(side, of: merge))
        let error = thrown { _ = try shallow.isAncestor(apart, of: merge) }
        #expect(error == .missingObject(base.object, isShallow: true))
        #expect(error?.fix == "run: git fetch --unshallow")
        #expect(thrown { _ = try shallow.resolve("HEAD~2") } == .unknownRevision("HEAD~2", isShallow: true))
        #expect(thrown { _ = try shallow.commit(base) } == .missingObject(base.object, isShallow: true))
    }
}
