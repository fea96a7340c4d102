import Diagnostics

/// Which field of an entry is legal for which kind, login and platform: the table, and its check on Instagram.
///
/// Source: Instagram Platform, IG User `media` (fact sheet "Publishing", §2.1, read in September 2026), unless a row says
/// otherwise. Cells that Meta leaves open are counted illegal here where nothing is lost by it, since a field that is
/// ignored in silence changes what a follower sees.
struct Legality {
    /// One row: where the fields are legal, and what to say elsewhere.
    struct Row: Sendable {
        let keys: [EntryKey]
        let kinds: Set<ContentKind>
        /// None for the fields of Pages.
        let logins: Set<Login>
        /// What it is on a Page.
        let pages: PageLegality.Use
        /// Said where the kind is not among ``kinds``.
        let why: String

        init(
            _ keys: EntryKey..., kinds: Set<ContentKind> = Set(ContentKind.allCases),
            logins: Set<Login> = Set(Login.allCases), why: String = "", pages: PageLegality.Use = .legal
        ) {
            self.keys = keys
            self.kinds = kinds
            self.logins = logins
            self.pages = pages
            self.why = why
        }
    }

    private static let feed: Set<ContentKind> = [.post, .carousel, .reel]

    static let table: [Row] = [
        Row(
            .id, .kind, .accounts, .overrides, .draft, .publishAt, .timezone, .grace, .repetition, .occurrences, .media),
        Row(
            .caption, kinds: feed, why: "Instagram ignores a caption on a story",
            pages: .legal(feed, why: "Facebook takes no text with a story")),
        Row(
            .location, kinds: feed, why: "Instagram documents no location for stories",
            pages: .legal(feed, why: "Facebook documents no place for stories")),
        Row(
            .collaborators, kinds: feed, why: "a story has no collaborators",
            pages: .withoutEffect("what it shows has no collaborators")),
        Row(
            .comments, kinds: feed, why: "a story has replies, not comments",
            pages: .withoutEffect("the API does not switch its comments")),
        Row(
            .firstComment, kinds: feed, why: "a story has replies, not comments",
            pages: .legal(feed, why: "a story has replies, not comments")),
        Row(
            .aiGenerated, kinds: feed, why: "Instagram documents the label for posts, carousels and reels only",
            pages: .refused("the API does not label what it shows as made with AI")),
        Row(
            .shareToFeed, kinds: [.reel], why: "it decides whether a reel also shows in the feed",
            pages: .withoutEffect("its reels are in the feed by themselves")),
        Row(
            .cover, kinds: [.reel], why: "only a reel has a cover",
            pages: .withoutEffect("the API takes no cover there")),
        Row(
            .thumbOffset, kinds: [.reel], why: "it picks the frame that stands for a reel",
            pages: .withoutEffect("its videos choose their own still")),
        Row(
            .audioName, kinds: [.reel], why: "it names the sound of a reel",
            pages: .withoutEffect("the API names no sounds there")),
        Row(
            .audio, kinds: [.reel], logins: [.facebook], why: "only a reel takes a sound from Meta's library",
            pages: .withoutEffect("the API adds no sound there")),
        Row(
            .trial, kinds: [.reel], logins: [.facebook], why: "only a reel can be tried out on non-followers",
            pages: .withoutEffect("it has no trial reels: everybody sees it")),
        Row(
            .partnership, kinds: feed, logins: [.facebook], why: "Instagram documents no partnership label for stories",
            pages: .refused("the API does not label what it shows as paid")),
        Row(
            .products, kinds: feed, logins: [.facebook],
            why: "the API tags products on posts, carousels and reels only",
            pages: .withoutEffect("the API tags no products in what it shows")),
        Row(
            .poll, kinds: feed, logins: [.facebook], why: "the API adds no poll to a story",
            pages: .refused("the API adds no poll there")),
        // Deletion: fact sheet §5. `DELETE` exists since 3 December 2025, for Facebook Login only; Pages always had it.
        Row(.onChange, .onRemove),
        // Fields of Facebook Pages: on an Instagram account they mean nothing.
        Row(.link, kinds: [], logins: [], pages: .legal(feed, why: "the API adds no link to a story")),
        Row(
            .targeting, kinds: [], logins: [],
            pages: .legal([.post, .carousel], why: "Facebook documents none for reels and stories")),
    ]

    private static let rows: [EntryKey: Row] = Dictionary(
        table.flatMap { row in row.keys.map { ($0, row) } }, uniquingKeysWith: { first, _ in first })

    /// The keys that are legal with every login on all but stories: most that are written.
    private static let ofEveryFeed: [EntryKey] = table.flatMap { row in
        row.kinds.isSuperset(of: feed) && row.logins.count == Login.allCases.count ? row.keys : []
    }

    /// The keys that an entry of this kind may have on no account, in the order of the enumeration.
    static func keys(refusedFor kind: ContentKind) -> [EntryKey] {
        EntryKey.allCases.filter { key in
            rows[key].map { !$0.kinds.contains(kind) && !$0.pages.kinds.contains(kind) } ?? false
        }
    }

    /// What a key is on a Page.
    static func use(of key: EntryKey) -> PageLegality.Use? { rows[key]?.pages }

    /// Reports each key of `fields` that `kind` may not carry on `account`, an Instagram account of this `login`.
    static func check(
        _ fields: EntryFields, kind: ContentKind, login: Login, account: AccountName, findings: inout Findings
    ) {
        for (key, place) in fields.keys where kind == .story || !ofEveryFeed.contains(key) {
            guard let row = rows[key] else { continue }
            if row.logins.isEmpty {
                findings.error(
                    place, "'\(key.rawValue)' is a field of Facebook Pages",
                    why: "account '\(account)' is on Instagram",
                    fix: "move it under 'overrides:' of a Page, or remove it")
            } else if !row.kinds.contains(kind) {
                findings.error(
                    place, "'\(key.rawValue)' is not for \(kind.plural)", why: row.why,
                    fix: "remove it, or use kind: \(names(of: row.kinds))")
            } else if !row.logins.contains(login) {
                reportLogin(key.rawValue, account: account, at: place, findings: &findings)
            }
        }
        if login == .instagram { checkDeletion(fields, account: account, findings: &findings) }
    }

    /// Reports a field that the account's login does not offer.
    static func reportLogin(
        _ field: String, account: AccountName, at place: Mark, findings: inout Findings
    ) {
        findings.error(
            place, "'\(field)' needs Facebook Login", why: "account '\(account)' uses Instagram Login, which lacks it",
            fix: "remove it for this account, or set the account's login: facebook")
    }

    private static func checkDeletion(_ fields: EntryFields, account: AccountName, findings: inout Findings) {
        func report(_ text: String, at place: Mark, instead: String) {
            findings.error(
                place, "'\(text)' needs Facebook Login",
                why: "account '\(account)' uses Instagram Login, which cannot delete what is published",
                fix: "write \(instead), or set the account's login: facebook")
        }
        if let policy = fields.onChange, policy.value == .replace {
            report("on_change: replace", at: policy.mark, instead: "on_change: report")
        }
        if let policy = fields.onRemove, policy.value == .delete {
            report("on_remove: delete", at: policy.mark, instead: "on_remove: keep")
        }
    }

    /// `post, carousel or reel`, in the order of the enumeration.
    static func names(of kinds: Set<ContentKind>) -> String {
        let names = ContentKind.allCases.filter(kinds.contains).map(\.rawValue)
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
