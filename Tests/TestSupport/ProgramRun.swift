import Foundation

/// A program that runs beside the tests.
public final class ProgramRun: Sendable {
    private let process: Process
    private let output: Pipe

    /// Starts a program that was built with the tests.
    ///
    /// - Parameter environment: nil is the tests' own.
    public init(_ name: String, _ arguments: [String], environment: [String: String]? = nil) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: name)
        process.arguments = arguments
        if let environment { process.environment = environment }
        process.standardInput = FileHandle.nullDevice
        output = Pipe()
        process.standardOutput = output
        try process.run()
    }

    /// What it prints until it ends; nil when it fails.
    public func result() throws -> String? {
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: text, as: UTF8.self) : nil
    }
}
