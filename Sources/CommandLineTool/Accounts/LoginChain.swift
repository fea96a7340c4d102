import ContentModel
import Diagnostics
import FoundationEssentials
import HTTP
import MetaGraph
import TokenStore

/// The exchanges from a dialog's code to the token that is kept.
struct LoginChain: Sendable {
    let flow: LoginFlow
    let platform: ContentModel.Platform
    let host: GraphHost
    let version: GraphVersion
    let http: HTTPClient
    let proof: AppSecretProof?
    var now: @Sendable () -> Date = { Date() }

    /// What a login came to.
    struct Result: Sendable {
        let accounts: [FoundAccount]
        /// The account's long-lived token (Instagram), or the person's (Facebook).
        let token: AccessToken
        let ends: Date
        var dataAccessEnds: Date?
        let scopes: [String]
        /// Whether scopes were asked for one by one, so that what is missing was refused.
        var isNarrowed = true
    }

    func follow(_ code: AccessToken, verifier: AccessToken?) async throws(GraphError) -> Result {
        let short = try await flow.token(for: code, verifier: verifier).value
        let long = try await flow.longLived(short.token).value
        let ends = now().addingTimeInterval(long.longestLife / .seconds(1))
        let client = client(with: long.token)
        switch flow.login {
        case .instagram:
            let profile = try await client.me().value
            let account = FoundAccount(
                id: profile.userID?.text ?? short.userID?.text ?? "", name: profile.username.map { "@" + $0 },
                token: long.token, page: nil)
            return Result(
                accounts: [account], token: long.token, ends: ends, scopes: long.scopes ?? short.scopes ?? [])
        case .facebook:
            let granted = try await client.permissions().value.filter { $0.status == "granted" }
            var pages: [ManagedPage] = []
            var iterator = client.allPages().makeAsyncIterator()
            while let page = try await iterator.next() { pages.append(page) }
            var result = Result(
                accounts: FoundAccount.found(on: pages, for: platform), token: long.token, ends: ends,
                scopes: granted.map(\.permission))
            // The exact ends are known to the app alone; without them the login is no worse.
            if let app = flow.app.token, let facts = try? await self.client(with: app).inspect(long.token).value {
                result.dataAccessEnds = facts.dataAccessExpires
            }
            return result
        }
    }

    /// What is kept of an account.
    func stored(_ account: FoundAccount, of result: Result) throws(CommandFailure) -> StoredToken {
        guard let token = account.token else {
            throw CommandFailure(
                "there is no token for \(account.words)", why: "the person has no role on its Page that gives one",
                fix: "have an admin of the Page give the role, then log in again", status: .needsPerson)
        }
        var stored = StoredToken(
            kind: flow.login == .instagram ? .instagram : .page, secret: token.revealed(), id: account.id,
            scopes: result.scopes)
        stored.issued = now()
        stored.server = host.origin
        stored.name = account.name
        stored.page = account.page
        switch flow.login {
        case .instagram: stored.expires = result.ends
        case .facebook:
            // A Page's token that comes of a long-lived one has no end.
            stored.personSecret = result.token.revealed()
            stored.personExpires = result.ends
            stored.dataAccessExpires = result.dataAccessEnds
        }
        return stored
    }

    private func client(with token: AccessToken) -> GraphClient {
        var client = GraphClient(host: host, version: version, token: token, http: http)
        client.proof = proof
        return client
    }
}

extension CommandFailure {
    /// Why the platform gave no token, or takes one no more.
    init(_ error: GraphError, account: AccountName) {
        let login = "run calends auth login --account \(account)"
        if let fault = error.loginFault {
            self.init(fault, said: error.refusal?.message ?? "", login)
            return
        }
        switch (error.refusal?.code, error.refusal?.subcode) {
        case (_, 463):
            self.init(
                "the token of account \(account) has expired", why: error.summary,
                fix: login, status: .needsPerson)
        case (_, 458):
            self.init(
                "the app was removed from account \(account)", why: error.summary, fix: login, status: .needsPerson)
        case (_, 460):
            self.init(
                "the password of account \(account) was changed, which ended its token", why: error.summary, fix: login,
                status: .needsPerson)
        case (102?, _), (104?, _), (190?, _):
            self.init(
                "the token of account \(account) does not work", why: error.summary, fix: login, status: .needsPerson)
        case (10?, _), (.some(200...299), _):
            self.init(
                "the token of account \(account) lacks a permission", why: error.summary,
                fix: "\(login), and allow it", status: .needsPerson)
        default:
            let isPassing = error.refusal == nil || [.backOff, .sameRequestSoon].contains(error.remedy)
            self.init(
                isPassing
                    ? "the platform cannot be asked about account \(account) now"
                    : "the platform refuses what was asked for account \(account)", why: error.summary,
                fix: isPassing ? "try again later" : error.remedy.text, status: isPassing ? .tryLater : .needsPerson)
        }
    }

    /// Why no token is given, whatever codes came along.
    private init(_ fault: LoginFault, said message: String, _ login: String) {
        let why = "the platform says: \(message)"
        switch fault {
        case .appSecretWrong:
            self.init(
                "the secret of the app is wrong", why: why,
                fix: "copy it again from the app's dashboard, and put it where the settings look for it",
                status: .calendarErrors)
        case .appUnknown:
            self.init(
                "no app has this id", why: why,
                fix: "copy it again from the app's dashboard: Instagram Login has an id of its own",
                status: .calendarErrors)
        case .codeSpent:
            self.init("the login's code was used or has expired", why: why, fix: login, status: .needsPerson)
        case .redirectWrong:
            self.init(
                "the login led back to another address than the app names", why: why,
                fix: "make app.redirect the address that is registered with the app, to the letter",
                status: .calendarErrors)
        }
    }
}
