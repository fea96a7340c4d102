public import FoundationEssentials

/// How an account's owner signed in; it decides the host, the token and what can be done.
public enum Login: String, Hashable, Sendable, Codable, CaseIterable {
    /// Facebook Login: `graph.facebook.com`, through a Page.
    case facebook
    /// Instagram Login: `graph.instagram.com`.
    case instagram
}

/// One account the world begins with, and the token that reaches it.
///
/// What is left `nil` is made up. Several seeds may share a Facebook token (one person, several Pages), and two seeds
/// may name the same account under two logins.
public struct AccountSeed: Hashable, Sendable, Codable {
    /// The kinds of professional account.
    public enum Kind: String, Hashable, Sendable, Codable {
        case business = "BUSINESS"
        case creator = "MEDIA_CREATOR"
    }

    /// The name people see.
    public var name: String
    public var username: String
    public var login: Login
    /// The professional account's id (`17841…`).
    public var id: String?
    /// The access token; for Facebook Login the person's.
    public var token: String?
    /// The granted permissions; `nil` for all that the login kind has.
    public var scopes: Set<String>?
    /// When the token stops working; `nil` for never.
    public var tokenExpires: Date?
    public var kind: Kind = .business
    public var biography: String?
    public var website: String?
    public var pictureURL: String?
    public var followers = 0
    public var follows = 0
    /// The Page the account is linked to (Facebook Login only).
    public var pageID: String?
    public var pageName: String?
    public var pageToken: String?

    /// An account with everything else made up.
    public init(name: String, username: String, login: Login, id: String? = nil, token: String? = nil) {
        self.name = name
        self.username = username
        self.login = login
        self.id = id
        self.token = token
    }
}

/// What a client needs to reach an account.
public struct AccountKey: Hashable, Sendable, Codable {
    public let name: String
    public let platform: String
    public let login: Login
    public let id: String
    public let token: String
    /// The linked Page and its token (Facebook Login only).
    public let pageID: String?
    public let pageToken: String?
}
