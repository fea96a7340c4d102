/// The completions of bash, as one function without need of the bash-completion package.
enum BashCompletions {
    static var script: String {
        """
        # bash completion for calends
        _calends() {
            local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="" index
            for ((index = 1; index < COMP_CWORD; index++)); do
                case "${COMP_WORDS[index]}" in
                    \(valued)) ((index++)) ;;
                    -*) ;;
                    *) command="${COMP_WORDS[index]}"; break ;;
                esac
            done
            COMPREPLY=()
            case "$previous" in
                \(folders)) COMPREPLY=($(compgen -d -- "$word")); return ;;
                \(free)) return ;;
                --color) COMPREPLY=($(compgen -W "\(Option.color.choices.joined(separator: " "))" -- "$word")); return ;;
            esac
            case "$command" in
                "") COMPREPLY=($(compgen -W "\(words(Option.global) + " " + commandWords)" -- "$word")) ;;
        \(CommandFamily.all.map(branch).joined(separator: "\n"))
            esac
        }
        complete -F _calends calends

        """
    }

    private static var commandWords: String { CommandFamily.all.map(\.word).joined(separator: " ") }

    private static var valued: String { patterns(Option.allCases.filter { $0.value != nil }) }
    private static var folders: String { patterns(Option.allCases.filter(\.takesFolder)) }
    /// Options with a value that nobody can foresee: better no word than a wrong one.
    private static var free: String {
        patterns(
            Option.allCases.filter { $0.value != nil && !$0.takesFolder && $0.choices.isEmpty && $0 != .format })
    }

    private static func patterns(_ options: [Option]) -> String {
        options.flatMap { option in (option.letter.map { ["-\($0)"] } ?? []) + ["--\(option.name)"] }
            .joined(separator: "|")
    }

    private static func words(_ options: [Option]) -> String { options.map { "--\($0.name)" }.joined(separator: " ") }

    private static func branch(_ family: CommandFamily) -> String {
        let all = ([words(family.acceptedOptions)] + family.nextWords).joined(separator: " ")
        var lines = ["        \(family.word))"]
        for option in family.acceptedOptions where option != .color && !option.choices(in: family).isEmpty {
            let values = option.choices(in: family).joined(separator: " ")
            lines += [
                "            if [[ $previous == --\(option.name) ]]; then",
                "                COMPREPLY=($(compgen -W \"\(values)\" -- \"$word\")); return", "            fi",
            ]
        }
        lines.append("            COMPREPLY=($(compgen -W \"\(all)\" -- \"$word\")) ;;")
        return lines.joined(separator: "\n")
    }
}
