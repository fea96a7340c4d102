/// The shells that completions are written for.
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script that teaches the shell every command, option and value, made from the table.
    var completions: String {
        switch self {
        case .bash: BashCompletions.script
        case .zsh: ZshCompletions.script
        case .fish: FishCompletions.script
        }
    }
}

extension Option {
    /// The values to complete, for a command if that makes a difference.
    func choices(for command: Command?) -> [String] {
        guard self == .format else { return choices }
        guard let command else { return Array(Set(Command.allCases.flatMap(\.formats))).sorted() }
        return command.formats
    }

    /// Whether its value is the path of a folder.
    var takesFolder: Bool { value == "DIR" }
}

extension Command {
    /// Every option it accepts.
    var acceptedOptions: [Option] { Option.global.filter { $0 != .format || !formats.isEmpty } + options }

    /// The words to complete as its first operand.
    var operandChoices: [String] {
        switch self {
        case .completions: Shell.allCases.map(\.rawValue)
        case .help: Command.allCases.map(\.name)
        default: []
        }
    }

    /// The first word that calls it; what follows it, if it has a second, is in ``name``.
    var firstWord: String { String(name.prefix { $0 != " " }) }
}
