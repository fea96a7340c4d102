import CalendarLoading
import Diagnostics
import FileStore
import GraphSandbox
import Synchronization

/// `calends sandbox`
struct SandboxCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let sandbox = try await start()
        invocation.console.write(sandbox.announcement + "\n")
        invocation.tell("The sandbox is at \(sandbox.url) until it is interrupted (Ctrl-C).")
        for account in sandbox.accounts { invocation.tell("  \(account.name): \(sandbox.url)/\(account.name)") }
        await untilInterrupted()
        await sandbox.stop()
        return .done
    }

    private func start() async throws -> Sandbox {
        let port = invocation.number(.port)
        guard let data = invocation.value(of: .data) else {
            let workspace = try Workspace(around: invocation.directory)
            let calendar = try await workspace.calendar()
            return try await SandboxPlace(files: workspace.files()).start(for: calendar.settings, port: port)
        }
        var configuration = SandboxConfiguration(
            dataDirectory: data.hasPrefix("/") ? data : invocation.directory + "/" + data)
        configuration.port = port ?? 0
        return try await Sandbox.start(configuration)
    }

    private func untilInterrupted() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let interruption = Interruption { continuation.finish() }
        for await _ in signals {}
        interruption.end()
    }
}
