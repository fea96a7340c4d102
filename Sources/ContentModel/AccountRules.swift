import Diagnostics

/// Finds the accounts an entry goes out on.
struct AccountRules {
    let draft: EntryDraft
    let context: EntryContext

    /// Each account once, in the order written, with the place that names it.
    func accounts(findings: inout Findings) -> [Located<Account>] {
        let named = named(findings: &findings)
        var seen: Set<String> = []
        var accounts: [Located<Account>] = []
        for name in named {
            guard named.count == 1 || seen.insert(name.value).inserted else {
                findings.error(
                    name.mark, "account '\(name.value)' is listed twice", why: "an entry goes out once an account",
                    fix: "remove one")
                continue
            }
            if let account = context.settings.accounts[AccountName(name.value)] {
                accounts.append(Located(account, at: name.mark))
            } else if !context.undecidedAccounts.contains(AccountName(name.value)) {
                reportUnknown(name, findings: &findings)
            }
        }
        if !draft.overrides.isEmpty { checkOverrides(among: Set(named.map(\.value)), findings: &findings) }
        return accounts
    }

    private func named(findings: inout Findings) -> [Located<String>] {
        if let own = draft.accounts {
            if own.value.isEmpty, draft.isComplete {
                findings.error(
                    own.mark, "accounts is empty", why: "the entry would never go out",
                    fix: "name an account, or write draft: true and leave accounts out")
            }
            return own.value
        }
        let defaults = context.settings.defaults.accounts
        if defaults.isEmpty, draft.fields.keys[.accounts] == nil {
            let known = context.settings.accounts.keys.sorted().first?.text ?? "NAME"
            findings.error(
                .start, "accounts is missing", why: "the settings name no default either",
                fix: "add accounts: [\(known)]")
        }
        return defaults.map { Located($0.text, at: .start) }
    }

    private func reportUnknown(_ name: Located<String>, findings: inout Findings) {
        let known = context.settings.accounts.keys.map(\.text).sorted()
        findings.error(
            name.mark, "unknown account '\(name.value)'", why: "the settings name no such account",
            fix: Suggestion.nearest(to: name.value, among: known).map { "write \($0)" }
                ?? "add it under 'accounts:' of the settings, or name one that is there")
    }

    private func checkOverrides(among accounts: Set<String>, findings: inout Findings) {
        for override in draft.overrides where !accounts.contains(override.account.value) {
            let nearest = Suggestion.nearest(to: override.account.value, among: accounts.sorted())
            findings.error(
                override.account.mark, "overrides names '\(override.account.value)'",
                why: "the entry does not go out on that account",
                fix: nearest.map { "write \($0)" } ?? "add it to 'accounts:', or remove it here")
        }
    }
}
