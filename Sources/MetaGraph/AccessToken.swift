/// A token for the Graph API that no print, dump, interpolation or debugger view gives away.
public struct AccessToken: Hashable, Sendable {
    private let secret: String

    /// Keeps `secret`; nil if it is empty or has characters no token has, such as a line end pasted along with it.
    public init?(_ secret: String) {
        guard !secret.isEmpty, secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.secret = secret
    }

    /// The secret itself, for the one place that sends it.
    public func revealed() -> String { secret }

    /// `text` without the secret, which Meta repeats in some of its messages.
    func redacted(from text: String) -> String {
        text.contains(secret)
            ? text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "(token)") : text
    }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The same text for every token.
    public var description: String { "(access token)" }
    /// The same text for every token.
    public var debugDescription: String { description }
    /// Without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
