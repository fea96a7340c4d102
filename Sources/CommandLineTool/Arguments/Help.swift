import Views

/// Help texts, made from the table, at most 80 columns wide.
enum Help {
    private static let columns = 80

    /// What `calends --help` prints.
    static var general: String {
        var lines = [
            "Keeps Instagram accounts and Facebook Pages in step with a git repository.", "",
            "Usage: calends [OPTION…] COMMAND", "", "Commands:",
        ]
        lines += table(Command.allCases.map { ($0.name, $0.summary) })
        lines += ["", "Options of every command:"] + table(Option.global.map(row))
        lines += [
            "", "Exit status: 0 done, 1 errors in the calendar, 2 changes pending (with",
            "--detailed-exitcode), 3 something needs a person, 4 try later, 64 usage, 70 bug.", "",
            "Start with: calends init, then calends apply --sandbox",
            "More about a command: calends COMMAND --help",
        ]
        return text(lines)
    }

    /// What `calends` alone prints.
    static var short: String {
        text(
            ["Usage: calends [OPTION…] COMMAND", ""] + table(Command.allCases.map { ($0.name, $0.summary) }) + [
                "", "calends --help says more.",
            ])
    }

    /// The help of a command, or of all that begin with one word, such as `auth`; nil where there is none.
    static func text(named name: String) -> String? {
        if let command = Command(rawValue: name) { return text(of: command) }
        guard let family = CommandFamily.all.first(where: { $0.word == name }) else { return nil }
        return family.commands.count == 1 ? family.commands.first.map { text(of: $0) } : text(of: family)
    }

    /// What `calends auth --help` prints: the commands behind the word.
    static func text(of family: CommandFamily) -> String {
        let name = "calends \(family.word) COMMAND"
        return text(
            ["Usage: \(name) [OPTION…]", "", "Commands:"] + table(family.commands.map { ($0.name, $0.summary) })
                + ["", "More about a command: \(name) --help"])
    }

    /// What `calends COMMAND --help` prints.
    static func text(of command: Command) -> String {
        var lines = ["Usage: calends \(synopsis(of: command))", "", command.summary + "."]
        for paragraph in command.discussion { lines += [""] + Layout.wrapped(paragraph, columns: columns) }
        if !command.options.isEmpty { lines += ["", "Options:"] + table(command.options.map(row)) }
        let globals = Option.global.filter { $0 != .format || !command.formats.isEmpty }
        lines += ["", "Options of every command:"]
        lines += table(
            globals.map { option in
                option == .format
                    ? (row(option).0, "\(option.summary): \(command.formats.joined(separator: ", "))") : row(option)
            })
        if !command.examples.isEmpty {
            lines += ["", "Examples:"]
            for example in command.examples { lines += ["  \(example.call)", "      \(example.meaning)"] }
        }
        return text(lines)
    }

    /// `plan [OPTION…]`, `show [OPTION…] ID`
    static func synopsis(of command: Command) -> String {
        ([command.name, "[OPTION…]"] + command.operands.map(\.synopsis)).joined(separator: " ")
    }

    /// `-C, --directory DIR` and what it does.
    static func row(_ option: Option) -> (String, String) {
        let letter = option.letter.map { "-\($0), " } ?? "    "
        return (letter + "--\(option.name)" + (option.value.map { " \($0)" } ?? ""), option.summary)
    }

    private static func table(_ rows: [(String, String)]) -> [String] {
        let width = (rows.map(\.0.count).max() ?? 0) + 4
        return rows.flatMap { name, meaning in
            Layout.wrapped(meaning, columns: columns - width).enumerated().map { index, line in
                let front = index == 0 ? "  " + name : ""
                return front + String(repeating: " ", count: width - front.count) + line
            }
        }
    }

    private static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}
