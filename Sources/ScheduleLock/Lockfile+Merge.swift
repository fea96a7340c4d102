import ContentModel

extension Lockfile {
    /// The union of two lockfiles: what either knows, the result knows.
    ///
    /// Of one medium the further phase wins, under the newest name of its entry. Different media of one publication
    /// are all kept, the others as ``duplicates``. Commutative, associative and idempotent: the order in which
    /// branches are merged, and how often, makes no difference.
    public static func merged(_ first: Lockfile, _ second: Lockfile) -> Lockfile {
        if first == second { return first }
        return Lockfile(claims: first.claims + second.claims)
    }

    /// Everything the file says, each with the publication it says it of.
    var claims: [Claim] {
        var claims = records.map { Claim(publication: $0, record: $1) }
        for (publication, others) in duplicates {
            claims += others.map { Claim(publication: publication, record: $0) }
        }
        return claims
    }

    /// The file that says what `claims` say together.
    init(claims: [Claim]) {
        var bySubject: [Claim.Subject: [Claim]] = [:]
        bySubject.reserveCapacity(claims.count)
        for claim in claims { bySubject[claim.subject, default: []].append(claim) }
        self.init()
        records.reserveCapacity(bySubject.count)
        for (_, group) in bySubject {
            for claim in group.count == 1 ? group : Claim.joined(group) { insert(claim) }
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
/// every claim on it.
struct Claim: Hashable {
    var publication: PublicationID
    var record: LockRecord

    /// What a claim is about: a medium of the platform, or else that nothing shall be published.
    enum Subject: Hashable {
        case medium(String)
        case dismissal
    }

    /// Two claims of one identity cannot both be true.
    struct Identity: Hashable {
        var publication: PublicationID
        var subject: Subject
        var formerIDs: [PublicationID]
    }

    var subject: Subject { record.publication.map { .medium($0.mediaID) } ?? .dismissal }

    var identity: Identity {
        Identity(publication: publication, subject: subject, formerIDs: record.formerIDs)
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
        guard let first = group.first, first.subject != .dismissal else { return kept }
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
    private static func supersedes(_ newer: Claim, _ older: Claim) -> Bool {
        Set(newer.record.formerIDs).isStrictSuperset(of: older.record.formerIDs)
    }
}

extension LockRecord {
    /// Whether this tells more of the same medium, or the same later: a total order, so that a merge has one result.
    func isFurther(than other: LockRecord) -> Bool {
        if phase.rank != other.phase.rank { return phase.rank > other.phase.rank }
        let hasPermalink = publication?.permalink != nil
        if hasPermalink != (other.publication?.permalink != nil) { return hasPermalink }
        return other.canonicalBytes.lexicographicallyPrecedes(canonicalBytes)
    }

    /// Whether this stands as the record of a publication and `other` as its duplicate; a total order as well.
    ///
    /// What a phase is plays no part beyond published or not: a medium that is removed later stays in its place.
    fileprivate func outweighs(_ other: LockRecord) -> Bool {
        guard let mediaID = publication?.mediaID else {
            return other.publication == nil && canonicalBytes.lexicographicallyPrecedes(other.canonicalBytes)
        }
        guard let otherID = other.publication?.mediaID else { return true }
        if mediaID != otherID { return (mediaID.utf8.count, mediaID) < (otherID.utf8.count, otherID) }
        return canonicalBytes.lexicographicallyPrecedes(other.canonicalBytes)
    }

    private var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }
}

extension LockRecord.Phase {
    fileprivate var rank: Int {
        switch self {
        case .dismissed: 0
        case .published: 1
        case .removed: 2
        }
    }
}
