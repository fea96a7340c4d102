public import Foundation

/// A real repository, made with the `git` program in a folder of its own, untouched by the user's configuration.
///
/// Commits are made by "Ada Example <ada@example.org>" unless ``environment`` is told otherwise, a minute apart from
/// 2026-11-01T10:00:00Z on, so that ids are the same in every run.
public final class TemporaryGitRepository {
    /// Where the repository's folder lies.
    public let directory: TemporaryDirectory
    /// The folder below ``directory`` that git runs in.
    public let folder: String
    /// What git sees besides the dates.
    public var environment: [String: String]
    private var commits = 0

    /// The environment that hides the user's configuration, home and repository from git.
    public static let isolation = [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0", "HOME": "/nonexistent", "LC_ALL": "C",
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        "GIT_AUTHOR_NAME": "Ada Example", "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada Example", "GIT_COMMITTER_EMAIL": "ada@example.org",
    ]

    /// Makes a repository with the branch `main` and no commit.
    ///
    /// - Parameter options: further options of `git init`, such as `--bare`.
    public convenience init(_ options: String...) throws {
        try self.init(adopting: TemporaryDirectory(), folder: "repository")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try git(["init", "--quiet", "--initial-branch=main"] + options)
    }

    /// Takes a folder that is a repository already, such as a clone.
    public init(adopting directory: TemporaryDirectory, folder: String) throws {
        (self.directory, self.folder) = (directory, folder)
        environment = Self.isolation
    }

    /// The path of the work tree.
    public var path: String { directory.path(of: folder) }

    /// Runs git in the work tree, and gives what it printed, without the line end at its end.
    ///
    /// - Throws: ``Failure`` when git does not end with status 0.
    @discardableResult
    public func git(_ arguments: String...) throws -> String { try git(arguments) }

    /// Runs git in the work tree; see ``git(_:)-(String...)``.
    @discardableResult
    public func git(_ arguments: [String], input: Data? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        let date = "\(1_793_527_200 + commits * 60) +0000"
        process.environment = ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date].merging(environment) { $1 }
        // Files rather than pipes: nothing has to be read while git runs.
        let log = directory.url.appending(path: "output-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: log) }
        try Data().write(to: log)
        let handle = try FileHandle(forWritingTo: log)
        process.standardOutput = handle
        process.standardError = handle
        if let input {
            let file = directory.url.appending(path: "input")
            try input.write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let output = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw Failure(arguments: arguments, status: process.terminationStatus, output: output)
        }
        return output.hasSuffix("\n") ? String(output.dropLast()) : output
    }

    /// Writes a file into the work tree.
    public func write(_ text: String, to name: String) throws { try directory.write(text, to: "\(folder)/\(name)") }

    /// The text of a file of the work tree.
    public func read(_ name: String) throws -> String { try directory.read("\(folder)/\(name)") }

    /// Commits everything the work tree holds, and gives the new commit's id.
    @discardableResult
    public func commit(_ message: String = "Change") throws -> String {
        commits += 1
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "--message", message)
        return try git("rev-parse", "HEAD")
    }

    /// Writes files, then commits everything.
    @discardableResult
    public func commit(_ message: String = "Change", writing files: [String: String]) throws -> String {
        for (name, text) in files { try write(text, to: name) }
        return try commit(message)
    }

    /// A clone of this repository beside it.
    public func clone(into folder: String = "clone", _ options: String...) throws -> TemporaryGitRepository {
        try git(["clone", "--quiet"] + options + ["file://\(path)", directory.path(of: folder)])
        return try TemporaryGitRepository(adopting: directory, folder: folder)
    }

    /// A run of git that did not end with status 0.
    public struct Failure: Error, CustomStringConvertible {
        let arguments: [String]
        let status: Int32
        let output: String

        /// The command, its status, and what it printed.
        public var description: String { "git \(arguments.joined(separator: " ")) ended with \(status): \(output)" }
    }
}
