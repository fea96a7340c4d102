import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct DamageTests {
    private static func file(of id: some StringProtocol, in fixture: TemporaryGitRepository) -> URL {
        URL(fileURLWithPath: "\(fixture.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    }

    @Test("Names the damaged object", arguments: ["blob", "tree", "commit", "subtree"], [true, false])
    func damaged(kind: String, isCutShort: Bool) throws {
        let fixture = try TemporaryGitRepository()
        let commit = try CommitID(fixture.commit(writing: ["folder/a": String(repeating: "text ", count: 500)]))
        let names = ["blob": "HEAD:folder/a", "tree": "HEAD^{tree}", "commit": "HEAD", "subtree": "HEAD:folder"]
        let hex = try fixture.git("rev-parse", try #require(names[kind]))
        let file = Self.file(of: hex, in: fixture)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        let whole = try Data(contentsOf: file)
        try (isCutShort ? whole.prefix(whole.count / 2) : Data(repeating: 7, count: 50)).write(to: file)
        let repository = try open(fixture.path)
        if kind == "commit" || kind == "tree" {
            for error in [thrown { _ = try repository.resolve("main") }, thrown { _ = try repository.status() }] {
                #expect(error?.description.hasPrefix("git object \(hex) is damaged: ") == true)
            }
        }
        let error = thrown {
            let tree = try repository.tree(of: commit)
            let files = try repository.files(in: tree)
            for file in files { _ = try repository.content(of: file.blob, limit: 10_000) }
        }
        guard case .corruptObject(let id?, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(id.description == hex)
        #expect(error?.fix == "run 'git fsck', then fetch the object again or restore it from another clone")
    }

    @Test("Names the missing object")
    func missing() throws {
        let fixture = try TemporaryGitRepository()
        let commit = try CommitID(fixture.commit(writing: ["folder/a": "x\n"]))
        let hex = try fixture.git("rev-parse", "HEAD:folder")
        try FileManager.default.removeItem(at: Self.file(of: hex, in: fixture))
        let repository = try open(fixture.path)
        let tree = try repository.tree(of: commit)
        let expected = GitError.missingObject(ObjectID(hex: hex), isShallow: false)
        #expect(thrown { _ = try repository.files(in: tree) } == expected)
        #expect(thrown { _ = try repository.changes(from: nil, to: tree) } == expected)
        #expect(thrown { _ = try repository.file(at: "folder/a", in: tree) } == expected)
        #expect(expected.description == "git object \(hex) is missing")
    }

    @Test("Says that an id names another kind of object")
    func wrongKind() throws {
        let fixture = try TemporaryGitRepository()
        let commit = try CommitID(fixture.commit(writing: ["a": "x\n"]))
        let repository = try open(fixture.path)
        #expect(
            thrown { _ = try repository.files(in: TreeID(commit.object)) }
                == .wrongKind(commit.object, expected: "tree"))
        #expect(
            thrown { _ = try repository.content(of: BlobID(commit.object), limit: 10_000) }
                == .wrongKind(commit.object, expected: "blob"))
    }

    @Test("Says that the configuration or the index is damaged")
    func files() throws {
        let fixture = try TemporaryGitRepository()
        try fixture.commit(writing: ["a": "x\n"])
        let repository = try open(fixture.path)
        try fixture.write("nonsense", to: ".git/index")
        let error = thrown { _ = try repository.status() }
        guard case .library(_, _, let message) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message.contains("index"))
        try fixture.write("[core\nx", to: ".git/config")
        guard case .invalidConfiguration = thrown({ _ = try open(fixture.path) }) else {
            Issue.record("a broken configuration was read")
            return
        }
    }
}
