/// The secret of an app, which no print, dump, interpolation or debugger view gives away.
public struct AppSecret: Hashable, Sendable {
    let kept: AccessToken

    /// Keeps `secret`; nil if it is empty or has characters that none has, such as a line end pasted along with it.
    public init?(_ secret: String) {
        guard let kept = AccessToken(secret) else { return nil }
        self.kept = kept
    }

    /// The secret itself, for the one place that sends it.
    public func revealed() -> String { kept.revealed() }
}

extension AppSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The same text for every secret.
    public var description: String { "(app secret)" }
    /// The same text for every secret.
    public var debugDescription: String { description }
    /// Without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// An app as one of the two logins knows it; each gives it an id and a secret of its own.
public struct GraphApp: Hashable, Sendable {
    /// The app's id with this login.
    public let id: String
    /// The secret that goes with it.
    public let secret: AppSecret

    /// An app by its id and secret.
    public init(id: String, secret: AppSecret) {
        self.id = id
        self.secret = secret
    }

    /// The app's own token, which reads what other tokens are (`/debug_token`); it must never leave the app's machines.
    public var token: AccessToken? { AccessToken("\(id)|\(secret.revealed())") }
}
