import ContentModel
import ObjectIDs

extension Lockfile {
    /// Reads the bytes of a lockfile.
    ///
    /// Blocks may stand in any order, as a merge by git leaves them; what two blocks say of one medium is joined as
    /// ``merged(_:_:)`` joins two files.
    public init(bytes: [UInt8]) throws(LockfileError) {
        if let plain = PlainLockfile(bytes).flatMap({ Lockfile($0) }) {
            self = plain
            return
        }
        var parser = LockfileParser(bytes: bytes)
        let claims = try parser.parse()
        if let plain = Lockfile(plain: claims) {
            self = plain
            return
        }
        self = Lockfile(claims: claims)
        // Distinct blocks that say something of one medium are rare, so they are looked at only if there are any.
        guard records.count < claims.count else { return }
        try parser.refuseDuplicates(in: claims)
    }

    /// Reads the text of a lockfile.
    public init(text: String) throws(LockfileError) { try self.init(bytes: Array(text.utf8)) }
}

/// Reads blocks line by line, and refuses whatever it does not understand.
struct LockfileParser {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 0
    /// The first line of each block, in the order of the claims.
    private var blockLines: [Int] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func parse() throws(LockfileError) -> [Claim] {
        try readHeader()
        var claims: [Claim] = []
        claims.reserveCapacity(bytes.count / 300)
        while let line = try nextLine() {
            if line.isEmpty { continue }
            if line.elementsEqual("end".utf8) {
                try readEnd()
                return claims
            }
            claims.append(try readBlock(head: line))
        }
        throw LockfileError(.truncated, line: max(1, line))
    }

    /// The next line without its end, refusing the marks that git leaves in a conflict; `nil` after the last.
    private mutating func nextLine() throws(LockfileError) -> ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        line += 1
        guard let end = bytes.firstNewline(from: position) else { throw LockfileError(.truncated, line: line) }
        var found = bytes[position..<end]
        position = end + 1
        if found.last == UInt8(ascii: "\r") { found = found.dropLast() }
        if let mark = found.first, Self.conflictMarks.contains(mark), found.starts(with: repeatElement(mark, count: 7))
        {
            throw LockfileError(.conflictMarker, line: line)
        }
        return found
    }

    /// Seven of one of these begin a line where git could not merge.
    private static let conflictMarks = Array("<|=>".utf8)

    private mutating func readHeader() throws(LockfileError) {
        guard !bytes.isEmpty else { throw LockfileError(.headerMissing, line: 1) }
        guard let first = try nextLine(), let (name, version) = first.cut(at: .space),
            name.elementsEqual("calends-lock".utf8), let number = Int(String(decoding: version, as: UTF8.self))
        else { throw LockfileError(.headerMissing, line: 1) }
        if number > Lockfile.formatVersion { throw LockfileError(.newerFormat(number), line: 1) }
        guard number == Lockfile.formatVersion else { throw LockfileError(.headerMissing, line: 1) }
    }

    private mutating func readEnd() throws(LockfileError) {
        while let text = try nextLine() {
            guard text.isEmpty else { throw LockfileError(.textAfterEnd, line: line) }
        }
    }

    private mutating func readBlock(head: ArraySlice<UInt8>) throws(LockfileError) -> Claim {
        let headLine = line
        guard head.first == UInt8(ascii: "["), head.last == UInt8(ascii: "]"), head.count > 2,
            let publication = head.dropFirst().dropLast().fieldPublication
        else { throw LockfileError(.notABlock(String(decoding: head, as: UTF8.self)), line: line) }
        var block = Block()
        while true {
            guard let text = try nextLine() else { throw LockfileError(.truncated, line: line) }
            if text.isEmpty { break }
            try block.read(text, line: line)
        }
        let record = try block.record(of: publication, line: headLine)
        blockLines.append(headLine)
        return Claim(publication: publication, record: record)
    }

    /// Two blocks with one publication, medium and former names cannot both be true.
    func refuseDuplicates(in claims: [Claim]) throws(LockfileError) {
        var seen: Set<Claim.Identity> = []
        for (claim, line) in zip(claims, blockLines) where !seen.insert(claim.identity).inserted {
            throw LockfileError(.duplicateBlock(claim.publication.description), line: line)
        }
    }
}

/// The lines of one block, as far as they were read.
private struct Block {
    private var dismissed: Timestamp?
    private var published: Timestamp?
    private var removed: Timestamp?
    private var media: String?
    private var permalink: String?
    private var revised: Timestamp?
    private var commit: CommitID?
    private var source: MediaReference?
    private var files: [MediaReference] = []
    private var former: [PublicationID] = []
    private var shown: [ShownField] = []

    mutating func read(_ text: ArraySlice<UInt8>, line: Int) throws(LockfileError) {
        let (name, value) = text.cut(at: .space) ?? (text, [])
        guard let key = Lockfile.Key(bytes: name) else {
            throw LockfileError(.unknownKey(String(decoding: name, as: UTF8.self)), line: line)
        }
        func required<Value>(_ read: Value?) throws(LockfileError) -> Value {
            guard let read else {
                let shown = String(decoding: value, as: UTF8.self)
                throw LockfileError(.badValue(key: key.rawValue, value: shown), line: line)
            }
            return read
        }
        func once<Value>(_ place: inout Value?, _ read: Value?) throws(LockfileError) {
            guard place == nil else { throw LockfileError(.repeatedKey(key.rawValue), line: line) }
            place = try required(read)
        }
        switch key {
        case .dismissed: try once(&dismissed, Timestamp(bytes: value))
        case .published: try once(&published, Timestamp(bytes: value))
        case .removed: try once(&removed, Timestamp(bytes: value))
        case .media: try once(&media, value.isEmpty ? nil : value.fieldText)
        case .permalink: try once(&permalink, value.fieldText)
        case .revised: try once(&revised, Timestamp(bytes: value))
        case .commit: try once(&commit, value.fieldObject.map { CommitID($0) })
        case .entry: try once(&source, value.fieldReference)
        case .file: files.append(try required(value.fieldReference))
        case .was: former.append(try required(value.fieldPublication))
        case .shown: shown.append(try required(value.fieldShown))
        }
    }

    func record(of publication: PublicationID, line: Int) throws(LockfileError) -> LockRecord {
        func required<Value>(_ value: Value?, _ key: Lockfile.Key) throws(LockfileError) -> Value {
            guard let value else {
                throw LockfileError(.missingKey(key.rawValue, publication: publication.description), line: line)
            }
            return value
        }
        let source = try required(source, .entry)
        let phase: LockRecord.Phase
        if let dismissed {
            let others: [(Lockfile.Key, Bool)] = [
                (.published, published != nil), (.removed, removed != nil), (.media, media != nil),
                (.permalink, permalink != nil),
            ]
            if let (other, _) = others.first(where: \.1) {
                throw LockfileError(.contradiction(Lockfile.Key.dismissed.rawValue, other.rawValue), line: line)
            }
            phase = .dismissed(DismissedPublication(at: dismissed))
        } else {
            let publication = PublishedPublication(
                mediaID: try required(media, .media), publishedAt: try required(published, .published),
                permalink: permalink)
            phase = removed.map { .removed(publication, removedAt: $0) } ?? .published(publication)
        }
        return LockRecord(
            phase: phase, source: Publication.Source(path: source.path, blob: source.blob), commit: commit,
            media: files, revisedAt: revised, mayShow: shown, formerIDs: former)
    }
}

extension ArraySlice<UInt8> {
    /// A blob and a path.
    fileprivate var fieldReference: MediaReference? {
        guard let (blob, path) = cut(at: .space), let object = blob.fieldObject, let path = path.fieldText,
            !path.isEmpty
        else { return nil }
        return MediaReference(path: path, blob: BlobID(object))
    }

    /// The name of a field and what may be shown of it.
    fileprivate var fieldShown: ShownField? {
        guard let (name, digest) = cut(at: .space), let field = name.fieldText, let written = digest.fieldText else {
            return nil
        }
        return ShownField(field: field, written: written)
    }
}

extension [UInt8] {
    /// Where the first newline stands at or behind `start`.
    func firstNewline(from start: Int) -> Int? {
        withUnsafeBufferPointer { $0.firstNewline(from: start) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where the first newline stands at or behind `start`.
    ///
    /// Eight bytes at a time: a byte that is zero after the exclusive or borrows from its highest bit.
    func firstNewline(from start: Int) -> Int? {
        let bytes = UnsafeRawBufferPointer(self)
        var place = start
        let (ones, highest) = (UInt64(0x0101_0101_0101_0101), UInt64(0x8080_8080_8080_8080))
        while place + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            let zeroed = word ^ (ones &* UInt64(UInt8.newline))
            let found = (zeroed &- ones) & ~zeroed & highest
            if found != 0 { return place + found.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < bytes.count {
            if bytes[place] == .newline { return place }
            place += 1
        }
        return nil
    }
}
