import Foundation
import Synchronization
import Testing

@testable import FileStore

@Suite struct DurableFileTests {
    let folder: TemporaryFolder
    let file: DurableFile

    init() throws {
        folder = try TemporaryFolder()
        file = try DurableFile(path: "\(folder.path)/state")
    }

    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("Replaces the whole content and leaves nothing else behind")
    func replace() throws {
        #expect(try file.bytes(limit: 100) == nil)
        try file.replace(with: Self.bytes("one"))
        try file.replace(with: Self.bytes("two"))
        #expect(try file.bytes(limit: 100) == Self.bytes("two"))
        #expect(try folder.names() == ["state"])
    }

    @Test("Shows that there is room, and leaves nothing behind")
    func room() throws {
        try file.proveRoom(for: 10_000)
        #expect(try folder.names() == [])
        try FileManager.default.createDirectory(atPath: "\(folder.path)/state", withIntermediateDirectories: false)
        #expect(throws: FileError.notAFile(file.path, .folder)) { try file.proveRoom(for: 1) }
    }

    @Test("Keeps the permissions of what it replaces", arguments: [0o600, 0o644, 0o755])
    func mode(mode: Int) throws {
        try file.replace(with: [])
        chmod("\(folder.path)/state", mode_t(mode))
        try file.replace(with: Self.bytes("new"))
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/state")
        #expect(attributes[.posixPermissions] as? Int == mode)
    }

    @Test(
        "Until the rename the old content stands, whole",
        arguments: [DurableFile.Step.writeTemporary, .syncTemporary, .rename])
    func failsBeforeRename(step: DurableFile.Step) throws {
        try file.replace(with: Self.bytes("old"))
        var failing = file
        failing.beforeStep = { reached throws(FileError) in
            if reached == step { throw .noSpace("state") }
        }
        #expect(throws: FileError.noSpace("state")) { try failing.replace(with: Self.bytes("new")) }
        #expect(try folder.text(of: "state") == "old")
        #expect(try folder.names() == ["state"])
    }

    /// Settings are replaced so: what a process that dies at a step leaves is what lies there at that step.
    @Test(
        "Cut off at any step, the file is the old one or the new, with the permissions it had",
        arguments: [0o600, 0o644])
    func cut(mode: Int) throws {
        try folder.write("old", to: "state")
        chmod("\(folder.path)/state", mode_t(mode))
        let copies = try TemporaryFolder()
        var watched = file
        watched.beforeStep = { [from = folder.path, to = copies.path] step throws(FileError) in
            try? FileManager.default.copyItem(atPath: from, toPath: "\(to)/\(step)")
        }
        try watched.replace(with: Self.bytes("new"))
        let steps: [(DurableFile.Step, String)] = [
            (.writeTemporary, "old"), (.syncTemporary, "old"), (.rename, "old"), (.syncFolder, "new"),
        ]
        #expect(try copies.names() == steps.map { "\($0.0)" }.sorted())
        for (step, content) in steps {
            #expect(try copies.text(of: "\(step)/state") == content, "\(step)")
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(copies.path)/\(step)") {
                let facts = try FileManager.default.attributesOfItem(atPath: "\(copies.path)/\(step)/\(name)")
                #expect(facts[.posixPermissions] as? Int == mode, "\(step): \(name)")
            }
            let left = try DurableFile(path: "\(copies.path)/\(step)/state")
            try left.removeLeftovers()
            try left.replace(with: Self.bytes("next"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(copies.path)/\(step)") == ["state"])
        }
    }

    @Test("What a crash left is cleared away, and nothing of a file whose name goes on")
    func leftovers() throws {
        for name in [".state.12-ab.tmp", ".state.probe.12-ab.tmp", ".state.tmp", ".states.1.tmp", "state.1.tmp"] {
            try folder.write("", to: name)
        }
        try file.removeLeftovers()
        #expect(
            try folder.names().sorted() == [".state.probe.12-ab.tmp", ".state.tmp", ".states.1.tmp", "state.1.tmp"])
    }

    @Test("Steps come in the order that survives a crash")
    func order() throws {
        let steps = Mutex<[DurableFile.Step]>([])
        var watched = file
        watched.beforeStep = { step throws(FileError) in steps.withLock { $0.append(step) } }
        try watched.replace(with: Self.bytes("torn"))
        try watched.append(Self.bytes("sound"), afterSound: 2)
        #expect(steps.withLock { $0 } == DurableFile.Step.allCases)
    }

    @Test("A link is replaced, never written through")
    func link() throws {
        try folder.write("precious", to: "target")
        try folder.link("state", to: "target")
        try file.replace(with: Self.bytes("new"))
        #expect(try folder.text(of: "target") == "precious")
        #expect(try folder.text(of: "state") == "new")
        try folder.link("log", to: "target")
        let log = try DurableFile(path: "\(folder.path)/log")
        #expect(throws: FileError.tooManyLinks("\(folder.path)/log")) { try log.append(Self.bytes("x")) }
        #expect(try folder.text(of: "target") == "precious")
    }

    @Test("Appends, and cuts off a torn tail first")
    func append() throws {
        try file.append(Self.bytes("one\n"))
        try file.append(Self.bytes("two\n"))
        #expect(try folder.text(of: "state") == "one\ntwo\n")
        try file.append(Self.bytes("TH"))  // as a crash leaves it
        try file.append(Self.bytes("three\n"), afterSound: 8)
        #expect(try folder.text(of: "state") == "one\ntwo\nthree\n")
        let error = #expect(throws: FileError.self) { try file.append(Self.bytes("x"), afterSound: 15) }
        #expect(error?.what == "'\(folder.path)/state' has 14 bytes, where 15 were known")
        #expect(try folder.text(of: "state") == "one\ntwo\nthree\n")
    }

    @Test("A failed append takes back what it wrote")
    func failedAppend() throws {
        try file.append(Self.bytes("one\n"))
        var failing = file
        failing.beforeStep = { step throws(FileError) in
            if step == .syncAppended { throw .noSpace("state") }
        }
        #expect(throws: FileError.noSpace("state")) { try failing.append(Self.bytes("two\n")) }
        #expect(try folder.text(of: "state") == "one\n")
    }

    @Test("A full disk is named as such")
    func fullDisk() throws {
        let descriptor = try Descriptor.open("/dev/full", O_WRONLY)
        let error = #expect(throws: FileError.self) { try descriptor.write([1]) }
        #expect(error?.what == "cannot write '/dev/full': the disk is full")
        #expect(error?.fix == "free some space, then run again")
    }

    @Test("A folder or a device is not replaced")
    func notAFile() throws {
        try folder.write("", to: "inner/x")
        let inner = try DurableFile(path: "\(folder.path)/inner")
        #expect(throws: FileError.notAFile("\(folder.path)/inner", .folder)) { try inner.replace(with: []) }
        #expect(throws: FileError.notAFile("\(folder.path)/inner", .folder)) { try inner.append([1]) }
        #expect(throws: FileError.notAFile("/dev/null", .special)) {
            try DurableFile(path: "/dev/null").replace(with: [])
        }
        #expect(throws: FileError.missing("/nowhere/")) { try DurableFile(path: "/nowhere/state") }
        #expect(throws: FileError.notAFile("/tmp/", .folder)) { try DurableFile(path: "/tmp/") }
    }

    @Test("Removes what is there, once")
    func remove() throws {
        try file.replace(with: [1])
        try file.remove()
        try file.remove()
        #expect(try folder.names() == [])
    }

    @Test("Below a root it is found by the same rules as everything else")
    func belowRoot() throws {
        let root = try FileRoot(folder.path)
        try root.createFolder(".calends")
        try root.durableFile(".calends/journal").append(Self.bytes("x"))
        #expect(try root.bytes(of: ".calends/journal", limit: 10) == Self.bytes("x"))
        #expect(throws: FileError.missing("none/journal")) { try root.durableFile("none/journal") }
    }
}
