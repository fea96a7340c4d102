/// The completions of fish.
enum FishCompletions {
    static var script: String {
        var lines = ["# fish completion for calends", "complete -c calends -f"]
        for family in CommandFamily.all {
            lines.append(
                "complete -c calends -n __fish_use_subcommand -a \(family.word) -d \(quoted(family.summary))")
        }
        lines += Option.global.map { line($0, condition: nil, choices: $0.choices(in: nil)) }
        for family in CommandFamily.all {
            let condition = "__fish_seen_subcommand_from \(family.word)"
            lines += family.options.map { line($0, condition: condition, choices: $0.choices(in: family)) }
            if !family.nextWords.isEmpty {
                lines.append(
                    "complete -c calends -n \(quoted(condition)) -a \(quoted(family.nextWords.joined(separator: " ")))")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func line(_ option: Option, condition: String?, choices: [String]) -> String {
        var words = ["complete -c calends"]
        if let condition { words.append("-n \(quoted(condition))") }
        if let letter = option.letter { words.append("-s \(letter)") }
        words.append("-l \(option.name)")
        if option.value != nil { words.append("-x") }
        if option.takesFolder { words.append("-a '(__fish_complete_directories)'") }
        if !choices.isEmpty { words.append("-a \(quoted(choices.joined(separator: " ")))") }
        words.append("-d \(quoted(option.summary))")
        return words.joined(separator: " ")
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
