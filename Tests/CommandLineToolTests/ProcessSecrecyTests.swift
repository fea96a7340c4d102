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
}
