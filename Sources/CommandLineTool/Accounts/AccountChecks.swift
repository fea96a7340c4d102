import ContentModel
import Diagnostics
import FoundationEssentials
import HTTP
import LocalState
import MetaGraph
import Planning
import TokenStore

/// What an account's token is and may do, asked of the platform.
struct AccountChecks: Sendable {
    let account: Account
    /// What the calendar needs of the token.
    let needs: [ScopeNeed]
    let secrets: Secrets
    let access: AppAccess
    let http: HTTPClient
    let now: Date
    let root: String
    /// Keeps what accounts' quotas are, for the plans to come; nil where that has no place.
    let quotas: QuotaMemory?

    private var login: String { "run calends auth login --account \(account.name)" }

    private func check(_ name: String, _ verdict: Check.Verdict, _ what: String, _ fix: String? = nil) -> Check {
        Check(subject: account.name.text, name: name, verdict: verdict, what: what, fix: fix)
    }

    func all() async -> [Check] {
        let text: String
        do {
            text = try secrets.token(of: account, at: nil)
        } catch {
            return [check("token", .fail, "\(error.message): \(error.why)", error.fix)]
        }
        guard let token = AccessToken(text) else {
            return [check("token", .fail, "what \(account.token) holds is no token", "copy it again")]
        }
        var client = GraphClient(
            host: account.graphHost, version: GraphVersion(account.version) ?? .v25, token: token,
            timeouts: HTTPRequest.Timeouts(total: .seconds(20)), http: http)
        client.proof = (try? access.proof(for: account.platform.graphLogin)) ?? nil
        var checks = [version]
        let stored: StoredToken? =
            if case .store(let key) = account.token { (try? secrets.stored(key)) ?? nil } else { nil }
        let usage: GraphUsage
        do throws(GraphError) {
            let (identity, reply) = try await identify(client)
            checks.append(identity)
            usage = reply
        } catch {
            let failure = CommandFailure(error, account: account.name)
            let isAway = error.refusal == nil
            // When a token would end that does not work is of no interest.
            let isOver = error.remedy == .reauthenticate
            let first = failure.diagnostics.first
            checks.append(
                check(
                    "identity", isAway ? .warn : .fail,
                    isAway ? "cannot be asked now: \(error.summary)" : "\(first?.message ?? ""): \(first?.why ?? "")",
                    isAway ? "try again with a network" : first?.fix))
            return checks + (isOver ? [] : ends(of: stored, nil, token: text)) + (isAway ? scopes(stored?.scopes) : [])
        }
        let facts = await inspect(token)
        checks += ends(of: stored, facts, token: text)
        checks += scopes(facts?.scopes ?? stored?.scopes)
        if case .instagram = account.platform { checks.append(await quota(client)) }
        checks.append(usageCheck(usage))
        return checks
    }

    // MARK: Who

    /// Reads the account itself, which shows that the token reaches it.
    private func identify(_ client: GraphClient) async throws(GraphError) -> (Check, GraphUsage) {
        switch account.platform {
        case .instagram(.instagram):
            let reply = try await client.me()
            let profile = reply.value
            guard profile.userID?.text == account.id else {
                let other = "\(profile.username.map { "@" + $0 } ?? "another account") (\(profile.userID?.text ?? "?"))"
                return (
                    check("identity", .fail, "the token is for \(other), and not for \(account.id)", login), reply.usage
                )
            }
            return (
                check("identity", .ok, "@\(profile.username ?? account.id), by Instagram Login"), reply.usage
            )
        case .instagram(.facebook), .facebook:
            let isPage = account.platform == .facebook
            let reply: GraphReply<Profile> = try await client.get(
                account.id, isPage ? ["id", "name"] : ["id", "username"])
            let name = isPage ? reply.value.name : reply.value.username.map { "@" + $0 }
            return (
                check("identity", .ok, "\(name ?? account.id), by Facebook Login\(isPage ? ", a Page" : "")"),
                reply.usage
            )
        }
    }

    /// Facebook Login's tokens can be looked at by their app alone.
    private func inspect(_ token: AccessToken) async -> TokenFacts? {
        guard account.platform.graphLogin == .facebook, let app = (try? access.known(to: .facebook)) ?? nil,
            let own = app.token
        else { return nil }
        let client = GraphClient(
            host: account.graphHost, version: GraphVersion(account.version) ?? .v25, token: own,
            timeouts: HTTPRequest.Timeouts(total: .seconds(20)), http: http)
        return try? await client.inspect(token).value
    }

    // MARK: How long

    private func ends(of stored: StoredToken?, _ facts: TokenFacts?, token: String) -> [Check] {
        let remembered = TokenKeeping.ends(of: [account.name: account], in: root, secrets)
        let expires = facts.map(\.expires) ?? stored?.expires ?? remembered.first { !$0.isDataAccess }?.date
        let data = facts?.dataAccessExpires ?? stored?.dataAccessExpires ?? remembered.first { $0.isDataAccess }?.date
        if facts != nil, stored == nil {
            TokenKeeping.remember(
                TokenOutlook(name: account.name.text, expires: expires, dataAccessExpires: data), of: token, in: root)
        }
        var checks: [Check] = []
        let isKnown = facts != nil || stored != nil || expires != nil
        let refresh = "run calends auth refresh --account \(account.name)"
        if let expires {
            checks.append(end("token", "good", expires, renewal: stored?.kind == .instagram ? refresh : login))
        } else {
            checks.append(
                isKnown
                    ? check("token", .ok, "without an end")
                    : check("token", .warn, "nobody knows when it ends", "keep it in the store: \(login)"))
        }
        if let data { checks.append(end("data access", "open", data, renewal: login)) }
        if let person = stored?.personExpires {
            checks.append(end("renewal", "possible", person, renewal: refresh))
        }
        return checks
    }

    /// Within a fortnight it is a warning: long enough for a holiday.
    private func end(_ name: String, _ word: String, _ date: Date, renewal: String) -> Check {
        let days = Int((date.timeIntervalSince(now) / 86_400).rounded(.down))
        let day = date.formatted(.iso8601.year().month().day())
        guard date > now else { return check(name, .fail, "ended on \(day)", login) }
        let span = days == 1 ? "1 day" : "\(days) days"
        return check(
            name, days < 14 ? .warn : .ok, "\(word) for \(span), until \(day)", days < 14 ? renewal : nil)
    }

    // MARK: What for

    private func scopes(_ granted: [String]?) -> [Check] {
        guard let granted, !granted.isEmpty else {
            return [
                check(
                    "permissions", .warn,
                    "cannot be listed; the calendar needs \(needs.map(\.scope).joined(separator: ", "))",
                    account.platform.graphLogin == .facebook
                        ? "name the app in the settings (app:), which can list them"
                        : "keep the token in the store: \(login)")
            ]
        }
        let missing = needs.filter { !granted.contains($0.scope) }
        guard !missing.isEmpty else {
            let all = needs.count == 1 ? "the one" : "all \(needs.count)"
            return [check("permissions", .ok, "\(all) that this calendar needs, of \(granted.count) granted")]
        }
        return missing.map {
            check("permissions", .fail, "\($0.scope) is missing, \($0.purpose)", "\(login), and allow it")
        }
    }

    // MARK: How much

    private func quota(_ client: GraphClient) async -> Check {
        do throws(GraphError) {
            let limit = try await client.publishingLimit(of: IGUserID(account.id)).value
            let known = AccountQuota(used: limit.used, total: limit.total, window: limit.window, readAt: Date())
            if let known { await quotas?.remember(known, of: account.name) }
            guard let total = limit.total, total > 0 else { return check("quota", .ok, "\(limit.used) used") }
            let isLow = limit.used * 10 >= total * 9
            return check(
                "quota", isLow ? .warn : .ok, "\(limit.used) of \(total) publications used in 24 hours",
                isLow ? "spread what is due over more days" : nil)
        } catch {
            let isDenied = error.refusal?.code == 10
            return check(
                "quota", .warn,
                isDenied ? "cannot be read: the token may not publish" : "cannot be read: \(error.summary)",
                isDenied ? "\(login), and allow publishing" : "try again later")
        }
    }

    private func usageCheck(_ usage: GraphUsage) -> Check {
        let percent = usage.highestLoad
        guard let percent else { return check("usage", .ok, "not reported, as for little traffic") }
        return check(
            "usage", percent >= 80 ? .warn : .ok, "\(percent) % of the calls allowed",
            percent >= 80 ? "make fewer calls for an hour" : nil)
    }

    private var version: Check {
        let known = GraphVersion(account.version) ?? .v25
        guard let text = known.servedUntil, let end = try? Date("\(text)T00:00:00Z", strategy: .iso8601) else {
            return known.major > 25
                ? check("version", .ok, "\(known), whose end is not announced")
                : check("version", .fail, "\(known) is no longer served", "write version: v25.0, or leave it out")
        }
        let days = Int((end.timeIntervalSince(now) / 86_400).rounded(.down))
        if days <= 0 {
            return check("version", .fail, "\(known) ended on \(text)", "write version: v25.0, or leave it out")
        }
        return check(
            "version", days < 90 ? .warn : .ok, "\(known), served until \(text)",
            days < 90 ? "write a newer version in the settings" : nil)
    }
}
