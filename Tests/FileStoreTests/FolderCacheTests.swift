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

    @Test("Reads a file anew each time, in whichever folder")
    func anew() throws {
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
        // What is masked by a device that has nothing in it is no empty file.
        if isSuperuser, mknod("\(folder.path)/x/null", mode_t(S_IFCHR) | 0o600, 0x103) == 0 {
            #expect(throws: FileError.self) { try cache.bytes(of: "x/null", limit: 10) }
        }
        try folder.link("x/outside", to: "/etc/passwd")
        #expect(throws: FileError.self) { try cache.bytes(of: "x/outside", limit: 1 << 20) }
    }

    private static let paths = [
        "a/b/c/1", "a/b/c/2", "a/b/d/1", "a/1", "a", "a/b", "a//b/c/1", "a/./b/c/1", "a/b/../b/c/1", "a/b/../../a/1",
        "link/c/1", "link/d/1", "link/../1", "a/inner/1", "out/secret", "a/up/secret", "up/../secret", "../secret",
        "/etc/passwd", "/etc/../etc/passwd", "a/none/1", "a/1/1", "a/b/c/link", "a/b/c/outside", "none", "", "a/b/c/",
        "a/b/c/..", "a\0/b",
    ]

    private static func answer(_ read: () throws -> [UInt8]) -> String {
        do { return String(decoding: try read(), as: UTF8.self) } catch { return "\(error)" }
    }

    @Test("Reads and refuses what its root does, in whatever order", arguments: 0..<4)
    func same(seed: Int) throws {
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "secret")
        for name in ["a/b/c/1", "a/b/c/2", "a/b/d/1", "a/1"] { try outside.write(name, to: "root/\(name)") }
        for (name, target) in [
            ("link", "a/b"), ("a/inner", "b/d"), ("out", ".."), ("a/up", "../.."), ("up", "a"), ("a/b/c/link", "1"),
            ("a/b/c/outside", "../../../../secret"),
        ] { try outside.link("root/\(name)", to: target) }
        let root = try FileRoot("\(outside.path)/root")
        let cache = FolderCache(root)
        // Each order finds other folders open.
        let count = Self.paths.count
        for place in 0..<(2 * count) {
            let path = Self.paths[place * [1, 5, 7, 11][seed] % count]
            let expected = Self.answer { try root.bytes(of: path, limit: 9) }
            #expect(Self.answer { try cache.bytes(of: path, limit: 9) } == expected, "\(path)")
        }
    }

    @Test("More folders than are kept open")
    func many() throws {
        let outside = try TemporaryFolder()
        let names = (0..<9).flatMap { one in (0..<9).map { "a\(one)/b\($0)/c" } }
        for name in names { try outside.write(name, to: name) }
        let cache = FolderCache(try FileRoot(outside.path))
        for name in names + names.reversed() {
            #expect(try cache.bytes(of: name, limit: 9) == Array(name.utf8))
        }
    }
}
