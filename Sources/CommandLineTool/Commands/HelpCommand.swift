import Diagnostics

/// `calends help [COMMAND]`
struct HelpCommand {
    let invocation: Invocation

    func run() throws -> ExitStatus {
        if invocation.has(.man) {
            invocation.console.write(ManualPage.roff)
        } else if !invocation.arguments.operands.isEmpty {
            let name = invocation.arguments.operands.joined(separator: " ")
            guard let text = Help.text(named: name) else { throw UsageError.unknownCommand(name) }
            invocation.console.write(text)
        } else {
            invocation.console.write(Help.general)
        }
        return .done
    }
}
