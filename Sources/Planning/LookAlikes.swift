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
    /// Holders whose entries history shows to have been taken away, with what they said last.
    private var byRemoval: [Key: [(holder: Holder, last: Publication)]] = [:]
    /// Holders whose entries show other media now, with what they said when they were published.
    private var byGivenUpMedia: [Key: [(holder: Holder, published: Publication)]] = [:]
    /// Holders that go on under another name as git sees it, by the name they had.
    private var byFormerName: [PublicationID: Holder] = [:]
    private let arrivals: [EntryID: Set<EntryID>]
    private let unfollowed: Set<PublicationID>
    private let byFormerAccount: FormerAccounts
    private let byFormerOccurrence: FormerOccurrences

    init(input: PlanningInput, calendar: Calendar, matching: Matching) {
        let holders = Holder.all(in: input)
        byFormerAccount = FormerAccounts(holders, input: input, matching: matching)
        byFormerOccurrence = FormerOccurrences(holders, calendar: calendar, matching: matching)
        arrivals = input.arrivals
        // Git may have taken one for another that has a record of its own.
        let mistaken = input.places.filter { id, entry in entry != id.entry && matching.presentID(of: id) == id }
        unfollowed = input.unfollowed.union(mistaken.keys)
        for (id, holder) in holders where holder.mayBeLive {
            let query = holder.query
            let place = matching.presentID(of: id)
            let present = calendar.publications[place]
            // Git may have taken the copy for the entry, where its own name still shows what was published.
            if place != id, let present, let former = calendar.publications[id],
                former.content.kind == present.content.kind, former.content.media.map(\.blob) == query.media.map(\.blob)
            {
                byFormerName[id] = holder
            }
            // While the entry stands as it was published, the same bytes elsewhere are a copy that somebody made.
            if present?.source.blob == query.source.blob { continue }
            let showsOther = present.map { $0.content.media.map(\.blob) != query.media.map(\.blob) }
            // Under its new name it is what it was, but for its text.
            if place != id, showsOther != true { continue }
            byEntry.add(holder, Key(account: id.account, occurrence: id.occurrence, blobs: [query.source.blob]))
            let key = Key(account: id.account, occurrence: id.occurrence, blobs: query.media.map(\.blob))
            // An entry that shows other media now may be another, that took the name of one that moved on, or is like it.
            if let showsOther {
                var published = query
                published.version = .published
                if showsOther, case .found(let before) = input.history[published] {
                    byGivenUpMedia[key, default: []].append((holder, before))
                } else if showsOther {
                    byMedia.add(holder, key)
                }
                continue
            }
            if calendar.hasEntry(of: id, source: query.source) { continue }
            // Where history was read, git has said already that the entry was not renamed: if it was that one which left, and
            // not another that had taken its name.
            if case .found(let last) = input.history[query],
                last.content.media.map(\.blob) == query.media.map(\.blob)
            {
                byRemoval[key, default: []].append((holder, last))
                continue
            }
            byMedia.add(holder, key)
        }
    }

    /// Whether a person said of it, on its account's former name, that it never goes out.
    func isDismissed(_ desired: Publication) -> Bool { byFormerAccount.isDismissed(desired) }

    /// The first such holder by id.
    func holder(like desired: Publication) -> Holder? {
        func key(_ blobs: [BlobID]) -> Key {
            Key(account: desired.id.account, occurrence: desired.id.occurrence, blobs: blobs)
        }
        let media = key(desired.content.media.map(\.blob))
        let removed = (byRemoval[media] ?? []).filter { mayBeAnew(desired, $0.holder, last: $0.last) }.map(\.holder)
        // Where it came in one commit with what took its place, nothing but the picture may be left of it. A story that shows
        // the picture of a post is another thing.
        let givenUp = (byGivenUpMedia[media] ?? []).filter { desired.content.kind == $0.published.content.kind }
            .map(\.holder)
        return byFormerName[desired.id] ?? byEntry[key([desired.source.blob])] ?? byMedia[media]
            ?? (givenUp + removed).min { $0.query.publication < $1.query.publication }
            ?? byFormerAccount.holder(like: desired) ?? byFormerOccurrence.holder(like: desired)
    }
}

extension LookAlikes {
    /// Whether a new entry with the media of one that was taken away may be that one: written anew by the very commit, or
    /// moved in two steps, with nearly the words or the very time it had. A story that shows the picture of a post is another
    /// thing.
    private func mayBeAnew(_ desired: Publication, _ holder: Holder, last: Publication) -> Bool {
        guard desired.content.kind == last.content.kind else { return false }
        // What it was when it left is all that is known.
        if unfollowed.contains(holder.query.publication) { return true }
        if arrivals[holder.query.publication.entry]?.contains(desired.id.entry) == true { return true }
        // The same picture at the same moment is no coincidence, and of a short text one word is much.
        if case (.at(let then), .at(let now)) = (last.due, desired.due), then.instant == now.instant { return true }
        let (before, after) = (last.content.caption ?? "", desired.content.caption ?? "")
        if let before = CaptionWords(before), let after = CaptionWords(after) { return before.isNearly(after) }
        return before == after && (!after.isEmpty || last.due == desired.due)
    }
}

extension [LookAlikes.Key: Holder] {
    fileprivate mutating func add(_ holder: Holder, _ key: LookAlikes.Key) {
        guard !key.blobs.isEmpty else { return }
        if let present = self[key], present.query.publication < holder.query.publication { return }
        self[key] = holder
    }
}
