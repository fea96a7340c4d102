import Foundation
import Testing

@testable import FileStore

@Suite struct FileRootTests {
    let outside: TemporaryFolder
    let root: FileRoot

    init() throws {
        outside = try TemporaryFolder()
        try outside.write("secret", to: "secret.txt")
        try outside.write("picture", to: "repository/media/a/1.jpg")
        try outside.write("", to: "repository/media/empty.jpg")
        try outside.link("repository/inside.jpg", to: "media/a/1.jpg")
        try outside.link("repository/media/up.jpg", to: "../media/./a/../a/1.jpg")
        try outside.link("repository/folder", to: "media/a")
        try outside.link("repository/out.jpg", to: "../secret.txt")
        try outside.link("repository/outFolder", to: "..")
        try outside.link("repository/absolute.jpg", to: "/etc/passwd")
        try outside.link("repository/own.jpg", to: "\(outside.path)/repository/media/a/1.jpg")
        try outside.link("repository/twice.jpg", to: "out.jpg")
        try outside.link("repository/circle", to: "circle")
        try outside.link("repository/dangling.jpg", to: "media/none.jpg")
        root = try FileRoot("\(outside.path)/repository")
    }

    @Test(
        "Follows what stays inside",
        arguments: [
            ("media/a/1.jpg", "media/a/1.jpg"), ("media//a/./1.jpg", "media/a/1.jpg"),
            ("media/../media/a/1.jpg", "media/a/1.jpg"), ("inside.jpg", "media/a/1.jpg"),
            ("media/up.jpg", "media/a/1.jpg"), ("folder/1.jpg", "media/a/1.jpg"),
            ("folder/../a/1.jpg", "media/a/1.jpg"),
        ])
    func inside(path: String, expected: String) throws {
        #expect(try root.canonicalPath(of: path) == expected)
        #expect(try root.bytes(of: path, limit: 100) == Array("picture".utf8))
        #expect(try root.facts(of: path)?.kind == .file)
        #expect(try root.facts(of: path)?.size == 7)
    }

    @Test(
        "Refuses what leads out, and says through which link",
        arguments: [
            ("../secret.txt", "'../secret.txt' leads out of the repository"),
            ("media/../../secret.txt", "'media/../../secret.txt' leads out of the repository"),
            ("/etc/passwd", "'/etc/passwd' leads out of the repository"),
            // A mark that makes one character of itself and the '/' before it.
            ("../\u{301}.txt", "'../\u{301}.txt' leads out of the repository"),
            ("/\u{301}.txt", "'/\u{301}.txt' leads out of the repository"),
            ("out.jpg", "'out.jpg' leads out of the repository through the link to '../secret.txt'"),
            ("twice.jpg", "'twice.jpg' leads out of the repository through the link to '../secret.txt'"),
            ("outFolder/secret.txt", "'outFolder/secret.txt' leads out of the repository through the link to '..'"),
            ("absolute.jpg", "'absolute.jpg' goes through the link to '/etc/passwd', an absolute path"),
            (
                "folder/../../../secret.txt",
                "'folder/../../../secret.txt' leads out of the repository through the link to 'media/a'"
            ),
            ("circle", "'circle' goes through too many symbolic links"),
            ("", "the path is empty"),
            ("media\0/a", "a path holds a zero byte"),
        ])
    func outside(path: String, expected: String) {
        let error = #expect(throws: FileError.self) { try root.bytes(of: path, limit: 100) }
        #expect(error?.what == expected)
        #expect(throws: FileError.self) { try root.facts(of: path) }
        #expect(throws: FileError.self) { try root.durableFile(path) }
        #expect(throws: FileError.self) { try root.createFolder(path) }
        #expect(throws: FileError.self) { try root.list(path) }
    }

    @Test("An absolute link is refused even to a place inside: it would break in every other clone")
    func absoluteInside() {
        let error = #expect(throws: FileError.self) { try root.open("own.jpg") }
        #expect(error == .leavesRoot("own.jpg", link: "\(outside.path)/repository/media/a/1.jpg"))
    }

    @Test(
        "Says what else stands there",
        arguments: [
            ("media/none.jpg", "'media/none.jpg' does not exist", "check the spelling, or create it"),
            ("none/1.jpg", "'none/1.jpg' does not exist", "check the spelling, or create it"),
            ("dangling.jpg", "'dangling.jpg' does not exist", "check the spelling, or create it"),
            ("media", "'media' is a folder, not a file", "name a file"),
            (".", "'.' is a folder, not a file", "name a file"),
            ("media/a/..", "'media/a/..' is a folder, not a file", "name a file"),
            (
                "media/a/1.jpg/x", "'media/a/1.jpg/x' is not a folder, or a part of the path is none", "name a folder"
            ),
        ])
    func elsewise(path: String, what: String, fix: String) {
        let error = #expect(throws: FileError.self) { try root.bytes(of: path, limit: 100) }
        #expect(error?.what == what)
        #expect(error?.fix == fix)
    }

    @Test("Nothing at a path is an answer, not an error")
    func absent() throws {
        #expect(try root.facts(of: "media/none.jpg") == nil)
        #expect(try root.facts(of: "dangling.jpg") == nil)
        #expect(try root.facts(of: "media")?.kind == .folder)
        #expect(try root.facts(of: ".")?.kind == .folder)
    }

    @Test("Reads no more than allowed")
    func bounds() throws {
        #expect(try root.bytes(of: "inside.jpg", limit: 7).count == 7)
        let error = #expect(throws: FileError.self) { try root.bytes(of: "inside.jpg", limit: 6) }
        #expect(error?.what == "'inside.jpg' has 7 bytes")
        #expect(error?.why == "at most 6 bytes are read")
        #expect(try root.bytes(of: "media/empty.jpg", limit: 0) == [])
        // A file without end, and one that claims to be empty and is not.
        #expect(throws: FileError.notAFile("/dev/zero", .special)) { try OpenFile(path: "/dev/zero") }
        let version = try OpenFile(path: "/proc/version")
        #expect(version.size == 0)
        #expect(try version.bytes(limit: 10_000).count > 10)
        #expect(throws: FileError.self) { try version.bytes(limit: 10) }
    }

    @Test("A pipe is refused at once instead of waited for")
    func pipe() throws {
        mkfifo("\(outside.path)/repository/pipe", 0o600)
        #expect(throws: FileError.notAFile("pipe", .special)) { try root.bytes(of: "pipe", limit: 1) }
    }

    @Test("Reads from anywhere in an open file, even after it lost its path")
    func randomAccess() throws {
        let file = try root.open("inside.jpg")
        try FileManager.default.removeItem(atPath: "\(root.path)/media/a/1.jpg")
        #expect(try file.read(at: 3, count: 2) == Array("tu".utf8))
        #expect(try file.read(at: 5, count: 100) == Array("re".utf8))
        #expect(try file.read(at: 7, count: 1) == [])
        #expect(try file.read(at: -1, count: 1) == [])
        #expect(try file.read(at: .max, count: .max) == [])
    }

    @Test("Lists everything below, sorted, and follows no link")
    func list() throws {
        let media = try root.list("media").map { "\($0.path): \($0.kind)" }
        #expect(
            media == ["media/a: folder", "media/a/1.jpg: file", "media/empty.jpg: file", "media/up.jpg: symbolicLink"])
        let all = try root.list()
        #expect(all.count == 14)
        #expect(all.contains(ListedFile(path: "outFolder", kind: .symbolicLink)))
        #expect(try root.list("folder").map(\.path) == ["media/a/1.jpg"])
        #expect(throws: FileError.missing("none")) { try root.list("none") }
        #expect(throws: FileError.notAFolder("media/a/1.jpg")) { try root.list("media/a/1.jpg") }
    }

    @Test("Creates folders below the root")
    func createFolder() throws {
        try root.createFolder("x/y/z")
        try root.createFolder("x/y/z")
        #expect(try root.facts(of: "x/y/z")?.kind == .folder)
        #expect(throws: FileError.notAFolder("media/a/1.jpg")) { try root.createFolder("media/a/1.jpg") }
    }

    @Test("A root must be a folder")
    func noRoot() {
        #expect(throws: FileError.missing("/nowhere/at/all")) { try FileRoot("/nowhere/at/all") }
        #expect(throws: FileError.notAFolder("/dev/null")) { try FileRoot("/dev/null") }
    }

    @Test("What may not be read is named", .disabled(if: isSuperuser, "permissions do not bind the superuser"))
    func unreadable() throws {
        chmod("\(root.path)/media/a/1.jpg", 0)
        let error = #expect(throws: FileError.self) { try root.bytes(of: "media/a/1.jpg", limit: 100) }
        #expect(error?.what == "cannot open 'media/a/1.jpg': not permitted")
    }
}
