import Diagnostics

/// Why a command line makes no sense.
enum UsageError: Error, Hashable, Sendable {
    case unknownCommand(String)
    case unknownOption(String, of: Command?)
    /// The option exists, but not for this command.
    case misplacedOption(Option, Command)
    case missingValue(Option)
    case unexpectedValue(Option)
    case badValue(Option, value: String, choices: [String])
    case notANumber(Option, value: String, ClosedRange<Int>)
    case missingOperand(Operand, Command)
    case excessOperand(String, Command)
    case badOperand(Operand, value: String, choices: [String])
    /// An option that means nothing without another one.
    case optionNeeds(Option, Option)
    /// An option that means nothing together with another one.
    case optionExcludes(Option, Option)
    case noFormats(Command)
    /// A command that is about one account, and was given none or several.
    case oneAccount(Command)
    /// An option without which the command has no meaning here.
    case missingOption(Option, Command)
    case badTime(Option, value: String, why: String, fix: String)
    case badDuration(Option, value: String, why: String)
    /// A saved plan says itself what it is for.
    case planDecides(Option)
    /// No month such as `2026-12`.
    case badMonth(String)
    /// No `HOST:PORT`.
    case badAddress(Option, value: String)

    /// One line: what — why or what was meant.
    var message: String {
        switch self {
        case .unknownCommand(let word):
            "unknown command '\(word)'" + Self.suggestion(word, among: Command.allCases.map(\.name))
        case .unknownOption(let word, let command):
            "unknown option '\(word)'"
                + Self.suggestion(
                    word, among: (Option.global + (command?.options ?? [])).map { "--\($0.name)" })
        case .misplacedOption(let option, let command):
            "\(command.name) has no option --\(option.name); it is for "
                + Command.allCases.filter { $0.options.contains(option) }.map(\.name).joined(separator: ", ")
        case .missingValue(let option): "--\(option.name) needs a value: --\(option.name) \(option.value ?? "")"
        case .unexpectedValue(let option): "--\(option.name) takes no value"
        case .badValue(let option, let value, let choices):
            "--\(option.name) cannot be '\(value)': "
                + (choices.isEmpty ? "there is none" : "it is \(Self.alternatives(choices))")
                + Self.suggestion(value, among: choices)
        case .notANumber(let option, let value, let range):
            "--\(option.name) cannot be '\(value)': it is a whole number, \(range.lowerBound) to \(range.upperBound)"
        case .missingOperand(let operand, let command): "\(command.name) needs \(operand.name)"
        case .excessOperand(let word, let command): "\(command.name) takes no further argument, and '\(word)' is one"
        case .badOperand(let operand, let value, let choices):
            "\(operand.name) cannot be '\(value)': it is \(Self.alternatives(choices))"
                + Self.suggestion(value, among: choices)
        case .optionNeeds(let option, let other): "--\(option.name) needs --\(other.name)"
        case .optionExcludes(let option, let other): "--\(other.name) means nothing with --\(option.name)"
        case .oneAccount(let command): "\(command.name) is about one account here: --account NAME"
        case .missingOption(let option, let command):
            "\(command.name) needs --\(option.name) for an account that the settings do not have yet: it is "
                + Self.alternatives(option.choices)
        case .noFormats(let command): "\(command.name) prints no facts, so it has no --format"
        case .badTime(let option, let value, let why, let fix):
            "--\(option.name) cannot be '\(value)': \(why); \(fix)"
        case .badDuration(let option, let value, let why):
            "--\(option.name) cannot be '\(value)': \(why); write it like 90s, 15m or 1h30m"
        case .planDecides(let option): "--\(option.name) means nothing with a saved plan, which says what it is for"
        case .badMonth(let value): "MONTH cannot be '\(value)': write a year and a month, such as 2026-12"
        case .badAddress(let option, let value):
            "--\(option.name) cannot be '\(value)': write HOST:PORT, such as 127.0.0.1:9464, or a port"
        }
    }

    /// The command whose help says more; `nil` for the general help.
    var command: Command? {
        switch self {
        case .unknownOption(_, let command): command
        case .misplacedOption(_, let command), .missingOperand(_, let command), .excessOperand(_, let command),
            .noFormats(let command), .oneAccount(let command), .missingOption(_, let command):
            command
        default: nil
        }
    }

    /// One line: where to read on.
    ///
    /// - Parameter called: the command on the line, for errors that are not about one.
    func hint(called: Command?) -> String {
        "calends \((command ?? called).map { "\($0.name) " } ?? "")--help says what there is."
    }

    private static func suggestion(_ word: String, among candidates: [String]) -> String {
        if let longer = candidates.first(where: { $0.hasPrefix(word + " ") }) { return " — did you mean '\(longer)'?" }
        return Suggestion.nearest(to: word, among: candidates).map { " — did you mean '\($0)'?" } ?? ""
    }

    /// More than these are not listed: an agency has a thousand accounts.
    private static let mostListed = 20

    private static func alternatives(_ choices: [String]) -> String {
        guard choices.count <= mostListed else {
            return "one of \(choices.count), such as " + choices.prefix(3).joined(separator: ", ")
        }
        guard let last = choices.last, choices.count > 1 else { return choices.first ?? "" }
        return choices.dropLast().joined(separator: ", ") + " or " + last
    }
}
