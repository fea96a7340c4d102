import Foundation
import TestSupport
import Testing

@testable import Git

/// Trees that no work tree could hold, and that whoever can push can still make.
@Suite struct HostileTreesTests {
    /// A commit with one file below `depth` folders, made without a work tree.
    private func commit(depth: Int, in files: TemporaryGitRepository) throws {
        let path = String(repeating: "d/", count: depth) + "file"
        let stream = """
            commit refs/heads/deep
            committer A <a@example.com> 1793527200 +0000
            data 0
            M 100644 inline \(path)
            data 0


            """
        try files.git(["fast-import", "--quiet", "--force"], input: Data(stream.utf8))
    }

    @Test("Lists folders in folders up to a depth, and ends with an error past it")
    func depth() throws {
        let files = try TemporaryGitRepository()
        try commit(depth: Repository.maximumDepth, in: files)
        let repository = try Repository(openingAt: files.path)
        let tree = try repository.tree(of: repository.resolve("deep"))
        #expect(try repository.files(in: tree).count == 1)
        try commit(depth: Repository.maximumDepth * 20, in: files)
        let deeper = try repository.tree(of: repository.resolve("deep"))
        #expect(throws: GitError.nestedTooDeep(limit: 1_000)) { try repository.files(in: deeper) }
        let path = RepositoryPath(String(repeating: "d/", count: Repository.maximumDepth * 20) + "file")
        #expect(try repository.file(at: path, in: deeper) == nil)
        #expect(throws: GitError.nestedTooDeep(limit: 1_000)) {
            try repository.walkDifferences(from: nil, to: deeper, context: 0) { _, _, _, _ in 0 }
        }
    }

    @Test("Ends a listing that one subtree under many names would make endless") func breadth() throws {
        let files = try TemporaryGitRepository()
        var tree = try files.git(["mktree"], input: Data())
        for _ in 0..<12 {
            let lines = (0..<10).map { "040000 tree \(tree)\td\($0)\n" }.joined()
            tree = try files.git(["mktree"], input: Data(lines.utf8))
        }
        try files.git("update-ref", "refs/heads/broad", try files.git("commit-tree", tree, "-m", "Broad"))
        let repository = try Repository(openingAt: files.path)
        let top = try repository.tree(of: repository.resolve("broad"))
        #expect(throws: GitError.tooManyFiles(.top, limit: 10_000)) { try repository.files(in: top, limit: 10_000) }
        #expect(
            GitError.tooManyFiles("calendar", limit: 7).description
                == "a commit has more than 7 files and folders below calendar")
    }
}
