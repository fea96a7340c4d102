@preconcurrency import CGetopt
import Glibc
import Synchronization

/// What was written behind `calends`, checked against the table.
struct CommandLineArguments: Hashable, Sendable {
    /// `nil` when no command was named.
    var command: Command?
    /// Without the words of the command.
    var operands: [String]
    /// The values as written; an option without a value has as many empty ones as it was written.
    var values: [Option: [String]]
}

/// Reads arguments with getopt_long, from the table of options.
enum CommandLineParser {
    /// getopt keeps its place in global variables: one parse at a time.
    private static let lock = Mutex(())

    /// - Parameter arguments: without the program's name.
    static func parse(_ arguments: [String]) throws(UsageError) -> CommandLineArguments {
        let words = lock.withLock { _ in scan(arguments) }
        let operands = words.compactMap { if case .operand(let text) = $0 { text } else { nil } }
        let command = Command.named(by: operands)
        var values: [Option: [String]] = [:]
        for word in words {
            switch word {
            case .operand: continue
            case .option(let option, let value): values[option, default: []].append(value ?? "")
            case .unknown(let text): throw .unknownOption(text, of: command?.command)
            case .missingValue(let option): throw .missingValue(option)
            case .unexpectedValue(let option): throw .unexpectedValue(option)
            }
        }
        let isAskingForHelp = values[.help] != nil || values[.version] != nil
        guard let (command, wordCount) = command else {
            guard let first = operands.first, values[.version] == nil else {
                return CommandLineArguments(command: nil, operands: [], values: values)
            }
            // The first word of two is enough to ask for help.
            guard values[.help] != nil, operands.count == 1, Help.text(named: first) != nil else {
                throw .unknownCommand(commandText(operands, first))
            }
            return CommandLineArguments(command: .help, operands: operands, values: values)
        }
        let parsed = CommandLineArguments(
            command: command, operands: Array(operands.dropFirst(wordCount)), values: values)
        if !isAskingForHelp { try check(parsed, command) }
        return parsed
    }

    /// Both words where the first alone is the beginning of a command of two.
    private static func commandText(_ operands: [String], _ first: String) -> String {
        let isBeginning = Command.allCases.contains { $0.name.hasPrefix(first + " ") }
        return isBeginning ? operands.prefix(2).joined(separator: " ") : first
    }

    private static func check(_ parsed: CommandLineArguments, _ command: Command) throws(UsageError) {
        for option in Option.allCases {
            guard let written = parsed.values[option] else { continue }
            guard Option.global.contains(option) || command.options.contains(option) else {
                throw .misplacedOption(option, command)
            }
            var choices = option.choices
            if option == .format {
                choices = command.formats
                guard !choices.isEmpty else { throw .noFormats(command) }
            }
            for value in written where !choices.isEmpty && !choices.contains(value) {
                throw .badValue(option, value: value, choices: choices)
            }
            guard let range = option.numbers else { continue }
            for value in written where !(Int(value).map(range.contains) ?? false) {
                throw .notANumber(option, value: value, range)
            }
        }
        let operands = command.operands
        if parsed.operands.count > operands.count, operands.last?.isRepeatable != true {
            throw .excessOperand(parsed.operands[operands.count], command)
        }
        for (index, operand) in operands.enumerated() where index >= parsed.operands.count && !operand.isOptional {
            throw .missingOperand(operand, command)
        }
    }

    // MARK: getopt_long

    private enum Word {
        case operand(String)
        case option(Option, String?)
        case unknown(String)
        case missingValue(Option)
        case unexpectedValue(Option)
    }

    /// The number that stands for the first option; above every character.
    private static let base: Int32 = 0x1000

    private static func scan(_ arguments: [String]) -> [Word] {
        let all = Option.allCases
        var pointers: [UnsafeMutablePointer<CChar>?] = (["calends"] + arguments).map { strdup($0) }
        let names = all.map { strdup($0.name) }
        defer { for pointer in pointers + names { free(pointer) } }
        pointers.append(nil)
        let count = Int32(clamping: arguments.count + 1)
        var table = zip(all, names).enumerated().map { index, entry in
            option(
                name: UnsafePointer(entry.1), has_arg: entry.0.value == nil ? no_argument : required_argument,
                flag: nil, val: base + Int32(index))
        }
        table.append(option())
        // '-' hands operands over in their place, so that options may stand anywhere; ':' tells a missing value apart.
        let letters =
            "-:"
            + all.compactMap { option in
                option.letter.map { "\($0)" + (option.value == nil ? "" : ":") }
            }.joined()
        optind = 0  // glibc: start anew, and read the letters' flags again
        opterr = 0
        var words: [Word] = []
        while true {
            let before = max(1, optind)
            let code = getopt_long(count, &pointers, letters, table, nil)
            let value = optarg.map { String(cString: $0) }
            // The argument that this step was about: what follows it may be its value.
            let written = arguments.element(before - 1)
            switch code {
            case -1:
                // Everything behind `--` is an operand.
                return words + arguments.dropFirst(Int(optind) - 1).map { .operand($0) }
            case 1: words.append(.operand(value ?? ""))
            case base..<base + Int32(all.count):
                let option = all[Int(code - base)]
                // getopt would take any unambiguous beginning of a name, which a new option could change.
                let name = written?.prefix { $0 != "=" }
                words.append(name == "--\(option.name)" ? .option(option, value) : .unknown(String(name ?? "")))
            case Int32(UInt8(ascii: ":")): words.append(problem(written, all) { .missingValue($0) })
            case Int32(UInt8(ascii: "?")):
                // glibc leaves in optopt the value of a long option that takes none.
                if optopt >= base {
                    words.append(problem(written, all) { .unexpectedValue($0) })
                } else {
                    words.append(
                        .unknown(optopt == 0 ? String((written ?? "").prefix { $0 != "=" }) : "-\(letter(optopt))"))
                }
            default:
                let option = all.first { $0.letter == letter(code) }
                words.append(option.map { .option($0, value) } ?? .unknown("-\(letter(code))"))
            }
        }
    }

    private static func letter(_ code: Int32) -> Character {
        Character(Unicode.Scalar(UInt8(truncatingIfNeeded: code)))
    }

    private static func problem(_ written: String?, _ all: [Option], _ word: (Option) -> Word) -> Word {
        let code = optopt
        if code >= base, code < base + Int32(all.count) { return word(all[Int(code - base)]) }
        if let option = all.first(where: { $0.letter == letter(code) }) { return word(option) }
        return .unknown(written ?? "")
    }
}

extension [String] {
    fileprivate func element(_ index: Int32) -> String? {
        indices.contains(Int(index)) ? self[Int(index)] : nil
    }
}
