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
    /// The name in permalinks, without `@`.
    public var username: String
    /// How its owner signed in.
    public var login: Login
    /// The professional account's id (`17841…`).
    public var id: String?
    /// The access token; for Facebook Login the person's.
    public var token: String?
    /// The granted permissions; `nil` for all that the login kind has.
    public var scopes: Set<String>?
    /// When the token stops working; `nil` for never.
    public var tokenExpires: Date?
    /// Shown as `account_type`.
    public var kind: Kind = .business
    /// The text of the profile.
    public var biography: String?
    /// The link of the profile.
    public var website: String?
    /// The picture of the profile.
    public var pictureURL: String?
    /// How many follow it.
    public var followers = 0
    /// How many it follows.
    public var follows = 0
    /// The Page the account is linked to (Facebook Login only).
    public var pageID: String?
    /// That Page's name; `nil` for the account's.
    public var pageName: String?
    /// That Page's own token, which never expires.
    public var pageToken: String?
    /// Whether it is the Page that publishes, and the account only stands behind it.
    public var isPage = false

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
    /// The name people see.
    public let name: String
    /// `instagram`, or `facebook` where it is the Page that publishes.
    public let platform: String
    /// Which host takes the token.
    public let login: Login
    /// The professional account's id.
    public let id: String
    /// The access token.
    public let token: String
    /// The linked Page and its token (Facebook Login only).
    public let pageID: String?
    /// The token of that Page.
    public let pageToken: String?
}
