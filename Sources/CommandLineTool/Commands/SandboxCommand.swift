import CalendarLoading
import Diagnostics
import FileStore
import GraphSandbox
import Synchronization

/// `calends sandbox`
struct SandboxCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let (sandbox, place) = try await start()
        try place?.announce(sandbox)
        // Tokens are for programs; a person gets the addresses of the pages.
        if invocation.value(of: .format).map({ $0 == "json" }) ?? !invocation.console.isRead {
            invocation.console.write(sandbox.announcement + "\n")
        }
        invocation.tell("The sandbox is at \(sandbox.url) until it is interrupted (Ctrl-C).")
        for account in sandbox.accounts { invocation.tell("  \(account.name): \(sandbox.url)\(account.path)") }
        await untilInterrupted()
        try place?.withdraw()
        await sandbox.stop()
        return .done
    }

    /// Starts the sandbox; answers also the place of rehearsals, when it is theirs.
    private func start() async throws -> (Sandbox, SandboxPlace?) {
        let port = invocation.number(.port)
        guard let data = invocation.value(of: .data) else {
            let workspace = try Workspace(for: invocation)
            let calendar = try await workspace.calendar()
            let place = SandboxPlace(files: try workspace.files())
            return (try await place.start(for: calendar.settings, port: port), place)
        }
        var configuration = SandboxConfiguration(
            dataDirectory: data.hasPrefix("/") ? data : invocation.directory + "/" + data)
        configuration.port = port ?? 0
        return (try await Sandbox.start(configuration), nil)
    }

    private func untilInterrupted() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let interruption = Interruption { continuation.finish() }
        for await _ in signals {}
        interruption.end()
    }
}
