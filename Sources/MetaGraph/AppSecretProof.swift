import Cryptography
public import FoundationEssentials

/// What shows, with each call, that whoever sends a token knows the app's secret as well: `appsecret_proof`.
///
/// An app can be set to demand it ("Require App Secret"). Source: Facebook Login, "Securing Graph API requests"; whether
/// `graph.instagram.com` looks at it is not documented.
public struct AppSecretProof: Sendable {
    /// The two forms that Meta documents.
    public enum Form: String, Hashable, Sendable, CaseIterable {
        /// Of token and time, good for five minutes: the present page's.
        case timed
        /// Of the token alone: the older one.
        case untimed
    }

    private let secret: AppSecret
    private let form: Form
    private let now: @Sendable () -> Date

    /// Proofs with an app's secret.
    ///
    /// - Parameter now: the time that ``Form/timed`` proofs name; a clock far off Meta's makes them void.
    public init(_ secret: AppSecret, form: Form = .timed, now: @escaping @Sendable () -> Date = { Date() }) {
        self.secret = secret
        self.form = form
        self.now = now
    }

    /// The parameters that go along with a call.
    func parameters(for token: AccessToken) -> MetaGraph.Form {
        var parameters = MetaGraph.Form()
        var message = token.revealed()
        let time = now().graphSeconds
        if form == .timed { message += "|\(time)" }
        let code = HMACSHA256.code(of: Array(message.utf8), key: Array(secret.revealed().utf8))
        parameters.add("appsecret_proof", code.hex)
        if form == .timed { parameters.add("appsecret_time", time) }
        return parameters
    }
}
