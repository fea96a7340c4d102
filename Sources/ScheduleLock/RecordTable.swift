import ContentModel

/// Records where they stand in the text of a lockfile, each of another publication.
///
/// A hundred thousand of them are one array of rows, which are found and compared by the bytes they point to. A record
/// becomes a value when somebody asks for it.
final class RecordTable: Sendable {
    let text: [UInt8]
    let rows: [Row]
    private let index: RowIndex

    /// A plain block; see ``PlainBlock``.
    struct Row: Sendable {
        private let start, headCount, bodyCount: UInt32
        /// Of the head, in part: most others differ in it.
        let headDigest: UInt32
        /// See ``LockRecord/mediumDigest``.
        let mediumDigest: UInt64

        /// `nil` for a block whose name is not written as ``PublicationID``s are.
        init?(_ block: PlainBlock, _ facts: PlainFacts, in text: UnsafeBufferPointer<UInt8>) {
            guard text.isPublication(block.head) else { return nil }
            start = UInt32(block.range.lowerBound)
            (headCount, bodyCount) = (UInt32(block.head.count), UInt32(block.body.count))
            headDigest = Self.digest(text, block.head)
            mediumDigest = Digest.of(text, facts.media)
        }

        static func digest(_ text: UnsafeBufferPointer<UInt8>, _ head: Range<Int>) -> UInt32 {
            UInt32(truncatingIfNeeded: Digest.of(text, head, from: Digest.seed) >> 16)
        }

        /// What stands between the brackets.
        var head: Range<Int> { (Int(start) + 1)..<(Int(start) + 1 + Int(headCount)) }
        /// The lines below the first.
        var body: Range<Int> { (head.upperBound + 2)..<(head.upperBound + 2 + Int(bodyCount)) }
        /// All lines, with the empty one at the end.
        var block: Range<Int> { Int(start)..<(body.upperBound + 1) }
    }

    /// - Returns: `nil` where two rows are of one publication.
    init?(_ text: [UInt8], _ rows: [Row]) {
        var index = RowIndex(capacity: rows.count)
        let areDistinct = text.withUnsafeBufferPointer { text in
            for (number, row) in rows.enumerated() {
                let other = index.row(UInt64(row.headDigest)) {
                    rows[$0].headDigest == row.headDigest && text.has(text, row.head, at: rows[$0].head)
                }
                guard other == nil else { return false }
                index.add(number, UInt64(row.headDigest))
            }
            return true
        }
        guard areDistinct else { return nil }
        (self.text, self.rows, self.index) = (text, rows, index)
    }

    /// Holds nothing.
    static let empty = RecordTable([], [])!  // no two of no rows are of one publication

    /// The same without the rows that are left out.
    func filter(_ isIncluded: (Int) throws -> Bool) rethrows -> RecordTable {
        let kept = try rows.indices.filter(isIncluded)
        // Of distinct publications any some are distinct.
        return kept.count == rows.count ? self : RecordTable(text, kept.map { rows[$0] })!
    }

    // MARK: - Rows as values

    func publication(of row: Int) -> PublicationID {
        text.withUnsafeBufferPointer { $0.publication(rows[row].head) }
    }

    func record(of row: Int) -> LockRecord {
        LockRecord(plainText: text[rows[row].body], mediumDigest: rows[row].mediumDigest)
    }

    // MARK: - Finding

    /// The row of a publication.
    func row(of id: PublicationID) -> Int? {
        guard !rows.isEmpty else { return nil }
        let head = Self.head(of: id)
        return head.withUnsafeBufferPointer { head in
            row(Row.digest(head, head.indices), head.indices, in: head)
        }
    }

    /// The row of the same publication as another table's.
    ///
    /// - Parameter near: where it may well be, for rows of two files mostly follow each other alike.
    func row(like row: Row, of other: RecordTable, near: Int) -> Int? {
        other.text.withUnsafeBufferPointer { text in
            if near < rows.count, has(text, row.head, asHeadOf: near, row.headDigest) { return near }
            return self.row(row.headDigest, row.head, in: text)
        }
    }

    /// Whether a row says what another table's says.
    func says(_ row: Int, theSameAs other: Row, of table: RecordTable) -> Bool {
        guard rows[row].mediumDigest == other.mediumDigest else { return false }
        return text.withUnsafeBufferPointer { text in
            table.text.withUnsafeBufferPointer { text.has($0, other.body, at: rows[row].body) }
        }
    }

    private func row(_ digest: UInt32, _ head: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        index.row(UInt64(digest)) { has(text, head, asHeadOf: $0, digest) }
    }

    private func has(
        _ bytes: UnsafeBufferPointer<UInt8>, _ head: Range<Int>, asHeadOf row: Int, _ digest: UInt32
    ) -> Bool {
        rows[row].headDigest == digest && text.withUnsafeBufferPointer { $0.has(bytes, head, at: rows[row].head) }
    }

    /// As a plain block would have it.
    ///
    /// Texts are equal when Unicode takes them for equal, and of characters beyond ASCII it takes three for one in it.
    private static func head(of id: PublicationID) -> [UInt8] {
        var head: [UInt8] = []
        head.appendField(id)
        guard head.contains(where: { $0 >= 0x80 }) else { return head }
        let scalars = String(decoding: head, as: UTF8.self).unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar {
            case "\u{37E}": ";"
            case "\u{1FEF}": "`"
            case "\u{212A}": "K"
            default: scalar
            }
        }
        return Array(String(String.UnicodeScalarView(scalars)).utf8)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes at a place are those at a place in another text, looked at by eights.
    func has(_ other: UnsafeBufferPointer<UInt8>, _ place: Range<Int>, at own: Range<Int>) -> Bool {
        guard place.count == own.count else { return false }
        let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(self)[own])
        let others = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(other)[place])
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard word == others.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else { return false }
            offset += 8
        }
        while offset < bytes.count {
            guard bytes[offset] == others[offset] else { return false }
            offset += 1
        }
        return true
    }

    /// Whether a word is a publication as it is written: what separates its parts is nowhere else.
    func isPublication(_ place: Range<Int>) -> Bool {
        var (hash, at): (Int?, Int?) = (nil, nil)
        for number in place {
            switch self[number] {
            case UInt8(ascii: "#"):
                guard hash == nil, at == nil else { return false }
                hash = number
            case UInt8(ascii: "@"):
                guard at == nil else { return false }
                at = number
            default: break
            }
        }
        guard let at, at + 1 < place.upperBound else { return false }
        return hash.map { place.lowerBound < $0 && $0 + 1 < at } ?? (place.lowerBound < at)
    }

    /// What a word says that ``isPublication(_:)``.
    func publication(_ place: Range<Int>) -> PublicationID {
        let at = last(UInt8(ascii: "@"), in: place) ?? place.upperBound
        let hash = last(UInt8(ascii: "#"), in: place.lowerBound..<at)
        return PublicationID(
            entry: EntryID(word(place.lowerBound..<(hash ?? at))), occurrence: hash.map { word(($0 + 1)..<at) },
            account: AccountName(word(Swift.min(at + 1, place.upperBound)..<place.upperBound)))
    }
}
