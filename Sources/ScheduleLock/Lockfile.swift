public import ContentModel
public import ObjectIDs

/// What has been published: the value of `.schedule.lock`.
///
/// Published state is this file plus git history: a record names the entry's blob and commit, never its content.
/// Records do not vanish, so that reverting a removal does not publish again.
public struct Lockfile: Hashable, Sendable {
    /// What became of each publication.
    public var records: LockRecords
    /// What else is true of a publication that has a record already, in the order of ``LockRecord``s' weight.
    ///
    /// Only a merge fills this: two runners that knew nothing of each other published twice. That must not be lost
    /// in silence, so the planner shows it to a person as a conflict.
    public internal(set) var duplicates: [PublicationID: [LockRecord]]

    /// A file of one record a publication.
    public init(records: [PublicationID: LockRecord] = [:]) { self.init(LockRecords(records)) }

    init(_ records: LockRecords) {
        self.records = records
        duplicates = [:]
    }
}

/// Something that is on the platform, or was.
public struct PublishedPublication: Hashable, Sendable {
    /// Meta's decimal id of the medium.
    public var mediaID: String
    /// When the platform first named the medium.
    public var publishedAt: Timestamp
    /// Unknown when the platform would not tell it in time.
    public var permalink: String?

    /// What the platform told of a medium.
    public init(mediaID: String, publishedAt: Timestamp, permalink: String?) {
        self.mediaID = mediaID
        self.publishedAt = publishedAt
        self.permalink = permalink
    }
}

/// Something that will never go out.
public struct DismissedPublication: Hashable, Sendable {
    /// When a person decided it.
    public var at: Timestamp
    /// A decision at an instant.
    public init(at: Timestamp) { self.at = at }
}

/// A file as it was published: its path then, and its content.
public struct MediaReference: Hashable, Sendable {
    /// From the repository's root.
    public var path: String
    /// The git name of its bytes.
    public var blob: BlobID

    /// A path, and what was there.
    public init(path: String, blob: BlobID) {
        self.path = path
        self.blob = blob
    }
}

extension Lockfile {
    /// Lets `id` carry on what `former` has published, after its entry was renamed.
    ///
    /// Does nothing where `former` has no record.
    public mutating func rename(_ former: PublicationID, to id: PublicationID) {
        rename([former: id])
    }

    /// Renames all at once, so that entries may swap their names.
    public mutating func rename(_ renames: [PublicationID: PublicationID]) {
        var moved: [(PublicationID, LockRecord)] = []
        var movedDuplicates: [(PublicationID, [LockRecord])] = []
        for (former, id) in renames where former != id {
            if let record = records.removeValue(forKey: former) { moved.append((id, record.renamed(from: former))) }
            if let others = duplicates.removeValue(forKey: former) {
                movedDuplicates.append((id, others.map { $0.renamed(from: former) }))
            }
        }
        merge(
            Lockfile(
                claims: moved.map { Claim(publication: $0, record: $1) }
                    + movedDuplicates.flatMap { id, others in others.map { Claim(publication: id, record: $0) } }))
    }
}

extension LockRecord {
    fileprivate func renamed(from former: PublicationID) -> LockRecord {
        var record = self
        record.formerIDs.append(former)
        return record
    }
}

extension Lockfile {
    /// The records of what is on the platform of one publication, each medium once.
    ///
    /// More than one is a mistake that a person undoes; the one left may not be the one that was recorded first.
    public func liveRecords(of id: PublicationID) -> [LockRecord] {
        guard let record = records[id] else { return [] }
        var live: [LockRecord] = []
        var seen: Set<String> = []
        for other in [record] + (duplicates[id] ?? []) {
            guard case .published(let publication) = other.phase, seen.insert(publication.mediaID).inserted else {
                continue
            }
            live.append(other)
        }
        return live
    }
}

extension Lockfile {
    /// The publications that were on the platform by an earlier lockfile and are not in this one, neither by name nor by
    /// medium; sorted.
    public func missing(of earlier: Lockfile) -> [PublicationID] {
        let lost = records.news(in: earlier.records).filter { records[$0.key] == nil && $0.value.publication != nil }
        let digests = Set(lost.map(\.value.mediumDigest))
        let present = records.records { digests.contains($0) }
        let media = Set(present.compactMap { $0.value.publication?.mediaID })
        return lost.filter { id, record in record.publication.map { !media.contains($0.mediaID) } ?? false }
            .map(\.key).sorted()
    }

    /// The lockfile that says what `records` say together, as a merge of one for each would.
    public init(joining records: some Sequence<(PublicationID, LockRecord)>) {
        self.init(claims: records.map { Claim(publication: $0, record: $1) })
    }
}

extension Lockfile {
    /// What `whole` says of some publications.
    public init(of publications: some Sequence<PublicationID>, in whole: Lockfile) {
        self.init()
        for id in publications {
            records[id] = whole.records[id]
            duplicates[id] = whole.duplicates[id]
        }
    }
}
