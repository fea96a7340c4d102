public import Diagnostics

/// One Instagram professional account or Facebook Page, as the settings name it.
public struct Account: Hashable, Sendable {
    /// The name entries and the command line call it by.
    public let name: AccountName
    /// Where it lives, and how its token was obtained.
    public let platform: Platform
    /// Meta's decimal id of the account or Page; never a number here, since some exceed 2^53.
    public let id: String
    /// Where its access token is kept.
    public let token: SecretReference
    /// The base URL of the Graph API, when it is not Meta's own.
    public let api: String?
    /// The Graph version, for example `v25.0`.
    public let version: String
    /// Where the settings name it.
    public let location: SourceLocation

    /// An account as the settings describe it.
    public init(
        name: AccountName, platform: Platform, id: String, token: SecretReference, api: String?, version: String,
        location: SourceLocation
    ) {
        self.name = name
        self.platform = platform
        self.id = id
        self.token = token
        self.api = api
        self.version = version
        self.location = location
    }

    /// The Graph version used where the settings name none. Source: Graph changelog, 18 Feb 2026.
    public static let defaultVersion = "v25.0"
}

/// Where an account lives, and how its token was obtained.
public enum Platform: Hashable, Sendable {
    case instagram(Login)
    case facebook
}

extension Platform {
    /// Whether what is published can be deleted. Source: Instagram Platform, IG Media, `DELETE`: Facebook Login only.
    public var canDelete: Bool {
        switch self {
        case .instagram(.instagram): false
        case .instagram(.facebook), .facebook: true
        }
    }
}

/// The two ways an app may act for an Instagram account; each has features the other lacks.
public enum Login: String, Hashable, Sendable, CaseIterable {
    /// Instagram Login, on `graph.instagram.com`: no Page needed; no delete, partnership, products or polls.
    case instagram
    /// Facebook Login, on `graph.facebook.com`.
    case facebook
}

/// Where a secret is kept; never the secret itself.
public enum SecretReference: Hashable, Sendable {
    /// `env:NAME`
    case environment(String)
    /// `file:PATH`, outside the repository or ignored by git.
    case file(String)
    /// `store:NAME`
    case store(String)
}

extension SecretReference: CustomStringConvertible {
    /// As the settings write it.
    public var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        case .store(let name): "store:\(name)"
        }
    }
}
