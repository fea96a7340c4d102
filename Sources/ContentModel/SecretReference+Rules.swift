extension SecretReference {
    /// - Throws: ``SecretReferenceError``, which never holds the text: it may be the secret itself.
    public init(written text: String) throws(SecretReferenceError) {
        guard let colon = text.firstIndex(of: ":") else { throw .literal }
        let rest = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "env":
            guard Self.isVariableName(rest) else { throw .noVariableName }
            self = .environment(rest)
        case "file":
            guard !rest.isEmpty else { throw .noPath }
            self = .file(rest)
        case "store":
            guard Self.isStoreName(rest) else { throw .noStoreName }
            self = .store(rest)
        default: throw .literal
        }
    }

    /// What accounts are called, and shorter than any token: a pasted one must not pass for a name, and be shown.
    private static func isStoreName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && !text.contains(where: \.isWhitespace)
            && AccountName(text).problem == nil
    }

    /// Letters, digits and `_`, and no longer than any name that people choose: tokens of Meta's are far longer.
    private static func isVariableName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

/// Why a text is no reference to a secret.
public enum SecretReferenceError: Error, Hashable, Sendable {
    /// It is neither `env:`, `file:` nor `store:`: most likely the secret itself.
    case literal
    case noVariableName
    case noPath
    case noStoreName

    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .literal: "is not a reference"
        case .noVariableName: "names no environment variable behind 'env:'"
        case .noPath: "names no path behind 'file:'"
        case .noStoreName: "names no secret behind 'store:'"
        }
    }

    /// The rule that was broken.
    public var why: String {
        switch self {
        case .literal: "a secret in git is known to everyone who can read the repository, for ever"
        case .noVariableName: "their names have letters, digits and '_', at most 64"
        case .noPath, .noStoreName: "a reference says where the secret is kept"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .literal: "write env:NAME, file:PATH or store:NAME, and revoke the secret if this was one"
        case .noVariableName: "write it like env:BAKERY_TOKEN; if this was the secret itself, revoke it"
        case .noPath: "write it like file:/run/secrets/bakery"
        case .noStoreName: "write it like store:bakery; if this was the secret itself, revoke it"
        }
    }
}
