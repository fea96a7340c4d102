/// The app that logs in to accounts, as `app:` of the settings names it.
///
/// Each login gives an app an id and a secret of its own.
public struct AppSettings: Hashable, Sendable {
    /// The app's id with Facebook Login (the Meta app id).
    public var id: String?
    /// Where the secret that goes with ``id`` is kept.
    public var secret: SecretReference?
    /// The app's id with Instagram Login (the Instagram app id).
    public var instagramID: String?
    /// Where the secret that goes with ``instagramID`` is kept.
    public var instagramSecret: SecretReference?
    /// The address that logins lead back to, registered with the app to the letter.
    public var redirect: String?
    /// A configuration of Facebook Login for Business, which says in place of scopes what is asked for.
    public var configuration: String?
    /// Which `appsecret_proof` goes along with calls; `nil` for none.
    public var proof: SecretProof?

    /// An app of these parts.
    public init(
        id: String? = nil, secret: SecretReference? = nil, instagramID: String? = nil,
        instagramSecret: SecretReference? = nil, redirect: String? = nil, configuration: String? = nil,
        proof: SecretProof? = nil
    ) {
        self.id = id
        self.secret = secret
        self.instagramID = instagramID
        self.instagramSecret = instagramSecret
        self.redirect = redirect
        self.configuration = configuration
        self.proof = proof
    }
}

/// The two forms of `appsecret_proof` that Meta documents.
public enum SecretProof: String, Hashable, Sendable, CaseIterable {
    /// Of the token and the time.
    case timed
    /// Of the token alone.
    case untimed
}
