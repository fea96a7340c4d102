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
    /// Numbers of names, from 1; 0 is empty.
    private var places: [UInt32]

    init(_ table: EntryTable) {
        self.table = table
        var size = 16
        while size < table.nameCount * 2 { size *= 2 }
        places = Array(repeating: 0, count: size)
        digests = Array(repeating: 0, count: table.nameCount)
        rows = Array(repeating: 0, count: table.nameCount)
        for row in 0..<table.count {
            let id = Digest.of(table.bytes, table.idPlace(of: row))
            for name in table.names(of: row) {
                let digest = Digest.of(table.bytes, table.endingPlace(ofName: name), from: id)
                (digests[name], rows[name]) = (digest, UInt32(row))
                var place = place(of: digest)
                while places[place] != 0 { place = (place + 1) & (places.count - 1) }
                places[place] = UInt32(name + 1)
            }
        }
    }

    private func place(of digest: UInt64) -> Int {
        Int(truncatingIfNeeded: digest &* 0x9E37_79B9_7F4A_7C15 >> 20) & (places.count - 1)
    }

    func row(of name: Int) -> Int { Int(rows[name]) }

    /// The number of the name that stands at a place in a text.
    func find(_ text: [UInt8], _ head: Range<Int>) -> Int? {
        guard let cut = text.firstSeparator(in: head) else { return nil }
        let (id, ending) = (head.lowerBound..<cut, cut..<head.upperBound)
        let digest = Digest.of(text, ending, from: Digest.of(text, id))
        var place = place(of: digest)
        while places[place] != 0 {
            let name = Int(places[place]) - 1
            if digests[name] == digest, text.equals(id, table.bytes, table.idPlace(of: Int(rows[name]))),
                text.equals(ending, table.bytes, table.endingPlace(ofName: name))
            {
                return name
            }
            place = (place + 1) & (places.count - 1)
        }
        return nil
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

/// A digest for tables: never zero, which marks an empty place. What it finds is compared byte by byte.
enum Digest {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var value = start
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return value | 1
    }

    static func of(_ text: [UInt8], _ range: Range<Int>, from start: UInt64 = Digest.start) -> UInt64 {
        text.withUnsafeBufferPointer { text in
            var value = start
            for place in range { value = (value ^ UInt64(text[place])) &* 0x0000_0100_0000_01B3 }
            return value | 1
        }
    }
}

/// Digests that were seen, in one array.
public struct DigestSet {
    private var places: [UInt64]

    /// A set with room for so many.
    public init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        places = Array(repeating: 0, count: size)
    }

    /// Adds a digest; answers whether it was not there yet.
    @discardableResult
    public mutating func insert(_ digest: UInt64) -> Bool {
        var place = Self.place(of: digest) & (places.count - 1)
        while places[place] != 0 {
            if places[place] == digest { return false }
            place = (place + 1) & (places.count - 1)
        }
        places[place] = digest
        return true
    }

    /// Whether it was added.
    public func contains(_ digest: UInt64) -> Bool {
        var place = Self.place(of: digest) & (places.count - 1)
        while places[place] != 0 {
            if places[place] == digest { return true }
            place = (place + 1) & (places.count - 1)
        }
        return false
    }

    private static func place(of digest: UInt64) -> Int {
        Int(truncatingIfNeeded: digest &* 0x9E37_79B9_7F4A_7C15 >> 20)
    }
}
