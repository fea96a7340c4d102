import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct CommittingTests {
    static let ada = [
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "2026-11-01T10:00:00+01:00",
        "GIT_COMMITTER_NAME": "Bot", "GIT_COMMITTER_EMAIL": "bot@example.org",
    ]

    @Test("Commits its files alone, and leaves what the user staged and changed")
    func leavesOthers() throws {
        let fixture = try TemporaryGitRepository()
        let parent = try CommitID(
            fixture.commit(writing: ["lock": "1\n", "staged": "1\n", "edited": "1\n", "old": "1\n"]))
        try fixture.write("2\n", to: "staged")
        try fixture.git("add", "staged")
        // Of another length: by whole seconds, which is all that git may look at, it could pass for unchanged.
        try fixture.write("edited\n", to: "edited")
        try fixture.write("2\n", to: "lock")
        try fixture.write("new\n", to: "locks/deep")
        let repository = try open(fixture.path)
        let files: [RepositoryPath: [UInt8]] = ["lock": Array("2\n".utf8), "locks/deep": Array("new\n".utf8)]
        let made = try repository.commitFiles(files, message: "Record\n", onto: parent, environment: Self.ada)
        let commit = try repository.commit(#require(made))
        #expect(commit.parents == [parent])
        #expect(commit.author.time == CommitTime(secondsSinceEpoch: 1_793_523_600, offsetInMinutes: 60))
        #expect(commit.committer.name == "Bot")
        #expect(try repository.head() == .branch("main", commit.id))
        #expect(try fixture.git("status", "--porcelain") == " M edited\nM  staged")
        #expect(try fixture.git("show", "--name-only", "--format=%an %s") == "Ada Record\n\nlock\nlocks/deep")
        #expect(try repository.commitFiles(files, message: "Again", environment: Self.ada) == nil)
        #expect(try fixture.git("fsck", "--strict") == "")
    }

    @Test("Makes the first commit, moves a detached HEAD, removes files")
    func places() throws {
        let fixture = try TemporaryGitRepository()
        let repository = try open(fixture.path)
        try fixture.write("1\n", to: "lock")
        let first = try repository.commitFiles(["lock": [0x31, 0x0a]], message: "One", environment: Self.ada)
        #expect(try fixture.git("status", "--porcelain") == "")
        try fixture.git("checkout", "--quiet", "--detach")
        let second = try repository.commitFiles(
            [:], removing: ["lock", "absent"], message: "Two", environment: Self.ada)
        #expect(try repository.head() == .detached(#require(second)))
        #expect(try repository.resolve("main") == first)
        #expect(try fixture.git("ls-tree", "-r", "HEAD") == "")
    }

    @Test("Refuses with HEAD and index as they were")
    func refuses() throws {
        let fixture = try TemporaryGitRepository()
        let first = try CommitID(fixture.commit(writing: ["lock": "1\n"]))
        let second = try CommitID(fixture.commit(writing: ["lock": "2\n"]))
        let repository = try open(fixture.path)
        func commit(_ path: RepositoryPath = "lock", onto: CommitID? = nil, as who: [String: String] = Self.ada)
            -> GitError?
        {
            thrown { _ = try repository.commitFiles([path: [0x33]], message: "No", onto: onto, environment: who) }
        }
        #expect(commit(onto: first) == .headMoved(expected: first, found: second))
        #expect(commit(as: [:]) == .noIdentity(.author))
        #expect(commit(as: ["GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a"]) == .noIdentity(.committer))
        #expect(commit("../x") == .invalidPath("../x"))
        #expect(commit(".git/x") == .invalidPath(".git/x"))
        let dated = Self.ada.merging(["GIT_AUTHOR_DATE": "yesterday"]) { $1 }
        #expect(commit(as: dated) == .invalidDate(variable: "GIT_AUTHOR_DATE", value: "yesterday"))
        try fixture.write("", to: ".git/index.lock")
        let locked = commit()
        guard case .locked(let file) = locked else {
            Issue.record("\(String(describing: locked))")
            return
        }
        #expect(file == fixture.path + "/.git/index.lock")
        try fixture.directory.remove("repository/.git/index.lock")
        try fixture.write("\(first)\n", to: ".git/MERGE_HEAD")
        #expect(commit() == .operationInProgress(.merge))
        #expect(GitError.operationInProgress(.merge).fix == "finish it, or give it up with 'git merge --abort'")
        try fixture.directory.remove("repository/.git/MERGE_HEAD")
        #expect(try repository.headCommit() == second)
        #expect(try fixture.git("status", "--porcelain") == "")
    }

    @Test("A real merge runs the configured driver")
    func mergeDriver() throws {
        let fixture = try TemporaryGitRepository()
        let base = try fixture.commit(writing: ["lock": "a\n", ".gitattributes": "lock merge=union-lock\n"])
        try fixture.commit(writing: ["lock": "a\nmain\n"])
        try fixture.git("checkout", "--quiet", "-b", "side", base)
        try fixture.commit(writing: ["lock": "a\nside\n"])
        let repository = try open(fixture.path)
        #expect(try repository.mergeDriver("union-lock") == nil)
        let driver = MergeDriver(title: "union of \"locks\"", command: "sort -u %A %B -o %A")
        try repository.configureMergeDriver("union-lock", driver)
        #expect(try repository.mergeDriver("union-lock") == driver)
        #expect(try repository.attribute("merge", of: "lock") == "union-lock")
        #expect(try repository.attribute("merge", of: "other") == nil)
        try fixture.git("merge", "--quiet", "--no-edit", "main")
        #expect(try fixture.read("lock") == "a\nmain\nside\n")
    }
}
