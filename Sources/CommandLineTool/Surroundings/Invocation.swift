import ContentModel
import Diagnostics
import FoundationEssentials
import Redaction
import Views

/// One call of calends: what was asked, and where.
struct Invocation: Sendable {
    let command: Command
    let arguments: CommandLineArguments
    let console: Console
    let environment: [String: String]
    /// The folder to work in: the one of `-C`, else the one calends was started in.
    let directory: String
    /// Hears what the command does, for `-v` and `-vv`.
    let trace: Trace

    init(
        command: Command, arguments: CommandLineArguments, console: Console, environment: [String: String],
        directory: String
    ) {
        (self.command, self.arguments, self.console) = (command, arguments, console)
        (self.environment, self.directory) = (environment, directory)
        let detail: Trace.Detail =
            switch (arguments.values[.quiet], arguments.values[.verbose]?.count ?? 0) {
            case (_?, _), (nil, 0): .nothing
            case (nil, 1): .steps
            case (nil, _): .requests
            }
        trace = Trace(detail, style: console.reportStyle, report: console.report)
    }

    /// Whether an option without a value was written.
    func has(_ option: Option) -> Bool { arguments.values[option] != nil }

    /// The value of an option; of several the last.
    func value(of option: Option) -> String? { arguments.values[option]?.last }

    /// The value of `--format`, or the command's default.
    var format: String { value(of: .format) ?? command.formats.first ?? "text" }

    /// The value of an option that takes a whole number.
    func number(_ option: Option) -> Int? { value(of: option).flatMap { Int($0) } }

    /// The value of an option that takes a span of time; nil where it was not written.
    func span(_ option: Option) throws(UsageError) -> Duration? {
        guard let text = value(of: option) else { return nil }
        do throws(DurationTextError) {
            return try Duration(written: text)
        } catch {
            throw .badDuration(option, value: text, why: error.why)
        }
    }

    /// The accounts of `--account`; empty for all of them.
    var accountNames: [AccountName] {
        (arguments.values[.account] ?? []).flatMap { $0.split(separator: ",") }.map { AccountName(String($0)) }
    }

    /// Whether this runs in a CI job, as nearly every CI system says.
    var isContinuousIntegration: Bool { !["", "0", "false"].contains(environment["CI"] ?? "") }

    /// Prints what is neither data nor an error, unless `--quiet`; without tokens, as it repeats what files say.
    func tell(_ line: String) {
        if !has(.quiet) { console.report(Redaction().prose(line) + "\n") }
    }

    /// Refuses options that mean nothing without another.
    func require(_ other: Option, for options: Option...) throws(UsageError) {
        for option in options where has(option) && !has(other) { throw .optionNeeds(option, other) }
    }
}
