import Foundation
import TestSupport
import Testing

/// Runs programs, the built `calends` first of all, and keeps what they print.
enum Program {
    struct Result {
        var status: Int32
        var output: String
        var error: String
    }

    /// The built binary, beside the tests' own.
    static let calends: String = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return tests.appending(path: "calends").path
    }()

    /// Where `name` lies in `PATH`.
    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program to its end.
    static func run(
        _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String]? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        if let environment { process.environment = environment }
        process.standardInput = FileHandle.nullDevice
        // Files rather than pipes: nothing has to be read while the program runs.
        let log = FileManager.default.temporaryDirectory.appending(path: "calends-\(UUID().uuidString)")
        let (output, error) = (log.path + ".out", log.path + ".err")
        for path in [output, error] { try Data().write(to: URL(fileURLWithPath: path)) }
        defer { for path in [output, error] { try? FileManager.default.removeItem(atPath: path) } }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: error))
        try process.run()
        process.waitUntilExit()
        func text(_ path: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        }
        let result = Result(status: process.terminationStatus, output: try text(output), error: try text(error))
        if program == calends, SecretSearch.isSecret(in: result.output + result.error) {
            Issue.record("\(arguments) printed a token or secret of the sandbox")
        }
        return result
    }
}
