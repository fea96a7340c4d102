/// The manual page in roff's man macros, made from the table.
enum ManualPage {
    static var roff: String {
        var lines = [
            ".TH CALENDS 1 \"\" \"calends \(Version.current)\" \"User Commands\"",
            ".SH NAME", "calends \\- keep Instagram accounts and Facebook Pages in step with a git repository",
            ".SH SYNOPSIS", ".B calends", "[\\fIOPTION\\fR…] \\fICOMMAND\\fR", ".SH DESCRIPTION",
            "Posts, carousels, reels and stories are YAML files below calendar/. calends plan shows what differs",
            "between them and what has been published; calends apply publishes what is due, exactly once.",
            ".SH OPTIONS",
        ]
        lines += Option.global.flatMap(entry)
        lines.append(".SH COMMANDS")
        for command in Command.allCases {
            lines += [".SS \(escaped(Help.synopsis(of: command)))", escaped(command.summary + ".")]
            for paragraph in command.discussion { lines += [".PP", escaped(paragraph)] }
            lines += command.options.flatMap(entry)
            for example in command.examples {
                lines += [".PP", escaped("\(example.meaning):"), ".RS", ".B \(escaped(example.call))", ".RE"]
            }
        }
        lines += [
            ".SH EXIT STATUS", ".TP", "0", "Done.", ".TP", "1", "The calendar or its settings have errors.", ".TP", "2",
            "Changes are pending (plan \\-\\-detailed\\-exitcode).", ".TP", "3",
            "Something needs a person: failed, missed, in conflict.", ".TP", "4",
            "Try later: network, throttling, another runner.", ".TP", "64", "The command line makes no sense.", ".TP",
            "70", "A bug in calends.",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    private static func entry(_ option: Option) -> [String] {
        let letter = option.letter.map { "\\fB\\-\($0)\\fR, " } ?? ""
        let value = option.value.map { " \\fI\($0)\\fR" } ?? ""
        return [".TP", "\(letter)\\fB\(escaped("--" + option.name))\\fR\(value)", escaped(option.summary + ".")]
    }

    /// Hyphens become minus signs, since an option is copied as it stands; a line that starts with a dot is no request.
    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
