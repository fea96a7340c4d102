import Diagnostics
import FoundationEssentials
import Glibc
import Views

/// The command line: arguments in, output and exit status out.
public enum CommandLineTool {
    /// Puts `/dev/null` in the place of standard streams that the caller closed.
    ///
    /// To be called before anything opens a file: the first would become standard output, and be written into.
    public static func secureStandardStreams() { StandardStreams.secure() }

    /// Runs one command and answers the exit status for the shell.
    ///
    /// - Parameter arguments: without the program's name.
    public static func run(_ arguments: [String]) async -> Int32 {
        // Whoever reads our output may go away; a run in the middle of publishing must not die of it.
        signal(SIGPIPE, SIG_IGN)
        FileLimit.raise()
        ProcessSecrecy.begin()
        let environment = ProcessInfo.processInfo.environment
        do {
            return try await run(CommandLineParser.parse(arguments), environment: environment).rawValue
        } catch {
            let console = Console.standard(color: "auto", environment: environment)
            let called = Command.named(by: arguments.filter { !$0.hasPrefix("-") })?.command
            return show(error, of: called, on: console).rawValue
        }
    }

    private static func run(
        _ arguments: CommandLineArguments, environment: [String: String]
    ) async throws -> ExitStatus {
        let color = arguments.values[.color]?.last ?? "auto"
        let console = Console.standard(color: color, environment: environment)
        if arguments.values[.version] != nil {
            console.write("calends \(Version.current)\n")
            return .done
        }
        guard let command = arguments.command else {
            if arguments.values[.help] != nil {
                console.write(Help.general)
                return .done
            }
            console.report(Help.short)
            return .usage
        }
        if arguments.values[.help] != nil {
            let family = command == .help ? Help.text(named: arguments.operands.joined(separator: " ")) : nil
            console.write(family ?? Help.text(of: command))
            return .done
        }
        let invocation = Invocation(
            command: command, arguments: arguments, console: console, environment: environment,
            directory: try directory(of: arguments))
        do {
            let status = try await command.run(invocation)
            return console.failure().map { status.combined(with: unwritten($0, of: command, on: console)) } ?? status
        } catch {
            return show(error, of: command, on: console)
        }
    }

    /// Says that data was lost: a script would take what it got for all there is.
    private static func unwritten(_ code: Int32, of command: Command, on console: Console) -> ExitStatus {
        let reason = code == ENOSPC ? "the disk is full" : String(cString: strerror(code))
        return show(
            CommandFailure(
                "standard output could not be written: \(reason)", why: "what was written of it is not all there is",
                fix: "run it again once that is mended", status: .needsPerson), of: command, on: console)
    }

    private static func directory(of arguments: CommandLineArguments) throws -> String {
        let current = FileManager.default.currentDirectoryPath
        let path = (arguments.values[.directory] ?? []).reduce(current) { base, next in
            next.hasPrefix("/") ? next : base + "/" + next
        }
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            throw CommandFailure(
                "'\(path)' is not a folder", why: "-C names the folder to work in", fix: "check the spelling",
                status: .usage)
        }
        return path
    }

    /// Shows an error and answers the status that says what to do next.
    private static func show(_ error: any Error, of command: Command?, on console: Console) -> ExitStatus {
        if let usage = error as? UsageError {
            console.report("calends: \(usage.message)\n\(usage.hint(called: command))\n")
            return .usage
        }
        let failure = CommandFailure(error)
        for diagnostic in failure.diagnostics.sorted() {
            let front = diagnostic.location == nil ? "calends: " : ""
            console.report(front + DiagnosticText.line(diagnostic, style: console.reportStyle) + "\n")
        }
        return failure.status
    }
}
