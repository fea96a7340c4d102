public import GraphModel

/// What a client needs to reach an account of the sandbox.
public struct SandboxAccount: Hashable, Sendable, Codable {
    /// The two places that can be published to.
    public enum Platform: String, Hashable, Sendable, Codable, CaseIterable {
        case instagram, facebook
    }

    /// The name by which a calendar knows it.
    public let name: String
    /// Where it publishes.
    public let platform: Platform
    /// How its owner signed in.
    public let login: Login
    /// The id of the professional account, or of the Page.
    public let id: String
    /// The token for that id; for a Page, the Page's own.
    public let token: String

    /// Where its page is, below the sandbox's address.
    public var path: String {
        switch platform {
        case .instagram: "/@" + URLText.encoded(name)
        case .facebook: "/pages/" + URLText.encoded(id)
        }
    }

    var json: JSON {
        [
            "name": .string(name), "platform": .string(platform.rawValue), "login": .string(login.rawValue),
            "id": .string(id), "token": .string(token),
        ]
    }
}
