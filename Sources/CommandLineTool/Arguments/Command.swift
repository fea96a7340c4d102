/// The commands, by the words that call them.
enum Command: String, CaseIterable, Sendable {
    case initialize = "init"
    case validate, plan, apply, run, status, show, calendar, accept, forget
    case refresh
    case importMedia = "import"
    case sandbox
    case mediaGC = "media gc"
    case authLogin = "auth login"
    case authRefresh = "auth refresh"
    case authStatus = "auth status"
    case doctor
    case mediaCheck = "media check"
    case mediaPrepare = "media prepare"
    case lockMerge = "lock merge"
    case schema, completions, help

    /// The words that call it.
    var name: String { rawValue }

    /// Finds the command that the first operands name; answers how many operands its name takes.
    static func named(by operands: [String]) -> (command: Command, wordCount: Int)? {
        for count in [2, 1] where operands.count >= count {
            if let command = Command(rawValue: operands.prefix(count).joined(separator: " ")) {
                return (command, count)
            }
        }
        return nil
    }

}

/// An argument without a `-`.
struct Operand: Hashable, Sendable {
    var name: String
    var isOptional = false
    /// Whether it may be several words.
    var isRepeatable = false

    /// As a synopsis writes it: `ID`, `[ID]`, `[ID…]`.
    var synopsis: String {
        let words = name + (isRepeatable ? "…" : "")
        return isOptional ? "[\(words)]" : words
    }
}

/// A call worth copying, and what it does.
struct Example: Hashable, Sendable {
    var call: String
    var meaning: String

    init(_ call: String, _ meaning: String) { (self.call, self.meaning) = (call, meaning) }
}
