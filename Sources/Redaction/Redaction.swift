/// Takes secrets out of what is shown of requests, answers and steps.
///
/// A secret is told in three ways, each enough: by what it is, where a program knows the secrets that it holds; by the
/// name that stands before it (``SecretNames``); by its looks, as far as tokens have any. So one that nobody has heard
/// of yet, in an answer that brings it, is hidden as well.
public struct Redaction: Sendable {
    /// What stands in the place of a secret.
    public static let mark = "(hidden)"
    /// Shorter ones would be found in everything.
    private static let shortest = 4

    /// The longest first, so that one which holds another is hidden whole.
    private let known: [String]

    /// - Parameter secrets: those that the program holds.
    public init(hiding secrets: Set<String> = []) {
        known = secrets.filter { $0.utf8.count >= Self.shortest }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    /// `text` without the secrets that are known or look like tokens; for what was written for people.
    public func prose(_ text: String) -> String {
        RedactedText(withoutKnown(text), hidesByName: false).result
    }

    /// `text` without secrets, also those that a name tells; for bodies of any format, whole or cut short.
    public func body(_ text: String) -> String {
        RedactedText(withoutKnown(text), hidesByName: true).result
    }

    /// `text` without what looks like a token, and without the parts of addresses that may hold secrets; for messages,
    /// which repeat what somebody wrote.
    public func message(_ text: String) -> String { prose(RedactedAddresses(text).result) }

    /// A parameter of a form or an address, its value in plain text, without secrets.
    public func value(_ value: String, of name: String) -> String {
        SecretNames.isSecret(parameter: name) ? Self.mark : body(value)
    }

    private func withoutKnown(_ text: String) -> String {
        known.reduce(text) { text, secret in
            text.contains(secret)
                ? text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: Self.mark) : text
        }
    }
}
