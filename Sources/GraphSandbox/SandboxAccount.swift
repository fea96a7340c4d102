public import GraphModel

/// What a client needs to reach an account of the sandbox.
public struct SandboxAccount: Hashable, Sendable, Codable {
    /// The two places that can be published to.
    public enum Platform: String, Hashable, Sendable, Codable, CaseIterable {
        case instagram, facebook
    }

    /// The name by which a calendar knows it.
    public let name: String
    public let platform: Platform
    public let login: Login
    /// The id of the professional account, or of the Page.
    public let id: String
    /// The token for that id; for a Page, the Page's own.
    public let token: String

    var json: JSON {
        [
            "name": .string(name), "platform": .string(platform.rawValue), "login": .string(login.rawValue),
            "id": .string(id), "token": .string(token),
        ]
    }
}
