import Diagnostics

/// A Page as its rules see it, among the accounts of its entry.
struct PageContext: Hashable {
    let account: AccountName
    /// Whether the entry goes out on an Instagram account as well.
    let isOnInstagram: Bool
    /// The keys that the entry says for this Page alone.
    let own: Set<EntryKey>

    /// Reports a field that says nothing about a Page.
    ///
    /// Where Instagram accounts share the field it is theirs, and the Page's author is told what it lacks; else nobody
    /// would see any of it, and it is a mistake.
    ///
    /// - Parameter key: the entry's key that holds the field.
    func report<Value>(
        _ field: Located<Value>?, _ name: String, because reason: String, own key: EntryKey, findings: inout Findings
    ) {
        guard let field else { return }
        report(name, at: field.mark, because: reason, own: key, findings: &findings)
    }

    func report(
        _ name: String, at place: Mark, because reason: String, own key: EntryKey, findings: inout Findings
    ) {
        let why = "it is a Facebook Page, and \(reason)"
        if isOnInstagram, !own.contains(key) {
            findings.warning(
                place, "'\(name)' has no effect on account '\(account)'", why: why,
                fix: "leave it, if that is meant; or move it under 'overrides:' of an Instagram account")
        } else {
            findings.error(place, "'\(name)' is not for account '\(account)'", why: why, fix: "remove it")
        }
    }
}

/// Which field of an entry is legal on a Facebook Page: the column of ``Legality/table``, checked.
enum PageLegality {
    /// What a field is on a Page.
    enum Use: Sendable {
        case legal(Set<ContentKind>, why: String = "")
        /// It is about Instagram: a Page goes out without it.
        case withoutEffect(String)
        /// Without it the Page would say what it must not say, so its absence is no choice of ours.
        case refused(String)

        static let legal = Use.legal(Set(ContentKind.allCases))

        /// The kinds that may have it on a Page.
        var kinds: Set<ContentKind> { if case .legal(let kinds, _) = self { kinds } else { [] } }
    }

    /// Reports each key of `fields` that `kind` may not carry on a Page.
    static func check(_ fields: EntryFields, kind: ContentKind, page: PageContext, findings: inout Findings) {
        for (key, place) in fields.keys {
            guard let use = Legality.use(of: key) else { continue }
            switch use {
            case .legal(let kinds, let why) where !kinds.contains(kind):
                findings.error(
                    place, "'\(key.rawValue)' is not for \(kind.plural)", why: why,
                    fix: "remove it, or use kind: \(Legality.names(of: kinds))")
            case .legal: break
            case .withoutEffect(let reason):
                // Saying what is the case anyway is no claim about the Page.
                if key == .comments, fields.comments?.value == true { break }
                page.report(key.rawValue, at: place, because: reason, own: key, findings: &findings)
            case .refused(let reason):
                findings.error(
                    place, "'\(key.rawValue)' is not for account '\(page.account)'",
                    why: "it is a Facebook Page, and \(reason)",
                    fix: "take the Page out of the entry's accounts, or say it under 'overrides:' of the others alone")
            }
        }
    }
}
