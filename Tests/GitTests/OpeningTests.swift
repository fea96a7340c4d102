import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct OpeningTests {
    @Test("Finds the repository from a folder inside it")
    func discovers() throws {
        let fixture = try TemporaryGitRepository()
        try fixture.commit(writing: ["calendar/deep/1.yaml": "x\n"])
        let repository = try open(fixture.path + "/calendar/deep")
        #expect(repository.workTreePath == fixture.path)
        #expect(repository.gitFolderPath == fixture.path + "/.git")
        #expect([repository.isBare, repository.isShallow, repository.isEmpty] == [false, false, false])
    }

    @Test("Says that a folder is no repository")
    func outside() throws {
        let directory = try TemporaryDirectory()
        let error = thrown { _ = try open(directory.path) }
        #expect(error == .notARepository(path: directory.path))
        #expect(error?.description == "no git repository at '\(directory.path)' or above it")
        #expect(error?.fix == "run 'git init' at the top of your project, or name its folder")
        #expect(
            thrown { _ = try open(directory.path(of: "absent")) } == .notARepository(path: directory.path(of: "absent"))
        )
    }

    @Test("Reads history of a bare repository, and says what its lack of files means")
    func bare() throws {
        let fixture = try TemporaryGitRepository()
        let commit = try CommitID(fixture.commit(writing: ["a": "x\n"]))
        let bare = try fixture.clone(into: "bare.git", "--bare")
        let repository = try open(bare.path)
        #expect(repository.isBare == true)
        #expect(repository.workTreePath == nil)
        #expect(try repository.headCommit() == commit)
        let expected = GitError.bare(path: bare.path)
        #expect(thrown { _ = try repository.status() } == expected)
        #expect(thrown { _ = try repository.workTreeFiles() } == expected)
        #expect(thrown { _ = try repository.isIgnored("a") } == expected)
        #expect(thrown { _ = try repository.blobID(ofWorkTreeFile: "a") } == expected)
        #expect(expected.description == "the git repository at '\(bare.path)' is bare")
        #expect(expected.why == "there are no files to read or write, only history")
    }

    @Test("Says that a branch has no commit yet")
    func empty() throws {
        let fixture = try TemporaryGitRepository()
        let repository = try open(fixture.path)
        #expect(repository.isEmpty == true)
        #expect(try repository.head() == .unborn(branch: "main"))
        for text in ["HEAD", "HEAD~3", "@"] {
            #expect(thrown { _ = try repository.resolve(text) } == .unbornHead(branch: "main"))
        }
        #expect(thrown { _ = try repository.headCommit() } == .unbornHead(branch: "main"))
        #expect(thrown { _ = try repository.resolve("main") } == .unknownRevision("main", isShallow: false))
        try fixture.write("x\n", to: "a")
        #expect(try repository.status().map(\.path) == ["a"])
    }

    @Test("Says that it does not read SHA-256 ids")
    func sha256() throws {
        let fixture = try TemporaryGitRepository("--object-format=sha256")
        let error = thrown { _ = try open(fixture.path) }
        guard case .unsupportedFormat(let path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path == fixture.path)
        #expect(error?.why == "libgit2 reads repositories of format 0 and 1 with SHA-1 ids")
    }

    @Test("Says whose a repository of another user is", .enabled(if: getuid() == 0, "only root may give files away"))
    func ownership() throws {
        let fixture = try TemporaryGitRepository()
        for path in [fixture.path, fixture.path + "/.git"] { chown(path, 65_534, 65_534) }
        let error = thrown { _ = try open(fixture.path) }
        #expect(error == .dubiousOwnership(path: fixture.path))
        #expect(error?.fix == "if you trust it, run: git config --global --add safe.directory '\(fixture.path)'")
    }

    @Test("Opens a work tree that git worktree added, with a HEAD of its own")
    func linkedWorkTree() throws {
        let fixture = try TemporaryGitRepository()
        let first = try CommitID(fixture.commit(writing: ["a": "x\n"]))
        try fixture.git("worktree", "add", "--quiet", "-b", "side", fixture.directory.path(of: "linked"))
        let linked = try TemporaryGitRepository(adopting: fixture.directory, folder: "linked")
        let second = try CommitID(linked.commit(writing: ["a": "y\n"]))
        let repository = try open(linked.path)
        #expect(repository.workTreePath == linked.path)
        #expect(repository.commonFolderPath == fixture.path + "/.git")
        #expect(try repository.head() == .branch("side", second))
        #expect(try repository.resolve("main") == first)
        #expect(try open(fixture.path).head() == .branch("main", first))
        #expect(try repository.status().isEmpty)
    }

    @Test("Makes a repository, and opens one that is there")
    func initializes() throws {
        _ = isolated
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "new/deep")
        let made = try Repository.initialize(at: path, initialBranch: "trunk")
        #expect(try made.head() == .unborn(branch: "trunk"))
        #expect(made.workTreePath == path)
        let again = try Repository.initialize(at: path, initialBranch: "other")
        #expect(try again.head() == .unborn(branch: "trunk"))
    }

    @Test("Can be sent to another task")
    func sending() async throws {
        let fixture = try TemporaryGitRepository()
        let commit = try CommitID(fixture.commit(writing: ["a": "x\n"]))
        let path = fixture.path
        let found = try await Task.detached { try open(path).headCommit() }.value
        #expect(found == commit)
    }
}
