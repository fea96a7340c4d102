public import ContentModel

extension Lockfile {
    /// The union of two lockfiles: what either knows, the result knows.
    ///
    /// Of one medium the further phase wins, under the newest name of its entry. Different media of one publication
    /// are all kept, the others as ``duplicates``, and so are dismissals of different entries. Commutative, associative
    /// and idempotent: the order in which branches are merged, and how often, makes no difference.
    public static func merged(_ first: Lockfile, _ second: Lockfile) -> Lockfile {
        let isFirstLarger = first.records.count >= second.records.count
        var merged = isFirstLarger ? first : second
        merged.merge(isFirstLarger ? second : first)
        return merged
    }

    /// Takes in all that another one says, as ``merged(_:_:)`` does; answers the publications of which it now says
    /// something else.
    ///
    /// What both say alike needs no thought, and that is nearly everything; nor does what is said of other subjects than
    /// the news are about, for each file is a join already.
    @discardableResult
    public mutating func merge(_ other: Lockfile) -> Set<PublicationID> {
        // A run that takes in a record now and then is not to hold every text that it ever read.
        let news =
            other.duplicateClaims
            + records.news(in: other.records).map { Claim(publication: $0, record: $1.detached) }
        guard !news.isEmpty else { return [] }
        let subjects = Set(news.map(\.subject))
        let touched = touched(by: subjects)
        var touchedIDs = Set(touched.keys).union(news.map(\.publication))
        var claims = news + touched.map { Claim(publication: $0, record: $1) }
        // Where something was published twice, its claims are weighed anew together.
        for (id, others) in duplicates
        where touchedIDs.contains(id) || others.contains(where: { subjects.contains($0.subject) }) {
            claims += others.map { Claim(publication: id, record: $0) }
            if touched[id] == nil, let record = records[id] { claims.append(Claim(publication: id, record: record)) }
            touchedIDs.insert(id)
        }
        let before = touchedIDs.map { (id: $0, record: records[$0], others: duplicates[$0]) }
        for id in touchedIDs where touched[id] != nil || duplicates[id] != nil {
            records[id] = nil
            duplicates[id] = nil
        }
        join(claims)
        return Set(before.filter { records[$0.id] != $0.record || duplicates[$0.id] != $0.others }.map(\.id))
    }

    /// The records about one of some subjects.
    private func touched(by subjects: Set<Claim.Subject>) -> [PublicationID: LockRecord] {
        var media = DigestSet(capacity: subjects.count)
        var hasDismissal = false
        for subject in subjects {
            switch subject {
            case .medium(let id): media.insert(Digest.of(id.utf8))
            case .dismissal: hasDismissal = true
            }
        }
        let found = records.records { $0 == 0 ? hasDismissal : media.contains($0) }
        return Dictionary(uniqueKeysWithValues: found).filter { subjects.contains($0.value.subject) }
    }

    /// Everything the file says, each with the publication it says it of.
    var claims: [Claim] {
        records.map { Claim(publication: $0, record: $1) } + duplicateClaims
    }

    /// The file that was read, where no two of its blocks touch each other; else `nil`.
    init?(_ read: PlainLockfile) {
        var media = DigestSet(capacity: read.rows.count + read.others.count)
        guard read.rows.allSatisfy({ media.insert($0.mediumDigest) }),
            read.others.allSatisfy({ $0.record.mediumDigest == 0 || media.insert($0.record.mediumDigest) }),
            Claim.areOfTheirOwn(read.others.filter { $0.record.mediumDigest == 0 }),
            let table = RecordTable(read.text, read.rows), let records = LockRecords(table, besides: read.others)
        else { return nil }
        self.init(records)
    }

    /// The file that says what claims say, where no two of them touch each other; else `nil`.
    init?(plain claims: [Claim]) {
        var media: Set<String> = []
        media.reserveCapacity(claims.count)
        var dismissals: [Claim] = []
        for claim in claims {
            guard let medium = claim.record.publication?.mediaID else {
                dismissals.append(claim)
                continue
            }
            guard media.insert(medium).inserted else { return nil }
        }
        guard Claim.areOfTheirOwn(dismissals), let records = LockRecords(.empty, besides: claims) else { return nil }
        self.init(records)
    }

    private var duplicateClaims: [Claim] {
        duplicates.flatMap { id, others in others.map { Claim(publication: id, record: $0) } }
    }

    /// The file that says what `claims` say together.
    init(claims: [Claim]) {
        self.init()
        join(claims)
    }

    /// Adds claims on subjects that the file says nothing of.
    private mutating func join(_ claims: [Claim]) {
        var firstBySubject: [Claim.Subject: Int] = [:]
        firstBySubject.reserveCapacity(claims.count)
        var contested: [Int: [Claim]] = [:]
        for (index, claim) in claims.enumerated() {
            if let first = firstBySubject[claim.subject] {
                contested[first, default: [claims[first]]].append(claim)
            } else {
                firstBySubject[claim.subject] = index
            }
        }
        for index in firstBySubject.values {
            guard let group = contested[index] else {
                insert(claims[index])
                continue
            }
            for claim in Claim.joined(group) { insert(claim) }
        }
    }

    /// Adds a claim, keeping the weightiest of its publication as the record.
    private mutating func insert(_ claim: Claim) {
        guard let present = records[claim.publication] else {
            records[claim.publication] = claim.record
            return
        }
        var all = (duplicates[claim.publication] ?? []) + [present, claim.record]
        all.sort { $0.outweighs($1) }
        records[claim.publication] = all.removeFirst()
        duplicates[claim.publication] = all
    }
}

/// A record under a name: what a merge joins.
///
/// The laws of the merge rest on two facts. Of the claims on one subject those are kept that no other supersedes,
/// and superseding is a partial order. What is known of a medium is picked whole, by a total order, and is the same in
/// every claim on it; a dismissal never supersedes one that this order puts above it.
struct Claim: Hashable {
    var publication: PublicationID
    var record: LockRecord

    /// What a claim is about: a medium of the platform, or else an entry as it was when somebody let it go.
    ///
    /// Entries take names that others had before them, so a name does not tell whose dismissal it is.
    enum Subject: Hashable {
        case medium(String)
        case dismissal(Publication.Source)
    }

    /// Two claims of one identity cannot both be true.
    struct Identity: Hashable {
        var publication: PublicationID
        var subject: Subject
        var formerIDs: [PublicationID]
    }

    var subject: Subject { record.subject }

    var identity: Identity {
        Identity(publication: publication, subject: subject, formerIDs: record.formerIDs)
    }

    /// Whether no dismissal can touch another: they have the names they always had, or no subject in common.
    static func areOfTheirOwn(_ dismissals: [Claim]) -> Bool {
        guard dismissals.contains(where: { !$0.record.formerIDs.isEmpty }) else { return true }
        return Set(dismissals.map(\.subject)).count == dismissals.count
    }

    /// The claims on one subject that remain, in no particular order.
    static func joined(_ group: [Claim]) -> [Claim] {
        var byIdentity: [Identity: Claim] = [:]
        for claim in group {
            guard let present = byIdentity[claim.identity] else {
                byIdentity[claim.identity] = claim
                continue
            }
            if claim.record.isFurther(than: present.record) { byIdentity[claim.identity] = claim }
        }
        var kept = Superseding(claims: Array(byIdentity.values)).survivors
        guard let first = group.first, first.record.publication != nil else { return kept }
        let furthest = group.dropFirst().reduce(first.record) { $1.record.isFurther(than: $0) ? $1.record : $0 }
        for index in kept.indices {
            let formerIDs = kept[index].record.formerIDs
            kept[index].record = furthest
            kept[index].record.formerIDs = formerIDs
        }
        return kept
    }
}

/// Which claims on one subject carry on others under a newer name.
private struct Superseding {
    let claims: [Claim]

    /// Those that no other supersedes.
    var survivors: [Claim] {
        guard claims.count > 1 else { return claims }
        // Only a claim under the same name, or under a name that this one's name is a former of, can supersede it.
        var candidates: [PublicationID: [Claim]] = [:]
        for claim in claims where !claim.record.formerIDs.isEmpty {
            for name in Set(claim.record.formerIDs).union([claim.publication]) {
                candidates[name, default: []].append(claim)
            }
        }
        return claims.filter { claim in
            !(candidates[claim.publication] ?? []).contains { Self.supersedes($0, claim) }
        }
    }

    /// A name that knows of strictly more renames is newer; that relation has no cycles.
    ///
    /// What a person let go later, of an entry that came back as it was under the name which another had left, is not
    /// carried on by what was said before.
    private static func supersedes(_ newer: Claim, _ older: Claim) -> Bool {
        Set(newer.record.formerIDs).isStrictSuperset(of: older.record.formerIDs)
            && (newer.record.publication != nil || !older.record.isFurther(than: newer.record))
    }
}

extension LockRecord {
    fileprivate var subject: Claim.Subject { publication.map { .medium($0.mediaID) } ?? .dismissal(source) }

    /// Whether this tells more of the same medium, or the same later: a total order on all but the former names, so
    /// that a merge has one result.
    func isFurther(than other: LockRecord) -> Bool {
        if phase.rank != other.phase.rank { return phase.rank > other.phase.rank }
        if revisedAt != other.revisedAt {
            guard let revisedAt, let otherRevisedAt = other.revisedAt else { return revisedAt != nil }
            return revisedAt > otherRevisedAt
        }
        let hasPermalink = publication?.permalink != nil
        if hasPermalink != (other.publication?.permalink != nil) { return hasPermalink }
        return other.factBytes.lexicographicallyPrecedes(factBytes)
    }

    /// Whether this stands as the record of a publication and `other` as its duplicate; a total order as well.
    ///
    /// What is live comes first, so that after a replacement the record is that of the new medium.
    fileprivate func outweighs(_ other: LockRecord) -> Bool {
        if phase.prominence != other.phase.prominence { return phase.prominence > other.phase.prominence }
        let (mediaID, otherID) = (publication?.mediaID ?? "", other.publication?.mediaID ?? "")
        if mediaID != otherID { return (mediaID.utf8.count, mediaID) < (otherID.utf8.count, otherID) }
        if formerIDs != other.formerIDs { return formerIDs.lexicographicallyPrecedes(other.formerIDs) }
        return factBytes.lexicographicallyPrecedes(other.factBytes)
    }

    private var factBytes: [UInt8] {
        var nameless = self
        nameless.formerIDs = []
        var bytes: [UInt8] = []
        nameless.append(to: &bytes)
        return bytes
    }
}

extension LockRecord.Phase {
    /// How far a publication has come.
    fileprivate var rank: Int {
        switch self {
        case .dismissed: 0
        case .published: 1
        case .removed: 2
        }
    }

    /// How much a reader has to know of it.
    fileprivate var prominence: Int {
        switch self {
        case .dismissed: 0
        case .removed: 1
        case .published: 2
        }
    }
}
