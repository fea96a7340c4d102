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

/// The commands that begin with one word, as completions meet them.
struct CommandFamily {
    let word: String
    let commands: [Command]

    /// Every family, in the order of the table.
    static var all: [CommandFamily] {
        var words: [String] = []
        for command in Command.allCases where !words.contains(command.firstWord) { words.append(command.firstWord) }
        return words.map { word in
            CommandFamily(word: word, commands: Command.allCases.filter { $0.firstWord == word })
        }
    }

    var summary: String { commands.map(\.summary).joined(separator: "; ") }
    var options: [Option] { Option.allCases.filter { option in commands.contains { $0.options.contains(option) } } }
    var formats: [String] {
        var formats: [String] = []
        for format in commands.flatMap(\.formats) where !formats.contains(format) { formats.append(format) }
        return formats
    }
    /// Every option that one of them accepts.
    var acceptedOptions: [Option] { Option.global.filter { $0 != .format || !formats.isEmpty } + options }
    /// The words to complete behind the first: the commands' second words, or operands.
    var nextWords: [String] {
        commands.flatMap { command in
            command.name.dropFirst(word.count).split(separator: " ").map(String.init) + command.operandChoices
        }
    }
}

extension Option {
    /// The values to complete, in a family if that makes a difference.
    func choices(in family: CommandFamily?) -> [String] {
        guard self == .format else { return choices }
        guard let family else { return Array(Set(Command.allCases.flatMap(\.formats))).sorted() }
        return family.formats
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
