/// Where a remote is, which may hold a password: it is printed without.
public struct RemoteURL: Hashable, Sendable {
    /// How its repository is reached.
    enum Transport: Hashable, Sendable {
        case local(path: String)
        case http(isEncrypted: Bool)
        case ssh
        /// The protocol of `git daemon`, which knows no credentials.
        case git
    }

    /// The whole, with any credential in it: for libgit2 alone.
    let text: String
    let transport: Transport
    /// The name of the machine, with a port where one is written, in lower case; empty for a path.
    let host: String

    /// Reads a URL, a path, or the short form `user@host:path`, as git does (git-fetch(1), "GIT URLS").
    ///
    /// - Parameter folder: what a relative path is relative to.
    /// - Throws: ``RemoteProblem/unreadableURL(_:)`` for a protocol that this program does not speak.
    public init(_ text: String, relativeTo folder: String) throws(GitError) {
        guard !text.utf8.contains(0) else { throw .remote(.unreadableURL("")) }
        self.text = text
        guard let (scheme, rest) = Self.split(text, at: "://") else {
            (transport, host) = try Self.readSchemeless(text, relativeTo: folder)
            return
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        host = Self.withoutUser(authority).lowercased()
        switch scheme.lowercased() {
        case "file":
            // The host, if one is written, is this one.
            transport = .local(path: Self.percentDecoded(rest.dropFirst(authority.count)))
        case "https": transport = .http(isEncrypted: true)
        case "http": transport = .http(isEncrypted: false)
        case "ssh", "git+ssh", "ssh+git": transport = .ssh
        case "git": transport = .git
        default: throw .remote(.unreadableURL(Self.redacting(text)))
        }
    }

    private static func readSchemeless(
        _ text: String, relativeTo folder: String
    ) throws(GitError) -> (Transport, String) {
        // git takes `a:b` as host and path unless a slash comes first, and `a::b` as a program to run.
        if let (authority, path) = split(text, at: ":"), !authority.contains("/"), !authority.isEmpty {
            guard !path.hasPrefix(":"), !authority.hasPrefix("-") else {
                throw .remote(.unreadableURL(redacting(text)))
            }
            return (.ssh, withoutUser(authority).lowercased())
        }
        guard !text.isEmpty else { throw .remote(.unreadableURL("")) }
        return (.local(path: text.hasPrefix("/") ? text : "\(folder)/\(text)"), "")
    }

    private static func withoutUser(_ authority: Substring) -> Substring {
        authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    }

    private static func split(_ text: String, at separator: String) -> (Substring, Substring)? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(separator) {
                return (text[..<start], text[text.index(start, offsetBy: separator.count)...])
            }
            start = text.index(after: start)
        }
        return nil
    }

    private static func percentDecoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension RemoteURL: CustomStringConvertible {
    /// The URL without credentials.
    public var description: String { Self.redacting(text) }

    /// `text` with no credential left in any URL of it; every message that may hold a URL passes through here.
    ///
    /// Of ssh URLs the user stays, since it is no secret there; of all others the whole part before `@` goes: tokens
    /// are also written in the place of the user.
    static func redacting(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let (before, after) = split(String(rest), at: "://") {
            result += before + "://"
            let authority = after.prefix { !$0.isWhitespace && !"/?#'\"<>".contains($0) }
            if let end = authority.lastIndex(of: "@") {
                let user = authority[..<end].prefix { $0 != ":" }
                if before.hasSuffix("ssh") || before.hasSuffix("ssh+git") { result += user + "@" }
                result += authority[authority.index(after: end)...]
            } else {
                result += authority
            }
            rest = after.dropFirst(authority.count)
        }
        return result + rest
    }
}
