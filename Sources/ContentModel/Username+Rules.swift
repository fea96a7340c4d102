extension Username {
    /// The longest name Instagram allows. Source: Instagram's sign-up rules; letters, digits, `.` and `_`.
    static let longest = 30

    /// - Throws: ``UsernameError`` unless `text` has the shape of an Instagram name, written without `@`.
    public init(written text: String) throws(UsernameError) {
        if text.first == "@" { throw .leadingAt(text) }
        guard !text.isEmpty, text.utf8.allSatisfy(Self.isAllowed) else { throw .malformed(text) }
        guard text.utf8.count <= Self.longest else { throw .tooLong(text) }
        self.init(text)
    }

    /// Whether a byte may stand in a name.
    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Why a text is not an Instagram name.
public enum UsernameError: Error, Hashable, Sendable {
    case leadingAt(String)
    case malformed(String)
    case tooLong(String)
}

extension UsernameError: Explained {
    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .leadingAt(let text): "'\(text)' starts with '@'"
        case .malformed(let text): "'\(text)' is not an Instagram name"
        case .tooLong(let text): "'\(text)' has \(text.count) characters"
        }
    }

    /// The rule that was broken.
    public var why: String {
        switch self {
        case .leadingAt: "the API takes names without it, and refuses the post with it (2207018)"
        case .malformed: "a name has only letters a-z, digits, '.' and '_'"
        case .tooLong: "an Instagram name has at most \(Username.longest)"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .leadingAt(let text): "write \(text.drop { $0 == "@" })"
        case .malformed, .tooLong: "write the name as it shows on the profile"
        }
    }
}
