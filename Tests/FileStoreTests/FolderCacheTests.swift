import Foundation
import Testing

@testable import FileStore

@Suite struct FolderCacheTests {
    let folder: TemporaryFolder
    let cache: FolderCache

    init() throws {
        folder = try TemporaryFolder()
        cache = FolderCache(try FileRoot(folder.path))
    }

    @Test("Reads files of every size whole", arguments: [0, 1, 8_191, 8_192, 8_193, 20_000])
    func sizes(size: Int) throws {
        let text = String(repeating: "a", count: size)
        try folder.write(text, to: "x/file")
        #expect(try cache.bytes(of: "x/file", limit: 20_000) == Array(text.utf8))
    }

    @Test("Says what a large file is")
    func limit() throws {
        try folder.write("12345", to: "x/file")
        #expect(throws: FileError.tooLarge("x/file", size: 5, limit: 4)) { try cache.bytes(of: "x/file", limit: 4) }
    }

    @Test("Reads what has taken another's place, in its folder and in its path")
    func exchange() throws {
        try folder.write("one", to: "x/file")
        #expect(try cache.bytes(of: "x/file", limit: 10) == Array("one".utf8))
        try folder.write("three", to: "x/file")
        #expect(try cache.bytes(of: "x/file", limit: 10) == Array("three".utf8))
        try folder.write("two", to: "y/file")
        #expect(try cache.bytes(of: "y/file", limit: 10) == Array("two".utf8))
    }

    @Test("Waits for nothing, and takes nothing but files for one")
    func others() throws {
        try folder.write("one", to: "x/file")
        mkfifo("\(folder.path)/x/pipe", 0o600)
        // With bytes in it, which are not a file's.
        let writer = open("\(folder.path)/x/pipe", O_RDWR)
        defer { close(writer) }
        #expect(write(writer, "abc", 3) == 3)
        #expect(throws: FileError.notAFile("x/pipe", .special)) { try cache.bytes(of: "x/pipe", limit: 10) }
        #expect(throws: FileError.notAFile("x", .folder)) { try cache.bytes(of: "x", limit: 10) }
        #expect(throws: FileError.missing("x/none")) { try cache.bytes(of: "x/none", limit: 10) }
        try folder.link("x/outside", to: "/etc/passwd")
        #expect(throws: FileError.self) { try cache.bytes(of: "x/outside", limit: 1 << 20) }
    }
}
