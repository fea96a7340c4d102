import ContentModel
import Dispatch
import ObjectIDs
import Synchronization

/// Reads a lockfile that is written as ``Lockfile/bytes`` writes it, on all cores.
///
/// What is not understood here is left to ``LockfileParser``, which accepts more and has words for what is wrong.
struct PlainLockfile {
    /// What each block says, in some stretches.
    let stretches: [[Claim]]

    /// - Parameter shortest: how many bytes of text are not worth being cut again.
    init?(_ text: [UInt8], shortest: Int = 1 << 18) {
        guard text.starts(with: LockfileText.head), text.suffix(4).elementsEqual(LockfileText.tail) else { return nil }
        let end = text.count - LockfileText.tail.count
        var cuts = [LockfileText.head.count]
        let count = max(1, min(16, text.count / shortest))
        for number in 1..<max(2, count) where count > 1 {
            guard let cut = text.blockStart(after: end / count * number, before: end) else { break }
            if cut > cuts[cuts.count - 1] { cuts.append(cut) }
        }
        cuts.append(end)
        let pieces = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
        let results = Mutex<[Int: [Claim]]>([:])
        DispatchQueue.concurrentPerform(iterations: pieces.count) { number in
            guard let read = Self.claims(in: text, pieces[number]) else { return }
            results.withLock { $0[number] = read }
        }
        let found = results.withLock { $0 }
        guard found.count == pieces.count else { return nil }
        stretches = pieces.indices.compactMap { found[$0] }
    }

    /// Reads some whole blocks.
    private static func claims(in text: [UInt8], _ piece: Range<Int>) -> [Claim]? {
        var claims: [Claim] = []
        claims.reserveCapacity(piece.count / 256)
        return text.withUnsafeBufferPointer { bytes in
            var names = PlainNames(text: bytes)
            var position = piece.lowerBound
            while position < piece.upperBound {
                guard let block = PlainBlock(in: bytes, at: position, before: piece.upperBound) else { return nil }
                position = block.range.upperBound
                if let facts = block.facts, let publication = names.publication(block.head) {
                    let record = LockRecord(
                        plainText: text[block.body], mediumDigest: Digest.of(text, facts.media))
                    claims.append(Claim(publication: publication, record: record))
                    continue
                }
                guard let claim = Self.unusual(text[block.range]) else { return nil }
                // Several names may speak of one dismissal.
                if claim.record.mediumDigest == 0, !claim.record.formerIDs.isEmpty { return nil }
                claims.append(claim)
            }
            return claims
        }
    }

    /// A block that says more than most, or needs escapes.
    private static func unusual(_ block: ArraySlice<UInt8>) -> Claim? {
        var parser = LockfileParser(bytes: LockfileText.head + block + LockfileText.tail)
        guard let claims = try? parser.parse(), claims.count == 1 else { return nil }
        return claims.first
    }
}

/// Reads the names of publications that need no escape.
private struct PlainNames {
    let text: UnsafeBufferPointer<UInt8>
    /// Accounts come again and again.
    private var lastAccount: (bytes: Range<Int>, name: AccountName)?

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// - Parameter place: that of a word.
    mutating func publication(_ place: Range<Int>) -> PublicationID? {
        guard let at = text.last(UInt8(ascii: "@"), in: place), at + 1 < place.upperBound else { return nil }
        let account = account((at + 1)..<place.upperBound)
        var entry = place.lowerBound..<at
        var occurrence: String?
        if let hash = text.last(UInt8(ascii: "#"), in: entry) {
            guard hash + 1 < at else { return nil }
            (occurrence, entry) = (text.word((hash + 1)..<at), entry.lowerBound..<hash)
        }
        guard !entry.isEmpty else { return nil }
        return PublicationID(entry: EntryID(text.word(entry)), occurrence: occurrence, account: account)
    }

    private mutating func account(_ place: Range<Int>) -> AccountName {
        if let lastAccount, text[lastAccount.bytes].elementsEqual(text[place]) { return lastAccount.name }
        let name = AccountName(text.word(place))
        lastAccount = (place, name)
        return name
    }
}
