import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct TreeTests {
    @Test("Lists files below a prefix, with mode and content")
    func lists() throws {
        let fixture = try TemporaryGitRepository()
        let files = ["calendar/1": "one\n", "calendar/deep/2": "two\n", "calendar.txt": "x\n", "run": "#!\n"]
        for (name, text) in files { try fixture.write(text, to: name) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fixture.path + "/run")
        let commit = try CommitID(fixture.commit())
        let repository = try open(fixture.path)
        let tree = try repository.tree(of: commit)
        func paths(_ prefix: RepositoryPath) throws -> [RepositoryPath] {
            try repository.files(in: tree, under: prefix).map(\.path)
        }
        #expect(try paths(.top) == ["calendar.txt", "calendar/1", "calendar/deep/2", "run"])
        #expect(try paths("calendar") == ["calendar/1", "calendar/deep/2"])
        #expect(try paths("calendar/deep/2/") == ["calendar/deep/2"])
        #expect(try paths("cal") == [])
        #expect(try paths("calendar/1/x") == [])
        let run = try #require(try repository.file(at: "run", in: tree))
        #expect(run.mode == .executable)
        #expect(try repository.content(of: run.blob, limit: 3) == Array("#!\n".utf8))
        #expect(run.blob == BlobID(hashing: Array("#!\n".utf8)))
        #expect(
            thrown { _ = try repository.content(of: run.blob, limit: 2) } == .blobTooLarge(run.blob, size: 3, limit: 2))
        #expect(try repository.file(at: "calendar", in: tree) == nil)
        #expect(try repository.file(at: "absent/x", in: tree) == nil)
        #expect(thrown { _ = try repository.file(at: "a\0b", in: tree) } == .invalidPath("a\0b"))
    }

    /// Two spellings of `é` that Unicode calls equivalent, Latin-1, spaces, quotes, a line end, and a long name.
    static let names: [[UInt8]] = [
        Array("e\u{301}".utf8), Array("\u{e9}".utf8), [0xe9], Array(" a b ".utf8), Array("\"quoted\"".utf8),
        Array("two\nlines".utf8), Array("*?[x]".utf8), Array("-option".utf8),
        Array(String(repeating: "n", count: 200).utf8),
        Array("back\\slash".utf8),
    ]

    @Test("Keeps every byte of a name")
    func unusualNames() throws {
        let fixture = try TemporaryGitRepository()
        let blob = try fixture.git(["hash-object", "-w", "--stdin"], input: Data("x\n".utf8))
        var input = Data()
        for name in Self.names { input += Data("100644 blob \(blob)\t".utf8) + Data(name) + [0] }
        let tree = try fixture.git(["mktree", "-z"], input: input)
        let repository = try open(fixture.path)
        let id = try TreeID(tree)
        let files = try repository.files(in: id)
        #expect(Set(files.map(\.path.bytes)) == Set(Self.names))
        #expect(Set(files.map(\.path)).count == Self.names.count)
        for name in Self.names { #expect(try repository.file(at: RepositoryPath(bytes: name), in: id) != nil) }
        #expect(RepositoryPath(bytes: [0xe9]).string == nil)
        #expect(RepositoryPath(bytes: [0xe9, 0x22, 0x0a]).description == #""\351\"\012""#)
    }

    static let pathFacts: [(RepositoryPath, RepositoryPath, Bool)] = [
        (.top, "a", true), ("a", "a", true), ("a", "a/b", true), ("a", "ab", false), ("a/b", "a", false),
        ("a/", "a/b/c", true), (.top, .top, true),
    ]
    @Test("Knows what lies in a folder", arguments: pathFacts)
    func containment(folder: RepositoryPath, path: RepositoryPath, expected: Bool) {
        #expect(folder.contains(path) == expected)
    }

    @Test("Hashes as git does, and hands ids to libgit2 and back unchanged")
    func ids() throws {
        let id = try #require(ObjectID(hex: "0123456789abcdef0123456789abcdef01234567"))
        #expect(ObjectID(id.oid) == id)
        #expect(BlobID(hashing: []).description == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
    }
}
