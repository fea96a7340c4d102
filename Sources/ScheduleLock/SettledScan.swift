import ContentModel
public import FoundationEssentials
public import ObjectIDs

/// What an entry comes to, as far as it is needed to tell from a lockfile that it was published and not touched since.
public struct ExpectedEntry: Sendable {
    /// The id of the entry, in characters that a lockfile need not escape.
    public let id: String
    /// What its file holds.
    public let blob: BlobID
    /// Its media, in the order in which they are published.
    public let media: [BlobID]
    /// What follows the id in its publications' names: `@bakery`, `#2026-12-07@bakery`.
    public let endings: [String]

    /// An entry, and all that it publishes.
    public init(id: String, blob: BlobID, media: [BlobID], endings: [String]) {
        (self.id, self.blob, self.media, self.endings) = (id, blob, media, endings)
    }
}

/// A lockfile read no further than to see which entries stand in it exactly as they were published.
///
/// Of those nothing is to be planned, and of a large calendar they are nearly everything: their records are looked at
/// where they stand, and become no values. What is said of anything else is read as ever.
public struct SettledScan: Sendable {
    /// Which of the expected entries are settled, in their order.
    public private(set) var isSettled: [Bool]
    /// How many publications that is.
    public private(set) var settledCount = 0
    /// What the file says of everything else.
    public private(set) var rest: Lockfile

    /// - Parameters:
    ///   - text: the bytes of a lockfile.
    ///   - expected: entries, each with all it publishes; no two of one id.
    ///   - recent: what was published since then may still bear on what goes out next, and is read.
    ///   - unsettled: the ids of entries that something is in flight of.
    /// - Returns: `nil` for a file that is not exactly as ``Lockfile/bytes`` writes it, or in which several records speak
    ///   of one thing: it has to be read as a whole.
    public init?(_ text: [UInt8], expecting expected: [ExpectedEntry], before recent: Date, unsettled: Set<String>) {
        isSettled = Array(repeating: false, count: expected.count)
        rest = Lockfile()
        let head = Array((Lockfile.header + "\n\n").utf8)
        guard text.starts(with: head), text.suffix(4).elementsEqual("end\n".utf8) else { return nil }
        let names = NameTable(expected)
        let bound = Timestamp(recent)
        // For each name where its record stands; several cannot stand in one canonical file.
        var blocks = [Range<Int>?](repeating: nil, count: names.count)
        var media = [UInt64](repeating: 0, count: names.count)
        var others: [Range<Int>] = []
        var position = head.count
        var former: Range<Int>?
        let end = text.count - 4
        while position < end {
            guard let block = PlainBlock(in: text, at: position, before: end) else { return nil }
            if let former, !Self.precedes(text, former, block.head) { return nil }
            former = block.head
            position = block.range.upperBound
            guard block.isPlain, let name = names.find(text[block.head]),
                block.isOf(expected[names.entry(of: name)], in: text, before: bound)
            else {
                others.append(block.range)
                continue
            }
            blocks[name] = block.range
            media[name] = block.mediumDigest
        }
        var open = unsettled
        guard var found = try? Self.lockfile(text, others) else { return nil }
        for id in found.records.keys { open.insert(id.entry.text) }
        // The names of an entry follow each other.
        var back: [Range<Int>] = []
        var name = 0
        for (place, entry) in expected.enumerated() {
            let own = name..<(name + entry.endings.count)
            name = own.upperBound
            if !own.isEmpty, own.allSatisfy({ blocks[$0] != nil }), !open.contains(entry.id) {
                isSettled[place] = true
                settledCount += own.count
            } else {
                back += own.compactMap { blocks[$0] }
                for name in own { media[name] = 0 }
            }
        }
        if !back.isEmpty {
            guard let all = try? Self.lockfile(text, (others + back).sorted { $0.lowerBound < $1.lowerBound }) else {
                return nil
            }
            found = all
        }
        guard Self.areDistinct(media, besides: found), found.duplicates.isEmpty else { return nil }
        rest = found
    }

    private static func precedes(_ text: [UInt8], _ first: Range<Int>, _ second: Range<Int>) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            var (left, right) = (first.lowerBound, second.lowerBound)
            while left < first.upperBound, right < second.upperBound {
                if bytes[left] != bytes[right] { return bytes[left] < bytes[right] }
                (left, right) = (left + 1, right + 1)
            }
            return left == first.upperBound && right < second.upperBound
        }
    }

    /// The lockfile of some blocks, which must be written as they would be written again.
    private static func lockfile(_ text: [UInt8], _ blocks: [Range<Int>]) throws -> Lockfile {
        var bytes = Array((Lockfile.header + "\n\n").utf8)
        for block in blocks { bytes += text[block] }
        bytes += Array("end\n".utf8)
        let lockfile = try Lockfile(bytes: bytes)
        guard lockfile.bytes == bytes else { throw LockfileError(.headerMissing, line: 1) }
        return lockfile
    }

    /// Whether no medium is named twice among the settled and the rest.
    private static func areDistinct(_ media: [UInt64], besides rest: Lockfile) -> Bool {
        var seen = DigestSet(capacity: media.count + rest.records.count)
        for medium in media where medium != 0 { guard seen.insert(medium) else { return false } }
        for record in rest.records.values {
            guard let id = record.publication?.mediaID else { continue }
            guard seen.insert(Digest.of(id.utf8)) else { return false }
        }
        return true
    }
}

/// A digest for tables: never zero, which marks an empty place. What it finds is compared byte by byte.
enum Digest {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    static func of(_ bytes: some Sequence<UInt8>, from start: UInt64 = Digest.start) -> UInt64 {
        var value = start
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return value | 1
    }

    static func of(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var value = start
        for place in range { value = (value ^ UInt64(text[place])) &* 0x0000_0100_0000_01B3 }
        return value | 1
    }
}

/// Digests that were seen, in one array.
struct DigestSet {
    private var places: [UInt64]

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        places = Array(repeating: 0, count: size)
    }

    /// Whether it was not there yet.
    mutating func insert(_ digest: UInt64) -> Bool {
        var place = Int(truncatingIfNeeded: digest &* 0x9E37_79B9_7F4A_7C15 >> 20) & (places.count - 1)
        while places[place] != 0 {
            if places[place] == digest { return false }
            place = (place + 1) & (places.count - 1)
        }
        places[place] = digest
        return true
    }
}

/// The names of all publications that are expected, to be found by their bytes.
private struct NameTable {
    private let expected: [ExpectedEntry]
    private var digests: [UInt64] = []
    private var entries: [Int32] = []
    private var endings: [Int32] = []
    /// Numbers of names, from 1; 0 is empty.
    private var places: [Int32]

    var count: Int { digests.count }

    init(_ expected: [ExpectedEntry]) {
        self.expected = expected
        let total = expected.reduce(0) { $0 + $1.endings.count }
        var size = 16
        while size < total * 2 { size *= 2 }
        places = Array(repeating: 0, count: size)
        digests.reserveCapacity(total)
        for (entry, value) in expected.enumerated() {
            let id = Digest.of(value.id.utf8) & ~1
            for (ending, text) in value.endings.enumerated() {
                let digest = Digest.of(text.utf8, from: id)
                digests.append(digest)
                entries.append(Int32(entry))
                endings.append(Int32(ending))
                var place = place(of: digest)
                while places[place] != 0 { place = (place + 1) & (places.count - 1) }
                places[place] = Int32(digests.count)
            }
        }
    }

    private func place(of digest: UInt64) -> Int {
        Int(truncatingIfNeeded: digest &* 0x9E37_79B9_7F4A_7C15 >> 20) & (places.count - 1)
    }

    func entry(of name: Int) -> Int { Int(entries[name]) }

    /// The number of a name.
    func find(_ name: ArraySlice<UInt8>) -> Int? {
        // As the table was filled: the id and the ending each close with a set bit, which the id's gives back.
        guard let cut = name.firstIndex(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "@") }) else {
            return nil
        }
        let digest = Digest.of(name[cut...], from: Digest.of(name[..<cut]) & ~1)
        var place = place(of: digest)
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            if digests[number] == digest, isName(number, name, cut: cut) { return number }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    private func isName(_ number: Int, _ name: ArraySlice<UInt8>, cut: Int) -> Bool {
        let entry = expected[Int(entries[number])]
        return name[..<cut].elementsEqual(entry.id.utf8)
            && name[cut...].elementsEqual(entry.endings[Int(endings[number])].utf8)
    }
}
