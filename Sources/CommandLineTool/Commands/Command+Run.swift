import Diagnostics

extension Command {
    /// Does what the command says.
    func run(_ invocation: Invocation) async throws -> ExitStatus {
        switch self {
        case .initialize: try InitCommand(invocation: invocation).run()
        case .validate: try await ValidateCommand(invocation: invocation).run()
        case .plan: try await PlanCommand(invocation: invocation).run()
        case .apply: try await ApplyCommand(invocation: invocation).run()
        case .run: try await RunCommand(invocation: invocation).run()
        case .status: try await StatusCommand(invocation: invocation).run()
        case .show: try await ShowCommand(invocation: invocation).run()
        case .calendar: try await CalendarCommand(invocation: invocation).run()
        case .accept, .forget: try await SettleCommand(invocation: invocation).run()
        case .refresh: try await DriftCommand(invocation: invocation).run()
        case .importMedia: try await ImportCommand(invocation: invocation).run()
        case .sandbox: try await SandboxCommand(invocation: invocation).run()
        case .mediaGC: try await MediaGCCommand(invocation: invocation).run()
        case .authLogin: try await LoginCommand(invocation: invocation).run()
        case .authRefresh: try await RefreshCommand(invocation: invocation).run()
        case .authStatus: try await AuthStatusCommand(invocation: invocation).run()
        case .doctor: try await DoctorCommand(invocation: invocation).run()
        case .mediaCheck: try await MediaCheckCommand(invocation: invocation).run()
        case .mediaPrepare: try await MediaPrepareCommand(invocation: invocation).run()
        case .lockMerge: try LockMergeCommand(invocation: invocation).run()
        case .schema: try SchemaCommand(invocation: invocation).run()
        case .completions: try CompletionsCommand(invocation: invocation).run()
        case .help: try HelpCommand(invocation: invocation).run()
        }
    }
}
