import Foundation
import TestSupport
import Testing

@Suite struct ProcessSecrecyTests {
    @Test("A process that may hold tokens leaves no core dump")
    func secrecy() throws {
        let folder = try TemporaryDirectory()
        let sandbox = try ServedSandbox(data: folder.path(of: "data"))
        let limits = try String(contentsOfFile: "/proc/\(sandbox.processID)/limits", encoding: .utf8)
        #expect(limits.contains(/Max core file size +0 +0 +bytes/))
    }

    @Test(
        "A crash leaves nothing of what was in memory, on the disk or in what is printed",
        arguments: [SIGSEGV, SIGABRT])
    func crash(signal: Int32) async throws {
        let folder = try TemporaryDirectory()
        let token = "EAA" + String(repeating: "Aa0", count: 13) + "Z"
        let command = "ulimit -c unlimited; exec \"$0\" sandbox --port 0 --data \"$1\""
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command, Program.calends, folder.path(of: "data")]
        process.currentDirectoryURL = folder.url
        // Swift's runtime would show registers, and the memory they point at.
        process.environment = TemporaryGitRepository.isolation.merging(
            ["BAKERY_TOKEN": token, "SWIFT_BACKTRACE": "enable=yes,color=no,registers=all"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try folder.write("", to: "error")
        process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: "error"))
        try process.run()
        // It runs once it has told where.
        _ = try output.fileHandleForReading.read(upToCount: 1)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
        let said = try folder.read("error")
        #expect(!said.contains("Registers") && !said.contains("rax"), "\(said)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["data", "error"], "no core file")
    }

    @Test("The search that every test's folder undergoes finds what the sandbox gives away")
    func search() throws {
        let folder = try TemporaryDirectory()
        let sandbox = try ServedSandbox(data: folder.path(of: "data"))
        let secrets = sandbox.announcement.accounts.map(\.token) + ["sandbox-app-secret"]
        for (index, secret) in secrets.enumerated() { try folder.write("\0\(secret)\n", to: "deep/down/\(index)") }
        #expect(
            SecretSearch.places(below: folder.path).sorted() == secrets.indices.map { "deep/down/\($0)" },
            "and not what the sandbox keeps for itself")
        try folder.remove("deep")
        #expect(!SecretSearch.isSecret(in: "IGAA, EAA and no more"))
        #expect(!SecretSearch.isSecret(in: "a\(secrets[0])\nb+\(secrets[1])+"), "as base64 may have it")
        #expect(SecretSearch.isSecret(in: "?t%3D\(secrets[0])&x=1"))
    }

    @Test("The search finds what git keeps compressed, in loose objects and in packs")
    func objects() throws {
        let shop = try Shop()
        let sandbox = try ServedSandbox(data: shop.repository.path + "/public/graph")
        func places() -> [String] { SecretSearch.places(below: shop.repository.directory.path) }
        #expect(places() == [])
        let token = try #require(sandbox.announcement.accounts.first?.token)
        try shop.repository.commit(writing: ["notes.txt": "\(token)\n"])
        try shop.repository.git("rm", "--quiet", "notes.txt")
        #expect(places() == ["repository/.git/objects"])
        try shop.repository.git("gc", "--quiet")
        #expect(places() == ["repository/.git/objects"])
        try shop.repository.git("update-ref", "-d", "HEAD")
        try shop.repository.git("reflog", "expire", "--expire=now", "--all")
        try shop.repository.git("gc", "--quiet", "--prune=now")
        #expect(places() == [])
    }
}
