import ContentModel
import Diagnostics
import HTTP
import MetaGraph
import TokenStore

/// The app that logs in, as settings and environment name it.
struct AppAccess: Sendable {
    let settings: AppSettings
    let secrets: Secrets
    let environment: [String: String]

    /// The app as a login knows it; nil where nothing names it.
    ///
    /// - Throws: a ``Diagnostics/Diagnostic`` where its secret is referred to and cannot be had.
    func known(to login: MetaGraph.GraphHost.Login) throws -> GraphApp? {
        let (reference, secretName) =
            login == .facebook
            ? (settings.secret, "CALENDS_APP_SECRET") : (settings.instagramSecret, "CALENDS_INSTAGRAM_APP_SECRET")
        guard let id = id(for: login) else { return nil }
        let text: String
        if let reference {
            text = try secrets.secret(reference, for: "the secret of the app", at: nil)
        } else if let variable = environment[secretName]?.trimmed, !variable.isEmpty {
            text = variable
            secrets.trace.hide(text)
        } else {
            return nil
        }
        guard let secret = AppSecret(text) else {
            throw Diagnostic(
                nil, "the secret of the app is no secret", why: "it has spaces or line breaks in it",
                fix: "copy it again")
        }
        return GraphApp(id: id, secret: secret)
    }

    private func id(for login: MetaGraph.GraphHost.Login) -> String? {
        let id =
            login == .facebook
            ? settings.id ?? environment["CALENDS_APP_ID"]?.trimmed
            : settings.instagramID ?? environment["CALENDS_INSTAGRAM_APP_ID"]?.trimmed
        return id?.isEmpty == true ? nil : id
    }

    /// The app, or words on how to name it.
    func required(by login: MetaGraph.GraphHost.Login) throws -> GraphApp {
        if let app = try known(to: login) { return app }
        let (prefix, variable) = login == .facebook ? ("", "CALENDS_APP") : ("instagram_", "CALENDS_INSTAGRAM_APP")
        if let id = id(for: login) {
            throw CommandFailure(
                "the secret of the app \(id) is missing", why: "Meta lets in apps that prove who they are",
                fix: "name it in calendar/settings.yaml, as \(prefix)secret: env:NAME in app:, "
                    + "or set \(variable)_SECRET",
                status: .calendarErrors)
        }
        let fields = "\(prefix)id and \(prefix)secret"
        let variables = "\(variable)_ID and \(variable)_SECRET"
        throw CommandFailure(
            "it is not known which app logs in", why: "Meta lets in apps, each with an id and a secret",
            fix: "name them in calendar/settings.yaml, in app: with \(fields), or set \(variables)",
            status: .calendarErrors)
    }

    /// The flow for a login.
    ///
    /// - Parameter api: the base URL that stands in for Meta's hosts.
    func flow(
        _ login: MetaGraph.GraphHost.Login, api: String?, version: GraphVersion, http: HTTPClient
    ) throws -> LoginFlow {
        LoginFlow(
            login, app: try required(by: login), redirectURI: redirect(for: login), version: version,
            hosts: api.map { LoginFlow.Hosts(all: $0) }, http: http)
    }

    /// The address that logins lead back to.
    ///
    /// Meta's dashboard takes plain `http` on this machine for Facebook Login in development alone.
    func redirect(for login: MetaGraph.GraphHost.Login) -> String {
        settings.redirect ?? (login == .facebook ? "http://localhost:8721/" : "https://localhost:8721/")
    }

    /// What goes along with calls to show that the secret is known.
    func proof(for login: MetaGraph.GraphHost.Login) throws -> AppSecretProof? {
        guard let form = settings.proof, let app = try known(to: login) else { return nil }
        return AppSecretProof(app.secret, form: form == .timed ? .timed : .untimed)
    }
}

extension ContentModel.Platform {
    /// The login whose tokens reach it.
    var graphLogin: MetaGraph.GraphHost.Login {
        if case .instagram(.instagram) = self { .instagram } else { .facebook }
    }
}

extension ContentModel.Account {
    /// The host that its calls go to.
    var graphHost: GraphHost {
        switch platform.graphLogin {
        case .instagram: api.map { GraphHost(.instagram, baseURL: $0) } ?? .instagram
        case .facebook: api.map { GraphHost(.facebook, baseURL: $0) } ?? .facebook
        }
    }
}
