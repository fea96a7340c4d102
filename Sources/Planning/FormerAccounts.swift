import ContentModel
import ScheduleLock

/// Holders whose account the settings no longer have: it may be there under another name.
///
/// The lockfile knows accounts by name only. What was published on an account would go out again once the settings give
/// the account a new name, so its id at that time, which history tells, is compared.
struct FormerAccounts {
    private struct Place: Hashable {
        let entry: EntryID
        let occurrence: String?

        init(_ id: PublicationID) { (entry, occurrence) = (id.entry, id.occurrence) }
    }

    private var holders: [Place: [Holder]] = [:]
    private let history: [HistoryQuery: HistoryAnswer]

    init(_ all: [PublicationID: Holder], input: PlanningInput, matching: Matching) {
        history = input.history
        for (id, holder) in all
        where (holder.mayBeLive || holder.isDismissed) && input.accounts[id.account] == nil {
            holders[Place(matching.presentID(of: id)), default: []].append(holder)
        }
    }

    /// The questions whose answers tell which account each of them was, where an entry could go out again.
    func queries(given calendar: Calendar, _ lockfile: Lockfile) -> [HistoryQuery] {
        guard !holders.isEmpty else { return [] }
        let unpublished = calendar.publications.ids.filter { lockfile.records[$0] == nil }
        return Set(unpublished.map { Place($0) }).flatMap { holders[$0] ?? [] }.map(\.versionPublished)
    }

    /// The first holder, by id, that is the same entry on what may be the same account.
    func holder(like desired: Publication) -> Holder? { likely(desired).first { $0.mayBeLive } }

    /// Whether a person said of the entry, on what may be the same account, that it never goes out.
    func isDismissed(_ desired: Publication) -> Bool { likely(desired).contains { $0.isDismissed } }

    private func likely(_ desired: Publication) -> [Holder] {
        (holders[Place(desired.id)] ?? []).filter { mayBe($0, on: desired.account) }
            .sorted { $0.query.publication < $1.query.publication }
    }

    private func mayBe(_ holder: Holder, on account: Account) -> Bool {
        guard case .found(let before) = history[holder.versionPublished] else { return true }
        return before.account.id == account.id
    }
}

extension Holder {
    /// Asks for the version that was published.
    var versionPublished: HistoryQuery {
        var query = query
        query.version = .published
        return query
    }
}
