import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct LastChangeTests {
    @Test("Agrees with git log -1 for every path of a history with merges")
    func agreesWithGit() throws {
        let fixture = try TemporaryGitRepository()
        try fixture.commit("one", writing: ["a": "1\n", "b": "1\n", "d/c": "1\n", "d/e/f": "1\n", "gone": "1\n"])
        let base = try fixture.commit("two", writing: ["a": "2\n"])
        try fixture.git("checkout", "--quiet", "-b", "side")
        try fixture.commit("side 1", writing: ["b": "side\n", "d/e/f": "side\n"])
        try fixture.commit("side 2", writing: ["new": "1\n"])
        try fixture.git("checkout", "--quiet", "main")
        try fixture.directory.remove("repository/gone")
        try fixture.commit("main 1", writing: ["d/c": "main\n"])
        try fixture.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
        try fixture.commit("merge", writing: ["evil": "only in the merge\n"])
        try fixture.git("checkout", "--quiet", "-b", "third", base)
        try fixture.commit("third", writing: ["x": "1\n"])
        try fixture.git("checkout", "--quiet", "main")
        try fixture.git("merge", "--quiet", "--no-ff", "--no-edit", "third")
        let paths: [RepositoryPath] = ["a", "b", "d/c", "d/e/f", "d", "d/e", "gone", "new", "evil", "x", "never"]
        let repository = try open(fixture.path)
        let found = try repository.lastChange(of: paths, at: repository.headCommit())
        for path in paths {
            let expected = try fixture.git("log", "-1", "--format=%H", "--", path.description)
            #expect(found[path]?.commit.id.description ?? "" == expected, "\(path)")
        }
        #expect(found["gone"]?.commit.summary == "main 1")
        #expect(found["evil"]?.commit.summary == "merge")
    }

    @Test("Looks from each path's own commit, and no further back than it may")
    func places() throws {
        let fixture = try TemporaryGitRepository()
        let one = try #require(CommitID(hex: fixture.commit("one", writing: ["a": "1\n", "b": "1\n"])))
        try fixture.commit("two", writing: ["a": "2\n"])
        try fixture.commit("three", writing: ["c": "1\n"])
        let repository = try open(fixture.path)
        let head = try repository.headCommit()
        func place(_ path: RepositoryPath, _ commit: CommitID) -> HistoryPlace {
            HistoryPlace(path: path, commit: commit)
        }
        let all = try repository.lastChanges(of: [place("a", one), place("b", head), place("never", head)])
        #expect(all.changes.map { $0?.commit.summary } == ["one", "one", nil])
        #expect(all.commitCount == 3)
        let near = try repository.lastChanges(of: [place("a", head), place("b", head)], mostCommits: 2)
        #expect(near.changes.map { $0?.commit.summary } == ["two", nil])
    }

    @Test("Says where a shallow clone cut history off")
    func shallow() throws {
        let fixture = try TemporaryGitRepository()
        try fixture.commit("one", writing: ["a": "1\n"])
        try fixture.commit("two", writing: ["b": "1\n"])
        try fixture.commit("three", writing: ["c": "1\n"])
        let clone = try open(fixture.clone(into: "shallow", "--depth", "2").path)
        let found = try clone.lastChange(of: ["a", "b", "c"], at: clone.headCommit())
        #expect(found["c"]?.commit.summary == "three")
        #expect(found["c"]?.isAtShallowBoundary == false)
        #expect(found["a"]?.commit.summary == "two")
        #expect(found["a"]?.isAtShallowBoundary == true)
    }
}
