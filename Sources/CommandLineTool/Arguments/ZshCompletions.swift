/// The completions of zsh, for the completion system that `compinit` sets up.
enum ZshCompletions {
    static var script: String {
        """
        #compdef calends
        _calends() {
            local -a commands
            commands=(
        \(CommandFamily.all.map { "        \(quoted("\($0.word):\($0.summary)"))" }.joined(separator: "\n"))
            )
            local curcontext="$curcontext" state line
            _arguments -C \\
        \(Option.global.map { "        \(specification($0, nil)) \\" }.joined(separator: "\n"))
                '1:command:->command' \\
                '*::argument:->argument'
            case $state in
                command) _describe -t commands 'calends command' commands ;;
                argument)
                    case $line[1] in
        \(CommandFamily.all.map(branch).joined(separator: "\n"))
                    esac ;;
            esac
        }
        if [ "$funcstack[1]" = "_calends" ]; then _calends "$@"; else compdef _calends calends; fi

        """
    }

    private static func branch(_ family: CommandFamily) -> String {
        var specifications = family.acceptedOptions.map { specification($0, family) }
        let choices = family.nextWords.map { $0.replacing(" ", with: "\\ ") }
        if !choices.isEmpty { specifications.append(quoted("1:argument:(\(choices.joined(separator: " ")))")) }
        let body = specifications.map { "                    \($0)" }.joined(separator: " \\\n")
        return "            \(family.word)) _arguments \\\n\(body) ;;"
    }

    private static func specification(_ option: Option, _ family: CommandFamily?) -> String {
        let summary = option.summary.replacing("[", with: "(").replacing("]", with: ")").replacing(":", with: "\\:")
        var tail = "[\(summary)]"
        if let value = option.value {
            let choices = option.choices(in: family)
            let action = option.takesFolder ? "_files -/" : choices.isEmpty ? "" : "(\(choices.joined(separator: " ")))"
            tail += ":\(value):\(action)"
        }
        let repeats = option == .account ? "*" : ""
        guard let letter = option.letter else { return quoted("\(repeats)--\(option.name)\(tail)") }
        return "'(-\(letter) --\(option.name))'{-\(letter),--\(option.name)}\(quoted(tail))"
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
