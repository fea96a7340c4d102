import ContentModel
import Diagnostics
import TimeZones

/// What the settings must satisfy across their fields: names, zones, references from one part to another.
struct SettingsRules {
    let draft: SettingsDraft
    let zones: ZoneClient

    func settings(findings: inout Findings) -> (Settings, undecided: Set<AccountName>) {
        let (accounts, undecided) = accounts(findings: &findings)
        var safety = draft.safety
        let zone = zone(findings: &findings)
        if let zone { safety.quiet = draft.quiet.compactMap { window($0, in: zone, findings: &findings) } }
        safety.publishesLocation = draft.publishesMark.map { SourceLocation(file: findings.file, $0) }
        safety.deletesLocation = draft.deletesMark.map { SourceLocation(file: findings.file, $0) }
        let known = Set(accounts.keys).union(undecided)
        let settings = Settings(
            timezone: zone?.name ?? "UTC", accounts: accounts, hosting: draft.hosting,
            defaults: Defaults(
                accounts: defaultAccounts(among: known, findings: &findings),
                grace: draft.defaultGrace ?? Defaults.grace),
            state: draft.state?.shared,
            keepsLockfilePerAccount: draft.state?.keepsLockfilePerAccount ?? false, safety: safety,
            app: draft.app, facebookScheduling: draft.facebookScheduling ?? .native)
        return (settings, undecided)
    }

    private func zone(findings: inout Findings) -> ZoneRules? {
        guard let timezone = draft.timezone else { return nil }
        switch zones.rules(timezone.value) {
        case .success(let rules): return rules
        case .failure(let problem):
            findings.report(problem, at: timezone.mark)
            return nil
        }
    }

    private func accounts(findings: inout Findings) -> ([AccountName: Account], Set<AccountName>) {
        var accounts: [AccountName: Account] = [:]
        var undecided: Set<AccountName> = []
        var seen: [String: String] = [:]
        for (written, draft) in draft.accounts {
            let name = AccountName(written.value)
            if let problem = name.problem {
                findings.error(written.mark, problem.what, why: problem.why, fix: problem.fix)
                continue
            }
            guard let platform = draft.platform, let id = draft.id, let token = draft.token else {
                undecided.insert(name)
                continue
            }
            if let other = seen[id] {
                findings.error(
                    written.mark, "accounts '\(other)' and '\(name)' have one id",
                    why: "what one publishes the other would publish again", fix: "remove one, or correct its id")
            }
            seen[id] = name.text
            if let api = draft.api, api.hasPrefix("http://"), !Self.isLoopback(api) {
                findings.error(
                    written.mark, "the token of '\(name)' would go to \(api) unencrypted",
                    why: "everyone on the way could read it", fix: "write https://")
            }
            accounts[name] = Account(
                name: name, platform: platform, id: id, token: token, api: draft.api,
                version: draft.version ?? Account.defaultVersion,
                location: SourceLocation(file: findings.file, written.mark))
        }
        return (accounts, undecided)
    }

    private static func isLoopback(_ url: String) -> Bool {
        let host = url.dropFirst("http://".count).prefix { $0 != "/" }
        return ["localhost", "127.0.0.1", "[::1]"].contains { name in
            // `localhost:1@example.com` is elsewhere.
            host == name || (host.hasPrefix(name + ":") && host.dropFirst(name.count + 1).allSatisfy(\.isWholeNumber))
        }
    }

    private func defaultAccounts(among known: Set<AccountName>, findings: inout Findings) -> [AccountName] {
        var names: [AccountName] = []
        for written in draft.defaultAccounts {
            let name = AccountName(written.value)
            if names.contains(name) {
                findings.error(
                    written.mark, "account '\(name)' is listed twice", why: "an entry goes out once an account",
                    fix: "remove one")
            } else if known.contains(name) {
                names.append(name)
            } else {
                let nearest = Suggestion.nearest(to: name.text, among: known.map(\.text).sorted())
                findings.error(
                    written.mark, "unknown account '\(name)'", why: "'accounts:' names no such account",
                    fix: nearest.map { "write \($0)" } ?? "add it under 'accounts:'")
            }
        }
        return names
    }

    private func window(_ draft: QuietDraft, in zone: ZoneRules, findings: inout Findings) -> QuietWindow? {
        let from = ScheduleRules.time(draft.from, in: zone, field: "from", findings: &findings)
        let to = ScheduleRules.time(draft.to, in: zone, field: "to", findings: &findings)
        guard let from, let to else { return nil }
        guard from.instant < to.instant else {
            findings.error(
                draft.to.mark, "the quiet window ends before it starts", why: "nothing would be quiet",
                fix: "write a later 'to', or swap the two")
            return nil
        }
        return QuietWindow(from: from, to: to, location: SourceLocation(file: findings.file, draft.mark))
    }
}
