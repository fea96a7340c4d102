import ContentModel
import ObjectIDs
import ScheduleLock

/// Holders that an entry new to lockfile and journal may be the continuation of, where nothing proves it.
///
/// Publishing such an entry could publish a second time, so a person is asked.
struct LookAlikes {
    fileprivate struct Key: Hashable {
        let account: AccountName
        let occurrence: String?
        let blobs: [BlobID]
    }

    private var byEntry: [Key: Holder] = [:]
    private var byMedia: [Key: Holder] = [:]
    private let byFormerAccount: FormerAccounts
    private let byFormerOccurrence: FormerOccurrences

    init(input: PlanningInput, calendar: Calendar, matching: Matching) {
        let holders = Holder.all(in: input)
        byFormerAccount = FormerAccounts(holders, input: input, matching: matching)
        byFormerOccurrence = FormerOccurrences(holders, calendar: calendar, matching: matching)
        for (id, holder) in holders where holder.mayBeLive && matching.presentID(of: id) == id {
            let query = holder.query
            // While the entry stands as it was published, the same bytes elsewhere are a copy that somebody made.
            if calendar.publications[id]?.source.blob == query.source.blob { continue }
            byEntry.add(holder, Key(account: id.account, occurrence: id.occurrence, blobs: [query.source.blob]))
            if calendar.hasEntry(of: id, source: query.source) { continue }
            // Where history was read, git has said already that the entry was not renamed.
            if case .found = input.history[query] { continue }
            byMedia.add(holder, Key(account: id.account, occurrence: id.occurrence, blobs: query.media.map(\.blob)))
        }
    }

    /// The first such holder by id.
    func holder(like desired: Publication) -> Holder? {
        func key(_ blobs: [BlobID]) -> Key {
            Key(account: desired.id.account, occurrence: desired.id.occurrence, blobs: blobs)
        }
        return byEntry[key([desired.source.blob])] ?? byMedia[key(desired.content.media.map(\.blob))]
            ?? byFormerAccount.holder(like: desired) ?? byFormerOccurrence.holder(like: desired)
    }
}

extension [LookAlikes.Key: Holder] {
    fileprivate mutating func add(_ holder: Holder, _ key: LookAlikes.Key) {
        guard !key.blobs.isEmpty else { return }
        if let present = self[key], present.query.publication < holder.query.publication { return }
        self[key] = holder
    }
}
