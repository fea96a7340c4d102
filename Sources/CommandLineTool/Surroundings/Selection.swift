import ContentModel
import Planning

/// Which publications a command is about.
struct Selection: Hashable, Sendable {
    /// Empty for all of them.
    var accounts: [AccountName] = []
    /// Empty for all publications.
    var targets: [TargetPattern] = []
    /// Those of a saved plan; `nil` where there is none.
    var only: Set<PublicationID>?

    /// Whether it is narrower than its accounts.
    var isOfSome: Bool { !targets.isEmpty || only != nil }

    /// Whether the account is one of them.
    func includes(_ account: AccountName) -> Bool { accounts.isEmpty || accounts.contains(account) }

    /// Whether the publication is one of them.
    func includes(_ publication: PublicationID) -> Bool {
        includes(publication.account) && (targets.isEmpty || targets.contains { $0.matches(publication) })
            && only?.contains(publication) ?? true
    }

    /// The same, and nothing that `plan` has no action for.
    func restricted(to plan: SavedPlan?) -> Selection {
        var selection = self
        selection.only = plan?.publications
        return selection
    }
}

extension Invocation {
    /// What `--account` and `--target` name.
    var selection: Selection {
        Selection(
            accounts: accountNames,
            targets: (arguments.values[.target] ?? []).map { TargetPattern($0) })
    }
}
