import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct WorkTreeTests {
    @Test("Reports staged, changed, untracked, deleted and ignored files below prefixes")
    func status() throws {
        let fixture = try TemporaryGitRepository()
        let files = [
            ".gitignore": "*.tmp\n", "c/kept": "1\n", "c/edited": "1\n", "c/gone": "1\n", "c/staged": "1\n",
            "o/x": "1\n",
        ]
        try fixture.commit(writing: files)
        for name in ["c/edited", "c/staged", "c/new", "c/deep/new", "c/x.tmp", "o/x"] {
            try fixture.write("22\n", to: name)
        }
        try fixture.git("add", "c/staged")
        try fixture.directory.remove("repository/c/gone")
        let repository = try open(fixture.path)
        let status = try repository.status(under: ["c"])
        #expect(status.map(\.path) == ["c/deep/new", "c/edited", "c/gone", "c/new", "c/staged"])
        #expect(status.map(\.unstaged) == [nil, .modified, .deleted, nil, nil])
        #expect(status.map(\.staged) == [nil, nil, nil, nil, .modified])
        #expect(status.map(\.isUntracked) == [true, false, false, true, false])
        #expect(
            try repository.status(under: ["c"], includingIgnored: true).filter(\.isIgnored).map(\.path) == ["c/x.tmp"])
        #expect(try repository.isIgnored("c/x.tmp"))
        #expect(try !repository.isIgnored("c/new"))
        let work = try repository.workTreeFiles(under: ["c"])
        #expect(work.map(\.path) == ["c/deep/new", "c/edited", "c/kept", "c/new", "c/staged"])
        #expect(work.map(\.state) == [.untracked, .modified, .unmodified, .untracked, .unmodified])
        let changed = BlobID(hashing: Array("22\n".utf8))
        #expect(work.map(\.blob) == [changed, changed, BlobID(hashing: Array("1\n".utf8)), changed, changed])
        #expect(try repository.blobID(ofWorkTreeFile: "c/x.tmp") == changed)
        #expect(thrown { _ = try repository.blobID(ofWorkTreeFile: "c/gone") } == .noSuchFile("c/gone"))
    }

    @Test("Hashes as git add would: end of line, links; submodules and odd names")
    func filters() throws {
        let fixture = try TemporaryGitRepository()
        try fixture.git("config", "core.autocrlf", "true")
        try fixture.commit(writing: ["text": "a\n"])
        try fixture.write("a\r\n", to: "text")
        try fixture.write("b\r\n", to: "new")
        try FileManager.default.createSymbolicLink(atPath: fixture.path + "/link", withDestinationPath: "/absent")
        try fixture.git("init", "--quiet", "module")
        try fixture.write("inside\n", to: "module/file")
        let odd = RepositoryPath(bytes: [0x6f, 0xe9])
        let descriptor = Foundation.open(
            fixture.path.utf8CString.dropLast() + "/o".utf8CString.dropLast() + [CChar(bitPattern: 0xe9), 0],
            O_CREAT | O_WRONLY, 0o644)
        #expect(close(descriptor) == 0)
        let repository = try open(fixture.path)
        let files = try repository.workTreeFiles()
        #expect(files.map(\.path) == ["link", "new", odd, "text"])
        #expect(files.map(\.mode) == [.symbolicLink, .regular, .regular, .regular])
        #expect(files[0].blob == BlobID(hashing: Array("/absent".utf8)))
        #expect(files[1].blob == BlobID(hashing: Array("b\n".utf8)))
        #expect(files[3].blob == BlobID(hashing: Array("a\n".utf8)))
    }
}
