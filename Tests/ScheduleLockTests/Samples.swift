import ContentModel
import ObjectIDs

@testable import ScheduleLock

/// A small deterministic generator (SplitMix64), so that a failing property can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension ObjectID {
    /// A name whose digits are all `digit`.
    static func all(_ digit: Character) -> ObjectID {
        ObjectID(hex: String(repeating: digit, count: 40)) ?? .zero
    }

    static var zero: ObjectID {
        guard let zero = ObjectID(bytes: [UInt8](repeating: 0, count: byteCount)) else {
            preconditionFailure("20 bytes")
        }
        return zero
    }
}

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
            source: Publication.Source(path: path, blob: BlobID(.all(blob))), commit: CommitID(.all("c")),
            media: [MediaReference(path: "media/a.jpg", blob: BlobID(.all("e")))], formerIDs: former)
    }

    func removed(at second: Int64) -> LockRecord {
        var record = self
        guard let publication else { return record }
        record.phase = .removed(publication, removedAt: Timestamp(secondsSince1970: second))
        return record
    }
}
