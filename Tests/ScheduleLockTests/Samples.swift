import ContentModel
import ObjectIDs
import TestSupport

@testable import ScheduleLock

extension PublicationID {
    init(_ entry: String, on account: String) {
        self.init(entry: EntryID(entry), account: AccountName(account))
    }
}

extension LockRecord {
    static func published(
        _ mediaID: String, path: String = "calendar/a.yaml", blob: Character = "a", at second: Int64 = 1_793_606_400,
        permalink: String? = nil, former: [PublicationID] = []
    ) -> LockRecord {
        LockRecord(
            phase: .published(
                PublishedPublication(
                    mediaID: mediaID, publishedAt: Timestamp(secondsSince1970: second), permalink: permalink)),
            source: Publication.Source(path: path, blob: .all(blob)), commit: .all("c"),
            media: [MediaReference(path: "media/a.jpg", blob: .all("e"))], formerIDs: former)
    }

    /// - Parameter blob: what tells the entry that was let go from others.
    static func dismissed(_ blob: Character, at second: Int64 = 0, former: [PublicationID] = []) -> LockRecord {
        LockRecord(
            phase: .dismissed(DismissedPublication(at: Timestamp(secondsSince1970: second))),
            source: Publication.Source(path: "calendar/a.yaml", blob: .all(blob)), commit: .all("c"), media: [],
            formerIDs: former)
    }

    func removed(at second: Int64) -> LockRecord {
        var record = self
        guard let publication else { return record }
        record.phase = .removed(publication, removedAt: Timestamp(secondsSince1970: second))
        return record
    }
}
