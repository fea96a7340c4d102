import ContentModel
import Diagnostics
import FoundationEssentials
import HTTP
import MetaGraph
import TokenStore

/// Renews one token: Instagram's by itself, a Page's from the person's token that it came of.
struct TokenRenewal: Sendable {
    let account: Account
    let access: AppAccess
    let http: HTTPClient
    var now: @Sendable () -> Date = { Date() }

    /// Meta renews no token of Instagram Login that is younger. Source: Business Login, "Refresh a long-lived token".
    static let youngest: TimeInterval = 86_400
    /// How old a token is renewed without being asked: often enough that a month of failures harms nothing.
    static let wanted: TimeInterval = 7 * 86_400

    /// Why a token is not renewed.
    enum Obstacle: Error {
        case tooYoung(until: Date)
        /// The platform renews it not, and takes it: all that is wrong with it is its age, which nobody wrote down.
        case refusedAndValid
        case ended(Date)
        case cannot(why: String, fix: String)
    }

    /// Whether the time has come to renew a token.
    static func isWanted(_ token: StoredToken, at now: Date) -> Bool {
        guard token.kind != .plain else { return false }
        guard let issued = token.issued else { return token.kind == .instagram }
        return now.timeIntervalSince(issued) >= wanted
    }

    /// The token anew.
    ///
    /// - Throws: ``Obstacle``, a `Diagnostic` or ``CommandFailure``, or a `GraphError`.
    func renewed(_ token: StoredToken) async throws -> StoredToken {
        let now = now()
        switch token.kind {
        case .instagram:
            if let issued = token.issued, now.timeIntervalSince(issued) < Self.youngest {
                throw Obstacle.tooYoung(until: issued.addingTimeInterval(Self.youngest))
            }
            if let end = token.expires, end <= now { throw Obstacle.ended(end) }
            guard let secret = AccessToken(token.secret) else { throw Self.unusable(token) }
            let granted = try await refreshed(secret, isAgeKnown: token.issued != nil)
            var new = token
            new.secret = granted.token.revealed()
            new.issued = now
            new.server = account.graphHost.origin
            new.expires = now.addingTimeInterval(granted.longestLife / .seconds(1))
            if let scopes = granted.scopes { new.scopes = scopes }
            return new
        case .page:
            guard let text = token.personSecret, let page = token.page, let person = AccessToken(text) else {
                throw Self.unusable(token)
            }
            if let end = token.personExpires, end <= now { throw Obstacle.ended(end) }
            let flow = try access.flow(
                .facebook, api: account.api, version: GraphVersion(account.version) ?? .v25, http: http)
            let granted = try await flow.longLived(person).value
            let own = try await client(with: granted.token).managedPage(page).value
            guard let secret = own.token else {
                throw Obstacle.cannot(
                    why: "the person has no role on its Page any more",
                    fix: "have an admin of the Page give the role, then run calends auth login")
            }
            var new = token
            (new.secret, new.personSecret, new.issued) = (secret.revealed(), granted.token.revealed(), now)
            new.server = account.graphHost.origin
            new.personExpires = now.addingTimeInterval(granted.longestLife / .seconds(1))
            return new
        case .plain: throw Obstacle.cannot(why: "it was put there by hand", fix: "put a new one there")
        }
    }

    /// Asks for the token that follows an Instagram account's.
    ///
    /// Meta documents no code for a token that is too young. Where nobody knows its age it is tried out after a refusal.
    private func refreshed(_ secret: AccessToken, isAgeKnown: Bool) async throws -> GrantedToken {
        let client = try client(with: secret)
        do throws(GraphError) {
            return try await client.refreshedToken().value
        } catch {
            guard !isAgeKnown, error.refusal != nil, error.remedy == .fixContent || error.remedy == .person,
                (try? await client.me()) != nil
            else { throw error }
            throw Obstacle.refusedAndValid
        }
    }

    private static func unusable(_ token: StoredToken) -> Obstacle {
        .cannot(why: "the store lacks what renewing takes", fix: "run calends auth login")
    }

    private func client(with token: AccessToken) throws -> GraphClient {
        var client = GraphClient(
            host: account.graphHost, version: GraphVersion(account.version) ?? .v25, token: token, http: http)
        client.proof = try access.proof(for: account.platform.graphLogin)
        return client
    }
}

extension TokenRenewal.Obstacle {
    /// In words.
    func diagnostic(for account: AccountName) -> Diagnostic {
        let what = "the token of account \(account) is not renewed"
        switch self {
        case .tooYoung(let time):
            return Diagnostic(
                nil, what, why: "it is younger than a day", fix: "try again after \(time.formatted(.iso8601))",
                severity: .warning)
        case .refusedAndValid:
            return Diagnostic(
                nil, what, why: "the platform refuses, and takes the token: it is younger than a day, it seems",
                fix: "try again in a day", severity: .warning)
        case .ended(let date):
            return Diagnostic(
                nil, what, why: "it ended on \(date.formatted(.iso8601.year().month().day()))",
                fix: "run calends auth login --account \(account)")
        case .cannot(let why, let fix):
            return Diagnostic(
                nil, what, why: why, fix: "\(fix)\(fix.hasSuffix("auth login") ? " --account \(account)" : "")")
        }
    }
}
