public import FoundationEssentials

/// A token with what is known of it: all that it takes to use it, to judge it and to renew it.
public struct StoredToken: Hashable, Sendable {
    /// What a token stands for, which decides how it is renewed.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// An Instagram account, by Instagram Login: renewed by itself.
        case instagram
        /// A Page, by Facebook Login: renewed from the person's token it came of.
        case page
        /// Anything else, put there by hand: never renewed.
        case plain
    }

    /// What it stands for.
    public var kind: Kind
    /// The token itself.
    public var secret: String
    /// The person's long-lived token that a Page's came of.
    public var personSecret: String?
    /// When it was given; nil where that is not known.
    public var issued: Date?
    /// When it ends; nil for never.
    public var expires: Date?
    /// When the person's token ends, until which a Page's can be renewed.
    public var personExpires: Date?
    /// When the person must consent again.
    public var dataAccessExpires: Date?
    /// What it may do, as far as the platform said.
    public var scopes: [String]
    /// The account's or Page's id.
    public var id: String
    /// The Page behind it (Facebook Login).
    public var page: String?
    /// The origin of the server that gave it, such as `https://graph.instagram.com`, to which alone it is sent; nil where
    /// that was not written down.
    public var server: String?
    /// The name people know the account by.
    public var name: String?

    /// A token and what is known of it.
    public init(kind: Kind, secret: String, id: String, scopes: [String] = []) {
        self.kind = kind
        self.secret = secret
        self.id = id
        self.scopes = scopes
    }
}

extension StoredToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the secrets.
    public var description: String { "(\(kind.rawValue) token of \(name ?? id))" }
    /// Without the secrets.
    public var debugDescription: String { description }
    /// Without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension StoredToken: Codable {
    enum CodingKeys: String, CodingKey {
        case kind, issued, expires, scopes, id, page, server, name
        case secret = "token"
        case personSecret = "person_token"
        case personExpires = "person_expires"
        case dataAccessExpires = "data_access_expires"
    }
}

/// What a store says of a token to everybody: its name and when it ends, so that plans need no key.
public struct TokenOutlook: Hashable, Sendable {
    /// The name behind `store:`.
    public let name: String
    /// When the token ends; nil for never.
    public let expires: Date?
    /// When the person must consent again.
    public let dataAccessExpires: Date?

    /// When and why something ends.
    public init(name: String, expires: Date?, dataAccessExpires: Date? = nil) {
        self.name = name
        self.expires = expires
        self.dataAccessExpires = dataAccessExpires
    }
}
