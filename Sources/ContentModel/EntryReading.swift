public import Diagnostics
import TimeZones

/// What the rules need to know besides the entry itself; an object that many entries share.
public final class EntryContext: Sendable {
    /// Accounts, defaults and the zone of wall times.
    public let settings: Settings
    /// Accounts that the settings name but describe wrongly: reported there, so not again in every entry.
    public let undecidedAccounts: Set<AccountName>
    /// Where the rules of time zones come from.
    public let zones: ZoneClient
    /// How media are looked at.
    public let media: MediaClient
    /// Whether publications are made of what entries say, or entries are judged alone.
    public let makesPublications: Bool
    /// The rules of the zone that nearly every entry is written in, which is that of the settings.
    let defaultZone: Result<ZoneRules, ZoneProblem>

    /// What is known when entries are read.
    public init(
        settings: Settings, undecidedAccounts: Set<AccountName> = [], zones: ZoneClient, media: MediaClient,
        makesPublications: Bool = true
    ) {
        self.makesPublications = makesPublications
        self.settings = settings
        self.undecidedAccounts = undecidedAccounts
        self.zones = zones
        self.media = media
        defaultZone = zones.rules(settings.timezone)
    }
}

/// What one entry's file comes to: publications, or the reasons why there are none.
public struct EntryReading: Hashable, Sendable {
    /// The lasting name, which the file gives or its path.
    public var id: EntryID
    /// Where the file says its id, or its first place when the path does.
    public var idMark: Mark
    /// The file.
    public var source: Publication.Source
    /// Whether the author keeps it back on every account.
    public var isDraft: Bool
    /// The accounts it goes out on, as far as they can be told.
    public var accounts: [AccountName]
    /// In the order of the entry's accounts, then of time; empty when ``diagnostics`` holds an error, and where none were
    /// to be made.
    public var publications: [Publication]
    /// Sorted; every rule that was broken, not only the first.
    public var diagnostics: [Diagnostic]

    /// Applies every rule to what a file says.
    ///
    /// - Parameters:
    ///   - source: the file, which gives the entry its name unless it says another.
    ///   - earlier: what was found when the file was read; it belongs to the verdict.
    ///   - isLenient: keeps what can be read despite errors: for a version that was published already, so that rules
    ///     which came later do not hide it.
    public init(
        _ draft: EntryDraft, of source: Publication.Source, in context: EntryContext, earlier: [Diagnostic] = [],
        isLenient: Bool = false
    ) {
        var findings = Findings(in: source.path)
        findings.add(earlier)
        self.source = source
        idMark = draft.id?.mark ?? .start
        id = draft.id.map { EntryID($0.value) } ?? EntryID(path: source.path)
        if let problem = id.problem(named: draft.id == nil ? "the entry's path" : "id") {
            findings.error(idMark, problem)
        }
        var variants = Variants(draft: draft, id: id, context: context)
        publications = []
        accounts = []
        isDraft = draft.fields.draft?.value == true
        var hasPlanned = false
        var isDecided = false
        let all = AccountRules(draft: draft, context: context).accounts(findings: &findings)
        variants.isForSeveral = all.count > 1
        variants.isOnInstagram = all.contains { $0.value.platform != .facebook }
        for account in all {
            accounts.append(account.value.name)
            let variant = variants.variant(for: account.value, findings: &findings)
            isDecided = true
            if !variant.isDraft { hasPlanned = true }
            if context.makesPublications {
                publications += variant.publications(of: id, on: account.value, source: source)
            }
        }
        // With no account to judge it on, an entry is judged as the login that allows most would have it.
        if !isDecided { variants.withoutAccount(findings: &findings) }
        if isDecided, !hasPlanned { isDraft = true }
        diagnostics = findings.diagnostics.isEmpty ? [] : Set(findings.diagnostics).sorted()
        if diagnostics.containsError, !isLenient { publications = [] }
    }

    /// An entry whose file cannot be read far enough for any rule.
    public init(unreadable source: Publication.Source, diagnostics: [Diagnostic]) {
        id = EntryID(path: source.path)
        idMark = .start
        self.source = source
        isDraft = false
        accounts = []
        publications = []
        self.diagnostics = diagnostics.sorted()
    }
}

/// What an entry says on one account, decided once for all accounts it says the same on.
private struct Variant {
    var isDraft = false
    var content: Content?
    var slots: [Slot] = []
    /// Where `publish_at` is written.
    var writtenAt: Mark?
    /// When it goes out instead, for one day of a repetition.
    var movedTo: Due?
    var grace: Duration
    var onChange = ChangePolicy.report
    var onRemove = RemovalPolicy.keep
    /// Days that say something else, by their names.
    var occurrences: [String: Variant] = [:]

    func publications(of id: EntryID, on account: Account, source: Publication.Source) -> [Publication] {
        guard !isDraft else { return [] }
        return slots.compactMap { slot in
            let own = slot.occurrence.flatMap { occurrences[$0] } ?? self
            guard !own.isDraft, let content = own.content else { return nil }
            // A day keeps its name, also when it is moved to another time.
            let due = own.movedTo ?? slot.due
            return Publication(
                id: PublicationID(entry: id, occurrence: slot.occurrence, account: account.name), account: account,
                source: source, due: due, grace: own.grace, content: content, onChange: own.onChange,
                onRemove: own.onRemove, writtenAt: own.writtenAt)
        }
    }
}

/// Decides variants, and keeps those that accounts without an override share.
private struct Variants {
    let draft: EntryDraft
    let id: EntryID
    let context: EntryContext
    /// Whether the entry goes out on an Instagram account.
    var isOnInstagram = false
    /// Whether it goes out on several accounts.
    var isForSeveral = false
    /// There are few platforms and logins.
    private var shared: [(platform: Platform, variant: Variant)] = []

    init(draft: EntryDraft, id: EntryID, context: EntryContext) {
        self.draft = draft
        self.id = id
        self.context = context
    }

    mutating func variant(for account: Account, findings: inout Findings) -> Variant {
        var whose = Whose(account: account.name, platform: account.platform)
        if let override = draft.overrides.first(where: { $0.account.value == account.name.text }) {
            whose.own = Set(override.fields.keys.map(\.key))
            return decide(draft.with(draft.fields.replaced(by: override.fields)), whose, findings: &findings)
        }
        if let known = shared.first(where: { $0.platform == account.platform }) { return known.variant }
        let variant = decide(draft, whose, findings: &findings)
        if isForSeveral { shared.append((account.platform, variant)) }
        return variant
    }

    /// The account that a variant is decided for.
    private struct Whose {
        var account: AccountName
        var platform: Platform
        /// The keys that its override says.
        var own: Set<EntryKey> = []
    }

    /// The entry without any account's override, and without the fields that only some platforms have.
    func withoutAccount(findings: inout Findings) {
        var fields = draft.fields
        for key in EntryKey.ofPages { fields.keys[key] = nil }
        let whose = Whose(account: AccountName(""), platform: .instagram(.facebook))
        _ = decide(draft.with(fields), whose, findings: &findings)
    }

    /// - Parameter draft: the entry as it is for whom it is decided.
    private func decide(_ draft: EntryDraft, _ whose: Whose, findings: inout Findings) -> Variant {
        // Nearly every entry has none, and what it comes to is then not copied.
        guard let first = draft.occurrences.first else { return plain(draft, whose, findings: &findings) }
        var variant = plain(draft, whose, findings: &findings)
        guard draft.fields.repetition != nil else {
            findings.error(
                first.day.mark, "occurrences has no repetition",
                why: "the entry has no repeat, so it goes out once",
                fix: "add repeat, or say it in the entry itself")
            return variant
        }
        let days = Set(variant.slots.compactMap(\.occurrence))
        for occurrence in draft.occurrences {
            guard days.contains(occurrence.day.value) else {
                // Without any day, what is wrong with the repetition was reported.
                if !days.isEmpty {
                    findings.error(
                        occurrence.day.mark, "the entry does not go out on \(occurrence.day.value)",
                        why: "repeat has no occurrence on that day, or skips it",
                        fix: Suggestion.nearest(to: occurrence.day.value, among: days.sorted()).map { "write \($0)" }
                            ?? "write a day on which it does, or remove it")
                }
                continue
            }
            var own = draft.fields.replaced(by: occurrence.fields)
            (own.repetition, own.keys[.repetition]) = (nil, nil)
            var special = plain(draft.with(own), whose, findings: &findings)
            if occurrence.fields.publishAt != nil { special.movedTo = special.slots.first?.due }
            variant.occurrences[occurrence.day.value] = special
        }
        return variant
    }

    /// What a draft says, without what single days say differently.
    private func plain(_ draft: EntryDraft, _ whose: Whose, findings: inout Findings) -> Variant {
        var variant = Variant(grace: context.settings.defaults.grace)
        variant.isDraft = draft.fields.draft?.value == true
        variant.writtenAt = draft.fields.publishAt?.mark
        variant.slots = ScheduleRules(draft: draft, context: context).slots(findings: &findings)
        if let grace = draft.fields.grace {
            do { variant.grace = try Duration(written: grace.value) } catch {
                findings.error(grace.mark, error, field: "grace")
            }
        }
        variant.onChange = draft.fields.onChange?.value ?? .report
        variant.onRemove = draft.fields.onRemove?.value ?? .keep
        guard let kind = draft.kind else { return variant }
        variant.content =
            switch whose.platform {
            case .instagram(let login): onInstagram(draft, kind.value, login, whose, findings: &findings)
            case .facebook: onPage(draft, kind.value, whose, findings: &findings)
            }
        return variant
    }

    private func onInstagram(
        _ draft: EntryDraft, _ kind: ContentKind, _ login: Login, _ whose: Whose, findings: inout Findings
    ) -> Content? {
        Legality.check(draft.fields, kind: kind, login: login, account: whose.account, findings: &findings)
        var isHostedAsIs = false
        if case .url? = context.settings.hosting { isHostedAsIs = true }
        let rules = ContentRules(
            kind: kind, draft: draft, login: login, account: whose.account, media: context.media,
            isHostedAsIs: isHostedAsIs)
        return rules.content(findings: &findings)
    }

    private func onPage(
        _ draft: EntryDraft, _ kind: ContentKind, _ whose: Whose, findings: inout Findings
    ) -> Content? {
        let page = PageContext(account: whose.account, isOnInstagram: isOnInstagram, own: whose.own)
        PageLegality.check(draft.fields, kind: kind, page: page, findings: &findings)
        let rules = PageRules(kind: kind, draft: draft, page: page, media: context.media)
        return rules.content(findings: &findings)
    }
}
