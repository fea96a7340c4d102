import Foundation
import TestSupport
import Testing

/// A run of calends beside the test, and others of its kind.
final class RunningProgram {
    private let process = Process()
    private let log: TemporaryDirectory

    init(_ arguments: [String], in folder: String, environment: [String: String]) throws {
        log = try TemporaryDirectory()
        process.executableURL = URL(fileURLWithPath: Program.calends)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        for name in ["output", "error"] { try log.write("", to: name) }
        process.standardOutput = try FileHandle(forWritingTo: log.url.appending(path: "output"))
        process.standardError = try FileHandle(forWritingTo: log.url.appending(path: "error"))
        try process.run()
    }

    /// What it has written so far.
    var output: String { (try? log.read("output")) ?? "" }
    var error: String { (try? log.read("error")) ?? "" }

    var isRunning: Bool { process.isRunning }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until it ends.
    ///
    /// - Parameter seconds: far longer than it may take; what still runs then hangs.
    func end(within seconds: Double = 60) async throws -> Program.Result {
        try await wait(for: "its end", within: seconds) { !self.process.isRunning }
        return Program.Result(status: process.terminationStatus, output: output, error: error)
    }

    /// Waits until it has written something.
    func wrote(_ text: String, within seconds: Double = 60) async throws {
        try await wait(for: "\"\(text)\"", within: seconds) {
            if self.output.contains(text) || self.error.contains(text) { return true }
            try #require(self.process.isRunning, "ended before it wrote \(text): \(self.output)\(self.error)")
            return false
        }
    }

    private func wait(for what: String, within seconds: Double, until isSo: () throws -> Bool) async throws {
        for _ in 0..<Int(seconds * 50) {
            if try isSo() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        let isInTime = try isSo()
        try #require(isInTime, "waited \(seconds) s for \(what): \(output)\(error)")
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
}
