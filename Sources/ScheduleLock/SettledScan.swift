import ContentModel

/// A lockfile looked at no further than to see which entries stand in it exactly as they were published.
///
/// Of those nothing is to be planned, and of a large calendar they are nearly everything: their records are looked at
/// where they stand, and become no values.
struct SettledScan {
    /// For each name of the table, where its record stands; empty where it has none that says what is expected.
    private(set) var records: [Range<Int>]
    /// For each entry, when the newest of its publications went out; ``EntryTable/neverSettled`` where not all did.
    private(set) var newest: [Int64]
    /// Where all other records stand.
    private(set) var others: [Range<Int>] = []

    /// - Returns: `nil` for a file that is not exactly as ``Lockfile/bytes`` writes it, or in which several records speak
    ///   of one thing: it has to be read as a whole.
    init?(_ text: LockfileText, expecting table: EntryTable) {
        records = Array(repeating: 0..<0, count: table.nameCount)
        newest = Array(repeating: EntryTable.neverSettled, count: table.count)
        let names = NameTable(table)
        var media = [UInt64](repeating: 0, count: table.nameCount)
        var times = [Int64](repeating: 0, count: table.nameCount)
        let isCanonical = text.bytes.withUnsafeBufferPointer { bytes in
            for part in text.parts {
                var position = part.lowerBound
                var former: Range<Int>?
                while position < part.upperBound {
                    guard let block = PlainBlock(in: bytes, at: position, before: part.upperBound) else { return false }
                    if let former, !bytes.precedes(former, block.head) { return false }
                    former = block.head
                    position = block.range.upperBound
                    guard let facts = block.facts, let name = names.find(text.bytes, block.head), records[name].isEmpty,
                        let time = facts.publication(of: names.row(of: name), in: table, bytes)
                    else {
                        others.append(block.range)
                        continue
                    }
                    records[name] = block.range
                    (media[name], times[name]) = (Digest.of(text.bytes, facts.media), time.secondsSince1970)
                }
            }
            return true
        }
        guard isCanonical else { return nil }
        guard let found = text.lockfile(of: others) else { return nil }
        var isOpen = [Bool](repeating: false, count: table.count)
        for id in found.records.keys {
            if let row = table.row(at: EntryID.folder + id.entry.text + EntryID.suffix) { isOpen[row] = true }
        }
        var back: [Range<Int>] = []
        for row in 0..<table.count {
            let own = table.names(of: row)
            let isComplete = !own.isEmpty && own.allSatisfy { !records[$0].isEmpty }
            if isComplete, !isOpen[row] {
                newest[row] = own.reduce(.min) { max($0, times[$1]) }
            } else {
                for name in own where !records[name].isEmpty {
                    back.append(records[name])
                    (records[name], media[name]) = (0..<0, 0)
                }
            }
        }
        others += back
        guard let rest = back.isEmpty ? found : text.lockfile(of: others), rest.duplicates.isEmpty,
            Self.areDistinct(media, besides: rest)
        else { return nil }
    }

    /// Whether no medium is named twice among the settled and the rest.
    private static func areDistinct(_ media: [UInt64], besides rest: Lockfile) -> Bool {
        var seen = DigestSet(capacity: media.count + rest.records.count)
        for medium in media where medium != 0 { guard seen.insert(medium) else { return false } }
        for record in rest.records.values where record.mediumDigest != 0 {
            guard seen.insert(record.mediumDigest) else { return false }
        }
        return true
    }
}

/// The names of all publications that a table expects, to be found by their bytes.
private struct NameTable {
    private let table: EntryTable
    private var digests: [UInt64] = []
    private var rows: [UInt32] = []
    private var index: RowIndex

    init(_ table: EntryTable) {
        self.table = table
        index = RowIndex(capacity: table.nameCount)
        digests = Array(repeating: 0, count: table.nameCount)
        rows = Array(repeating: 0, count: table.nameCount)
        for row in 0..<table.count {
            let id = Digest.of(table.bytes, table.idPlace(of: row), from: Digest.seed)
            for name in table.names(of: row) {
                let digest = Digest.of(table.bytes, table.endingPlace(ofName: name), from: id)
                (digests[name], rows[name]) = (digest, UInt32(row))
                index.add(name, digest)
            }
        }
    }

    func row(of name: Int) -> Int { Int(rows[name]) }

    /// The number of the name that stands at a place in a text.
    func find(_ text: [UInt8], _ head: Range<Int>) -> Int? {
        guard let cut = text.firstSeparator(in: head) else { return nil }
        let (id, ending) = (head.lowerBound..<cut, cut..<head.upperBound)
        let digest = Digest.of(text, ending, from: Digest.of(text, id, from: Digest.seed))
        return index.row(digest) { name in
            digests[name] == digest && text.equals(id, table.bytes, table.idPlace(of: Int(rows[name])))
                && text.equals(ending, table.bytes, table.endingPlace(ofName: name))
        }
    }
}

extension [UInt8] {
    /// Where the id of a plain publication's name ends.
    fileprivate func firstSeparator(in head: Range<Int>) -> Int? {
        withUnsafeBufferPointer { bytes in
            for place in head where bytes[place] == UInt8(ascii: "#") || bytes[place] == UInt8(ascii: "@") {
                return place
            }
            return nil
        }
    }

    /// Whether the bytes at a place are those at a place in another array.
    fileprivate func equals(_ place: Range<Int>, _ others: [UInt8], _ other: Range<Int>) -> Bool {
        guard place.count == other.count else { return false }
        return withUnsafeBufferPointer { bytes in
            others.withUnsafeBufferPointer { others in
                for offset in 0..<place.count
                where bytes[place.lowerBound + offset] != others[other.lowerBound + offset] { return false }
                return true
            }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes at one place come before those at another.
    func precedes(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        var (left, right) = (first.lowerBound, second.lowerBound)
        while left < first.upperBound, right < second.upperBound {
            if self[left] != self[right] { return self[left] < self[right] }
            (left, right) = (left + 1, right + 1)
        }
        return left == first.upperBound && right < second.upperBound
    }
}
