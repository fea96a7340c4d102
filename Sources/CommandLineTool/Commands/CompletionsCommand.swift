import Diagnostics

/// `calends completions SHELL`
struct CompletionsCommand {
    let invocation: Invocation

    func run() throws -> ExitStatus {
        let name = invocation.arguments.operands.first ?? ""
        guard let shell = Shell(rawValue: name) else {
            throw UsageError.badOperand(
                Operand(name: "SHELL"), value: name, choices: Shell.allCases.map(\.rawValue))
        }
        invocation.console.write(shell.completions)
        return .done
    }
}
