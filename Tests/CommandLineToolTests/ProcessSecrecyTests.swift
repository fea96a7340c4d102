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
    }
}
