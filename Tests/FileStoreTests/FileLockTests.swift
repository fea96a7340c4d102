import Foundation
import Testing

@testable import FileStore

@Suite struct FileLockTests {
    let folder: TemporaryFolder
    var path: String { "\(folder.path)/lock" }

    init() throws { folder = try TemporaryFolder() }

    @Test("One at a time; the message says who")
    func exclusive() throws {
        let first = try FileLock(path: path)
        let error = #expect(throws: FileError.self) { try FileLock(path: path) }
        guard case .locked(let lockedPath, let holder?) = error else {
            Issue.record("not locked: \(String(describing: error))")
            return
        }
        #expect(lockedPath == path)
        #expect(holder.processID == getpid())
        #expect(holder.host == ProcessInfo.processInfo.hostName)
        #expect(abs(holder.since - Int(Date().timeIntervalSince1970)) < 60)
        #expect(error?.what == "'\(path)' is held by \(holder)")
        #expect(throws: FileError.locked(path, holder: holder)) { try FileLock(path: path, mode: .shared) }
        withExtendedLifetime(first) {}
    }

    @Test("Let go of, it is free, and nobody is named any more")
    func release() throws {
        do {
            let lock = try FileLock(path: path)
            #expect(try FileLock.holder(at: path) != nil)
            withExtendedLifetime(lock) {}
        }
        #expect(try FileLock.holder(at: path) == nil)
        let again = try FileLock(path: path)
        withExtendedLifetime(again) {}
    }

    @Test("Readers share; a writer waits for all of them")
    func shared() throws {
        let one = try FileLock(path: path, mode: .shared)
        let two = try FileLock(path: path, mode: .shared)
        let error = #expect(throws: FileError.self) { try FileLock(path: path) }
        #expect(error?.what == "'\(path)' is held by another process")
        withExtendedLifetime((one, two)) {}
    }

    /// A process that holds the lock from its first output until its input ends.
    struct OtherProcess {
        let process = Process()
        private let input = Pipe()

        init(holding path: String) throws {
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                """
                import fcntl, os, sys
                file = open(sys.argv[1], "a")
                fcntl.flock(file, fcntl.LOCK_EX)
                file.write(f"{os.getpid()} 1796115600 far.example\\n")
                file.flush()
                sys.stdout.write("!")
                sys.stdout.flush()
                sys.stdin.read()
                """, path,
            ]
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            try #require(output.fileHandleForReading.availableData == Data("!".utf8))
        }

        func letGo() throws {
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
    }

    @Test("Another process holds it, is named, and its end frees it")
    func otherProcess() throws {
        let other = try OtherProcess(holding: path)
        let error = #expect(throws: FileError.self) { try FileLock(path: path) }
        #expect(
            error?.what == "'\(path)' is held by process \(other.process.processIdentifier)"
                + " since 2026-12-01T09:00:00Z on host far.example")
        #expect(error?.why == "two at once could publish the same thing twice")
        try other.letGo()
        let lock = try FileLock(path: path)
        #expect(try FileLock.holder(at: path)?.processID == getpid())
        withExtendedLifetime(lock) {}
    }

    @Test("A killed process holds nothing")
    func killedProcess() throws {
        let other = try OtherProcess(holding: path)
        kill(other.process.processIdentifier, SIGKILL)
        other.process.waitUntilExit()
        let lock = try FileLock(path: path)
        withExtendedLifetime(lock) {}
    }

    @Test("Waits for as long as it was told to")
    func waits() async throws {
        let path = path
        let other = try OtherProcess(holding: path)
        async let waiting = Task.detached { try FileLock(path: path, timeout: .seconds(60)) }.value
        try other.letGo()
        let lock = try await waiting
        withExtendedLifetime(lock) {}
    }

    @Test("Below a root it is found by the same rules as everything else")
    func belowRoot() throws {
        try folder.link("away", to: "/tmp")
        let root = try FileRoot(folder.path)
        let lock = try root.lock("lock")
        #expect(throws: FileError.locked("./lock", holder: try FileLock.holder(at: path))) { try root.lock("./lock") }
        #expect(throws: FileError.leavesRoot("away/lock", link: "/tmp")) { try root.lock("away/lock") }
        withExtendedLifetime(lock) {}
    }

    @Test(
        "What stands in a lock file is never trusted",
        arguments: [
            ("", nil), ("\n", nil), ("x 1 host", nil), ("1 x host", nil), ("99999999999 1 host", nil), ("1 1", nil),
            ("12 0 a\u{1B}[31mb\nmore", "process 12 since 1970-01-01T00:00:00Z on host a[31mb"),
            ("1 9223372036854775807 h", "process 1 since second 9223372036854775807 on host h"),
        ] as [(String, String?)])
    func holderText(text: String, expected: String?) {
        #expect(LockHolder(parsing: text).map { "\($0)" } == expected)
    }

    @Test("No link is followed, and no folder is made")
    func places() throws {
        try folder.write("precious", to: "target")
        try folder.link("lock", to: "target")
        #expect(throws: FileError.tooManyLinks(path)) { try FileLock(path: path) }
        #expect(try folder.text(of: "target") == "precious")
        #expect(throws: FileError.missing("\(folder.path)/none/")) { try FileLock(path: "\(folder.path)/none/lock") }
        #expect(throws: FileError.invalidPath("")) { try FileLock(path: "") }
    }
}
