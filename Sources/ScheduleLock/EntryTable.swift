public import ContentModel
public import ObjectIDs

/// What entries came to when they were read last, and where their records stand in the lockfile.
///
/// It rests on the bytes of the entry, those of its media, those of the settings, and whatever else is in
/// ``environment``; all are part of it, so that what it says is either exactly what reading the entry would say, or not
/// there. It knows entries that nothing is wrong with and whose names need no escape in a lockfile.
///
/// A hundred thousand entries are one array of bytes, which is the file as it is kept: nothing is decoded before it is
/// asked for, and an entry costs no allocation. What is kept may be lost or damaged at any time.
public struct EntryTable: Hashable, Sendable {
    /// The table as it is kept, but for the digest at its end.
    private(set) var bytes: [UInt8]
    let sections: Sections

    /// Takes what ``EntryTableBuilder`` or ``Lock`` laid out.
    init?(laidOut bytes: [UInt8]) {
        guard let sections = Sections(bytes) else { return nil }
        (self.bytes, self.sections) = (bytes, sections)
    }

    /// Knows nothing yet.
    public init(environment: BlobID) {
        // The builder lays out what can be read.
        self = EntryTableBuilder(environment: environment).table!
    }

    /// Names everything besides the entries and their media that their reading rested on.
    public var environment: BlobID { BlobID(bytes.object(at: Sections.environment)) }

    /// How many entries it knows; their numbers follow the order of their paths' bytes.
    public var count: Int { sections.rowCount }

    // MARK: - Entries

    /// Lends the bytes that hold all paths.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { bytes.withUnsafeBytes(body) }

    /// Where in ``withBytes(_:)`` the path of an entry's file stands.
    public func pathPlace(of row: Int) -> Range<Int> {
        let start = sections.text + Int(bytes.number(at: sections.row(row) + 20, as: UInt32.self))
        return start..<(start + Int(bytes.number(at: sections.row(row) + 24, as: UInt16.self)))
    }

    /// The path of an entry's file.
    public func path(of row: Int) -> String { String(decoding: bytes[pathPlace(of: row)], as: UTF8.self) }

    /// What the file held.
    public func blob(of row: Int) -> BlobID { BlobID(bytes.object(at: sections.row(row))) }

    /// The entry whose file is at `path`.
    public func row(at path: String) -> Int? {
        let row = row(notBefore: path)
        return row < count && bytes[pathPlace(of: row)].elementsEqual(path.utf8) ? row : nil
    }

    /// The first entry whose file's path does not come before `path`; ``count`` where all do.
    public func row(notBefore path: String) -> Int {
        let wanted = Array(path.utf8)
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            let found = bytes[pathPlace(of: middle)]
            if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The id of an entry is its path.
    func idPlace(of row: Int) -> Range<Int> {
        pathPlace(of: row).dropFirst(EntryID.folder.utf8.count).dropLast(EntryID.suffix.utf8.count)
    }

    /// A digest of the id in lower case: a file system may know no case.
    public func caselessDigest(of row: Int) -> UInt64 { bytes.number(at: sections.row(row) + 48, as: UInt64.self) }

    /// The digest that ``caselessDigest(of:)`` would give to an id.
    public static func caselessDigest(of id: EntryID) -> UInt64 {
        let ascii = id.text.utf8.withContiguousStorageIfAvailable { bytes -> UInt64? in
            guard bytes.reduce(0, |) < 0x80 else { return nil }
            let (first, last) = (UInt8(ascii: "A"), UInt8(ascii: "Z"))
            return Digest.of(bytes.lazy.map { first <= $0 && $0 <= last ? $0 + 0x20 : $0 })
        }
        if let digest = ascii ?? nil { return digest }
        // Characters that Unicode takes for one of ASCII, besides those that lower case makes one of it.
        let text = String(
            String.UnicodeScalarView(
                id.text.lowercased().unicodeScalars.map { scalar in
                    switch scalar {
                    case "\u{37E}": ";"
                    case "\u{1FEF}": "`"
                    default: scalar
                    }
                }))
        return Digest.of(text.utf8)
    }

    /// Whether no two of its entries have one name to a file system that knows no case.
    public var hasDistinctNames: Bool { sections.hasDistinctNames }

    // MARK: - Media

    /// How many media all entries show together.
    public var mediaCount: Int { sections.mediaCount }

    /// A medium, and what was there.
    public func medium(_ number: Int) -> MediaReference {
        let place = sections.media + number * Sections.mediumSize
        let start = sections.text + Int(bytes.number(at: place + 20, as: UInt32.self))
        let path = bytes[start..<(start + Int(bytes.number(at: place + 24, as: UInt16.self)))]
        return MediaReference(path: String(decoding: path, as: UTF8.self), blob: BlobID(bytes.object(at: place)))
    }

    /// Whether all of an entry's media are in a set, given by their numbers.
    public func shows(_ row: Int, only present: [Bool]) -> Bool {
        for use in mediaUses(of: row) where !present[mediumNumber(at: use)] { return false }
        return true
    }

    /// Places in the list of uses, in the order in which an entry's media are published.
    func mediaUses(of row: Int) -> Range<Int> {
        let first = Int(bytes.number(at: sections.row(row) + 28, as: UInt32.self))
        return first..<(first + Int(bytes.number(at: sections.row(row) + 26, as: UInt16.self)))
    }

    func mediumNumber(at use: Int) -> Int { Int(bytes.number(at: sections.uses + use * 4, as: UInt32.self)) }

    func mediumBlob(_ number: Int) -> BlobID {
        BlobID(bytes.object(at: sections.media + number * Sections.mediumSize))
    }

    // MARK: - Publications

    /// Places in the list of names: the publications of an entry.
    func names(of row: Int) -> Range<Int> {
        let first = Int(bytes.number(at: sections.row(row) + 32, as: UInt32.self))
        return first..<(first + Int(bytes.number(at: sections.row(row) + 36, as: UInt16.self)))
    }

    /// How many publications an entry comes to.
    public func publicationCount(of row: Int) -> Int { names(of: row).count }

    var nameCount: Int { sections.nameCount }

    /// What follows the id in a publication's name: `@bakery`, `#2026-12-07@bakery`.
    func endingPlace(ofName name: Int) -> Range<Int> {
        let number = Int(bytes.number(at: sections.names + name * Sections.nameSize, as: UInt32.self))
        let place = sections.endings + number * Sections.endingSize
        let start = sections.text + Int(bytes.number(at: place, as: UInt32.self))
        return start..<(start + Int(bytes.number(at: place + 4, as: UInt32.self)))
    }

    /// Writes a number into the table.
    mutating func set<Number: FixedWidthInteger>(_ number: Number, at place: Int) { bytes.set(number, at: place) }

    mutating func append(_ more: [UInt8]) { bytes += more }
}

/// Where the parts of a table begin.
///
/// Little-endian numbers of fixed widths, and one stretch of text that they point into:
///
///     title, environment, lockfile's name and digest, counts, of entries the last whose name another has without case
///     rows:     blob (20), path in the text (4, 2), media (2, first 4), names (first 4, 2), 0 (2),
///               seconds of the newest publication (8), digest of the id without case (8)
///     media:    blob (20), path in the text (4, 2), 0 (2)
///     endings:  place in the text (4, 4)
///     uses:     number of a medium (4)
///     names:    number of an ending (4), place of the record in the lockfile (4, 4)
///     text
///     others:   places of the lockfile's other records (4, 4)
struct Sections: Hashable, Sendable {
    static let title = Array("calends-table 2\n".utf8)
    static let environment = 16
    static let lockfile = 36
    static let digest = 56
    static let counts = 76
    static let headSize = 108
    static let (rowSize, mediumSize, endingSize, nameSize) = (56, 28, 8, 12)

    let rowCount, mediaCount, nameCount, otherCount: Int
    let hasDistinctNames: Bool
    let media, endings, uses, names, text, others: Int

    func row(_ number: Int) -> Int { Self.headSize + number * Self.rowSize }

    /// `nil` where the bytes are no table, or one that points out of itself.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.headSize, bytes.starts(with: Self.title) else { return nil }
        let counts = (0..<8).map { Int(bytes.number(at: Self.counts + $0 * 4, as: UInt32.self)) }
        (rowCount, mediaCount, nameCount, otherCount) = (counts[0], counts[1], counts[4], counts[6])
        let (endingCount, useCount, textCount) = (counts[2], counts[3], counts[5])
        hasDistinctNames = counts[7] == 0
        media = Self.headSize + rowCount * Self.rowSize
        endings = media + mediaCount * Self.mediumSize
        uses = endings + endingCount * Self.endingSize
        names = uses + useCount * 4
        text = names + nameCount * Self.nameSize
        others = text + textCount
        guard bytes.count == others + otherCount * 8 else { return nil }
        func isText(_ place: Int, count: Int) -> Bool {
            Int(bytes.number(at: place, as: UInt32.self)) + count <= textCount
        }
        for place in stride(from: Self.headSize, to: media, by: Self.rowSize) {
            let pathCount = Int(bytes.number(at: place + 24, as: UInt16.self))
            let uses = Int(bytes.number(at: place + 28, as: UInt32.self))
            let names = Int(bytes.number(at: place + 32, as: UInt32.self))
            guard pathCount > EntryID.folder.utf8.count + EntryID.suffix.utf8.count,
                isText(place + 20, count: pathCount),
                uses + Int(bytes.number(at: place + 26, as: UInt16.self)) <= useCount,
                names + Int(bytes.number(at: place + 36, as: UInt16.self)) <= nameCount
            else { return nil }
        }
        for place in stride(from: media, to: endings, by: Self.mediumSize) {
            guard isText(place + 20, count: Int(bytes.number(at: place + 24, as: UInt16.self))) else { return nil }
        }
        for place in stride(from: endings, to: uses, by: Self.endingSize) {
            guard isText(place, count: Int(bytes.number(at: place + 4, as: UInt32.self))) else { return nil }
        }
        for place in stride(from: uses, to: names, by: 4) {
            guard bytes.number(at: place, as: UInt32.self) < mediaCount else { return nil }
        }
        for place in stride(from: names, to: text, by: Self.nameSize) {
            guard bytes.number(at: place, as: UInt32.self) < endingCount else { return nil }
        }
    }
}

extension [UInt8] {
    func number<Number: FixedWidthInteger>(at place: Int, as type: Number.Type) -> Number {
        withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self)) }
    }

    func object(at place: Int) -> ObjectID {
        ObjectID(
            high: number(at: place, as: UInt64.self), middle: number(at: place + 8, as: UInt64.self),
            low: number(at: place + 16, as: UInt32.self))
    }

    mutating func set<Number: FixedWidthInteger>(_ number: Number, at place: Int) {
        withUnsafeMutableBytes { $0.storeBytes(of: number.littleEndian, toByteOffset: place, as: Number.self) }
    }

    mutating func set(_ object: ObjectID, at place: Int) {
        set(object.high, at: place)
        set(object.middle, at: place + 8)
        set(object.low, at: place + 16)
    }

    mutating func add<Number: FixedWidthInteger>(_ number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    mutating func add(_ object: ObjectID) {
        add(object.high)
        add(object.middle)
        add(object.low)
    }
}
