import ContentModel
import FoundationEssentials
import ScheduleLock

/// Holders whose occurrence their entry no longer has: another may be the same one under another name.
///
/// An entry that begins or ceases to repeat, or whose zone changes, gives the very same instant another name. What went
/// out then would go out again.
struct FormerOccurrences {
    private struct Place: Hashable {
        let entry: EntryID
        let account: AccountName

        init(_ id: PublicationID) { (entry, account) = (id.entry, id.account) }
    }

    private var holders: [Place: [Holder]] = [:]

    /// How much earlier than its time, in seconds, a publication may have gone out: clocks differ.
    private static let tolerance: TimeInterval = 300

    init(_ all: [PublicationID: Holder], calendar: Calendar, matching: Matching) {
        for (id, holder) in all where holder.mayBeLive {
            let present = matching.presentID(of: id)
            if calendar.publications[present] == nil { holders[Place(present), default: []].append(holder) }
        }
    }

    /// The first holder, by id, that shows the same media and went out when `desired` was due.
    func holder(like desired: Publication) -> Holder? {
        let media = desired.content.media.map(\.blob)
        return holders[Place(desired.id)]?.filter { holder in
            holder.query.media.map(\.blob) == media && Self.wentOut(holder, when: desired)
        }
        .min { $0.query.publication < $1.query.publication }
    }

    private static func wentOut(_ holder: Holder, when desired: Publication) -> Bool {
        // What is in flight may go out at any moment.
        guard let publication = holder.publication else { return true }
        guard case .at(let due) = desired.due else { return false }
        let delay = publication.publishedAt.date.timeIntervalSince(due.instant)
        return delay >= -tolerance && delay <= desired.grace / .seconds(1)
    }
}
